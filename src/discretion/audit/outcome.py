"""A decision of the engine in the columns of an audit."""

from __future__ import annotations

from typing import Any

from discretion.decide import Decision
from discretion.plan import Plan, fine_band


def outcome_of(plan: Plan, found: Decision, case: tuple[int, ...]) -> dict[str, Any]:
    """One decision, as ``columns.OUTCOME`` names its columns."""
    settled = found.settled
    band, clamped = found.band(case) if found.band is not None else (None, False)
    law = None
    if settled.range is not None:
        law, _ = fine_band(plan, plan.statute[settled.range].party["general"], case)
    determined = settled.status.value == "determined"
    return {
        "status": settled.status.value,
        "disposition": settled.disposition.value if settled.disposition is not None else None,
        "force": settled.force.value if determined else None,
        "tier": plan.tiers[settled.tier].tier if settled.tier is not None else None,
        "statutory_range": plan.ranges[settled.range].range if settled.range is not None else None,
        "offered": " ".join(item.value for item in settled.offered),
        "low": band.low if band else None,
        "high": band.high if band else None,
        "low_inclusive": band.low_inclusive if band else None,
        "high_inclusive": band.high_inclusive if band else None,
        "fine_force": found.force.value if band else None,
        "clamped": clamped,
        "statute_lowest": law.lowest if law else None,
        "statute_highest": law.highest if law else None,
        "measures": " ".join(f"{item.key}:{item.force.value}" for item in found.measures) if found.sanction else None,
    }
