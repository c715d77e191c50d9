"""责令…: what the party is ordered to do, beside or instead of a penalty."""

from __future__ import annotations

from discretion.decide import Decision, Evaluation
from discretion.plan import Disposition, Status, chosen, per_decision
from discretion.rulebook import ListKind

CORRECTED = "corrected_in_time"


@per_decision
def orders(decided: Decision) -> tuple[str, ...]:
    """The orders of the provision, its range and the tier; the general one with a penalty that has none; duties of exemptions."""
    own = ordered(decided)
    if not own and decided.sanction is not None and decided.settled.disposition is not Disposition.EXEMPT:
        own = tuple(order for rule in decided.plan.general_orders for order in rule.orders)
    return tuple(dict.fromkeys([*own, *duties(decided)]))


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


def corrected(e: Evaluation) -> bool:
    """Whether the act is put right already, by a fact or by a record: there is nothing left to order but what a statute names."""
    slot = e.plan.index.get(CORRECTED)
    if slot is not None and e.bound.values[slot]:
        return True
    records = e.case.records
    return bool(records) and any(item.kind == "correction" and item.date >= e.case.start for item in records)


def orders_of(e: Evaluation) -> list[str]:
    """The orders of a case: of what is corrected the general law orders nothing more, nor does anything where there is no penalty."""
    if not corrected(e):
        return [*orders(e.decision)]
    if e.settled.disposition is Disposition.EXEMPT:
        return duties(e.decision)
    return list(dict.fromkeys([*ordered(e.decision), *duties(e.decision)]))
