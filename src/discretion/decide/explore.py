"""Missing facts: which outcomes are reachable, and which facts settle them (design §3, last paragraph).

Unknown is neither true nor false. The space of what the missing facts may be is cut at the numbers where a rule
changes, each region is settled by the same steps as a complete case, and regions with one outcome are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from discretion.decide.decide import Decision, decide
from discretion.decide.possible import Walk
from discretion.penalty import Band, Force, Measure
from discretion.plan import (
    ABOUT,
    PARTY,
    Box,
    Disposition,
    Masks,
    Plan,
    Sanction,
    Settled,
    Status,
    answers,
    measures_of,
    per_decision,
    per_plan,
    recent,
    regions,
    sanctions_of,
    shown,
)
from discretion.plan import formula as f
from discretion.plan import terms as t

BUDGET = 600
ANSWERS = 256  # kept per guard


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reachable outcome; the fine is the hull over all facts that lead to it within one statutory range."""

    status: Status
    disposition: Disposition | None
    force: Force
    tier: str | None
    fine: Band | None
    fine_force: Force
    measures: tuple[Measure, ...]
    offered: tuple[Disposition, ...]
    range: str | None = None

    @property
    def kind(self) -> tuple[object, ...]:
        """What makes outcomes the same, the amount apart."""
        return (
            self.status, self.disposition, self.force, self.tier, self.range, self.fine_force, self.measures,
            self.offered, self.fine is None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A box of possible facts with one outcome; one that it may have, when the box is not settled."""

    box: tuple[tuple[int, int], ...]
    outcome: Outcome
    settled: bool = True


def explore(plan: Plan, values: Iterable[int | None], budget: int = BUDGET, *, subject: str = "") -> list[Region]:
    """All regions of the space of the missing facts, each with its outcome (sound: nothing reachable is left out)."""
    known = tuple(values)
    walk = Walk(plan, frozenset(slot for slot, value in enumerate(known) if value is None))
    found, rest = [], []
    for region, settled in regions(plan.box_of(known), walk.open_atom, budget):
        if settled:
            found.append(Region(tuple(region), _outcome(plan, region, subject)))
        else:
            rest.append(region)
    if rest:
        hull = [(min(low for low, _ in ends), max(high for _, high in ends)) for ends in zip(*rest, strict=True)]
        found += [Region(tuple(hull), outcome, settled=False) for outcome in _possible(plan, walk, hull, subject)]
    return found


def unmoved(plan: Plan, values: Sequence[int | None], subject: str = "") -> tuple[tuple[int, ...], Decision] | None:
    """The decision that the missing facts cannot move, where that is seen at once: no rule and no amount turns on them.

    Returns:
        A completion, and the decision; None when it takes a closer look (``explore``).
    """
    missing = frozenset([slot for slot, value in enumerate(values) if value is None])
    turning = recent(answers(plan, _reading), missing, lambda: _reading(plan, missing), most=64)
    if any(guard.open(plan, values) for guard in turning):
        return None
    completed = tuple([slot.low if value is None else value for slot, value in zip(plan.slots, values, strict=True)])
    found = decide(plan, completed, subject)
    return (completed, found) if _read_by_amounts(found).isdisjoint(missing) else None


@dataclass(frozen=True, slots=True)
class _Guard:
    """A guard, the slots it reads, and whether facts left it open so far: most facts are yes, no or missing."""

    formula: f.Formula
    read: tuple[int, ...]
    known: dict[tuple[int | None, ...], bool] = field(default_factory=dict)

    def open(self, plan: Plan, values: Sequence[int | None]) -> bool:
        key = tuple([values[slot] for slot in self.read])
        return recent(self.known, key, lambda: f.kleene(self.formula, plan.box_of(values)) is None, most=ANSWERS)


@per_plan
def _every(plan: Plan) -> tuple[_Guard, ...]:
    guards = [plan.established, plan.outside, *(rule.guard for about in ABOUT for rule in plan.rules(about))]
    return tuple(_Guard(guard, tuple(sorted(f.slots(guard)))) for guard in dict.fromkeys(guards))


def _reading(plan: Plan, missing: frozenset[int]) -> tuple[_Guard, ...]:
    """The guards that read any of the facts that are missing."""
    return tuple(guard for guard in _every(plan) if not missing.isdisjoint(guard.read))


def amounts(plan: Plan, settled: Settled) -> list[t.Term]:
    """The ends of the fines of a decision: of the party and of further subjects, as they are cut to the statute."""
    return [end for item in sanctions_of(plan, settled).values() if item.ends is not None for end in item.ends.terms]


@per_decision
def _read_by_amounts(found: Decision) -> frozenset[int]:
    """The facts that the amounts of a decision read."""
    return frozenset(slot for end in amounts(found.plan, found.settled) for slot in t.slots(end))


def merged(found: Iterable[Region]) -> list[Outcome]:
    """Distinct outcomes, bands joined to their hull, in order of appearance."""
    by_kind: dict[tuple[object, ...], Outcome] = {}
    for region in found:
        outcome = region.outcome
        known = by_kind.get(outcome.kind)
        by_kind[outcome.kind] = outcome if known is None else _joined(known, outcome)
    return list(by_kind.values())


def masks_of(plan: Plan, box: Box) -> Masks | None:
    """The masks of a settled region: the rules that hold all over it."""
    if not f.kleene(plan.established, box):
        return None
    held = {
        about: sum(1 << bit for bit, rule in enumerate(plan.rules(about)) if f.kleene(rule.guard, box))
        for about in ABOUT
    }
    return Masks(**held)


def _outcome(plan: Plan, box: Box, subject: str) -> Outcome:
    """The outcome of a settled region: any of its points stands for all of them."""
    found = decide(plan, tuple([low for low, _ in box]), subject)
    return outcome_of(plan, found.settled, found.masks.supplements if found.masks is not None else 0, box, subject)


def outcome_of(plan: Plan, settled: Settled, supplements: int, box: Box, subject: str = PARTY) -> Outcome:
    """The outcome of a settled region, with the hull of its band."""
    fine: Band | None = None
    force, measures, found = Force.SHALL, tuple[Measure, ...](), None
    tier = plan.tiers[settled.tier].tier if settled.tier is not None else None
    sanction = sanctions_of(plan, settled).get(subject)
    if sanction is not None and settled.range is not None:
        fine, force, found = _hull(sanction, box), sanction.force, plan.ranges[settled.range].range
        measures = measures_of(plan, sanction, Masks(supplements=supplements))
    disposition, offered = settled.disposition, settled.offered
    return Outcome(settled.status, disposition, settled.force, tier, fine, force, measures, offered, found)


def _hull(sanction: Sanction, box: Box) -> Band | None:
    """The smallest band we can prove to hold every amount of the box; at a single point, the band itself."""
    ends = sanction.ends
    if ends is None:
        return None
    low, high = t.span(ends.lowest, box)[0], t.span(ends.highest, box)[1]
    over, under = [t.span(end, box)[0] for end in ends.over], [t.span(end, box)[1] for end in ends.under]
    return shown(low, high, over, under)


def _joined(a: Outcome, b: Outcome) -> Outcome:
    if a.fine is None:
        return a
    assert b.fine is not None  # outcomes of one kind have a fine, or have none
    low, high = min(a.fine.low, b.fine.low), max(a.fine.high, b.fine.high)
    band = Band(
        low,
        high,
        any(x.low_inclusive for x in (a.fine, b.fine) if x.low == low),
        any(x.high_inclusive for x in (a.fine, b.fine) if x.high == high),
    )
    return replace(a, fine=band)


def _possible(plan: Plan, walk: Walk, box: Box, subject: str) -> list[Outcome]:
    """When the budget ended: every outcome that the box cannot exclude."""
    outcomes = (outcome_of(plan, settled, supplements, box, subject) for settled, supplements in walk.possible(box))
    return list(dict.fromkeys(outcomes))
