"""The legal domain D of a violation's facts, beyond the bounds of each fact: combinations that no case can have."""

from __future__ import annotations

from discretion.facts import encode, typical
from discretion.plan import Plan, Slot
from discretion.plan import formula as f
from discretion.plan import terms as t


def coherent(plan: Plan) -> f.Formula:
    """An organisation has the facts that only a person can have at the values that are presumed."""
    kind = next((i for i, slot in enumerate(plan.slots) if _is_kind(slot)), None)
    if kind is None:
        return f.TRUE
    person = f.compare("=", t.Var(kind), t.Const(encode(plan.slots[kind].fact, "person")))
    fixed = [
        f.compare("=", t.Var(index), t.Const(neutral(plan, index)))
        for index, slot in enumerate(plan.slots)
        if slot.fact.personal
    ]
    return f.either((person, f.both(fixed)))


def neutral(plan: Plan, slot: int) -> int:
    """The value of a fact that says nothing special: what the ruleset presumes, else none, no, zero, or near to it what is common."""
    for item in plan.presumed:
        if item.slot == slot:
            return item.value
    known = plan.slots[slot]
    if _is_kind(known):
        return encode(known.fact, "organisation")
    low, high = usual(known)
    return min(max(0, low), high)


def usual(slot: Slot) -> tuple[int, int]:
    """The bounds of a fact, and within them what is common in practice, where the vocabulary says so."""
    if slot.fact.typical is None:
        return slot.low, slot.high
    low, high = typical(slot.fact)
    low, high = max(low, slot.low), min(high, slot.high)
    return (low, high) if low <= high else (slot.low, slot.high)


def _is_kind(slot: Slot) -> bool:
    return slot.fact.finding is not None and slot.fact.finding.party == "kind"
