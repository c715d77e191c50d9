"""A result as JSON in one line: the same bytes as pydantic's, also of one that is read back, with what many results share written once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from discretion import Recommendation
from discretion.decide.part import writer
from discretion.errors import UsageError

FACTS = "mass: {label: 质量, type: integer, range: '[0..100]'}"
TIERS = """
- {tier: slight, label: 轻微, when: {mass: "<= 50"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {mass: "> 50"}, penalty: {fine: {share: [0.5, 1]}}}
"""
ACTS = [{"violation": "test.act", "act": act, "facts": {"mass": 60}} for act in "ab"]


@pytest.fixture(scope="module")
def results(tiny: Callable[..., Any]) -> dict[str, Recommendation]:
    """A penalty, an open tier, no violation, and two acts of one case."""
    book = tiny(FACTS, tiers=TIERS, elements='{mass: "> 0"}')
    several = {key: value for key, value in book.case({}).items() if key not in ("violation", "facts")}
    return {
        "penalty": book.recommend({"mass": 60}),
        "open": book.recommend({}),
        "nothing": book.recommend({"mass": 0}),
        "several": book.library.recommend({**several, "violations": ACTS}),
    }


@pytest.mark.parametrize("name", ["penalty", "open", "nothing", "several"])
def test_one_line_is_what_pydantic_writes(results: dict[str, Recommendation], name: str) -> None:
    result = results[name]
    again = Recommendation.model_validate_json(result.to_json())
    assert result.line() == result.model_dump_json() == again.line() == again.model_dump_json()
    assert "\n" not in result.line()


def test_parts_of_it_come_in_the_usual_order(results: dict[str, Recommendation]) -> None:
    result = results["penalty"]
    assert result.to_json(indent=None, parts=["penalty", "tier", "disposition"]) == json.dumps(
        {name: json.loads(result.to_json())[name] for name in ("disposition", "tier", "penalty")},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    assert result.to_json(parts=["tier"]) == '{\n  "tier": "serious"\n}'
    with pytest.raises(UsageError, match="结果没有 teir"):
        result.to_json(parts=["teir"])


def test_what_many_results_say_is_made_once_and_copied_for_a_caller(results: dict[str, Recommendation]) -> None:
    result = results["penalty"]
    assert result.shared("reasons") is result.shared("reasons")
    assert result.reasons[0] is not next(iter(result.shared("reasons")))
    assert [reason.text for reason in result.reasons] == [reason.text for reason in result.shared("reasons")]
    assert result.by_violation == [result]
    assert len(results["several"].by_violation) == 2


def test_a_result_is_equal_to_what_says_the_same(results: dict[str, Recommendation]) -> None:
    result = results["penalty"]
    again = Recommendation.model_validate_json(result.to_json())
    assert (result == result, result == again, result == results["open"]) == (True, True, False)  # noqa: PLR0124
    assert result != result.to_json()
    assert result.penalty != results["open"]


def test_a_writer_is_built_without_a_word(recwarn: pytest.WarningsRecorder) -> None:
    write = writer.__wrapped__(Recommendation, "orders")
    assert write(["责令改正"]).decode() == '["责令改正"]'
    assert not recwarn.list
