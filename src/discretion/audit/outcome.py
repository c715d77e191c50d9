"""An outcome in the columns of an audit: by name, as far as it does not depend on amounts; and a decision of the engine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discretion.decide import Decision
from discretion.penalty import Measure
from discretion.plan import Plan, Sanction, Settled, Status, fine_band


def named(
    plan: Plan, settled: Settled, sanction: Sanction | None, measures: Iterable[Measure]
) -> dict[str, str | None]:
    """What is settled, in the words of ``columns.OUTCOME``.

    Args:
        plan: whose tiers and ranges they are.
        settled: what the law made of the rules that hold.
        sanction: what applies to the party; None where nothing does.
        measures: of the sanction, with those that the general law adds.
    """
    determined = settled.status is Status.DETERMINED
    return {
        "status": settled.status.value,
        "disposition": settled.disposition.value if settled.disposition is not None else None,
        "force": settled.force.value if determined else None,
        "tier": plan.tiers[settled.tier].tier if settled.tier is not None else None,
        "statutory_range": plan.ranges[settled.range].range if settled.range is not None else None,
        "offered": " ".join(item.value for item in settled.offered),
        "fine_force": sanction.fine.force.value if sanction is not None and sanction.fine is not None else None,
        "measures": None if sanction is None else " ".join(f"{item.key}:{item.force.value}" for item in measures),
    }


def outcome_of(plan: Plan, found: Decision, case: tuple[int, ...]) -> dict[str, Any]:
    """One decision, as ``columns.OUTCOME`` names its columns."""
    settled = found.settled
    band, clamped = found.band(case) if found.band is not None else (None, False)
    law = None
    if settled.range is not None:
        law, _ = fine_band(plan, plan.statute[settled.range].party["general"], case)
    return {
        **named(plan, settled, found.sanction, found.measures),
        "low": band.low if band else None,
        "high": band.high if band else None,
        "low_inclusive": band.low_inclusive if band else None,
        "high_inclusive": band.high_inclusive if band else None,
        "clamped": clamped,
        "statute_lowest": law.lowest if law else None,
        "statute_highest": law.highest if law else None,
    }
