"""Who vouches for a receipt or a lock: signatures, made and checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

Run = Callable[..., tuple[int, str, str]]


def keys(folder: Path, name: str) -> tuple[Path, Path]:
    """A pair of keys as openssl writes them."""
    key = Ed25519PrivateKey.generate()
    private, public = folder / f"{name}.pem", folder / f"{name}-public.pem"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


@pytest.fixture(scope="module")
def rules(tiny: Callable[..., Any]) -> Any:
    return tiny("size: {label: 大小, type: integer, range: '[0..9]'}", tiers="- {tier: t, label: 一般, when: {size: '>= 0'}, penalty: statute}")  # fmt: skip


@pytest.mark.parametrize("whole", [True, False], ids=["recommendation", "receipt"])
def test_a_signed_document_verifies_and_every_alteration_shows(
    rules: Any, discretion: Run, tmp_path: Path, whole: bool
) -> None:
    private, public = keys(tmp_path, "ours")
    result = rules.recommend({"size": 1}, case="测-1")
    file = tmp_path / "result.json"
    file.write_text(result.to_json() if whole else result.receipt.model_dump_json(), encoding="utf-8")
    verify = ("verify", file, "--rulesets", rules.folder)
    assert discretion(*verify, "--key", public) == (
        1, f"不一致：{file}（测-1）\n  - 没有签名\n  结论：处罚建议本身复算一致，不同的只是上列依据\n", "",
    )  # fmt: skip
    assert discretion("sign", "--key", private, file) == (0, f"已签名：{file}\n", "")
    assert discretion(*verify, "--key", public) == (0, f"一致：{file}（测-1），签名有效\n", "")
    assert discretion(*verify)[0] == 0
    other = keys(tmp_path, "theirs")[1]
    code, out, _ = discretion(*verify, "--key", other)
    assert (code, "签名与内容不符，或者不是由该密钥签名" in out) == (1, True)
    data = json.loads(file.read_text(encoding="utf-8"))
    (data["receipt"] if whole else data)["engine"] = "9"
    file.write_text(json.dumps(data), encoding="utf-8")
    code, out, _ = discretion(*verify, "--key", public)
    assert (code, "签名与内容不符" in out) == (1, True)


def test_a_lock_is_signed_beside_it(rules: Any, discretion: Run, tmp_path: Path) -> None:
    private, public = keys(tmp_path, "ours")
    discretion("lock", rules.folder)
    lock = rules.folder / "rulesets.lock"
    assert discretion("verify", "--key", public, lock)[:2] == (
        1,
        f"不一致：{lock}\n  - 没有签名文件 rulesets.lock.sig\n",
    )
    assert discretion("sign", "--key", private, lock) == (0, f"已签名：{lock}.sig\n", "")
    assert discretion("verify", "--key", public, lock) == (0, f"签名有效：{lock}\n", "")
    lock.write_text(lock.read_text(encoding="utf-8") + "# 改动\n", encoding="utf-8")
    assert discretion("verify", "--key", public, lock)[0] == 1
    code, _, err = discretion("verify", lock)
    assert (code, err) == (2, "错误：rulesets.lock 只核对签名，需要公钥（改法：加上 --key PUBLIC.pem）\n")


@pytest.mark.parametrize("text", ["", "{}", "[1]"])
def test_what_is_no_receipt_is_not_signed(discretion: Run, tmp_path: Path, text: str) -> None:
    private, _ = keys(tmp_path, "ours")
    file = tmp_path / "receipt.json"
    file.write_text(text, encoding="utf-8")
    assert discretion("sign", "--key", private, file)[0] == 2
    assert file.read_text(encoding="utf-8") == text


def test_what_is_no_key_is_refused(rules: Any, discretion: Run, tmp_path: Path) -> None:
    _, public = keys(tmp_path, "ours")
    file = tmp_path / "receipt.json"
    file.write_text(rules.recommend({"size": 1}).receipt.model_dump_json(), encoding="utf-8")
    code, _, err = discretion("sign", "--key", public, file)
    assert (code, err.startswith("错误：不是 Ed25519 私钥（PEM）（改法：用 openssl genpkey")) == (2, True)


def test_without_the_extra_it_says_which(
    rules: Any, discretion: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private, _ = keys(tmp_path, "ours")
    file = tmp_path / "receipt.json"
    file.write_text(rules.recommend({"size": 1}).receipt.model_dump_json(), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.serialization", None)
    code, _, err = discretion("sign", "--key", private, file)
    assert (code, err) == (2, '错误：签名需要可选组件 sign（改法：安装它：pip install "discretion[sign]"）\n')
