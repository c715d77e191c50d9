"""How long an act stayed undiscovered (行政处罚法 art. 36): from the dates of the case, as far as these say it."""

from __future__ import annotations

from discretion.case.calendar import years_between
from discretion.case.model import Case
from discretion.plan import Plan, cuts, per_plan


def years_undiscovered(case: Case, plan: Plan) -> int | None:
    """Whole years from the end of the act to its discovery; None when the dates do not tell.

    No day of discovery does not mean that nothing was discovered until the decision: an act that was filed, or decided, late
    enough for a rule to matter may have been discovered long before.
    """
    if case.discovered is not None:
        return years_between(case.end, case.discovered)
    most = years_between(case.end, case.filed or case.decided)
    return most if most <= _harmless(plan) else None


@per_plan
def _harmless(plan: Plan) -> int:
    """The most years that no rule tells from none."""
    lowest = tuple(slot.low for slot in plan.slots)
    slots = [number for number, slot in enumerate(plan.slots) if slot.fact.finding and slot.fact.finding.elapsed]
    return min((end for number in slots for end in (*cuts(plan, lowest, number), plan.slots[number].high)), default=0)
