"""What a decision stands in: the request, the choice of version, the files it rests on, the warnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from discretion.case import Case
from discretion.decide import Choice, Late, Plans, Receipt, Saying, Told, VersionUsed
from discretion.explain.considered import considered, reasons
from discretion.facts import say_day
from discretion.receipt import Request, Sources, receipt, sources_of
from discretion.rulebook import Ruleset, last_day

if TYPE_CHECKING:
    from discretion.decide import Recommendation

EXPIRY_WARNING_DAYS = 180


@dataclass(eq=False, slots=True)  # not frozen, as that doubles its time; nothing writes to it
class Context:
    """Everything about a decision but its evaluation. Worked out when read.

    Attributes:
        case: of this violation alone.
        area: asked for instead of the one that covers the place.
        presume: whether presumptions filled missing facts.
        choice: the versions and the evaluation that applies.
    """

    plans: Plans
    case: Case
    area: str | None
    presume: bool
    choice: Choice

    def versions(self) -> Told[VersionUsed]:
        """The versions that were looked at, with reasons."""
        evaluation = self.choice.evaluation
        key = "considered", self.choice.versions, self.choice.verdict, None if evaluation is None else evaluation.plan
        return self.plans.once(key, lambda: Told.of(considered(self.choice)))

    def reasons(self) -> tuple[Saying, ...]:
        """Why this version: put before the trace."""
        return reasons(self.choice, self.case)

    def sources(self) -> Sources:
        """The files both sides rest on."""
        versions = self.choice.versions
        return self.plans.once(("sources", versions), lambda: sources_of(self.plans.rulebook, versions.plans))

    def warnings(self) -> list[str]:
        """Drafts, and benchmarks that are about to expire or are not yet (or no longer) those of the place."""
        versions = self.choice.versions
        key = ("warnings", versions, self.area, self.case.place)
        return list(self.plans.once(key, lambda: tuple(self._warnings())))

    def _warnings(self) -> list[str]:
        versions = self.choice.versions
        found = [
            f"{_title(ruleset)}是尚未发布的草案，不得作为处罚依据（行政处罚法第五条、第三十四条）"
            for ruleset in dict.fromkeys((*versions.old_chain, *versions.new_chain))
            if ruleset.header.model.status == "draft"
        ]
        if versions.end < self.plans.begins <= versions.decided:
            found.append(
                f"行为发生于{say_day(self.plans.begins)}以前：一般规定和裁量基准按决定之日适用，"
                "行为时的一般规定没有收入规则库，较轻的应当查明适用（行政处罚法第三十七条）"
            )
        for ruleset in versions.new_chain:
            end = last_day(ruleset, self.plans.rulebook.areas[ruleset.area], drafts=self.plans.drafts)
            if end is not None and (end - versions.decided).days <= EXPIRY_WARNING_DAYS:
                found.append(f"{_title(ruleset)}有效期至{say_day(end)}，将于其后失效")
        return found + self._passed_over(versions.new_chain)

    def _passed_over(self, chain: tuple[Ruleset, ...]) -> list[str]:
        """A more specific area of the place that has no ruleset on the day of the decision: said, not silent."""
        if self.area is not None:
            return []
        rulebook, place, day = self.plans.rulebook, self.case.place, self.choice.versions.decided
        area = rulebook.area_of(place, drafts=self.plans.drafts)
        if area == chain[0].area:
            return []
        label = rulebook.areas[area][-1].header.model.label
        return [f"{label}在{say_day(day)}没有有效的裁量基准，适用其上级{_title(chain[0])}"]

    def receipt_for(self, result: Recommendation) -> Late[Receipt]:
        """The receipt of a finished recommendation."""
        return receipt(Request(self.case, self.area, self.presume, self.plans.drafts), self.sources(), result)


def _title(ruleset: Ruleset) -> str:
    header = ruleset.header.model
    return f"{header.label}裁量基准（{header.version}版）"
