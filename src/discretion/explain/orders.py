"""责令…: what the party is ordered to do, beside or instead of a penalty."""

from __future__ import annotations

from discretion.decide import Decision, Disposition, Evaluation, Status, chosen
from discretion.plan import per_decision
from discretion.rulebook import ListKind

CORRECTED = "corrected_in_time"


def orders(decided: Decision) -> list[str]:
    """The orders of the provision, its range and the tier; the general one with a penalty that has none; duties of exemptions."""
    own = ordered(decided)
    if not own and decided.sanction is not None and decided.settled.disposition is not Disposition.EXEMPT:
        own = tuple(order for rule in decided.plan.general_orders for order in rule.orders)
    return list(dict.fromkeys([*own, *duties(decided)]))


@per_decision
def ordered(decided: Decision) -> tuple[str, ...]:
    """What the special provision orders."""
    plan, settled = decided.plan, decided.settled
    if settled.status is not Status.DETERMINED or decided.masks is None:
        return ()
    if settled.disposition is Disposition.EXEMPT:
        return plan.orders
    tier = plan.tiers[settled.tier].rule.orders if settled.tier is not None else ()
    law = plan.ranges[settled.range].rule.orders if settled.range is not None else ()
    return (*plan.orders, *law, *tier)


def duties(decided: Decision) -> list[str]:
    """What an exemption brings with it (to educate, to supervise)."""
    if decided.settled.disposition is not Disposition.EXEMPT or decided.masks is None:
        return []
    entries = chosen(decided.plan.lists[ListKind.EXEMPT], decided.masks.exempt)
    return list(dict.fromkeys(order for entry in entries for order in entry.rule.orders))


def done(e: Evaluation) -> bool:
    """Whether nothing is punished and the act is put right already: there is nothing left to order."""
    return e.settled.disposition is Disposition.EXEMPT and CORRECTED in e.plan.index and e.value(CORRECTED) is True
