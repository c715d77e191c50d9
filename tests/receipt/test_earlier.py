"""Receipts of an earlier schema version still verify: documents as they were made then, with the rules of then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discretion import Library

Run = Callable[..., tuple[int, str, str]]
FOLDER = Path(__file__).parent / "schema-1"


@pytest.fixture(scope="module")
def then() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "result.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def rules() -> Library:
    return Library.load(FOLDER)


def test_a_recommendation_of_then_stands(then: dict[str, Any], rules: Library) -> None:
    assert then["receipt"]["schema_version"] == "1"
    found = rules.verify(then)
    assert (found.stands, found.reproduced) == (True, True)
    assert {item.kind for item in found.differences} <= {"engine", "schema", "wording"}


def test_what_was_altered_since_shows(then: dict[str, Any], rules: Library) -> None:
    altered = json.loads(json.dumps(then))
    altered["penalty"]["fine"]["high"] = "6000"
    found = rules.verify(altered)
    assert not found.reproduced
    assert [item.field for item in found.differences if item.kind == "outcome"] == ["penalty.fine.high"]
    assert [item.field for item in found.differences if item.kind == "record"] == ["receipt.outcome_digest"]


def test_its_receipt_alone_cannot_tell_wording_from_decision(then: dict[str, Any], rules: Library) -> None:
    """Its one digest covers both: it is the same, or the difference says that it may be a matter of words."""
    found = rules.verify(then["receipt"])
    assert [item.text[:21] for item in found.differences if item.kind == "outcome"] in (
        [],
        ["复算的结果或者其文字与当时不同（第一版留痕"],
    )


def test_the_command_says_what_changed(discretion: Run) -> None:
    code, out, _ = discretion("verify", FOLDER / "result.json", "--rulesets", FOLDER)
    assert code == 0
    assert out.startswith(f"决定一致：{FOLDER / 'result.json'}（测-1）\n  - 当时的格式版本是 1，现在是 2\n")
    assert out.endswith("  结论：处罚建议由同样的规则复算得出；不同的只是引擎或者文字\n")
