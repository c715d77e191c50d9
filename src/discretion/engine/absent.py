"""A result without an evaluation: an act positively not prohibited on the days that count, or law the library lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from discretion.case import check_facts
from discretion.decide import (
    SCHEMA_VERSION,
    Accounted,
    Late,
    Milder,
    Reason,
    Receipt,
    Recommendation,
    Section,
    Told,
    VersionUsed,
    resting_on,
)
from discretion.explain import Context, hints, section, without_rule
from discretion.facts import Words, encode, exact, say, say_day
from discretion.plan import Cause, Status
from discretion.rulebook import field_of
from discretion.words import NO_INFERENCE, listed


@dataclass(frozen=True, eq=False, slots=True)
class Absent:
    """Answers what an ``Explainer`` answers, from the choice of version alone."""

    context: Context

    def reasons(self) -> Told[Reason]:
        """Why nothing applies."""
        return Told(self.context.reasons())

    def versions(self) -> Told[VersionUsed]:
        """The versions considered."""
        return self.context.versions()

    def account_for(self, _: Recommendation) -> Told[Accounted]:
        """Nothing stated has an effect where no rule is left."""
        unknown = self.context.choice.verdict is Milder.NOT_ENCODED
        why = "应当适用的规定没有收入规则库" if unknown else "该行为不再处罚，或者当时没有处罚规定"
        return Told.of(without_rule(self.context.case, self.context.plans.rulebook.vocabulary, why))

    def nothing(self) -> list[Any]:
        """There is no penalty, hence no alternative, no missing fact."""
        return []

    alternatives = outcomes = missing = computation = neighbours = nothing

    def untold(self) -> Told[Any]:
        """Nor one near, no procedure, nothing presumed."""
        return Told([])

    nearest = procedure = assumed = untold

    def notes(self) -> list[str]:
        """Drafts and expiries; and that the library's silence is none of the law."""
        unknown = self.context.choice.verdict is Milder.NOT_ENCODED
        return [*self.context.warnings(), *([NO_INFERENCE] if unknown else [])]

    def receipt_for(self, result: Recommendation) -> Late[Receipt]:
        """The receipt of a finished recommendation."""
        return self.context.receipt_for(result)

    def sections_for(self, result: Recommendation) -> Told[Section]:
        """The text of a finished recommendation, without elements or tiers: no rule is left to hold them to."""
        case = self.context.case
        why = "；".join(reason.text for reason in result.shared("reasons"))
        stated = listed(self._stated())
        facts = f"案由：{result.label}。行为发生于{say_day(case.start)}" + (f"；经查明，{stated}" if stated else "")
        known = result.status is Status.NOT_PROHIBITED
        end = "不予处罚" if known else "规则库没有收入应当适用的规定，不能给出处罚建议"
        departed = section("departure", result.departure.text) if result.departure is not None else []
        return Told([*section("facts", facts), *section("law", why), *section("result", end), *departed])

    def _stated(self) -> Iterator[str]:
        """What the case states, as clauses: no rule says which of it matters, so they stand in the order of the facts' files."""
        vocabulary, stated = self.context.plans.rulebook.vocabulary, self.context.case.facts
        for name in vocabulary:
            if stated.get(name) is not None:
                fact = vocabulary[name]
                code = encode(fact, stated[name])
                yield Words(vocabulary).clause_of(name, exact(fact, code), say(fact, code))

    def hints_for(self, result: Recommendation) -> Told[Section]:
        """The officer's text."""
        return hints(result, [], {})


def absent(context: Context) -> Recommendation:
    """The result for an act that is not, or no longer, prohibited; or of which the library does not hold the law."""
    choice = context.choice
    check_facts(context.plans.rulebook.vocabulary, context.case.facts)
    plan = choice.versions.old or choice.versions.new
    case, header = context.case, choice.versions.new_chain[0].header.model
    violation, unknown = case.violation or "", choice.verdict is Milder.NOT_ENCODED
    fields = {
        "schema_version": SCHEMA_VERSION,
        "case": case.case,
        "violation": violation,
        "label": plan.label if plan is not None else field_of(choice.versions.new_chain, violation, "label") or "",
        "area": header.area,
        "area_label": header.label,
        "status": Status.NO_RULE if unknown else Status.NOT_PROHIBITED,
        "cause": Cause.NOT_ENCODED if unknown else None,
        "lacking": list(dict.fromkeys(item.why for item in choice.versions.stood if item.why)) if unknown else [],
    }
    return resting_on(Absent(context), fields)
