"""Nearest: which change of which fact leads to another tier or disposition."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from discretion.case import Bound
from discretion.decide import Decision, Evaluation, Nearest, Outcome, PenaltyText, Shared, Told, decider, evaluate_bound
from discretion.explain.confiscated import seizes, with_amounts
from discretion.explain.kept import per_facts
from discretion.explain.missing import given, name_outcome
from discretion.explain.said import said
from discretion.facts import decode
from discretion.penalty import Band
from discretion.plan import Disposition, Plan, Settled, Slot, Status, Values, answers, cuts, per_plan, recent
from discretion.plan import formula as f
from discretion.words import measure_texts, penalty_of

TOLD = 64  # changes kept per decision


def nearest(evaluation: Evaluation) -> Told[Nearest]:
    """For every fact that can do it, the smallest change in each direction that changes the tier or the disposition.

    Facts that the tiers read come first; only one fact changes at a time.
    """
    if evaluation.settled.status not in (Status.DETERMINED, Status.NOT_ESTABLISHED) or evaluation.regions:
        return Told([])
    return Told(_changes(evaluation))


@per_facts
def _changes(evaluation: Evaluation) -> tuple[Shared[Nearest], ...]:
    along = _along if evaluation.bound.complete else _along_open
    return tuple(item for number in _order(evaluation.plan) for item in along(evaluation, number))


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


def _along(evaluation: Evaluation, number: int) -> Iterator[Shared[Nearest]]:
    """The changes of one fact of complete facts."""
    plan, values, subject, settled = evaluation.plan, evaluation.values, evaluation.subject, evaluation.settled
    decided, before, after = decider(plan), values[:number], values[number + 1 :]
    for direction in _directions(evaluation, values[number], number):
        for to in direction:
            moved = (*before, to, *after)
            decision = decided(moved, subject)
            if _differs(decision.settled, settled):
                fine = decision.band(moved)[0] if decision.band is not None and not evaluation.fined else None
                yield from _nearest(evaluation, number, moved, decision, fine)
                break


def _along_open(evaluation: Evaluation, number: int) -> Iterator[Shared[Nearest]]:
    """The same, where facts are missing: of those that are known, and only what no longer depends on the others."""
    value = evaluation.bound.values[number]
    for direction in _directions(evaluation, value, number) if value is not None else ():
        for to in direction:
            changed = _changed(evaluation, number, to)
            if _differs(changed.settled, evaluation.settled):
                if changed.settled.status is not Status.UNDETERMINED:
                    yield from _nearest(evaluation, number, changed.values, changed.decision, changed.fine)
                break


def _directions(evaluation: Evaluation, value: int, number: int) -> tuple[Iterable[int], ...]:
    """The values of a fact at which something may change, the next first: down, then up."""
    ends = cuts(evaluation.plan, evaluation.values, number)
    at = bisect_left(ends, value)
    return reversed(ends[:at]), [end + 1 for end in ends[at:]]


def _differs(a: Settled, b: Settled) -> bool:
    return a is not b and (a.status, a.disposition, a.force, a.tier) != (b.status, b.disposition, b.force, b.tier)


def _changed(evaluation: Evaluation, number: int, to: int) -> Evaluation:
    bound = evaluation.bound
    values = (*bound.values[:number], to, *bound.values[number + 1 :])
    return evaluate_bound(
        evaluation.plan, evaluation.case, evaluation.facts, Bound(values, bound.origins, bound.complete)
    )


def _said_alike(one: Settled, other: Settled) -> bool:
    """Whether the two differ at most in circumstances that move nothing: a fixed fine, a fine that may not be imposed again."""
    punished = one.disposition is not Disposition.EXEMPT and other.disposition is not Disposition.EXEMPT
    same = (one.status, one.tier, Disposition.EXEMPT in one.offered)
    return punished and same == (other.status, other.tier, Disposition.EXEMPT in other.offered)


def _penalty(e: Evaluation) -> PenaltyText:
    return penalty_of(e.fine, e.fine_force, with_amounts(e, measure_texts(e.measures)))


def _nearest(
    evaluation: Evaluation, number: int, moved: Values, decision: Decision, fine: Band | None
) -> Iterator[Shared[Nearest]]:
    """The change put into words; nothing where the penalty stays what it is."""
    to, seized = moved[number], seizes(evaluation.plan, decision.measures)
    alike = evaluation.fine == fine and _said_alike(evaluation.settled, decision.settled)
    told: tuple[object, ...] = ()
    if alike or seized:
        changed = _changed(evaluation, number, to)
        if alike and _penalty(evaluation) == _penalty(changed):
            return
        told = tuple([changed.value(name) for name in seized])
    key, kept = (number, evaluation.values[number], to, fine, told), answers(decision, _said)
    yield recent(kept, key, lambda: Shared(_said(evaluation, _changed(evaluation, number, to), number)), most=TOLD)


def _said(evaluation: Evaluation, changed: Evaluation, number: int) -> Nearest:
    plan, slot, settled = evaluation.plan, evaluation.plan.slots[number], changed.settled
    tier = plan.tiers[settled.tier].tier if settled.tier is not None else None
    outcome = Outcome(
        settled.status, settled.disposition, settled.force, tier, changed.fine, changed.fine_force,
        changed.measures, settled.offered,
    )  # fmt: skip
    name = name_outcome(evaluation, outcome)
    result = "，".join(filter(None, [name, given(outcome.disposition, _penalty(changed))]))
    now, then = said(evaluation, slot.name), said(changed, slot.name)
    if slot.fact.type.coded:
        text = f"若{then.text}（本案{now.text}），则{result}"
    else:
        text = f"若{slot.fact.label}变为{then.value}（本案为{now.value}），则{result}"
    return Nearest.model_construct(
        fact=slot.name,
        label=slot.fact.label,
        value=now.value,
        change_to=then.value,
        facts={slot.name: decode(slot.fact, changed.values[number])},
        tier=outcome.tier,
        status=outcome.status,
        disposition=outcome.disposition,
        text=text,
    )
