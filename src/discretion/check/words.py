"""Pieces of legal Chinese that several checks share."""

from __future__ import annotations

from discretion.check.witness import weight
from discretion.decide import Evaluation
from discretion.facts import Words, say
from discretion.penalty import Force, Weight
from discretion.plan import NOTHING, PARTY, Disposition, Plan, Status, outcome_at
from discretion.words import STATUSES, penalty_text, say_range


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


def result_key(result: Evaluation) -> str:
    """The same in the names of case files: what is compared when the wording is not to matter."""
    settled = result.settled
    if settled.status is not Status.DETERMINED:
        return settled.status.value
    found = weight_of(result)
    if found.rank == 0:
        return "exempt"
    parts = ["may exempt"] if found.rank == 1 else []
    if found.fine is not None:
        parts.append(f"fine {found.fine.interval} {found.fine_force.value}")
    for item in found.measures:
        long = f"{item.extent.unit} {item.extent.low}..{item.extent.high or ''}" if item.extent else None
        parts.append(" ".join(filter(None, (item.key, item.what, long, item.force.value))))
    return ", ".join(parts) or "none"


def range_words(plan: Plan, index: int) -> str:
    """A statutory range as a reader finds it: by what it is for. A closure is the range whose penalty it takes."""
    name = plan.ranges[index].range
    own = next(row.rule.condition for row in plan.ranges if row.range == name and row.closes is None)
    return say_range(own, Words(plan.vocabulary))


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
    fact, before, after = first.plan.slots[slot].fact, first.values[slot], second.values[slot]
    return f"{fact.label}由{say(fact, before, after)}变为{say(fact, after, before)}"
