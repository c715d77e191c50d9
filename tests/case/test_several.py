"""Several violations: one act, one fine; several acts, added; joint caps; two subjects of one act."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from discretion import Library, Recommendation
from discretion.case import read_case
from discretion.errors import CaseError

LAW = """
law: test-law
label: 测试法
level: law
version: "1"
effective: "2020-01-01"
source: {grade: A, where: 测试}
provisions:
  low: {cite: 第一条, label: 低, ranges: [{range: r, penalty: {warning: shall, fine: {from: 1000, to: 2000}, also: {responsible_person: {fine: {from: 100, to: 200}}}}}]}
  high: {cite: 第二条, label: 高, ranges: [{range: r, penalty: {revoke: may, fine: {from: 500, to: 9000}, also: {responsible_person: {fine: {from: 50, to: 900}}}}}]}
  joint-a: {cite: 第三条, label: 甲, cumulates: {group: joint, cap: 2500}, ranges: [{range: r, penalty: {fine: {from: 1000, to: 2000}}}]}
  joint-b: {cite: 第四条, label: 乙, cumulates: {group: joint, cap: 2500}, ranges: [{range: r, penalty: {fine: {from: 1000, to: 2000}}}]}
"""
RULESET = """
area: national
label: 全国
version: "1"
status: published
effective: "2020-01-01"
source: {kind: proposed, method: 测试}
policy:
  lighter: {share: [0, 0.3]}
  heavier: {share: [0.7, 1]}
  mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.1}}}
  lighter_and_heavier: offset
  mitigated_and_heavier: open
"""
VIOLATION = """
violation: test.{name}
label: {name}
sector: highway
provision: test-law/{name}
source: {{kind: proposed, method: 测试}}
tiers: [{{tier: only, label: 一般, when: {{size: ">= 0"}}, penalty: statute}}]
"""
NAMES = ("low", "high", "joint-a", "joint-b")


@pytest.fixture
def judge(rulebook: Callable[..., Path]) -> Callable[..., Recommendation]:
    """Judge acts: ``judge(("low", "a"), ("high", "a"))`` is one act under two provisions."""
    files = [item for name in NAMES for item in (f"national/1/violations/{name}.yaml", VIOLATION.format(name=name))]
    facts = "facts:\n  size: {label: 大小, type: integer, range: '[0..9]'}\n"
    library = Library.load(
        rulebook("facts.yaml", facts, "laws/test-law@1.yaml", LAW, "national/1/ruleset.yaml", RULESET, *files)
    )

    def run(*acts: tuple[str, str], **more: Any) -> Recommendation:
        listed = [{"violation": f"test.{name}", "act": act, "facts": {"size": 1}} for name, act in acts]
        case = {"occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"}}
        return library.recommend({**case, "violations": listed, **more})

    return run


def fine(result: Recommendation) -> tuple[str, str]:
    assert result.penalty is not None
    assert result.penalty.fine is not None
    return result.penalty.fine.low, result.penalty.fine.high


@pytest.mark.parametrize(
    ("acts", "expected", "rules"),
    [
        ([("low", "a"), ("high", "a")], ("1000", "9000"), ["concurrence:higher_fine"]),
        ([("low", "a"), ("high", "b")], ("1500", "11000"), ["concurrence:added"]),
        ([("joint-a", "a"), ("joint-b", "a")], ("2000", "2500"), ["concurrence:cumulated"]),
        ([("joint-a", "a"), ("joint-b", "b")], ("2000", "4000"), ["concurrence:added"]),
        ([("joint-a", "a"), ("joint-b", "a"), ("low", "a")], ("2000", "2500"), ["concurrence:cumulated", "concurrence:higher_fine"]),
        ([("joint-a", "a"), ("joint-b", "a"), ("high", "a")], ("2000", "9000"), ["concurrence:cumulated", "concurrence:higher_fine"]),
        ([("low", "a"), ("high", "a"), ("joint-a", "b")], ("2000", "11000"), ["concurrence:higher_fine", "concurrence:added"]),
    ],
)  # fmt: skip
def test_the_fine_of_several(
    judge: Callable[..., Recommendation], acts: list[tuple[str, str]], expected: tuple[str, str], rules: list[str]
) -> None:
    for order in permutations(acts):
        result = judge(*order)
        assert fine(result) == expected
        assert [reason.rule for reason in result.reasons if reason.step == "concurrence"] == rules


def test_of_one_act_all_other_measures_apply_and_each_subject_is_fined_once(
    judge: Callable[..., Recommendation],
) -> None:
    result = judge(("low", "a"), ("high", "a"), co_parties=["responsible_person"])
    assert result.penalty is not None
    assert sorted(measure.kind for measure in result.penalty.measures) == ["revoke", "warning"]
    assert [(item.subject, item.penalty.text) for item in result.others] == [
        ("responsible_person", "处100元以上900元以下罚款")
    ]


def test_of_two_acts_the_responsible_person_answers_for_both(judge: Callable[..., Recommendation]) -> None:
    result = judge(("low", "a"), ("high", "b"), co_parties=["responsible_person"])
    assert [item.penalty.text for item in result.others] == ["处100元以上200元以下罚款", "处50元以上900元以下罚款"]


def test_each_violation_has_its_own_dates_and_its_own_receipt(judge: Callable[..., Recommendation]) -> None:
    result = judge(("low", "a"), violations=[
        {"violation": "test.low", "facts": {"size": 1}, "occurred": "2021-01-05"},
        {"violation": "test.high", "facts": {"size": 1}},
    ])  # fmt: skip
    first, second = result.parts
    assert first.receipt.case["occurred"] == "2021-01-05"
    assert second.receipt.case["occurred"] == "2026-03-02"
    assert "violations" not in first.receipt.case


ONCE = {"violation": "test.low", "facts": {"size": 1}}


@pytest.mark.parametrize(
    ("more", "twice"),
    [
        ({}, True),
        ({"occurred": "2026-03-02"}, True),  # the day of the case, whoever says it
        ({"occurred": "2026-03-01"}, False),
        ({"act": "b"}, False),
        ({"facts": {"size": 2}}, False),
        ({"violation": "test.high"}, False),
    ],
)
def test_what_is_entered_twice_word_for_word_is_an_error(
    judge: Callable[..., Recommendation], more: dict[str, Any], twice: bool
) -> None:
    acts = [{"violation": "test.high", "facts": {"size": 3}}, ONCE, {**ONCE, **more}]
    if not twice:
        assert len(judge(violations=acts).parts) == 3
        return
    with pytest.raises(CaseError, match=r"violations\[2\].*与第2项完全相同：同一违法行为写了两次"):
        judge(violations=acts)


def test_an_act_after_the_decision_is_an_error(judge: Callable[..., Recommendation]) -> None:
    assert len(judge(violations=[{**ONCE, "occurred": "2026-03-20"}]).parts) == 1  # not so on its day
    with pytest.raises(CaseError, match=r"violations\[0\].occurred.*违法行为日 2026-03-21 晚于决定日 2026-03-20"):
        judge(violations=[{"violation": "test.low", "facts": {"size": 1}, "occurred": "2026-03-21"}])


def test_each_of_several_is_a_case_of_its_own() -> None:
    """Its own day and its own departure where it says them, the case's day where it does not."""
    departure = {"reason": "确有困难", "approved_by": "负责人", "fine": "100"}
    acts = [
        {"violation": "test.low", "occurred": "2021-01-05", "facts": {"size": 1}},
        {"violation": "test.high", "departure": departure},
    ]
    case = read_case(
        {"occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "person"}, "violations": acts}
    )
    assert [(str(one.occurred), one.facts, one.departure and one.departure.fen) for one in case.singly] == [
        ("2021-01-05", {"size": 1}, None),
        ("2026-03-02", {}, 10_000),
    ]
    alone = case.singly[1]
    assert alone.singly == [alone]
    assert alone.violations == []
