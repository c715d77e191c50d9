"""Missing facts: which outcomes are reachable, and which facts settle them (design §3, last paragraph).

Unknown is neither true nor false. The space of what the missing facts may be is cut at the numbers where a rule
changes, each region is settled by the same steps as a complete case, and regions with one outcome are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from discretion.decide.decide import (
    LISTS_ORDER,
    Decision,
    Disposition,
    Masks,
    Settled,
    Status,
    decide,
    fine_band,
    measures_of,
    settle,
)
from discretion.decide.possible import possible_masks
from discretion.penalty import Band, Force, Measure
from discretion.plan import Box, EntryRule, Plan, Sanction, regions
from discretion.plan import formula as f
from discretion.plan import terms as t

BUDGET = 600


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reachable outcome; the fine is the hull over all facts that lead to it."""

    status: Status
    disposition: Disposition | None
    force: Force
    tier: str | None
    fine: Band | None
    fine_force: Force
    measures: tuple[Measure, ...]
    offered: tuple[Disposition, ...]

    @property
    def kind(self) -> tuple[object, ...]:
        """What makes outcomes the same, the amount apart."""
        return (
            self.status, self.disposition, self.force, self.tier, self.fine_force, self.measures, self.offered,
            self.fine is None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A box of possible facts with one outcome; one that it may have, when the box is not settled."""

    box: tuple[tuple[int, int], ...]
    outcome: Outcome
    settled: bool = True


def explore(plan: Plan, values: Iterable[int | None], budget: int = BUDGET) -> list[Region]:
    """All regions of the space of the missing facts, each with its outcome (sound: nothing reachable is left out)."""
    box: Box = plan.box_of(values)
    found, rest = [], []
    for region, settled in regions(box, lambda current: open_atom(plan, current), budget):
        if settled:
            found.append(Region(tuple(region), _outcome(plan, region)))
        else:
            rest.append(region)
    if rest:
        hull = [(min(low for low, _ in ends), max(high for _, high in ends)) for ends in zip(*rest, strict=True)]
        found += [Region(tuple(hull), outcome, settled=False) for outcome in _possible(plan, hull)]
    return found


def unmoved(plan: Plan, values: Sequence[int | None]) -> tuple[tuple[int, ...], Decision] | None:
    """The decision that the missing facts cannot move, where that is seen at once: no rule and no amount turns on them.

    Returns:
        A completion, and the decision; None when it takes a closer look (``explore``).
    """
    missing = [slot for slot, value in enumerate(values) if value is None]
    box = plan.box_of(values)
    reading = _reading(plan)
    if any(f.kleene(guard, box) is None for slot in missing for guard in reading[slot]):
        return None
    completed = tuple([low for low, _ in box])
    found = decide(plan, completed)
    return (completed, found) if _amount_slots(plan, found).isdisjoint(missing) else None


def _reading(plan: Plan) -> list[list[f.Formula]]:
    """For every slot the guards that read it."""
    listed: list[list[f.Formula]] | None = plan.kept.get("reading")
    if listed is None:
        every = [(plan.established, f.slots(plan.established)), *guards(plan)]
        listed = [[guard for guard, read in every if slot in read] for slot in range(len(plan.slots))]
        plan.kept["reading"] = listed
    return listed


def amounts(plan: Plan, settled: Settled) -> list[t.Term]:
    """The ends of the fines of a decision: of the party and of further subjects, each with the range it is cut to."""
    if settled.tier is None or settled.range is None or settled.fault is not None:
        return []
    cell = plan.cells[settled.tier, settled.range]
    sanctions = [effects[settled.effect] for effects in (cell.party, *cell.others.values())]
    fines = [fine for item in sanctions for fine in (item.fine, item.clamp) if fine is not None]
    return [end for fine in fines for end in (fine.low, fine.high)]


def _amount_slots(plan: Plan, found: Decision) -> frozenset[int]:
    slots: frozenset[int] | None = found.kept.get("amount_slots")
    if slots is None:
        slots = frozenset(slot for end in amounts(plan, found.settled) for slot in t.slots(end))
        found.kept["amount_slots"] = slots
    return slots


def merged(found: Iterable[Region]) -> list[Outcome]:
    """Distinct outcomes, bands joined to their hull, in order of appearance."""
    by_kind: dict[tuple[object, ...], Outcome] = {}
    for region in found:
        outcome = region.outcome
        known = by_kind.get(outcome.kind)
        by_kind[outcome.kind] = outcome if known is None else _joined(known, outcome)
    return list(by_kind.values())


def open_atom(plan: Plan, box: Box) -> f.Cmp | None:
    """A comparison that the box leaves open and that can still change the outcome."""
    established = f.kleene(plan.established, box)
    if established is not True:
        return None if established is False else next(f.unsettled(plan.established, box))
    barred = [entry.rule.guard for entry in plan.barred]
    if any(f.kleene(guard, box) for guard in barred):
        return None
    atom = next((atom for guard in barred for atom in f.unsettled(guard, box)), None)
    if atom is not None:
        return atom  # whether it may be punished at all comes before any exemption
    shall = [entry.rule.guard for entry in plan.exempt if entry.force is Force.SHALL]
    if any(f.kleene(guard, box) for guard in shall):
        return None
    still_open = {slot for slot, (low, high) in enumerate(box) if low < high}
    for guard, read in guards(plan):
        if not read.isdisjoint(still_open):
            atom = next(f.unsettled(guard, box), None)
            if atom is not None:
                return atom
    return None


def guards(plan: Plan) -> list[tuple[f.Formula, frozenset[int]]]:
    """Every guard behind the elements, in the order of the law, with the slots it reads; listed once per plan."""
    listed: list[tuple[f.Formula, frozenset[int]]] | None = plan.kept.get("guards")
    if listed is None:
        guards = [
            *(entry.rule.guard for entry in plan.barred),
            *(entry.rule.guard for entry in plan.exempt if entry.force is Force.SHALL),
            *(row.rule.guard for row in plan.ranges),
            *(row.rule.guard for row in plan.tiers),
            *(entry.rule.guard for name in ("mitigated", "lighter", "heavier") for entry in _entries(plan, name)),
            *(entry.rule.guard for entry in plan.exempt if entry.force is Force.MAY),
            *(item.rule.guard for item in plan.supplements),
        ]
        listed = plan.kept["guards"] = [(guard, f.slots(guard)) for guard in guards]
    return listed


def masks_of(plan: Plan, box: Box) -> Masks | None:
    """The masks of a settled region."""
    if not f.kleene(plan.established, box):
        return None

    def mask(guards: Iterable[f.Formula]) -> int:
        return sum(1 << bit for bit, guard in enumerate(guards) if f.kleene(guard, box))

    return Masks(
        **{name: mask(entry.rule.guard for entry in _entries(plan, name)) for name in LISTS_ORDER},
        tiers=mask(row.rule.guard for row in plan.tiers),
        ranges=mask(row.rule.guard for row in plan.ranges),
        supplements=mask(item.rule.guard for item in plan.supplements),
    )


def _entries(plan: Plan, name: str) -> tuple[EntryRule, ...]:
    entries: tuple[EntryRule, ...] = getattr(plan, name)
    return entries


def _outcome(plan: Plan, box: Box) -> Outcome:
    """The outcome of a settled region: any of its points stands for all of them."""
    found = decide(plan, tuple([low for low, _ in box]))
    return outcome_of(plan, found.masks, found.settled, box)


def outcome_of(plan: Plan, masks: Masks | None, settled: Settled, box: Box) -> Outcome:
    """The outcome of a settled region, with the hull of its band."""
    fine: Band | None = None
    force, measures = Force.SHALL, tuple[Measure, ...]()
    tier = plan.tiers[settled.tier].tier if settled.tier is not None else None
    if settled.tier is not None and settled.range is not None and masks is not None and settled.fault is None:
        sanction = plan.cells[settled.tier, settled.range].party[settled.effect]
        fine, force = _hull(plan, sanction, box)
        measures = measures_of(plan, sanction, masks)
    return Outcome(settled.status, settled.disposition, settled.force, tier, fine, force, measures, settled.offered)


def _hull(plan: Plan, sanction: Sanction, box: Box) -> tuple[Band | None, Force]:
    """The smallest band we can prove to hold every amount of the box; at a single point, the band itself."""
    if sanction.fine is None:
        return None, Force.SHALL
    fine, law = sanction.fine, sanction.clamp
    if all(low == high for low, high in box):
        return fine_band(plan, sanction, tuple([low for low, _ in box]))[0], fine.force
    low, high = max(t.span(fine.low, box)[0], 0), t.span(fine.high, box)[1]
    if law is None:
        return Band(low, high, fine.low_inclusive, fine.high_inclusive), fine.force
    # Each amount is brought into the law's range of its own point, from below or from above.
    floor, cap = t.span(law.low, box), t.span(law.high, box)
    low, high = min(max(low, floor[0]), cap[0]), max(min(high, cap[1]), floor[1])
    return Band(low, high), fine.force


def _joined(a: Outcome, b: Outcome) -> Outcome:
    if a.fine is None or b.fine is None or a.fine == b.fine:
        return a
    low, high = min(a.fine.low, b.fine.low), max(a.fine.high, b.fine.high)
    band = Band(
        low,
        high,
        any(x.low_inclusive for x in (a.fine, b.fine) if x.low == low),
        any(x.high_inclusive for x in (a.fine, b.fine) if x.high == high),
    )
    return Outcome(a.status, a.disposition, a.force, a.tier, band, a.fine_force, a.measures, a.offered)


def _possible(plan: Plan, box: Box) -> list[Outcome]:
    """When the budget ended: every outcome that the box cannot exclude."""
    outcomes = (outcome_of(plan, masks, settle(plan, masks), box) for masks in possible_masks(plan, box))
    return list(dict.fromkeys(outcomes))
