"""Nearest: which change of which fact leads to another tier or disposition."""

from __future__ import annotations

from bisect import bisect_left

from discretion.decide import Evaluation, Nearest, Outcome, PenaltyText, decide, evaluate_bound
from discretion.explain.confiscated import with_amounts
from discretion.explain.missing import given, name_outcome
from discretion.explain.sentences import Sentences
from discretion.facts import FactType, decode, say
from discretion.plan import Disposition, Plan, Settled, Slot, Status, cuts, per_plan
from discretion.plan import formula as f
from discretion.words import measure_texts, penalty_of


def nearest(evaluation: Evaluation) -> list[Nearest]:
    """For every fact that can do it, the smallest change in each direction that changes the tier or the disposition.

    Facts that the tiers read come first; only one fact changes at a time.
    """
    if evaluation.settled.status not in (Status.DETERMINED, Status.NOT_ESTABLISHED) or evaluation.decision.open_tier:
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
        to = next((to for to in candidates if _kind(_moved(evaluation, number, to)) != _kind(evaluation.settled)), None)
        if to is not None:
            found += _nearest(evaluation, number, to)
    return found


def _kind(settled: Settled) -> tuple[object, ...]:
    return settled.status, settled.disposition, settled.force, settled.tier


def _moved(evaluation: Evaluation, number: int, to: int) -> Settled:
    """What the case would come to with one fact changed."""
    if evaluation.bound.complete:
        values = evaluation.values
        return decide(evaluation.plan, (*values[:number], to, *values[number + 1 :])).settled
    return _changed(evaluation, number, to).settled


def _changed(evaluation: Evaluation, number: int, to: int) -> Evaluation:
    bound = evaluation.bound
    values = (*bound.values[:number], to, *bound.values[number + 1 :])
    return evaluate_bound(evaluation.plan, evaluation.case, evaluation.facts, bound._replace(values=values))


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
    plan, slot = evaluation.plan, evaluation.plan.slots[number]
    changed = _changed(evaluation, number, to)
    settled = changed.settled
    if settled.status is Status.UNDETERMINED:
        return []
    tier = plan.tiers[settled.tier].tier if settled.tier is not None else None
    outcome = Outcome(
        settled.status, settled.disposition, settled.force, tier, changed.fine, changed.fine_force,
        changed.measures, settled.offered,
    )  # fmt: skip
    name = name_outcome(evaluation, outcome)
    penalty = _penalty(changed)
    if _said_alike(evaluation, changed) and penalty == _penalty(evaluation):
        return []
    result = "，".join(filter(None, [name, given(outcome.disposition, penalty)]))
    now, then = evaluation.say(slot.name), say(slot.fact, to)
    if slot.fact.type in (FactType.BOOLEAN, FactType.ENUM):
        as_found, otherwise = (Sentences(item).clause(slot.name) for item in (evaluation, changed))
        text = f"若{otherwise}（本案{as_found}），则{result}"
    else:
        text = f"若{slot.fact.label}变为{then}（本案为{now}），则{result}"
    return [
        Nearest.model_construct(
            fact=slot.name,
            label=slot.fact.label,
            value=now,
            change_to=then,
            facts={slot.name: decode(slot.fact, to)},
            tier=outcome.tier,
            status=outcome.status,
            disposition=outcome.disposition,
            text=text,
        )
    ]
