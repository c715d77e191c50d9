"""The whole result of complete facts under a plan, as plain values that can be compared: nothing that a party would
feel is left out.
"""

from __future__ import annotations

from typing import NamedTuple

from discretion.decide import Disposition, Status, chosen, decide, fine_band
from discretion.penalty import Band, Force, Measure
from discretion.plan import LISTS, Plan, Values


class Punishment(NamedTuple):
    """What one subject gets."""

    fine: Band | None
    force: Force
    measures: frozenset[Measure]


class Result(NamedTuple):
    """What the plan makes of complete facts; rules go by their ids, so that two plans can be compared.

    Attributes:
        rules: the list entries that hold, as far as the order of the law asks for them.
    """

    status: Status
    disposition: Disposition | None
    force: Force
    tier: str | None
    offered: frozenset[Disposition]
    party: Punishment | None
    others: tuple[tuple[str, Punishment], ...]
    rules: frozenset[str]
    orders: frozenset[str]


def result(plan: Plan, values: Values) -> Result:
    """The result of complete facts."""
    found = decide(plan, values)
    settled, masks = found.settled, found.masks
    held = [] if masks is None else [e for name in LISTS for e in chosen(getattr(plan, name), getattr(masks, name))]
    if settled.status is Status.TIME_BARRED:
        held = [entry for entry in held if entry in plan.barred]
    elif settled.disposition is Disposition.EXEMPT and settled.force is Force.SHALL:
        held = [entry for entry in held if entry in plan.exempt]
    party, others = None, []
    row = plan.tiers[settled.tier] if settled.tier is not None else None
    if found.sanction is not None and settled.tier is not None and settled.range is not None:
        band = found.band(values)[0] if found.band is not None else None
        party = Punishment(band, found.force, frozenset(found.measures))
        for subject, effects in sorted(plan.cells[settled.tier, settled.range].others.items()):
            sanction = effects[settled.effect]
            fine, force = fine_band(plan, sanction, values)[0], sanction.fine.force if sanction.fine else Force.SHALL
            others.append((subject, Punishment(fine, force, frozenset(sanction.measures))))
    rules = [entry.rule for entry in held] + ([row.rule] if row is not None else [])
    law = plan.ranges[settled.range].rule.orders if settled.range is not None else ()
    return Result(
        settled.status,
        settled.disposition,
        settled.force,
        row.tier if row is not None else None,
        frozenset(settled.offered),
        party,
        tuple(others),
        frozenset(rule.id for rule in rules),
        frozenset([*plan.orders, *law, *(order for rule in rules for order in rule.orders)]),
    )
