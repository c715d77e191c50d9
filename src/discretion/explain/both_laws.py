"""Old and new law side by side: neither is milder, or open facts do not let them be compared. No silent choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from discretion.decide import (
    Accounted,
    Assumed,
    Late,
    Missing,
    Nearest,
    ProcedureFlag,
    Reachable,
    Reason,
    Receipt,
    Recommendation,
    Section,
    Told,
    VersionUsed,
    resting_on,
)
from discretion.explain.account import account
from discretion.explain.considered import name
from discretion.explain.explainer import Explainer
from discretion.explain.hints import hints
from discretion.explain.joined import joined
from discretion.explain.missing import reached
from discretion.explain.sections import sections
from discretion.plan import Status


@dataclass(frozen=True, eq=False, slots=True)
class BothLaws:
    """Answers what an ``Explainer`` answers, from both evaluations: that of the act first."""

    old: Explainer
    new: Explainer

    def reasons(self) -> Told[Reason]:
        """Why it is open; then the trace under the law of the act, then what differs under that of the decision."""
        context = self.old.context.reasons()
        old, new = ([item.shared for item in side.reasons().items[len(context) :]] for side in (self.old, self.new))
        found = [item for item in old if item.part.step != "law"]
        told = {(item.part.rule, item.part.text) for item in found}
        more = [item for item in new if item.part.step != "law" and (item.part.rule, item.part.text) not in told]
        return Told([*context, *found, *more])

    def account_for(self, _: Recommendation) -> Told[Accounted]:
        """What either side uses is used."""
        old, new = (Told(account(side.evaluation, side.reasons())) for side in (self.old, self.new))
        other = {(item.kind, item.name, item.value): item for item in new}
        return Told.of(
            item if item.use == "used" else other.get((item.kind, item.name, item.value), item) for item in old
        )

    def versions(self) -> Told[VersionUsed]:
        """The versions considered."""
        return self.old.versions()

    def outcomes(self) -> list[Reachable]:
        """Every outcome of either side, each with its law."""
        return [*self._outcomes(self.old), *self._outcomes(self.new)]

    def _outcomes(self, side: Explainer) -> list[Reachable]:
        evaluation = side.evaluation
        found = side.outcomes() or [reached(evaluation)]
        label = name(evaluation, side.context.choice.versions)
        when = "行为时" if side is self.old else "决定时"
        return [
            item.model_copy(update={"law": evaluation.plan.law, "text": f"{when}的{label}：{item.text}"})
            for item in found
        ]

    def missing(self) -> list[Missing]:
        """The facts open on either side; each once, as the side sees it on which it leaves more open."""
        found: dict[str, Missing] = {}
        for item in (*self.old.missing(), *self.new.missing()):
            known = found.get(item.fact)
            if known is None or item.leaves > known.leaves:
                found[item.fact] = item
        return list(found.values())

    def nothing(self) -> list[Any]:
        """What would be said of one outcome cannot be said of two."""
        return []

    alternatives = neighbours = computation = nothing

    def nearest(self) -> Told[Nearest]:
        """Nor what is nearest."""
        return Told([])

    def procedure(self) -> Told[ProcedureFlag]:
        """The flags of either outcome."""
        return Told.of(joined(side.procedure() for side in (self.old, self.new)))

    def assumed(self) -> Told[Assumed]:
        """The presumptions of either side."""
        return Told.of(joined(side.assumed() for side in (self.old, self.new)))

    def notes(self) -> list[str]:
        """The warnings of either side."""
        return joined(side.notes() for side in (self.old, self.new))

    def receipt_for(self, result: Recommendation) -> Late[Receipt]:
        """The receipt of a finished recommendation; it names both laws."""
        return self.old.context.receipt_for(result)

    def sections_for(self, result: Recommendation) -> Told[Section]:
        """The text of a finished recommendation."""
        return sections(result, self.old.evaluation, [])

    def hints_for(self, result: Recommendation) -> Told[Section]:
        """The officer's text."""
        return hints(result, [], {})


def undecided(result: Recommendation, rivals: BothLaws) -> Recommendation:
    """The old law's result, without the outcome: that is open between the two."""
    kept = ("case", "violation", "label", "area", "area_label")
    return resting_on(rivals, {name: getattr(result, name) for name in kept} | {"status": Status.UNDETERMINED})
