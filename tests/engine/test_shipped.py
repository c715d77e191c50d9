"""What holds for every violation that is shipped, for any legal case: each example runs through all of an area's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discretion import Library, Recommendation
from discretion.case.record import RECORD_NAMES
from discretion.decide import PenaltyText, decide
from discretion.decide.explore import explore, masks_of, merged
from discretion.facts import decode
from discretion.plan import Fault, fine_band
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.model import Plan

Brief = Callable[[Recommendation], str]
AREAS = ["national", "zhejiang", "chongqing", "shandong", "guangdong", "beijing"]
DAY = date(2026, 6, 1)

few = settings(max_examples=6, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 2**32).map(Random)


@pytest.fixture(scope="module")
def plans(library: Library) -> Callable[[str], list[Plan]]:
    """All plans of an area: the nation's once, of another area those that differ from the nation's."""
    kept: dict[str, list[Plan]] = {}

    def of(area: str) -> list[Plan]:
        if area not in kept:
            chain = library.plans.chain(area, DAY)
            own = {name for ruleset in chain for name in ruleset.violations if ruleset.area != "national"}
            found = library.plans.all(chain, DAY)
            kept[area] = [plan for plan in found if area == "national" or plan.violation in own]
            assert kept[area]
        return kept[area]

    return of


def marks(plan: Plan) -> list[list[int]]:
    """Per slot, the values beside every number that some rule compares it with, and the ends of its domain."""
    found = [{slot.low, slot.high, (slot.low + slot.high) // 2} for slot in plan.slots]
    for guard in _guards(plan):
        for atom in f.atoms(guard):
            slots = {*t.slots(atom.left), *t.slots(atom.right)}
            if len(slots) == 1:
                (slot,) = slots
                found[slot] |= _near(atom, slot, plan)
    return [sorted(v for v in values if plan.slots[i].low <= v <= plan.slots[i].high) for i, values in enumerate(found)]


def _near(atom: f.Cmp, slot: int, plan: Plan) -> set[int]:
    numbers = [side.value for side in (atom.left, atom.right) if isinstance(side, t.Const)]
    return {number + step for number in numbers for step in (-1, 0, 1)}


def _guards(plan: Plan) -> list[f.Formula]:
    lists = plan.lists.values()
    return [
        plan.established,
        *(entry.rule.guard for entries in lists for entry in entries),
        *(row.rule.guard for row in plan.tiers),
        *(row.rule.guard for row in plan.ranges),
    ]


def point(plan: Plan, random: Random) -> tuple[int, ...]:
    """Complete legal facts: mostly at the edges of rules, and with the elements of the violation holding if we can."""
    for _ in range(20):
        values = tuple(
            random.choice(options) if random.random() < 0.8 else random.randint(slot.low, slot.high)
            for slot, options in zip(plan.slots, _marks(plan), strict=True)
        )
        if f.holds(plan.established, values):
            break
    return values


_known: dict[int, list[list[int]]] = {}


def _marks(plan: Plan) -> list[list[int]]:
    if id(plan) not in _known:
        _known[id(plan)] = marks(plan)
    return _known[id(plan)]


def show(plan: Plan, values: tuple[int | None, ...]) -> str:
    facts = {
        slot.name: decode(slot.fact, value) for slot, value in zip(plan.slots, values, strict=True) if value is not None
    }
    return f"{plan.area} {plan.violation} {facts}"


# ---- one outcome, inside the law -------------------------------------------------------------------------------------


@pytest.mark.parametrize("area", AREAS)
@few
@given(seeds)
def test_a_complete_case_has_exactly_one_outcome_inside_the_law(
    plans: Callable[[str], list[Plan]], area: str, random: Random
) -> None:
    for plan in plans(area):
        values = point(plan, random)
        found = decide(plan, values)
        settled, where = found.settled, show(plan, values)
        if settled.fault is Fault.OUTSIDE:  # the act lies outside the scope of the library's item
            assert plan.scope, where
            continue
        assert settled.status in ("determined", "not_established", "time_barred"), f"{settled.fault}: {where}"
        if found.sanction is None or settled.range is None:
            continue
        law = plan.statute[settled.range].party["general"]
        band, clamped = fine_band(plan, found.sanction, values)
        assert not clamped, where
        if band is not None:
            statutory, _ = fine_band(plan, law, values)
            assert statutory is not None, where
            if settled.effect == "mitigated":
                assert band.highest <= statutory.highest, where
                assert statutory.low == 0 or band.highest < statutory.lowest, where
            else:
                assert band.within(statutory), f"{band} ⊄ {statutory}: {where}"
            assert not band.empty, f"{band}: {where}"
        allowed = {measure.key for measure in law.measures}
        added = {measure.key for item in plan.supplements for measure in item.measures}
        assert {measure.key for measure in found.measures} <= allowed | added, where
        imposed = {measure.key for measure in found.measures}
        assert {m.key for m in law.measures if m.force == "shall"} <= imposed, where


@pytest.mark.parametrize("area", AREAS[:3])
@few
@given(seeds)
def test_generated_code_and_three_valued_logic_agree(
    plans: Callable[[str], list[Plan]], area: str, random: Random
) -> None:
    """The same plan read twice: as Python code, and as formulas on a box of one point."""
    for plan in plans(area):
        values = point(plan, random)
        assert decide(plan, values).masks == masks_of(plan, [(v, v) for v in values]), show(plan, values)


# ---- unknown is sound ------------------------------------------------------------------------------------------------


def case_of(plan: Plan, values: tuple[int, ...], random: Random) -> dict[str, Any]:
    """A case that states every fact a case may state; the party and the dates say the rest."""
    facts = {}
    for slot, value in zip(plan.slots, values, strict=True):
        rule = slot.fact.finding
        if rule is None or (rule.party is None and rule.elapsed is None):
            facts[slot.name] = decode(slot.fact, value)
    person = {"kind": "person", "age": random.choice([13, 14, 17, 18, 40])}
    whom = plan.addressees[plan.addressee].kind if plan.addressees else "any"
    parties = [party for party in (person, {"kind": "organisation"}) if whom in ("any", party["kind"])]
    return {
        "violation": plan.violation,
        "occurred": DAY.isoformat(),
        "decided": DAY.isoformat(),
        "party": random.choice(parties),
        # else a fact left out would count as: looked for, and not there
        "searched": dict.fromkeys(RECORD_NAMES, False),
        "facts": facts,
    }


def outcome(result: Recommendation) -> tuple[Any, ...]:
    offered = frozenset(item.disposition for item in result.alternatives)
    return result.status, result.disposition, result.tier, offered


def interval(penalty: PenaltyText | None) -> tuple[Decimal, Decimal] | None:
    if penalty is None or penalty.fine is None:
        return None
    return Decimal(penalty.fine.low), Decimal(penalty.fine.high)


@pytest.mark.parametrize("area", AREAS[:3])
@few
@given(seeds)
def test_leaving_facts_out_never_narrows_the_outcomes(
    library: Library, plans: Callable[[str], list[Plan]], area: str, random: Random
) -> None:
    some = plans(area)
    for plan in random.sample(some, min(8, len(some))):
        case = case_of(plan, point(plan, random), random)
        idle = {
            plan.slots[item.slot].name for item in plan.presumed if item.idle
        }  # unstated, it says that there is none
        names = [name for name in case["facts"] if name not in idle]
        left_out = set(random.sample(names, random.randint(0, min(len(names), random.choice([1, 2, 3, 99])))))
        fewer = {**case, "facts": {name: value for name, value in case["facts"].items() if name not in left_out}}
        full = library.recommend(case, area=area, presume=False)
        part = library.recommend(fewer, area=area, presume=False)
        where = f"{area} {case} without {left_out}"
        if part.tier == "open":  # determined as to the law (design §3a): the tier is among those that are told
            assert (part.status, part.disposition) == (full.status, full.disposition), where
        elif part.status != "undetermined":
            assert outcome(part) == outcome(full), where
            assert part.penalty == full.penalty, where
            continue
        assert full.status != "undetermined", where
        fitting = [
            item
            for item in part.outcomes
            if (item.status, item.disposition, item.tier) == (full.status, full.disposition, full.tier)
        ]
        assert fitting, f"{outcome(full)} not in {[i.text for i in part.outcomes]}: {where}"
        exact = interval(full.penalty)
        if exact is not None:
            hulls = [hull for hull in (interval(item.penalty) for item in fitting) if hull is not None]
            assert any(low <= exact[0] and exact[1] <= high for low, high in hulls), where
        assert {item.fact for item in part.missing} <= left_out | {"party_age"}, where


@pytest.mark.parametrize("area", AREAS[:2])
@few
@given(seeds)
def test_regions_of_missing_facts_hold_the_outcome_of_every_point_we_try(
    plans: Callable[[str], list[Plan]], area: str, random: Random
) -> None:
    """With three facts open, whatever they turn out to be, the outcome was named, with its measures and its amount."""
    some = plans(area)
    for plan in random.sample(some, min(25, len(some))):
        values = point(plan, random)
        slots = random.sample(range(len(values)), min(3, len(values)))
        known = tuple(None if number in slots else value for number, value in enumerate(values))
        named = {item.kind: item.fine for item in merged(explore(plan, known))}
        for _ in range(10):
            point_values = list(values)
            for number in slots:
                point_values[number] = random.choice(_marks(plan)[number])
            found = decide(plan, tuple(point_values))
            settled, where = found.settled, show(plan, tuple(point_values))
            tier = plan.tiers[settled.tier].tier if settled.tier is not None else None
            band = fine_band(plan, found.sanction, tuple(point_values))[0] if found.sanction is not None else None
            law = plan.ranges[settled.range].range if found.sanction is not None and settled.range is not None else None
            outcome = (settled.status, settled.disposition, settled.force, tier, law)
            kind = (*outcome, found.force, found.measures, settled.offered, band is None)
            assert kind in named, where
            hull = named[kind]
            if band is not None:
                assert hull is not None, where
                assert hull.lowest <= band.lowest, where
                assert band.highest <= hull.highest, where


# ---- presumptions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("area", AREAS[:2])
@few
@given(seeds)
def test_leaving_out_a_presumed_fact_is_the_same_as_stating_what_is_presumed(
    library: Library, plans: Callable[[str], list[Plan]], brief: Brief, area: str, random: Random
) -> None:
    some = plans(area)
    for plan in random.sample(some, min(40, len(some))):
        case = case_of(plan, point(plan, random), random)
        presumed = {plan.slots[item.slot].name: item for item in plan.presumed}
        presumed = {name: item for name, item in presumed.items() if name in case["facts"]}
        if not presumed:
            continue
        name = random.choice(sorted(presumed))
        value = decode(plan.slots[presumed[name].slot].fact, presumed[name].value)
        stated = library.recommend({**case, "facts": {**case["facts"], name: value}}, area=area)
        left_out = {key: value for key, value in case["facts"].items() if key != name}
        dropped = library.recommend({**case, "facts": left_out}, area=area)
        assert brief(dropped) == brief(stated), f"{area} {case} {name}"
        # A presumption that chose the statutory range is told beside the range it kept the case from (design §3b).
        told = [r.rule for r in dropped.reasons if r.decided != "presumed_not"]
        assert told == [r.rule for r in stated.reasons if r.decided != "presumed_not"]
        told_of = case["party"]["kind"] == "person" or not plan.slots[presumed[name].slot].fact.personal
        assert presumed[name].idle or not told_of or name in [item.fact for item in dropped.assumed]
        assert name not in [item.fact for item in stated.assumed]
