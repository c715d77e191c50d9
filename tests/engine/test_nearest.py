"""Nearest: the smallest change of one fact that leads to another tier or disposition."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.facts import decode

Build = Callable[..., Any]

FACTS = """
mass: {label: 质量, type: integer, unit: kg, range: "[0..10]", severity: aggravating}
first: {label: 初次违法, type: boolean, severity: mitigating}
divisible: {label: 可分载, type: boolean}
harm: {label: 后果, type: enum, values: {none: 无, slight: 轻微, grave: 严重}, severity: aggravating}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {mass: "<= 3", harm: [none, slight]}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: general, label: 一般, when: {mass: "(3..7]", harm: [none, slight]}, penalty: {fine: {share: [0.3, 0.7]}}}
- {tier: serious, label: 严重, when: {any: [{mass: "> 7"}, {harm: grave}]}, penalty: {fine: {share: [0.7, 1]}}}
"""
EXEMPT = """
- {id: first, label: 首违, when: {first: true, harm: none}, source: {kind: statute, cite: [test-law/general]}}
"""


@pytest.fixture(scope="module")
def book(tiny: Build) -> Any:
    return tiny(FACTS, tiers=TIERS, elements='{mass: "> 0", divisible: true}', lists={"exempt": EXEMPT})


def changes(result: Any) -> list[tuple[str, str, str | None]]:
    return [(item.fact, item.change_to, item.tier or item.disposition or item.status) for item in result.nearest]


FULL = {"mass": 5, "first": False, "divisible": True, "harm": "slight"}


def test_each_fact_tells_its_nearest_change_in_both_directions(book: Any) -> None:
    assert sorted(changes(book.recommend(FULL))) == [
        ("divisible", "否", "not_established"),
        ("harm", "严重", "serious"),
        ("mass", "3千克", "slight"),
        ("mass", "8千克", "serious"),
    ]


def test_the_text_says_what_the_change_leads_to(book: Any) -> None:
    texts = [item.text for item in book.recommend(FULL).nearest]
    assert "若质量变为3千克（本案为5千克），则“轻微”阶次，处1000元以上2200元以下罚款" in texts
    assert "若没有可分载的情形（本案可分载），则违法行为不成立" in texts


def test_a_change_to_an_exemption_and_out_of_the_violation_counts(book: Any) -> None:
    assert ("harm", "无", "exempt") in changes(book.recommend(FULL | {"first": True}))
    assert ("mass", "0千克", "not_established") in changes(book.recommend(FULL | {"mass": 2}))


def test_an_unestablished_case_tells_what_would_establish_it(book: Any) -> None:
    assert changes(book.recommend(FULL | {"divisible": False})) == [("divisible", "是", "general")]


def test_a_change_is_told_only_where_its_result_rests_on_known_facts(tiny: Build) -> None:
    """Not divisible, nothing else known: made divisible, anything could follow, so nothing is promised."""
    book = tiny(FACTS, tiers=TIERS, elements="{divisible: true}", lists={"exempt": EXEMPT})
    result = book.recommend({"divisible": False})
    assert (result.status, changes(result)) == ("not_established", [])
    known_enough = book.recommend({"divisible": False, "mass": 9, "harm": "grave"})
    assert changes(known_enough) == [("divisible", "是", "serious")]
    assert "处3800元以上5000元以下罚款" in known_enough.nearest[0].text


def test_a_told_change_can_be_laid_over_the_case_and_comes_out_as_told(book: Any) -> None:
    told = book.recommend(FULL).nearest
    assert [item.facts for item in told if item.fact == "mass"] == [{"mass": 3}, {"mass": 8}]
    for item in told:
        again = book.recommend(FULL | item.facts)
        assert (again.status, again.disposition, again.tier) == (item.status, item.disposition, item.tier)


def test_an_undetermined_case_has_no_neighbours(book: Any) -> None:
    assert book.recommend({"mass": 5}).nearest == []


@settings(max_examples=80)
@given(st.data())
def test_every_told_change_is_true_and_none_is_nearer(book: Any, data: st.DataObject) -> None:
    plan = book.plan
    values = {slot.name: data.draw(st.integers(slot.low, slot.high), label=slot.name) for slot in plan.slots}

    def outcome(values: dict[str, int]) -> tuple[Any, ...]:
        result = book.recommend({slot.name: decode(slot.fact, values[slot.name]) for slot in plan.slots})
        return result.status, result.disposition, result.force, result.tier

    def said(slot: Any, value: int) -> str:
        from discretion.facts import say

        return say(slot.fact, value)

    here = outcome(values)
    told = {(item.fact, item.change_to) for item in book.recommend(
        {slot.name: decode(slot.fact, values[slot.name]) for slot in plan.slots}
    ).nearest}  # fmt: skip
    expected = set()
    for slot, step in product(plan.slots, (-1, 1)):
        value = values[slot.name]
        while slot.low <= value <= slot.high:
            if outcome(values | {slot.name: value}) != here:
                expected.add((slot.name, said(slot, value)))
                break
            value += step
    assert told == expected
