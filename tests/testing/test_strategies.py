"""The strategies seek boundaries: what they must find in a few hundred draws, and that every case is accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from discretion import Library
from discretion.plan.boundaries import anchors, boundary_facts
from discretion.testing import cases, encoded, facts
from discretion.testing.properties import PROPERTIES

FACTS = """
gain: {label: 违法所得, type: money, range: "[0..100000000]"}
limit: {label: 限定标准, type: integer, range: "[1..100000]"}
mass: {label: 总质量, type: integer, range: "[0..500000]"}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {mass: "<= limit * 1.2"}, penalty: statute}
- {tier: serious, label: 严重, when: {mass: "> limit * 1.2"}, penalty: statute}
"""
RANGES = """
- {range: low, when: {gain: "<= 10000"}, penalty: {fine: {from: 1000, to: 5000}}}
- {range: high, when: {gain: "> 10000"}, penalty: {fine: {times: gain, from: 1, to: 5}}}
"""


def test_both_sides_of_a_threshold_are_drawn(tiny: Callable[..., Any]) -> None:
    plan = tiny(FACTS, ranges=RANGES, tiers=TIERS).plan
    for wanted in ("10000", "10000.01"):

        def drawn(known: dict[str, Any], wanted: str = wanted) -> bool:
            return bool(known["gain"] == wanted)

        assert find(facts(plan), drawn)["gain"] == wanted


def test_a_threshold_between_two_facts_is_drawn(tiny: Callable[..., Any]) -> None:
    plan = tiny(FACTS, ranges=RANGES, tiers=TIERS).plan
    exact = settings(max_examples=20_000)  # what Hypothesis draws depends on the modules that happen to be loaded
    at = find(
        facts(plan), lambda known: known["limit"] % 5 == 0 and known["mass"] * 5 == known["limit"] * 6, settings=exact
    )
    assert at["mass"] * 5 == at["limit"] * 6


def test_partial_facts_leave_some_out(tiny: Callable[..., Any]) -> None:
    plan = tiny(FACTS, ranges=RANGES, tiers=TIERS).plan
    assert "mass" not in find(facts(plan, partial=True), lambda known: "mass" not in known)


def test_boundary_facts_stand_on_both_sides_of_every_comparison(tiny: Callable[..., Any]) -> None:
    plan = tiny(FACTS, ranges=RANGES, tiers=TIERS).plan
    gain, mass, limit = (plan.index[name] for name in ("gain", "mass", "limit"))
    found = list(boundary_facts(plan))
    assert {1_000_000, 1_000_001} <= {values[gain] for values in found}
    assert {values[mass] * 5 > values[limit] * 6 for values in found} == {True, False}
    assert any(values[mass] * 5 - values[limit] * 6 in (1, 2, 3, 4, 5) for values in found)
    assert len(set(found)) == len(found)


def test_anchors_reach_every_tier_and_range(library: Library) -> None:
    from datetime import date

    from discretion.plan import formula as f

    day = date(2026, 3, 2)
    plan = library.plans.plan("road.freight.unlicensed", library.plans.chain("national", day), day)
    assert plan is not None
    found = anchors(plan)
    for guard in [*(row.rule.guard for row in plan.tiers), *(row.rule.guard for row in plan.ranges)]:
        assert any(f.holds(guard, values) and f.holds(plan.established, values) for values in found)


@pytest.mark.parametrize("violation", ["road.freight.unlicensed", "highway.overload.mass"])
def test_every_case_is_accepted(library: Library, violation: str) -> None:
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(cases(library, violation, partial=True))
    def check(case: dict[str, Any]) -> None:
        result = library.recommend(case, area="national")
        elsewhere = any(case["facts"].get(name) for name in ("military_transport", "dedicated_highway"))
        assert result.status != "no_rule" or elsewhere  # which have rules of their own

    check()


def test_a_wrong_evaluator_is_found(tiny: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """One operator flipped in the generated code: the properties see it."""
    from discretion.plan import python

    written = python._Writer.formula
    monkeypatch.setattr(python._Writer, "formula", lambda self, formula: written(self, formula).replace("<=", "<"))
    plan = tiny(FACTS, ranges=RANGES, tiers=TIERS).plan
    found = {PROPERTIES["evaluators_agree"](plan, values) for values in boundary_facts(plan)}
    assert "对 tier:slight 的条件是否成立，各求值器不一致" in found


@given(st.data())
@settings(max_examples=1)
def test_properties_hold_of_a_sound_plan(tiny: Callable[..., Any], data: st.DataObject) -> None:
    plan = tiny(FACTS, ranges=RANGES, tiers=TIERS).plan
    for _ in range(40):
        values = data.draw(encoded(plan))
        assert {name: holds(plan, values) for name, holds in PROPERTIES.items()} == dict.fromkeys(PROPERTIES)
