"""Pieces of legal Chinese that several checks share."""

from __future__ import annotations

from discretion.check.witness import weight
from discretion.decide import Evaluation
from discretion.facts import say
from discretion.penalty import Force, Weight
from discretion.plan import NOTHING, PARTY, Disposition, Plan, Status, outcome_at
from discretion.words import STATUSES, penalty_text


def result_words(result: Evaluation, subject: str = PARTY) -> str:
    """What a case leads to, in a clause."""
    settled = result.settled
    if settled.status is not Status.DETERMINED:
        return STATUSES[settled.status]
    if settled.disposition is Disposition.EXEMPT and settled.force is Force.SHALL:
        return "不予处罚"
    found = weight_of(result, subject)
    text = penalty_text(found.fine, found.fine_force, found.measures).text
    return f"可以不予处罚，否则{text}" if found.rank == 1 else text


def range_words(plan: Plan, index: int) -> str:
    """A statutory range as a reader finds it: the how manieth of the provision. A closure is the range whose penalty it takes."""
    name = plan.ranges[index].range
    own = [row.range for row in plan.ranges if row.closes is None]
    return f"第{own.index(name) + 1}个法定幅度" if len(own) > 1 else "法定幅度"


def weight_of(result: Evaluation, subject: str = PARTY) -> Weight:
    """The result of one subject as the order of severity sees it."""
    party = weight(result)
    if subject == PARTY or party.rank == 0:
        return party
    found = outcome_at(result.plan, result.masks, result.settled, result.values)  # of all, whoever the case names
    return Weight(party.rank, *found.get(subject, NOTHING))


def changed_words(results: tuple[Evaluation, ...], name: str) -> str:
    """``超限质量由1000千克变为1001千克``."""
    first, second = results
    slot = first.plan.index[name]
    fact = first.plan.slots[slot].fact
    return f"{fact.label}由{say(fact, first.values[slot])}变为{say(fact, second.values[slot])}"
