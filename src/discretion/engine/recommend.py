"""Recommend: the steps of design §3 for a whole case. A pure function of rulebook, case and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from discretion.case import Case, Period
from discretion.engine.assemble import assemble
from discretion.engine.decide import Status
from discretion.engine.evaluate import Evaluation
from discretion.engine.explainer import Explainer
from discretion.engine.plans import Plans
from discretion.engine.recommendation import Recommendation
from discretion.engine.several import Contribution, combine
from discretion.engine.unprohibited import Unprohibited
from discretion.engine.versions import Choice, choose

EXPIRY_WARNING_DAYS = 180


def recommend(plans: Plans, case: Case, *, area: str | None = None, presume: bool = True) -> Recommendation:
    """Recommend for a case.

    Args:
        plans: the compiled rulebook.
        case: a validated case.
        area: evaluate under this area instead of the one that covers the case's place.
        presume: whether the rulesets' presumptions fill missing facts.

    Raises:
        CaseError: the facts do not fit.
        UsageError: unknown violation or area, or no ruleset on the day.
    """
    where = area if area is not None else plans.rulebook.area_of(case.place, drafts=plans.drafts)
    if where not in plans.rulebook.areas:
        plans.rulebook.version(where)  # raises with the nearest name
    if case.violation is not None:
        return _one(plans, case, case.violation, case.facts, where, case.end, presume)[0]
    contributions = []
    for act in case.violations:
        end = case.end
        if act.occurred is not None:
            end = act.occurred.end if isinstance(act.occurred, Period) else act.occurred
        result, evaluation = _one(plans, case, act.violation, act.facts, where, end, presume)
        contributions.append(Contribution(result, evaluation, act.act))
    return combine(plans, case, contributions)


def _one(
    plans: Plans, case: Case, violation: str, facts: Mapping[str, Any], area: str, end: date, presume: bool
) -> tuple[Recommendation, Evaluation | None]:
    choice = choose(plans, case, violation, facts, area, end, presume=presume)
    if choice.evaluation is None:
        return _unprohibited(case, choice, area), None
    explainer = Explainer(
        choice.evaluation,
        choice.considered,
        choice.reasons,
        law_digests(plans, choice.evaluation.plan.law),
        tuple(_warnings(plans, case, area)),
    )
    result = assemble(explainer)
    if choice.rivals:
        result = _undecided(result, choice)
    return result, choice.evaluation


def law_digests(plans: Plans, law: str) -> dict[str, str]:
    """The digest of a law version ``law@version``."""
    name, _, version = law.partition("@")
    return {law: file.digest for file in plans.rulebook.laws[name] if file.model.version == version}


def _undecided(result: Recommendation, choice: Choice) -> Recommendation:
    """Neither version is milder: no silent choice."""
    undecided = result.model_copy(
        update={"status": Status.UNDETERMINED, "disposition": None, "force": None, "penalty": None, "others": []}
    )
    return undecided


def _unprohibited(case: Case, choice: Choice, area: str) -> Recommendation:
    plan = choice.plan
    source = Unprohibited(case, choice.considered, choice.reasons, plan.rulesets if plan else ())
    result = Recommendation.model_construct(
        case=case.case,
        violation=plan.violation if plan else case.violation or "",
        label=plan.label if plan else "",
        area=plan.area if plan else area,
        area_label=plan.area_label if plan else area,
        status=Status.NOT_ESTABLISHED,
        disposition=None,
        force=None,
        tier=None,
        tier_label=None,
        penalty=None,
        others=[],
        orders=[],
        parts=[],
    )
    object.__setattr__(result, "__pydantic_private__", {"_source": source})
    return result


def _warnings(plans: Plans, case: Case, area: str) -> list[str]:
    found = []
    for ruleset in plans.chain(area, case.decided):
        header = ruleset.header.model
        if header.status == "draft":
            found.append(f"{ruleset.id} 是尚未发布的草案，不得作为处罚依据（行政处罚法第五条、第三十四条）")
        if header.until is not None and (header.until - case.decided).days <= EXPIRY_WARNING_DAYS:
            found.append(f"{ruleset.id} 将于{header.until.isoformat()}失效")
    return found
