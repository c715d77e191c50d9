"""Nearest: which change of which fact leads to another tier or disposition."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from discretion.case import Bound
from discretion.decide import Evaluation, Nearest, Outcome, PenaltyText, build, decide, evaluate_bound
from discretion.explain.confiscated import confiscated_by, with_amounts
from discretion.explain.missing import given, name_outcome
from discretion.explain.said import said
from discretion.facts import FactType, decode
from discretion.plan import Disposition, Plan, Settled, Slot, Status, answers, cuts, per_plan, recent
from discretion.plan import formula as f
from discretion.words import measure_texts, penalty_of

TOLD = 64  # changes kept per decision


def nearest(evaluation: Evaluation) -> list[Nearest]:
    """For every fact that can do it, the smallest change in each direction that changes the tier or the disposition.

    Facts that the tiers read come first; only one fact changes at a time.
    """
    if evaluation.settled.status not in (Status.DETERMINED, Status.NOT_ESTABLISHED) or evaluation.regions:
        return []
    found = []
    for number in _order(evaluation.plan):
        found += _along(evaluation, number)
    return found


@per_plan
def _order(plan: Plan) -> list[int]:
    """Slots worth telling: those the tiers read, then circumstances, last those that only make out the violation.

    Among these the facts with a direction of severity come first. What cannot change in a case is left
    out: the party, elapsed time, legal limits, certificates, the place.
    """
    tiers = {slot for row in plan.tiers for slot in f.slots(row.rule.guard)}
    elements = f.slots(plan.established)

    def rank(number: int) -> tuple[int, bool, int]:
        group = 0 if number in tiers else 2 if number in elements else 1
        return group, plan.slots[number].fact.severity is None, number

    return sorted((number for number, slot in enumerate(plan.slots) if not _fixed(slot)), key=rank)


def _fixed(slot: Slot) -> bool:
    if slot.fact.fixed is not None:
        return True
    rule = slot.fact.finding
    return rule is not None and (rule.party is not None or rule.elapsed is not None)


def _along(evaluation: Evaluation, number: int) -> list[Nearest]:
    value = evaluation.bound.values[number]
    if value is None:
        return []
    ends = cuts(evaluation.plan, evaluation.values, number)
    at = bisect_left(ends, value)
    found = []
    for candidates in (reversed(ends[:at]), (end + 1 for end in ends[at:])):
        to = next((to for to in candidates if _differs(_moved(evaluation, number, to), evaluation.settled)), None)
        if to is not None:
            found += _nearest(evaluation, number, to)
    return found


def _differs(a: Settled, b: Settled) -> bool:
    return a is not b and (a.status, a.disposition, a.force, a.tier) != (b.status, b.disposition, b.force, b.tier)


def _moved(evaluation: Evaluation, number: int, to: int) -> Settled:
    """What the case would come to with one fact changed."""
    if evaluation.bound.complete:
        values = evaluation.values
        return decide(evaluation.plan, (*values[:number], to, *values[number + 1 :])).settled
    return _changed(evaluation, number, to).settled


def _changed(evaluation: Evaluation, number: int, to: int) -> Evaluation:
    bound = evaluation.bound
    values = (*bound.values[:number], to, *bound.values[number + 1 :])
    return evaluate_bound(
        evaluation.plan, evaluation.case, evaluation.facts, Bound(values, bound.origins, bound.complete)
    )


def _said_alike(evaluation: Evaluation, changed: Evaluation) -> bool:
    """Whether the two differ at most in circumstances that move nothing: a fixed fine, a fine that may not be imposed again."""
    one, other = evaluation.settled, changed.settled
    punished = one.disposition is not Disposition.EXEMPT and other.disposition is not Disposition.EXEMPT
    same = (one.status, one.tier, Disposition.EXEMPT in one.offered)
    return punished and same == (other.status, other.tier, Disposition.EXEMPT in other.offered)


def _penalty(e: Evaluation) -> PenaltyText:
    return penalty_of(e.fine, e.fine_force, with_amounts(e, measure_texts(e.measures)))


def _nearest(evaluation: Evaluation, number: int, to: int) -> list[Nearest]:
    """The change put into words; nothing when its result would still depend on facts that are missing."""
    changed = _changed(evaluation, number, to)
    if changed.settled.status is Status.UNDETERMINED:
        return []
    alike = _said_alike(evaluation, changed) and evaluation.fine == changed.fine
    if alike and _penalty(evaluation) == _penalty(changed):
        return []
    seized = tuple([changed.value(name) for name in confiscated_by(changed)])
    key = number, evaluation.values[number], to, changed.fine, seized
    kept = answers(changed.decision, _fields)
    fields = recent(kept, key, lambda: _fields(evaluation, changed, number), most=TOLD)
    return [build(Nearest, {**fields, "facts": {**fields["facts"]}})]


def _fields(evaluation: Evaluation, changed: Evaluation, number: int) -> dict[str, Any]:
    plan, slot, settled = evaluation.plan, evaluation.plan.slots[number], changed.settled
    tier = plan.tiers[settled.tier].tier if settled.tier is not None else None
    outcome = Outcome(
        settled.status, settled.disposition, settled.force, tier, changed.fine, changed.fine_force,
        changed.measures, settled.offered,
    )  # fmt: skip
    name = name_outcome(evaluation, outcome)
    result = "，".join(filter(None, [name, given(outcome.disposition, _penalty(changed))]))
    now, then = said(evaluation, slot.name), said(changed, slot.name)
    if slot.fact.type in (FactType.BOOLEAN, FactType.ENUM):
        text = f"若{then.clause}（本案{now.clause}），则{result}"
    else:
        text = f"若{slot.fact.label}变为{then.value}（本案为{now.value}），则{result}"
    return {
        "fact": slot.name,
        "label": slot.fact.label,
        "value": now.value,
        "change_to": then.value,
        "facts": {slot.name: decode(slot.fact, changed.values[number])},
        "tier": outcome.tier,
        "status": outcome.status,
        "disposition": outcome.disposition,
        "text": text,
    }
