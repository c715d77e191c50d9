"""Recommend: the steps of design §3 for a whole case. A pure function of rulebook, case and dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from discretion.case import Act, Case
from discretion.decide import Evaluation, Plans, Recommendation, Versions, choose, versions_of
from discretion.engine.absent import absent
from discretion.engine.assemble import assemble
from discretion.engine.departure import depart
from discretion.engine.several import Contribution, combine
from discretion.errors import CaseError, Position, Problem, UsageError, nearest
from discretion.explain import BothLaws, Context, Explainer, undecided
from discretion.receipt import Request


def recommend(plans: Plans, case: Case, *, area: str | None = None, presume: bool = True) -> Recommendation:
    """Recommend for a case.

    Args:
        plans: the compiled rulebook.
        case: a validated case.
        area: evaluate under this area instead of the one that covers the case's place.
        presume: whether the rulesets' presumptions fill missing facts.

    Raises:
        CaseError: the facts or the records do not fit; an unknown violation, place or authority; a day that no ruleset covers.
        UsageError: an unknown ``area``.
    """
    if area is not None and area not in plans.rulebook.areas:
        plans.rulebook.version(area)  # raises with the nearest name
    if case.records:
        _check_records(plans, case)
    if case.violation is not None:
        try:
            return _one(plans, case, case.violation, area, presume)[0]
        except UsageError as error:  # the same class of error, alone and among several
            raise CaseError(*error.problems) from None
    contributions, problems = [], []
    for index, act in enumerate(case.violations):
        try:
            result, evaluation = _one(plans, case.alone(act), act.violation, area, presume)
        except (CaseError, UsageError) as error:
            problems += [_within(problem, index, act) for problem in error.problems]
        else:
            contributions.append(Contribution(result, evaluation, act.act))
    if problems:
        raise CaseError(*dict.fromkeys(problems))
    return combine(Request(case, area, presume, plans.drafts), contributions)


def _within(problem: Problem, index: int, act: Act) -> Problem:
    """What is wrong with one of several violations, at its place in the case."""
    where = problem.where
    if where is None or not where.field or where.field[0] not in act.model_fields_set:
        return problem  # what all of them share
    return replace(problem, where=replace(where, field=("violations", index, *where.field)))


def _one(
    plans: Plans, case: Case, violation: str, area: str | None, presume: bool
) -> tuple[Recommendation, Evaluation | None]:
    key = violation, area, case.place, case.occurred, case.decided, case.authority
    versions: Versions = plans.known.get(key) or plans.once(key, partial(_versions, plans, case, violation, area))
    choice = choose(versions, case, case.facts, presume)
    context = Context(plans, case, area, presume, choice)
    evaluation = choice.evaluation
    if evaluation is not None:
        result = assemble(Explainer(evaluation, context))
    elif choice.old is not None and choice.new is not None:
        rivals = BothLaws(Explainer(choice.old, context), Explainer(choice.new, context))
        result = undecided(assemble(rivals.old), rivals)
    else:
        result = absent(context)
    if case.departure is not None:
        result = depart(case.departure, result, evaluation)
    return result, evaluation


def _versions(plans: Plans, case: Case, violation: str, area: str | None) -> Versions:
    """The rules of the two days; of the area that covers the place on each, where none is asked for."""
    if area is not None:
        return versions_of(plans, case, violation, (area, area))
    days = (case.end, "occurred"), (case.decided, "decided")
    then, now = (_area_on(plans, case.place, day, field) for day, field in days)
    return versions_of(plans, case, violation, (then, now))


def _area_on(plans: Plans, place: str | None, day: date, field: str) -> str:
    try:
        return plans.once(("area", place, day), lambda: plans.area_of(place, plans.reached(day)))
    except UsageError as error:
        where = Position(field=(field,))  # unless it is the place that is wrong
        raise UsageError(*(replace(problem, where=problem.where or where) for problem in error.problems)) from None


def _check_records(plans: Plans, case: Case) -> None:
    """A record about a violation that does not exist would silently count for nothing."""
    known = plans.rulebook.sectors
    problems = []
    for index, record in enumerate(case.records):
        name = record.violation
        if name is not None and name not in known and not name.startswith("other."):
            where = Position(field=("records", index, "violation"))
            remedy = "规则库以外的违法行为，写成 other.名称"
            problems.append(Problem(f"没有违法行为 {name}", where, nearest=nearest(name, known), remedy=remedy))
    if problems:
        raise CaseError(*problems)
