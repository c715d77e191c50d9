"""Whether two plans have the same rules: provinces inherit most violations, and one query then decides for all of them."""

from __future__ import annotations

from collections.abc import Hashable

from discretion.plan import Plan, cell_of, deciding, per_plan


@per_plan
def rules_of(plan: Plan) -> Hashable:
    """All of a plan that an outcome shows: equal for equal rules, whatever area, citation or law they come from."""
    return (
        plan.violation,
        deciding(plan),
        tuple(row.tier for row in plan.tiers),
        tuple(row.range for row in plan.ranges),
        tuple(cell_of(cell) for cell in plan.statute),
        tuple((item.slot, item.value) for item in plan.presumed),
        plan.complete_records,
    )
