"""Design §3a: 不成立 rests on the statute's own text; 不再处罚 on a positive repeal; all else is the library's silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Build = Callable[..., Any]
FACTS = """
over: {label: 超限, type: boolean, severity: aggravating}
divisible: {label: 可分载, type: boolean}
gain: {label: 金额, type: money, range: "[0..100000]", severity: aggravating}
"""
SCOPE = """
scope:
  - {when: {divisible: true}, otherwise: 不可解体物品依照另一条处理, see: [test.act]}
"""


def test_outside_of_the_item_is_not_innocence(tiny: Build) -> None:
    book = tiny(FACTS, elements="{over: true}", violation=SCOPE)
    result = book.recommend({"over": True, "divisible": False})
    assert (result.status, result.cause, result.penalty) == ("no_rule", "not_encoded", None)
    assert result.lacking == ["不可解体物品依照另一条处理"]
    assert [item.violation for item in result.neighbours] == ["test.act"]
    assert any("不得据此认为不予处罚" in note for note in result.notes)
    assert [item.text for item in result.sections if item.name in ("law", "result")] == [
        "不可解体物品依照另一条处理。", "不适用本项；不得据此认为不予处罚。",
    ]  # fmt: skip


def test_an_element_of_the_statute_that_a_stated_fact_contradicts_is(tiny: Build) -> None:
    book = tiny(FACTS, elements="{over: true}", violation=SCOPE)
    assert book.recommend({"over": False, "divisible": False}).status == "not_established"


def test_an_element_is_never_presumed(tiny: Build) -> None:
    presume = "presume:\n  - {facts: {over: false}, basis: 测试}"
    result = tiny(FACTS, elements="{over: true}", header=presume).recommend({"divisible": True})
    assert (result.status, [item.fact for item in result.missing]) == ("undetermined", ["over"])


def test_a_gap_of_the_law_is_the_laws_and_not_the_librarys(tiny: Build) -> None:
    ranges = """
    - {range: high, when: {gain: "> 10000"}, penalty: {fine: {from: 1, to: 5}}}
    - {range: low, when: {gain: "< 10000"}, penalty: {fine: {from: 3000, to: 10000}}}
    """
    result = tiny(FACTS, ranges).recommend({"gain": 10000})
    assert (result.status, result.cause) == ("no_rule", "law_gap")
    assert result.lacking == ["《测试法》第二条：法定幅度没有覆盖本案"]


def test_a_tier_that_is_missing_is_the_rulebooks_fault(tiny: Build) -> None:
    result = tiny(FACTS, tiers="- {tier: only, label: 一般, when: {over: true}, penalty: statute}").recommend(
        {"over": False}
    )
    assert (result.status, result.cause) == ("no_rule", "rulebook_fault")


def test_a_departure_stays_possible_against_each_of_them(tiny: Build) -> None:
    book = tiny(FACTS, elements="{over: true}", violation=SCOPE)
    departure = {"reason": "依照另一条处罚", "approved_by": "机关负责人", "fine": "3000"}
    for facts in ({"over": True, "divisible": False}, {"over": False}):
        result = book.recommend(facts, departure=departure)
        assert result.penalty is None
        assert "无从核对" not in result.explain()
        assert "规则库无从核对其法定依据和幅度" in result.hints()


def test_rules_without_a_name_are_counted_from_one(tiny: Build) -> None:
    """Traces and golden cases call them so."""
    plan = tiny(FACTS, elements="{over: true, gain: '> 0'}", violation=SCOPE).plan
    assert [rule.id for rule in plan.elements] == ["element:1", "element:2"]
    assert [item.rule.id for item in plan.scope] == ["scope:1"]


def test_a_range_without_a_label_is_called_as_its_provision(tiny: Build) -> None:
    ranges = """
    - {range: low, when: {gain: "< 10"}, penalty: {fine: {to: 5}}}
    - {range: high, label: 数额较大, when: {gain: ">= 10"}, penalty: {fine: {to: 9}}}
    """
    assert [row.rule.label for row in tiny(FACTS, ranges).plan.ranges] == ["测试行为", "数额较大"]
