"""What must hold of every comparison, over random pairs of rulesets: nothing is missed, nothing is invented, and both ways agree."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import DAY, POLICY, VIOLATION, Tiny

from discretion.diff import Behaviour, Direction, Sameness, Side, compare
from discretion.diff.behaviour import _Comparer, compare_behaviour
from discretion.diff.model import GeneralChange, SideName
from discretion.diff.point import direction, result_at
from discretion.diff.typical import joint_slots, neutral_values
from discretion.plan.boundaries import random_facts
from discretion.plan.model import Plan

pytest.importorskip("z3")
ON = date.fromisoformat(DAY)
FACTS = """
mass: {label: 质量, type: integer, unit: kg, range: "[0..1000]", severity: aggravating}
limit: {label: 限值, type: integer, unit: kg, range: "[1..500]"}
excess: {label: 超出, type: integer, unit: kg, derive: "max(mass - limit, 0)", severity: aggravating}
gain: {label: 违法所得, type: money, unit: 元, range: "[0..10000]", severity: aggravating}
harm: {label: 后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
corrected: {label: 及时改正, type: boolean, severity: mitigating}
obstructed: {label: 阻碍执法, type: boolean, severity: aggravating}
"""
SOURCE = "source: {kind: statute, cite: [test-law/general]}"
EXAMPLES = int(os.environ.get("DISCRETION_EXAMPLES", "8"))  # `make properties` takes many more
SLOW = settings(
    max_examples=EXAMPLES,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Recipe:
    """The choices of one ruleset."""

    threshold: int
    inclusive: bool
    fact: str
    share: str
    gain: int
    each: bool
    exempt: str | None
    lighter: bool
    mitigated: str | None
    heavier: tuple[str, ...]
    third: bool
    force: str
    lighter_share: str
    together: str


recipes = st.builds(
    Recipe,
    threshold=st.integers(2, 300),
    inclusive=st.booleans(),
    fact=st.sampled_from(["mass", "excess"]),
    third=st.booleans(),
    share=st.sampled_from(["0.2", "0.3", "0.5"]),
    gain=st.sampled_from([0, 50, 5000]),
    each=st.booleans(),
    exempt=st.sampled_from([None, "corrected: true", "corrected: true, harm: none", "harm: [none, slight]"]),
    lighter=st.booleans(),
    mitigated=st.sampled_from([None, "shall", "may"]),
    heavier=st.sampled_from([("shall",), ("may",), ("shall", "may"), ("may", "shall")]),
    force=st.sampled_from(["shall", "may"]),
    lighter_share=st.sampled_from(["0.2", "0.3"]),
    together=st.sampled_from(["offset", "open", "lighter"]),
)


def build(tiny: Callable[..., Tiny], recipe: Recipe, *, otherwise: bool = False) -> tuple[Side, Plan]:
    """A ruleset; ``otherwise`` writes the same rules with other names and in another order."""
    below, above = ("<=", ">") if recipe.inclusive else ("<", ">=")
    serious = (
        "{each: 20, per: 7, of: excess, rounding: down, cap: 4000}"
        if recipe.each
        else f"{{share: [{recipe.share}, 1]}}"
    )
    conditions = ("obstructed: true", "harm: grave")
    lists = {
        "heavier": "\n".join(
            f"- {{id: h{number}, label: 从重, force: {force}, when: {{{when}}}, {SOURCE}}}"
            for number, (force, when) in enumerate(zip(recipe.heavier, conditions, strict=False))
        )
    }
    if recipe.mitigated:
        lists["mitigated"] = (
            f"- {{id: m, label: 减轻, force: {recipe.mitigated}, when: {{corrected: true, harm: slight}}, {SOURCE}}}"
        )
    if recipe.exempt:
        lists["exempt"] = f"- {{id: e, label: 轻微, force: {recipe.force}, when: {{{recipe.exempt}}}, {SOURCE}}}"
    if recipe.lighter:
        lists["lighter"] = (
            f"- {{id: l, label: 从轻, force: {recipe.force}, or_mitigated: true, when: {{harm: none}}, {SOURCE}}}"
        )
    tiers = [
        ("slight", "轻微", f"{below} {recipe.threshold}", f"{{share: [0, {recipe.share}]}}"),
        ("serious", "严重", f"{above} {recipe.threshold}", serious),
    ]
    if recipe.third:
        bracket = "(" if recipe.inclusive else "["
        tiers[1:] = [
            ("serious", "严重", f"{bracket}{recipe.threshold}..600]", serious),
            ("grave", "特别严重", "> 600", "{at: cap}"),
        ]
    facts = FACTS
    if otherwise:
        facts = FACTS.replace("label: 质量", "label: 总质量")
        tiers = [(name[::-1], f"较{label}", when, fine) for name, label, when, fine in reversed(tiers)]
        lists["heavier"] = "\n".join(reversed(lists["heavier"].splitlines())).replace("从重", "较重")
    book = tiny(
        facts,
        ranges=f"""
        - {{range: gain, when: {{gain: "> {recipe.gain}"}}, penalty: {{confiscate: {{illegal_gain: shall}}, fine: {{times: gain, from: 1, to: 3}}}}}}
        - {{range: low, when: {{gain: "<= {recipe.gain}"}}, penalty: {{fine: {{from: 1000, to: 5000}}}}}}
        """,
        tiers="\n".join(
            f"""- {{tier: {name}, label: {label}, when: {{{recipe.fact}: "{when}"}}, penalty: {{fine: {fine}}}}}"""
            for name, label, when, fine in tiers
        ),
        elements='{mass: "> 0"}',
        policy=POLICY.replace("[0, 0.3]", f"[0, {recipe.lighter_share}]").replace("offset", recipe.together),
        lists=lists,
    )
    chain = book.library.plans.chain("national", ON)
    side = Side(book.library.plans, chain, ON, SideName("national", "全国", "national@1", DAY, "", ""))
    plan = book.library.plans.plan(VIOLATION, chain, ON)
    assert plan is not None
    return side, plan


def behaviour(a: tuple[Side, Plan], b: tuple[Side, Plan]) -> Behaviour:
    return compare_behaviour((a[0], b[0]), (a[1], b[1]))


@SLOW
@given(recipes)
def test_nothing_differs_from_itself(tiny: Callable[..., Tiny], recipe: Recipe) -> None:
    (a, _), (b, _) = build(tiny, recipe), build(tiny, recipe)
    assert compare(a, b).empty


@SLOW
@given(recipes)
def test_other_names_and_another_order_are_no_difference(tiny: Callable[..., Tiny], recipe: Recipe) -> None:
    (a, _), (b, _) = build(tiny, recipe), build(tiny, recipe, otherwise=True)
    found = compare(a, b)
    assert found.empty
    assert found.same == 1


@SLOW
@given(recipes, recipes)
def test_the_other_way_round_is_the_mirror(tiny: Callable[..., Tiny], one: Recipe, two: Recipe) -> None:
    (a, _), (b, _) = build(tiny, one), build(tiny, two)
    there, back = compare(a, b), compare(b, a)
    assert [(row.section, row.item, row.after, row.before, row.direction.reversed) for row in there.general] == [
        (row.section, row.item, row.before, row.after, row.direction)
        for row in sorted(back.general, key=_place(there.general))
    ]
    changes = {
        GeneralChange.ADDED: GeneralChange.REMOVED,
        GeneralChange.REMOVED: GeneralChange.ADDED,
        GeneralChange.CHANGED: GeneralChange.CHANGED,
    }
    for x, y in zip(there.violations, back.violations, strict=True):
        assert {(row.item, changes[row.change], row.after, row.before, row.direction.reversed) for row in x.law} == {
            (row.item, row.change, row.before, row.after, row.direction) for row in y.law
        }
        mirrored = {
            (region.key[::-1], frozenset(d.reversed for d in region.directions)) for region in x.behaviour.regions
        }
        assert mirrored == {(region.key, frozenset(region.directions)) for region in y.behaviour.regions}
        extremes = {
            (region.key[::-1], item.end): abs(item.fen) for region in x.behaviour.regions for item in region.largest
        }
        assert extremes == {
            (region.key, item.end): abs(item.fen) for region in y.behaviour.regions for item in region.largest
        }


@SLOW
@given(recipes, recipes, st.integers(0, 2**32))
def test_no_case_differs_outside_the_regions_and_none_by_more(
    tiny: Callable[..., Tiny], one: Recipe, two: Recipe, seed: int
) -> None:
    a, b = build(tiny, one), build(tiny, two)
    found = behaviour(a, b)
    assert not found.unknown
    regions = {region.key: region for region in found.regions}
    differences = _Comparer((a[0], b[0]), (a[1], b[1]), False).differences
    list(differences.candidates())
    slots, plain = joint_slots(a[1], b[1]), neutral_values(a[1], b[1])
    for plan in (a[1], b[1]):
        for values in random_facts(plan, Random(seed), 40):
            case = {**plain, **{slot.name: value for slot, value in zip(plan.slots, values, strict=True)}}
            assert case.keys() == slots.keys()
            x, y = result_at(a[1], case), result_at(b[1], case)
            if x.outcome == y.outcome:
                continue
            region = regions[differences.key_of(x, y) or ("", "")]
            assert direction(x, y) in region.directions
            for end, (old, new) in zip(("low", "high"), zip(x.ends, y.ends, strict=True), strict=True):
                most = max((abs(item.fen) for item in region.largest if item.end == end), default=0)
                assert abs(new - old) <= most


@SLOW
@given(recipes, recipes)
def test_every_example_is_what_it_says(tiny: Callable[..., Tiny], one: Recipe, two: Recipe) -> None:
    a, b = build(tiny, one), build(tiny, two)
    for region in behaviour(a, b).regions:
        assert {witness.direction for witness in region.witnesses} == set(region.directions)
        assert all(witness.a != witness.b for witness in region.witnesses)
        assert all(witness.note is None for witness in region.witnesses)  # recommend said the same


@SLOW
@given(recipes, st.integers(2, 300))
def test_a_moved_threshold_is_always_found_and_located(tiny: Callable[..., Tiny], recipe: Recipe, other: int) -> None:
    moved = Recipe(**{**recipe.__dict__, "threshold": other})
    a, b = build(tiny, recipe), build(tiny, moved)
    found = behaviour(a, b)
    if other == recipe.threshold:
        assert found.verdict is Sameness.SAME
        return
    low, high = sorted((recipe.threshold, other))
    assert found.verdict is Sameness.DIFFERENT
    for region in found.regions:
        assert {part.split("/")[0] for part in region.key} == {"tier:slight", "tier:serious"}
        for witness in region.witnesses:
            facts: dict[str, Any] = dict(witness.facts)
            value = facts["mass"] if recipe.fact == "mass" else max(facts["mass"] - facts["limit"], 0)
            assert low <= value <= high
        assert all(f"{low}千克" in who and f"{high}千克" in who for who in region.who)
    clear = Direction.STRICTER if other < recipe.threshold else Direction.MILDER
    if not recipe.each:
        assert found.direction is clear


def _place(rows: object) -> Callable[[object], int]:
    keys = [(row.section, row.item) for row in rows]  # type: ignore[attr-defined]
    return lambda row: keys.index((row.section, row.item))  # type: ignore[attr-defined]
