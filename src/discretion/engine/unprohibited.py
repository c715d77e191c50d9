"""An act that no provision prohibits on the days that count: a result without an evaluation, but with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from discretion.decide import Reason, Receipt, Recommendation, Section, Status, VersionUsed
from discretion.explain import Context, hints, section
from discretion.facts import say_day


@dataclass(frozen=True, eq=False, slots=True)
class Unprohibited:
    """Answers what an ``Explainer`` answers, from the choice of version alone."""

    context: Context

    def reasons(self) -> list[Reason]:
        """Why nothing applies."""
        return list(self.context.reasons())

    def versions(self) -> list[VersionUsed]:
        """The versions considered."""
        return self.context.versions()

    def nothing(self) -> list[Any]:
        """There is no penalty, hence no alternative, no missing fact, no procedure."""
        return []

    alternatives = outcomes = missing = nearest = procedure = assumed = computation = nothing

    def notes(self) -> list[str]:
        """Drafts and expiries."""
        return self.context.warnings()

    def receipt_for(self, result: Recommendation) -> Receipt:
        """The receipt of a finished recommendation."""
        return self.context.receipt_for(result)

    def sections_for(self, result: Recommendation) -> list[Section]:
        """The text of a finished recommendation, without elements or tiers: no rule is left to hold them to."""
        case = self.context.request.case
        why = "；".join(reason.text for reason in result.reasons)
        facts = f"案由：{result.label}。行为日期：{say_day(case.start)}"
        return [*section("facts", facts), *section("law", why), *section("result", "不予处罚")]

    def hints_for(self, result: Recommendation) -> list[Section]:
        """The officer's text."""
        return hints(result, [])


def unprohibited(context: Context) -> Recommendation:
    """The result for an act that is not, or no longer, prohibited."""
    plan = context.choice.versions.old or context.choice.versions.new
    case, ruleset = context.request.case, context.choice.versions.new_chain[0]
    header = ruleset.header.model
    result = Recommendation.model_construct(
        case=case.case,
        violation=case.violation or "",
        label=plan.label if plan is not None else _label(context),
        area=header.area,
        area_label=header.label,
        status=Status.NOT_ESTABLISHED,
        disposition=None,
        force=None,
        tier=None,
        tier_label=None,
        penalty=None,
    )
    object.__setattr__(result, "__pydantic_private__", {"_source": Unprohibited(context)})
    return result


def _label(context: Context) -> str:
    """The name of a violation that neither day's law knows."""
    for ruleset in context.choice.versions.new_chain:
        file = ruleset.violations.get(context.request.case.violation or "")
        if file is not None and file.model.label is not None:
            return file.model.label
    return ""
