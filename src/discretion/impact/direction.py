"""Whether an outcome in columns is heavier or milder than another, by the same order of severity as everywhere."""

from __future__ import annotations

from typing import Any

from discretion.audit import Outcome, Wording
from discretion.penalty import Order, compare
from discretion.plan import Status

SAYS = (
    "status", "disposition", "force", "tier", "offered", "low", "high", "low_inclusive", "high_inclusive", "fine_force", "measures",
)  # fmt: skip
PUNISHES = tuple(name for name in SAYS if name != "tier")  # a tier of another name is no other outcome


class Directions:
    """Compares outcomes.

    Args:
        wording: knows the measures of all plans that judge.
    """

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._known: dict[tuple[Any, ...], str] = {}

    def direction(self, a: Outcome, b: Outcome) -> str:
        """From A to B: one of ``model.DIRECTIONS``."""
        key = tuple(side[name] for side in (a, b) for name in PUNISHES)
        if key not in self._known:
            self._known[key] = self._direction(a, b)
        return self._known[key]

    def _direction(self, a: Outcome, b: Outcome) -> str:
        if not (_settled(a) and _settled(b)):
            return "open"
        order = compare(self.wording.weight(b), self.wording.weight(a))
        if order is Order.EQUAL:
            before, after = (set((side["offered"] or "").split()) for side in (a, b))
            return "milder" if after > before else "heavier" if after < before else "other"
        return {Order.HARSHER: "heavier", Order.MILDER: "milder"}.get(order, "incomparable")


def _settled(outcome: Outcome) -> bool:
    return outcome["status"] not in (Status.UNDETERMINED.value, Status.NO_RULE.value)
