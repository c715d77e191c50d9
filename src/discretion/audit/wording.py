"""An outcome in columns, said as a decision says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from discretion.penalty import Band, Force, Measure, Weight
from discretion.plan import Disposition, Plan, Status, rank_of
from discretion.words import STATUSES, disposition_text, name_result, penalty_text

Outcome = Mapping[str, Any]


class Wording:
    """Says outcomes.

    Args:
        plans: every plan that judges a row: their measures, and the names of their tiers.
    """

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._measures: dict[str, Measure] = {}
        self._tiers: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[Any, ...], str] = {}
        self._cites: dict[tuple[str, str], str] = {}
        self._rulesets: dict[str, str] = {}
        for plan in plans:
            self._cites[plan.violation, plan.law] = f"{plan.provision_cite}（{plan.law.partition('@')[2]}）"
            for (name, _), label in zip(plan.rulesets, plan.ruleset_labels, strict=True):
                self._rulesets[name] = f"{label}{name.partition('@')[2]}"
            for row in plan.tiers:
                self._tiers[plan.violation, row.tier] = row.rule.label
            sanctions = [s for cell in (*plan.cells.values(), *plan.statute) for s in cell.party.values()]
            found = [item for sanction in sanctions for item in sanction.measures]
            for item in [*found, *(item for supplement in plan.supplements for item in supplement.measures)]:
                self._measures.setdefault(f"{item.key}:{item.force.value}", item)

    def weight(self, outcome: Outcome) -> Weight:
        """What the order of severity compares."""
        rank = rank_of(outcome["status"], outcome["disposition"], outcome["force"])
        fine = None
        if outcome["low"] is not None:
            fine = Band(outcome["low"], outcome["high"], outcome["low_inclusive"], outcome["high_inclusive"])
        measures = tuple(self._measures[key] for key in (outcome["measures"] or "").split())
        return Weight(rank, fine, Force(outcome["fine_force"] or "shall"), measures)

    def say(self, violation: str, outcome: Outcome) -> str:
        """An outcome in words, with its penalty and what is offered beside it."""
        status = Status(outcome["status"])
        if status is not Status.DETERMINED:
            return STATUSES[status]
        key = (violation, *(outcome[name] for name in SAID))
        if key not in self._known:
            self._known[key] = self._say(violation, outcome)
        return self._known[key]

    def basis(self, violation: str, rulesets: str | None, law: str | None) -> str | None:
        """The provision and the version that were laid beside a decision; what that version inherits is told once (``scope``)."""
        cite = self._cites.get((violation, law or ""), law)
        own = next(iter((rulesets or "").split()), "")
        return "；".join(filter(None, (cite, own and f"裁量基准：{self._rulesets.get(own, own)}"))) or None

    def _say(self, violation: str, outcome: Outcome) -> str:
        tier = self._tiers.get((violation, outcome["tier"] or ""))
        name = name_result(Disposition(outcome["disposition"]), Force(outcome["force"]), tier)
        weight = self.weight(outcome)
        if weight.rank == 0:
            return name
        offered = [disposition_text(Disposition(item), Force.MAY) for item in (outcome["offered"] or "").split()]
        return "，".join([name, penalty_text(weight.fine, weight.fine_force, weight.measures).text, *offered])


SAID = (
    "disposition", "force", "tier", "offered", "low", "high", "low_inclusive", "high_inclusive", "fine_force", "measures",
)  # fmt: skip
