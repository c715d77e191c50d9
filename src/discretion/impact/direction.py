"""Whether an outcome in columns is heavier or milder than another, by the same order of severity as everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from discretion.decide import Disposition, Status
from discretion.penalty import Band, Force, Measure, Order, Weight, compare
from discretion.plan import Plan
from discretion.words import STATUSES, disposition_text, name_result, penalty_text

SAYS = (
    "status", "disposition", "force", "tier", "offered", "low", "high", "low_inclusive", "high_inclusive", "fine_force", "measures",
)  # fmt: skip
PUNISHES = tuple(name for name in SAYS if name != "tier")  # a tier of another name is no other outcome
Outcome = Mapping[str, Any]


class Directions:
    """Compares outcomes.

    Args:
        plans: every plan that judges a row: their measures and the names of their tiers.
    """

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._measures: dict[str, Measure] = {}
        self._tiers: dict[tuple[str, str], str] = {}
        for plan in plans:
            for row in plan.tiers:
                self._tiers[plan.violation, row.tier] = row.rule.label
            sanctions = [s for cell in (*plan.cells.values(), *plan.statute) for s in cell.party.values()]
            found = [item for sanction in sanctions for item in sanction.measures]
            for item in [*found, *(item for supplement in plan.supplements for item in supplement.measures)]:
                self._measures.setdefault(f"{item.key}:{item.force.value}", item)
        self._known: dict[tuple[Any, ...], str] = {}

    def direction(self, a: Outcome, b: Outcome) -> str:
        """From A to B: one of ``model.DIRECTIONS``."""
        key = tuple(side[name] for side in (a, b) for name in PUNISHES)
        if key not in self._known:
            self._known[key] = self._direction(a, b)
        return self._known[key]

    def _direction(self, a: Outcome, b: Outcome) -> str:
        for one, other, said in ((a, b, "heavier"), (b, a, "milder")):
            if self.weight(one).rank == 0 and _settled(one) and not (_settled(other) and self.weight(other).rank == 0):
                return said if _settled(other) else "open"
        if not (_settled(a) and _settled(b)):
            return "open"
        order = compare(self.weight(b), self.weight(a))
        if order is Order.EQUAL:
            before, after = (set((side["offered"] or "").split()) for side in (a, b))
            return "milder" if after > before else "heavier" if after < before else "other"
        return {Order.HARSHER: "heavier", Order.MILDER: "milder"}.get(order, "incomparable")

    def weight(self, outcome: Outcome) -> Weight:
        """What the order of severity compares."""
        rank = 2
        if outcome["status"] != Status.DETERMINED.value:
            rank = 0
        elif outcome["disposition"] == Disposition.EXEMPT.value:
            rank = 0 if outcome["force"] == Force.SHALL.value else 1
        fine = None
        if outcome["low"] is not None:
            fine = Band(outcome["low"], outcome["high"], outcome["low_inclusive"], outcome["high_inclusive"])
        return Weight(rank, fine, Force(outcome["fine_force"] or "shall"), self._measures_of(outcome))

    def say(self, violation: str, outcome: Outcome) -> str:
        """An outcome in words, with its penalty."""
        status = Status(outcome["status"])
        if status is not Status.DETERMINED:
            return STATUSES[status]
        disposition = Disposition(outcome["disposition"])
        tier = self._tiers.get((violation, outcome["tier"] or ""))
        name = name_result(disposition, Force(outcome["force"]), tier)
        weight = self.weight(outcome)
        if weight.rank == 0:
            return name
        offered = [disposition_text(Disposition(item), Force.MAY) for item in (outcome["offered"] or "").split()]
        return "，".join([name, penalty_text(weight.fine, weight.fine_force, weight.measures).text, *offered])

    def _measures_of(self, outcome: Outcome) -> tuple[Measure, ...]:
        return tuple(self._measures[key] for key in (outcome["measures"] or "").split())


def _settled(outcome: Outcome) -> bool:
    return outcome["status"] not in (Status.UNDETERMINED.value, Status.NO_RULE.value)
