"""The whole result of complete facts under a plan, as plain values that can be compared: nothing that a party would
feel is left out.
"""

from __future__ import annotations

from typing import NamedTuple

from discretion.decide import decide
from discretion.penalty import Band, Force, Measure
from discretion.plan import Disposition, Plan, Status, Values, asked, chosen, outcome_at
from discretion.rulebook import DECIDING, ListKind


class PlanResult(NamedTuple):
    """What the plan makes of complete facts; rules go by their ids, so that two plans can be compared.

    Attributes:
        rules: the list entries that hold, as far as the order of the law asks for them.
    """

    status: Status
    disposition: Disposition | None
    force: Force
    tier: str | None
    offered: frozenset[Disposition]
    subjects: tuple[tuple[str, Band | None, Force, frozenset[Measure]], ...]
    rules: frozenset[str]
    orders: frozenset[str]


def result(plan: Plan, values: Values) -> PlanResult:
    """The result of complete facts."""
    found = decide(plan, values)
    settled, masks = found.settled, found.masks
    lists = [ListKind(about) for about in asked(plan, masks) if about in DECIDING] if masks is not None else []
    held = [entry for kind in lists for entry in chosen(plan.lists[kind], getattr(masks, kind))]
    row = plan.tiers[settled.tier] if settled.tier is not None else None
    rules = [entry.rule for entry in held] + ([row.rule] if row is not None else [])
    law = plan.ranges[settled.range].rule.orders if settled.range is not None else ()
    return PlanResult(
        settled.status,
        settled.disposition,
        settled.force,
        row.tier if row is not None else None,
        frozenset(settled.offered),
        tuple(
            sorted(
                (who, *what[:2], frozenset(what.measures))
                for who, what in outcome_at(plan, masks, settled, values).items()
            )
        ),
        frozenset(rule.id for rule in rules),
        frozenset([*plan.orders, *law, *(order for rule in rules for order in rule.orders)]),
    )
