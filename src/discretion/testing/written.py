"""Encoded facts as a case file writes them."""

from __future__ import annotations

from datetime import date, timedelta

from discretion.case import after_years, stating
from discretion.decide import Plans
from discretion.facts import decode
from discretion.plan import Plan, Values

DAYS_TO_DECISION = 20
MAX_YEARS = 6  # until discovery: beyond the longest limitation nothing changes, and the rulesets' validity ends


def stated(plan: Plan, values: Values) -> dict[str, object]:
    """Encoded facts as a case file states them."""
    return {slot.name: decode(slot.fact, value) for slot, value in zip(plan.slots, values, strict=True)}


def as_case(plan: Plan, known: dict[str, object], day: date) -> dict[str, object]:
    """A case file of facts. The party and its age, and the years until discovery, agree with the facts."""
    said = stating((slot.name, slot.fact, known[slot.name]) for slot in plan.slots if slot.name in known)
    party, years = said.party, min(said.years, MAX_YEARS)
    if party["kind"] != "person":
        party.pop("age", None)
    discovered = after_years(day, years)
    return {
        "violation": plan.violation,
        "occurred": day.isoformat(),
        **({"discovered": discovered.isoformat()} if years else {}),
        "decided": (discovered + timedelta(days=DAYS_TO_DECISION)).isoformat(),
        "party": party,
        "facts": said.facts,
    }


def default_day(plans: Plans, area: str, violation: str) -> date:
    """The first day on which the newest ruleset of an area is valid and the violation prohibited."""
    ruleset = plans.rulebook.version(area)
    start = ruleset.header.model.effective
    days = {start, *(file.model.effective for file in plans.rulebook.law_files if file.model.effective > start)}
    chain = plans.chain(area, start)
    return next((day for day in sorted(days) if plans.plan(violation, chain, day) is not None), start)
