"""Old and new law held against each other for every value of the missing facts (design §3b): often one is milder whatever they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from discretion.decide.decide import decide
from discretion.decide.evaluate import Evaluation
from discretion.decide.explore import Outcome, amounts
from discretion.penalty import Order, Weight, compare
from discretion.plan import Status, rank_of
from discretion.plan import terms as t


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of what the missing facts may be, by name; and what it comes to there: None where that is no single weight."""

    facts: Mapping[str, tuple[int, int]]
    weight: Weight | None

    def meets(self, other: _Part) -> bool:
        shared = self.facts.keys() & other.facts.keys()
        return all(
            self.facts[name][0] <= other.facts[name][1] and other.facts[name][0] <= self.facts[name][1]
            for name in shared
        )


def for_every_value(old: Evaluation, new: Evaluation) -> Order | None:
    """How the new law stands to the old, if it is the same for every value of the missing facts; else None.

    Milder: never harsher, and somewhere milder. Not milder (equal or harsher) is ``HARSHER``.
    """
    if old.case.co_parties:
        return None
    orders = set()
    mine, theirs = list(_parts(old)), list(_parts(new))
    for a in mine:
        for b in theirs:
            if a.meets(b):
                if a.weight is None or b.weight is None:
                    return None
                orders.add(compare(b.weight, a.weight))
    if Order.INCOMPARABLE in orders or {Order.MILDER, Order.HARSHER} <= orders:
        return None
    return Order.MILDER if Order.MILDER in orders else Order.HARSHER


def _parts(e: Evaluation) -> Iterator[_Part]:
    if not e.regions:
        yield _Part({}, e.weight)
        return
    plan = e.plan
    missing = [number for number, value in enumerate(e.bound.values) if value is None]
    for region in e.regions:
        facts = {plan.slots[number].name: region.box[number] for number in missing}
        settled = decide(plan, tuple(low for low, _ in region.box), e.subject).settled
        spans = [t.span(end, region.box) for end in amounts(plan, settled)]
        known = region.outcome.status not in (Status.NO_RULE, Status.UNDETERMINED)  # a fault is no penalty, nor none
        exact = known and region.settled and (bool(e.fined) or all(low == high for low, high in spans))
        yield _Part(facts, _weight(region.outcome) if exact else None)


def _weight(outcome: Outcome) -> Weight:
    rank = rank_of(outcome.status, outcome.disposition, outcome.force)
    return Weight(rank, outcome.fine, outcome.fine_force, outcome.measures)
