"""How the outcome of a violation changes along one fact, all else equal, as the engine itself decides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discretion.decide import decide
from discretion.facts import FactType, say, say_span
from discretion.penalty import Band
from discretion.plan import Box, Plan, regions
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.rulebook import DECIDING

BUDGET = 400
MOST = 8  # stretches of a second axis that a picture can hold


@dataclass(frozen=True, slots=True)
class Point:
    """The outcome at complete facts; ``tier`` is None where no tier decides."""

    tier: str | None
    band: Band | None
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values of a fact between which no rule changes; both ends included."""

    low: int
    high: int


def outcome(plan: Plan, values: Sequence[int]) -> Point:
    """The outcome of complete facts."""
    decision = decide(plan, tuple(values))
    settled = decision.settled
    if settled.tier is None or settled.fault is not None:
        return Point(None, None, "")
    band = decision.band(tuple(values))[0] if decision.band is not None else None
    label = plan.tiers[settled.tier].rule.label
    parts = [str(measure) for measure in decision.measures]
    return Point(label, band, str(band) if band is not None else "、".join(parts) or "不作处罚")


def stretches(plan: Plan, values: Sequence[int], slot: int) -> list[Stretch]:
    """Cut the domain of a slot wherever some rule changes, the other facts being as given."""
    box: Box = [(value, value) for value in values]
    box[slot] = (plan.slots[slot].low, plan.slots[slot].high)
    guards = [plan.established, *(rule.guard for about in ("tiers", "ranges", *DECIDING) for rule in plan.rules(about))]

    def unsettled(current: Box) -> f.Cmp | None:
        return next((atom for guard in guards for atom in f.unsettled(guard, current)), None)

    return sorted((Stretch(*region[slot]) for region, _ in regions(box, unsettled, BUDGET)), key=lambda part: part.low)


def axes(plan: Plan, values: Sequence[int]) -> list[int]:
    """The slots that grade a violation, the one with the most tiers first; then those that only move the amount."""
    read: set[int] = set()
    for row in plan.tiers:
        read |= f.slots(row.rule.guard)
    moving = _moving(plan, values)
    ranked = []
    for slot in sorted(read | moving):
        if plan.slots[slot].name in ("party_kind", "party_age"):
            continue
        tiers = {outcome(plan, _with(values, slot, part.low)).tier for part in stretches(plan, values, slot)} - {None}
        numeric = plan.slots[slot].fact.type.numeric
        if len(tiers) > 1 or (slot in moving and numeric and tiers):
            graded = plan.slots[slot].fact.severity is not None
            ranked.append((-len(tiers), not numeric, not graded, slot))
    return [slot for *_, slot in sorted(ranked)]


def _moving(plan: Plan, values: Sequence[int]) -> set[int]:
    """The slots that the amount of the fine itself depends on, at these facts."""
    sanction = decide(plan, tuple(values)).sanction
    if sanction is None or sanction.ends is None:
        return set()
    return {slot for end in sanction.ends.terms for slot in t.slots(end)}


def categories(plan: Plan, values: Sequence[int], slot: int) -> list[tuple[str, int]]:
    """The values of a slot that are worth telling apart: a name, and a value that stands for it."""
    fact = plan.slots[slot].fact
    if fact.type.coded:
        return [(say(fact, value), value) for value in range(plan.slots[slot].low, plan.slots[slot].high + 1)]
    return [(name, part.low) for name, part in named_stretches(plan, values, slot)]


def named_stretches(plan: Plan, values: Sequence[int], slot: int) -> Iterator[tuple[str, Stretch]]:
    """Stretches in which the tier is the same, joined and named: 不超过5, 6–10, 超过10."""
    joined: list[tuple[Stretch, str | None]] = []
    for part in stretches(plan, values, slot):
        tier = outcome(plan, _with(values, slot, part.low)).tier
        if joined and joined[-1][1] == tier:
            joined[-1] = (Stretch(joined[-1][0].low, part.high), tier)
        else:
            joined.append((part, tier))
    fact = plan.slots[slot].fact
    for number, (part, tier) in enumerate(joined):
        if tier is None:
            continue
        if part.low == part.high:
            name = say(fact, part.low)
        elif part.high == plan.slots[slot].high:
            name = (
                f"{say(fact, part.low)}以上"
                if fact.type is FactType.INTEGER
                else f"超过{say(fact, joined[number - 1][0].high)}"
                if number
                else "全部"
            )
        elif number == 0 or part.low == plan.slots[slot].low:
            name = f"{say(fact, part.high)}以下"
        else:
            name = say_span(fact, part.low, part.high)
        yield name, part


def _with(values: Sequence[int], slot: int, value: int) -> tuple[int, ...]:
    changed = list(values)
    changed[slot] = value
    return tuple(changed)


__all__ = ["MOST", "Point", "Stretch", "axes", "categories", "named_stretches", "outcome", "stretches"]
