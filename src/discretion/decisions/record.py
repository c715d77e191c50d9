"""A case and its outcome as a row: what the records prove is written out, so that the row stands without them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discretion.case import Case, check_names
from discretion.decide import Evaluation, Plans, choose_at_place
from discretion.decisions.model import Decided
from discretion.documents import from_data, validate
from discretion.errors import CaseError, Problem
from discretion.facts import Vocabulary, decode, encode

WRITTEN = ("stated", "records")  # where a value that is recorded comes from; what was only presumed is not


def decided(plans: Plans, case: Case, outcome: Mapping[str, object]) -> Decided:
    """The row of one violation.

    Args:
        plans: the compiled rulebook.
        case: the case; its departure says what was decided where ``outcome`` does not.
        outcome: of ``Decided``, whatever the case does not say itself.

    Raises:
        CaseError: there is no case number, there are several violations, or something does not fit.
    """
    if case.violation is None:
        raise CaseError(Problem("一行记录一项违法行为", remedy="对 violations 中的每一项分别记录"))
    choice = choose_at_place(plans, case)
    evaluation = choice.evaluation or choice.old or choice.new
    facts = _stated(case.facts, plans.rulebook.vocabulary)
    own: dict[str, Any] = {
        "case": case.case, "violation": case.violation, "place": case.place, "occurred": case.end, "decided": case.decided,
        "discovered": case.discovered, "party": case.party.kind, "facts": facts | _found(evaluation),
    }  # fmt: skip
    departure = case.departure
    if departure is not None:
        own |= {
            "reason": departure.reason, "approved_by": departure.approved_by, "procedure": departure.procedure,
            "disposition": departure.disposition,
        }  # fmt: skip
        if departure.fen is not None:
            own["fine"] = departure.fen
    own |= outcome
    return validate(
        Decided, from_data({k: v for k, v in own.items() if v is not None}, "", error=CaseError), error=CaseError
    )


def _stated(facts: Mapping[str, object], vocabulary: Vocabulary) -> dict[str, bool | int | str]:
    """The facts of a case file in the one way a store has them."""
    check_names(facts, vocabulary)
    return {
        name: decode(vocabulary[name], encode(vocabulary[name], raw)) for name, raw in facts.items() if raw is not None
    }


def _found(evaluation: Evaluation | None) -> dict[str, bool | int | str]:
    if evaluation is None:
        return {}
    bound, found = evaluation.bound, {}
    for slot, value, origin in zip(evaluation.plan.slots, bound.values, bound.origins, strict=True):
        rule = slot.fact.finding
        # Worked out anew whenever read.
        derived = rule is not None and (rule.party == "kind" or rule.elapsed is not None)
        if value is not None and origin in WRITTEN and not derived:
            found[slot.name] = decode(slot.fact, value)
    return found
