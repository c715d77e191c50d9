"""Whether two plans have the same rules: provinces inherit most violations, and one query then decides for all of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from discretion.plan import Cell, EntryRule, Plan, Sanction, per_plan


@per_plan
def rules_of(plan: Plan) -> Hashable:
    """All of a plan that decides an outcome: equal for equal rules, whatever area, citation or law they come from."""
    return (
        plan.violation,
        tuple((slot.name, slot.low, slot.high) for slot in plan.slots),
        plan.established,
        *(_entries(entries) for entries in plan.lists.values()),
        tuple((row.rule.guard, row.tier) for row in plan.tiers),
        plan.first_match,
        tuple((row.rule.guard, row.range) for row in plan.ranges),
        tuple(_cell(cell) for cell in plan.statute),
        tuple((key, _cell(cell)) for key, cell in sorted(plan.cells.items())),
        tuple((item.rule.guard, item.measures) for item in plan.supplements),
        tuple((item.slot, item.value) for item in plan.presumed),
        plan.complete_records,
        plan.policy.lighter_and_heavier,
        plan.policy.mitigated_and_heavier,
    )


def _entries(entries: Iterable[EntryRule]) -> Hashable:
    return tuple((entry.rule.guard, entry.force, entry.or_mitigated, entry.rank) for entry in entries)


def _cell(cell: Cell) -> Hashable:
    others = tuple((subject, _sanctions(effects)) for subject, effects in sorted(cell.others.items()))
    return _sanctions(cell.party), others


def _sanctions(effects: Mapping[str, Sanction]) -> Hashable:
    return tuple(sorted(effects.items(), key=_effect))


def _effect(item: tuple[str, Sanction]) -> str:
    return item[0]
