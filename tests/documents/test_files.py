"""Files: read with kind errors, written whole."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from discretion.documents import read_file, write_atomically
from discretion.errors import CaseError, RulebookError


def test_yaml_and_json_files(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("a: 0.30\n", encoding="utf-8")
    (tmp_path / "case.JSON").write_text('{"a": 0.30}', encoding="utf-8")
    assert read_file(tmp_path / "case.yaml").data == read_file(tmp_path / "case.JSON").data


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as missing:
        read_file(tmp_path / "no.yaml")
    assert str(missing.value) == f"{tmp_path}/no.yaml: 文件不存在"
    with pytest.raises(CaseError) as folder:
        read_file(tmp_path, error=CaseError)
    assert str(folder.value) == f"{tmp_path}: 应当是文件，不是文件夹"
    with pytest.raises(RulebookError, match="不是有效的文件名"):
        read_file("a\0b.yaml")
    (tmp_path / "big.yaml").write_bytes(b"#" * 3_000_000)
    with pytest.raises(RulebookError, match="文件过大"):
        read_file(tmp_path / "big.yaml")


def test_writing_replaces_the_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "rulesets.lock"
    write_atomically(target, "旧\n" * 1000)
    write_atomically(target, "新\n")
    assert target.read_bytes() == "新\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["rulesets.lock"]
    assert stat.S_IMODE(target.stat().st_mode) & 0o600 == 0o600


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "rulesets.lock"
    write_atomically(target, "旧")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(target, "\ud800")
    assert target.read_text(encoding="utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["rulesets.lock"]
