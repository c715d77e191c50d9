"""What of a plan decides, whatever its labels, citations and sources say: equal for equal rules."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from discretion.plan.memo import per_plan
from discretion.plan.model import Cell, EntryRule, Plan, Sanction


@per_plan
def deciding(plan: Plan) -> Hashable:
    """All of a plan that decides the outcome of given facts. Whether it is the same plan otherwise is for the caller to ask."""
    return (
        tuple((slot.name, slot.low, slot.high) for slot in plan.slots),
        plan.established,
        *(_entries(entries) for entries in plan.lists.values()),
        tuple(row.rule.guard for row in plan.tiers),
        plan.first_match,
        tuple(row.rule.guard for row in plan.ranges),
        tuple((key, cell_of(cell)) for key, cell in sorted(plan.cells.items())),
        tuple((item.rule.guard, item.measures) for item in plan.supplements),
        plan.policy.lighter_and_heavier,
        plan.policy.mitigated_and_heavier,
    )


def cell_of(cell: Cell) -> Hashable:
    """The sanctions of a cell, by subject and effect."""
    others = tuple((subject, _sanctions(effects)) for subject, effects in sorted(cell.others.items()))
    return _sanctions(cell.party), others


def _entries(entries: Iterable[EntryRule]) -> Hashable:
    return tuple((entry.rule.guard, entry.force, entry.or_mitigated, entry.rank) for entry in entries)


def _sanctions(effects: Mapping[str, Sanction]) -> Hashable:
    return tuple(sorted(effects.items(), key=_effect))


def _effect(item: tuple[str, Sanction]) -> str:
    return item[0]
