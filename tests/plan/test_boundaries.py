"""Where a plan changes: facts on both sides of every comparison, found without a solver; what is not found is certain or is not said to be."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.test_space import BOX, formula

from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.boundaries import (
    Search,
    anchors,
    boundary_facts,
    comparisons,
    edges,
    random_facts,
    reduced,
    search,
    slots_of,
)
from discretion.plan.model import Plan

X, Y = t.Var(0), t.Var(1)
FACTS = """
mass: {label: 质量, type: integer, range: "[0..10]"}
first: {label: 初次, type: boolean}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {mass: "<= 5"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {mass: "> 5"}, penalty: {fine: {share: [0.5, 1]}}}
"""
EXEMPT = (
    "- {id: first, label: 首违, when: {first: true, mass: '<= 2'}, source: {kind: statute, cite: [test-law/general]}}"
)


@pytest.fixture(scope="module")
def plan(tiny: Callable[..., Any]) -> Plan:
    """质量 0 to 10 kg, 轻微 up to 5; a first act of up to 2 is not punished."""
    made: Plan = tiny(FACTS, tiers=TIERS, lists={"exempt": EXEMPT}).plan
    return made


def at(op: str, value: int) -> f.Cmp:
    made = f.compare(op, X, t.Const(value))
    assert isinstance(made, f.Cmp)
    return made


@pytest.mark.parametrize(
    ("op", "value", "found"),
    [
        ("<=", 5, (4, 5, 6, 7)),
        (">=", 1, (0, 1, 2)),  # not below the domain
        (">=", 10, (8, 9, 10)),  # nor above it
        (">", 10, ()),  # never met: nothing changes
        ("=", 5, (3, 4, 5, 6)),
    ],
)
def test_a_boundary_has_values_on_both_sides(plan: Plan, op: str, value: int, found: tuple[int, ...]) -> None:
    slot = plan.index["mass"]
    values = tuple(item.low for item in plan.slots)
    atom = f.compare(op, t.Var(slot), t.Const(value))
    assert isinstance(atom, f.Cmp)
    assert edges(plan, atom, values, slot) == found


def test_a_comparison_that_does_not_read_a_fact_has_no_boundary_in_it(plan: Plan) -> None:
    mass, first = plan.index["mass"], plan.index["first"]
    assert edges(plan, f.Cmp("<", t.Var(mass), t.Const(5)), tuple(item.low for item in plan.slots), first) == ()


def test_every_tier_and_entry_has_facts_that_meet_it(plan: Plan) -> None:
    mass, first = plan.index["mass"], plan.index["first"]
    assert {(values[mass], values[first]) for values in anchors(plan)} == {(0, 0), (6, 0), (0, 1)}


def test_the_facts_around_all_boundaries(plan: Plan) -> None:
    """质量 at 2/3 and 5/6, with and without 初次; none twice."""
    mass, first = plan.index["mass"], plan.index["first"]
    found = [(values[mass], values[first]) for values in boundary_facts(plan)]
    assert len(found) == len(set(found))
    assert {1, 2, 3, 4, 5, 6, 7} <= {kg for kg, yes in found if not yes}
    assert {1, 2, 3, 4, 5, 6, 7} <= {kg for kg, yes in found if yes}


def test_the_comparisons_of_a_plan_are_those_of_its_rules(plan: Plan) -> None:
    assert {slots_of(atom) for atom in comparisons(plan)} == {(plan.index["mass"],), (plan.index["first"],)}


def test_facts_are_found_with_as_many_cuts_as_are_needed() -> None:
    """x >= 5 of 0 to 9 takes one cut."""
    assert search(at(">=", 5), [(0, 9)], budget=1) == Search((5,), certain=True)
    assert search(at(">=", 5), [(0, 9)], budget=0) == Search(None, certain=False)  # not found is not: there are none
    assert search(at(">=", 10), [(0, 9)], budget=0) == Search(None, certain=True)


@given(formula)
def test_what_is_found_satisfies_and_what_is_certain_is_so(formula: f.Formula) -> None:
    points = list(product(*(range(low, high + 1) for low, high in BOX)))
    found = search(formula, list(BOX))
    assert found.certain
    assert (found.values is not None) == any(f.holds(formula, point) for point in points)
    assert found.values is None or f.holds(formula, found.values)


@given(formula, st.integers(0, 6))
def test_within_a_budget_nothing_certain_is_wrong(formula: f.Formula, budget: int) -> None:
    points = product(*(range(low, high + 1) for low, high in BOX))
    found = search(formula, list(BOX), budget)
    if found.values is not None:
        assert f.holds(formula, found.values)
    elif found.certain:
        assert not any(f.holds(formula, point) for point in points)


@given(formula)
def test_what_a_box_leaves_of_a_formula_is_true_where_the_formula_is(formula: f.Formula) -> None:
    box = [(-1, 2), (1, 3)]
    rest = reduced(formula, box)
    for point in product(*(range(low, high + 1) for low, high in box)):
        assert f.holds(rest, point) is f.holds(formula, point)


@pytest.mark.parametrize(
    ("formula", "rest"),
    [
        (f.Not(at(">", 9)), f.TRUE),
        (f.Not(at(">=", 0)), f.FALSE),
        (f.Not(at(">", 5)), f.Not(at(">", 5))),
        (f.And((at(">=", 0), at(">", 5))), at(">", 5)),
        (f.And((at(">", 5), at(">", 9))), f.FALSE),
        (f.And((at(">=", 0), at("<", 10))), f.TRUE),
        (f.Or((at(">", 9), at(">", 5))), at(">", 5)),
        (f.Or((at(">", 5), at(">=", 0))), f.TRUE),
        (f.And((at(">", 5), at("<", 8))), f.And((at(">", 5), at("<", 8)))),
        (f.Truth(value=False), f.FALSE),
    ],
)
def test_settled_comparisons_are_gone(formula: f.Formula, rest: f.Formula) -> None:
    """x is 0 to 9."""
    assert reduced(formula, [(0, 9)]) == rest


@pytest.fixture(scope="module")
def wide(tiny: Callable[..., Any]) -> Plan:
    """质量 0 to 100,000 kg."""
    made: Plan = tiny(FACTS.replace("[0..10]", "[0..100000]"), tiers=TIERS).plan
    return made


def test_random_facts_are_within_the_domain_on_every_side_of_it_and_the_same_for_a_seed(wide: Plan) -> None:
    found = list(random_facts(wide, Random(7), 300))
    assert found == list(random_facts(wide, Random(7), 300))
    assert len(found) == 300
    assert all(
        slot.low <= value <= slot.high for values in found for slot, value in zip(wide.slots, values, strict=True)
    )
    masses = [values[wide.index["mass"]] for values in found]
    assert {0, 4, 5, 6, 7} <= set(masses)  # an anchor, and around the boundary


def test_a_random_number_far_from_any_boundary_is_as_often_round_as_any(wide: Plan) -> None:
    """Even and odd ones; hundreds more often than one in a hundred."""
    far = [mass for values in random_facts(wide, Random(7), 600) if (mass := values[wide.index["mass"]]) > 100]
    assert {mass % 2 for mass in far} == {0, 1}
    assert len(far) // 3 < sum(mass % 100 == 0 for mass in far) < len(far) * 2 // 3


def test_random_facts_begin_with_facts_that_fit_where_there_are_any(tiny: Callable[..., Any]) -> None:
    """Of ten thousand million pairs of numbers one makes an act of it; and where none does, there are facts all the same."""
    facts = 'a: {label: 甲, type: integer, range: "[0..100000]"}\nb: {label: 乙, type: integer, range: "[0..100000]"}'
    fitting = tiny(facts, elements="{a: 70000, b: 30000}").plan
    assert sum(values == (70000, 30000) for values in random_facts(fitting, Random(7), 100)) > 10
    assert len(list(random_facts(tiny(facts, elements='{a: "< 0"}').plan, Random(7), 100))) == 100


def test_a_percentage_is_met_exactly_at_a_round_number_of_the_other_fact(tiny: Callable[..., Any]) -> None:
    """超限率 20 %: 49 吨 and 1 吨 are the ends of the domain, and belong to it."""
    facts = """
    over: {label: 超限, type: integer, range: "[0..20000]"}
    limit: {label: 限定, type: integer, range: "[1000..49000]"}
    """
    plan = tiny(facts, elements='{over: "> limit / 5", limit: "> 30000"}').plan
    over, limit = plan.index["over"], plan.index["limit"]
    found = {(values[limit], values[over]) for values in boundary_facts(plan)}
    assert {(1000, 200), (1000, 201), (49000, 9800), (49000, 9801)} <= found


def test_a_fact_moves_among_others_that_stay_as_they_are(tiny: Callable[..., Any]) -> None:
    """The first of three is held against the second, the last against the middle one."""
    facts = "\n".join(f"{name}: {{label: {name}, type: integer, range: '[0..9]'}}" for name in "abc")
    plan = tiny(
        facts,
        elements="{all: [{a: '>= 0'}, {b: '>= 0'}, {c: '>= 0'}]}",
        tiers="- {tier: only, label: 一般, when: {a: '< b'}, penalty: statute}\n- {tier: rest, label: 其余, when: {b: '<= a', c: '>= 0'}, penalty: statute}\n",
    ).plan
    assert [slot.name for slot in plan.slots] == ["a", "b", "c"]
    assert edges(plan, f.Cmp("<", t.Var(0), t.Var(1)), (0, 5, 9), 0) == (3, 4, 5, 6)
    assert edges(plan, f.Cmp("<", t.Var(2), t.Var(1)), (9, 5, 0), 2) == (3, 4, 5, 6)
    assert edges(plan, f.Cmp("<", t.Var(1), t.Var(2)), (9, 0, 5), 1) == (3, 4, 5, 6)


def test_an_entry_is_met_alone_where_that_is_possible(tiny: Callable[..., Any]) -> None:
    source = "source: {kind: statute, cite: [test-law/general]}"
    entries = f"- {{id: a, label: 甲, when: {{first: true}}, {source}}}\n- {{id: b, label: 乙, when: {{mass: '<= 2'}}, {source}}}"
    plan = tiny(FACTS, lists={"exempt": entries}).plan
    mass, first = plan.index["mass"], plan.index["first"]
    assert [(values[mass], values[first]) for values in anchors(plan)] == [(3, 0), (3, 1), (0, 0)]
