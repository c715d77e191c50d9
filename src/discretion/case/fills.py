"""What stands in for a fact that a case leaves out: a complete search that found nothing, a table, a presumption. In this order."""

from __future__ import annotations

from typing import NamedTuple

from discretion.case.findings import absence_counts
from discretion.facts import encode
from discretion.plan import Plan, per_plan


class DefaultTable(NamedTuple):
    """The value of a fact for each value of the fact ``of``, encoded."""

    of: str
    values: dict[int, int]


class Fills(NamedTuple):
    """What may fill one slot.

    Attributes:
        absent: the value when no record was found; None when that settles nothing.
        table: what gives it, where the case states the table's own fact.
        presumed: the value the ruleset presumes.
        idle: only the general law reads it; its presumed value counts even where none is asked for.
    """

    absent: int | None
    table: DefaultTable | None
    presumed: int | None
    idle: bool


@per_plan
def fills(plan: Plan) -> tuple[Fills, ...]:
    """What may fill each slot of a plan."""
    presumed = {item.slot: item for item in plan.presumed}
    found = []
    for number, slot in enumerate(plan.slots):
        rule, own = slot.fact.finding, presumed.get(number)
        counts = rule is not None and absence_counts(rule, plan.complete_records)
        absent = int(rule.including_this) if rule is not None and counts else None  # never, or this time only
        value, idle = (None, False) if own is None else (own.value, own.idle)
        found.append(Fills(absent, default_table(plan, slot.name), value, idle))
    return tuple(found)


def default_table(plan: Plan, name: str) -> DefaultTable | None:
    """The table that gives a fact where a case leaves it out."""
    fact = plan.vocabulary[name]
    table = plan.vocabulary[fact.default_from].lookup if fact.default_from is not None else None
    if table is None:
        return None
    of = plan.vocabulary[table.of]
    return DefaultTable(table.of, {encode(of, code): encode(fact, value) for code, value in table.values.items()})
