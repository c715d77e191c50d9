"""How far the facts that amounts depend on reach, where some cases of a region are harsher and others are not."""

from __future__ import annotations

from collections.abc import Mapping

from discretion.check import Answer, Claim, Facts, Prover
from discretion.diff.typical import Values
from discretion.facts import say, say_span
from discretion.plan import Slot

Ranges = dict[str, tuple[int, int]]


def ranges(prover: Prover, facts: Facts, claim: Claim, names: set[str], model: Values) -> Ranges:
    """The least and the greatest value of each numeric fact among the cases of a claim.

    Args:
        names: the facts to look at.
        model: a case of the claim.
    """
    found = {}
    for name, slot in facts.slots.items():
        if name in names and slot.fact.type.numeric:
            ends = [_furthest(prover, facts, claim, name, model[name], end) for end in (slot.low, slot.high)]
            found[name] = ends[0], ends[1]
    return found


def _furthest(prover: Prover, facts: Facts, claim: Claim, name: str, known: int, end: int) -> int:
    """The value nearest to an end; where the solver gives no answer, one that lies beyond it."""
    variable = facts.variables[name]
    goal = end
    while known != end:
        answer = prover.ask(claim, variable <= goal if end < known else variable >= goal)
        if answer is Answer.UNKNOWN:
            return end
        if answer is Answer.SATISFIABLE:
            known = facts.values()[name]
        else:
            end = goal + (1 if end < known else -1)
        goal = (known + end) // 2 if end < known else -((-known - end) // 2)
    return known


def said(own: Ranges, others: list[Ranges], slots: Mapping[str, Slot]) -> tuple[str, ...]:
    """The ranges that tell these cases from the others of the region, in words."""
    found = []
    for name, (low, high) in own.items():
        if all(other.get(name) == (low, high) for other in others):
            continue
        slot = slots[name]
        label = slot.fact.label
        if low == high or (low > slot.low and high < slot.high):
            found.append(f"{label}{say_span(slot.fact, low, high)}")
        elif low > slot.low:
            found.append(f"{label}不低于{say(slot.fact, low)}")
        elif high < slot.high:
            found.append(f"{label}不超过{say(slot.fact, high)}")
    return tuple(found)
