"""Receipts: recomputed in another process, on another Python; every alteration is named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from discretion import Library
from discretion.engine.verify import verify

Run = Callable[..., tuple[int, str, str]]
SOURCE = Path(__file__).parents[2] / "src"
CASE = {
    "case": "测-1", "violation": "road.passenger.unlicensed", "occurred": "2023-05-10", "decided": "2023-08-10",
    "place": "330106", "party": {"kind": "organisation"},
    "facts": {
        "engaged_in_passenger": True, "has_road_permit": False, "passengers_aboard": 7, "harm": "slight",
        "illegal_gain_yuan": "1234.50",
    },
    "records": [
        {"kind": "prior_decision", "date": "2022-11-02", "violation": "road.passenger.unlicensed", "id": "浙交罚〔2022〕17号"},
        {"kind": "correction", "date": "2023-05-12"},
    ],
}  # fmt: skip
SEVERAL = {
    **{key: value for key, value in CASE.items() if key not in ("violation", "facts")},
    "violations": [
        {"violation": "road.passenger.unlicensed", "facts": CASE["facts"]},
        {"violation": "highway.overload.mass", "facts": {"gross_mass_kg": 55300, "mass_limit_kg": 49000, "divisible_load": True}},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def recommendation(library: Library) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(library.recommend(CASE).to_json())
    return found


@pytest.mark.parametrize("case", [CASE, SEVERAL, {**CASE, "decided": "2023-07-19"}])
def test_a_receipt_and_a_recommendation_verify(library: Library, case: dict[str, Any]) -> None:
    data = json.loads(library.recommend(case).to_json())
    for document in (data, data["receipt"]):
        found = verify(library.plans, document)
        assert (found.same, found.differences) == (True, ())


def test_the_inputs_of_a_recommendation_are_in_its_receipt(library: Library) -> None:
    for area, presume in (("national", True), ("zhejiang", False), (None, False)):
        result = library.recommend(CASE, area=area, presume=presume)
        assert (result.receipt.area, result.receipt.presume) == (area, presume)
        assert verify(library.plans, json.loads(result.to_json())).same


def interpreters() -> Iterator[str]:
    """This Python, and every other that is installed."""
    yield sys.executable
    for version in ("3.11", "3.12", "3.13"):
        found = shutil.which(f"python{version}")
        if found is not None and version != f"{sys.version_info.major}.{sys.version_info.minor}":
            yield found


@pytest.mark.parametrize("python", list(dict.fromkeys(interpreters())))
def test_a_receipt_of_this_process_verifies_in_another(
    python: str, recommendation: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(recommendation, ensure_ascii=False), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONHASHSEED": "271828"}
    ready = subprocess.run([python, "-c", "import click, lark, pydantic, yaml"], check=False, capture_output=True)
    if ready.returncode != 0:
        pytest.skip(f"{python} 没有安装所需的库")
    command = [python, "-c", "from discretion.cli import main; main()", "verify", str(file)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"一致：{file}（测-1）\n", "")


def digits(text: str) -> list[int]:
    return [index for index, character in enumerate(text) if character.isascii() and character.isdigit()]


@pytest.mark.parametrize("part", ["recommendation", "receipt"])
def test_one_flipped_digit_anywhere_is_named(library: Library, recommendation: dict[str, Any], part: str) -> None:
    document = recommendation if part == "recommendation" else recommendation["receipt"]
    text = json.dumps(document, ensure_ascii=False)
    places = digits(text)
    for index in places[:: max(len(places) // 150, 1)]:
        flipped = f"{text[:index]}{(int(text[index]) + 1) % 10}{text[index + 1 :]}"
        try:
            altered = json.loads(flipped)
        except ValueError:
            continue  # not a document any more: refused when it is read
        found = verify(library.plans, altered)
        assert found.differences, f"…{flipped[index - 40 : index + 40]}…"


@pytest.mark.parametrize(
    ("path", "value", "kind", "text"),
    [
        (("engine",), "0.0.9", "engine", "当时由引擎 0.0.9 作出，现在是 "),
        (("rulesets", "national@2026.1"), "0" * 64, "rulesets", "裁量基准 national@2026.1 的内容与当时不同"),
        (("rulesets", "national@2025.1"), "0" * 64, "rulesets", "当时依据的裁量基准 national@2025.1，现在没有用到"),
        (("laws", "road-transport-regulations@2022-03-29"), "0" * 64, "laws", "法律 road-transport-regulations@2022-03-29 的内容与当时不同"),
        (("vocabulary", "road"), "0" * 64, "vocabulary", "事实词表 road 的内容与当时不同"),
        (("authorities", "transport"), "0" * 64, "authorities", "机关的程序标准 transport 的内容与当时不同"),
        (("case", "facts", "passengers_aboard"), 8, "case", "案件内容与 facts_digest 不符：案件或者摘要被改动"),
        (("facts_digest",), "0" * 64, "case", "案件内容与 facts_digest 不符：案件或者摘要被改动"),
        (("decision_digest",), "0" * 64, "outcome", "复算的结果与当时的结果不同"),
        (("wording_digest",), "0" * 64, "wording", "说理文字与当时不同，决定的内容另行比较"),
        (("case", "occurred"), "1999-01-01", "outcome", "复算的结果与当时的结果不同"),
        (("case", "facts", "passengers_aboard"), "七", "error", "案件现在不能复算："),
    ],
)  # fmt: skip
def test_what_differs_is_explained(
    library: Library, recommendation: dict[str, Any], path: tuple[str, ...], value: Any, kind: str, text: str
) -> None:
    receipt = json.loads(json.dumps(recommendation["receipt"]))
    inner = receipt
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    texts = [item.text for item in verify(library.plans, receipt).differences if item.kind == kind]
    assert any(item.startswith(text) for item in texts), texts


def test_other_files_but_the_same_outcome_is_told_apart(library: Library, recommendation: dict[str, Any]) -> None:
    receipt = json.loads(json.dumps(recommendation["receipt"]))
    receipt["vocabulary"]["road"] = "0" * 64
    found = verify(library.plans, receipt)
    assert (found.same, found.reproduced) == (False, True)


def test_a_changed_ruleset_is_named_and_the_field_that_changed(
    tiny: Callable[..., Any], discretion: Run, tmp_path: Path
) -> None:
    before = tiny("size: {label: 大小, type: integer, range: '[0..9]'}", tiers="- {tier: t, label: 一般, when: {size: '>= 0'}, penalty: {fine: {share: [0, 0.5]}}}")  # fmt: skip
    after = tiny("size: {label: 大小, type: integer, range: '[0..9]'}", tiers="- {tier: t, label: 一般, when: {size: '>= 0'}, penalty: {fine: {share: [0, 0.6]}}}")  # fmt: skip
    file = tmp_path / "result.json"
    file.write_text(before.recommend({"size": 1}).to_json(), encoding="utf-8")
    assert discretion("verify", file, "--rulesets", before.folder) == (0, f"一致：{file}\n", "")
    code, out, err = discretion("verify", file, "--rulesets", after.folder)
    assert (code, err) == (1, "")
    assert "  - 裁量基准 national@1 的内容与当时不同\n" in out
    assert '  - penalty.fine.high 当时是 "3000"，复算是 "3400"\n' in out
    assert out.endswith("  结论：处罚建议不能复算得出\n")


def test_an_unusable_document_is_refused(discretion: Run, tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    for text, message in (
        ("[1]", "应当是决定依据留痕"),
        ("{}", "缺少“engine”"),
        ("{", "receipt.json:1"),
        ("[]", "文件中没有留痕"),
    ):
        file.write_text(text, encoding="utf-8")
        code, out, err = discretion("verify", file)
        assert (code, out) == (2, "")
        assert message in err
    assert discretion("verify", tmp_path / "none.json")[0] == 2


def test_machines_get_json(discretion: Run, recommendation: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps([recommendation, {**recommendation["receipt"], "engine": "0"}]), encoding="utf-8")
    code, out, _ = discretion("verify", file, "--format", "json")
    assert code == 0  # by another engine, the same decision: it stands
    first, second = json.loads(out)
    assert (first["same"], second["same"], second["stands"], second["reproduced"]) == (True, False, True, True)
    assert [item["kind"] for item in second["differences"]] == ["engine"]
