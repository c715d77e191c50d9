"""Cases for a simulation: drawn around every boundary of the rules, and decided by the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from discretion.audit import weigh
from discretion.case import fills
from discretion.decide import Decision, decide
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.penalty import Force
from discretion.plan import Disposition, Plan, Status, fine_band, random_facts
from discretion.plan import formula as f

CASES = 400  # different cases per set of rules: like cases must recur, or nothing can be compared


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case as the engine decides it; ends are the first and last whole 分 of band and statutory range.

    Attributes:
        facts: encoded.
        fined: whether there is a fine.
        free: whether the fine need not be imposed.
        blank: a fact without which nothing can be said; none for some cases.
        law: the version of the law that applies, where it depends on the case.
    """

    facts: Mapping[str, int]
    low: int = 0
    high: int = 0
    law_low: int = 0
    law_high: int = 0
    fined: bool = False
    free: bool = False
    blank: str | None = None
    law: str | None = None


def drawn(library: Library, judge: tuple[Plan, ...], row: Mapping[str, Any], seed: int) -> list[Drawn]:
    """Draw cases.

    Args:
        library: the rulebook.
        judge: one plan, or the old and the new one.
        row: a violation, a place and days that this judge is for, as ``one_by_one.weigh`` takes them.
        seed: of all chance.
    """
    random = Random(f"{seed}|{judge[0].violation}|{len(judge)}")  # noqa: S311 - a simulation is repeatable, not secret
    found: dict[tuple[tuple[str, int], ...], Drawn] = {}
    turning = _turning(judge[0])
    for facts in _facts(judge, random):
        case = _of_one(judge[0], facts, turning) if len(judge) == 1 else _of_two(library, row, facts)
        if case is not None:
            found.setdefault(tuple(facts.items()), case)
        if len(found) == CASES:
            break
    return list(found.values())


def _facts(judge: tuple[Plan, ...], random: Random) -> Iterator[dict[str, int]]:
    """Facts of all plans; nothing was long undiscovered."""
    for together in zip(*(random_facts(plan, random, CASES * 3) for plan in judge), strict=True):
        facts: dict[str, int] = {}
        for plan, values in zip(judge, together, strict=True):
            for slot, value in zip(plan.slots, values, strict=True):
                elapsed = slot.fact.finding is not None and slot.fact.finding.elapsed is not None
                facts.setdefault(slot.name, 0 if elapsed else value)
        yield facts


def _of_one(plan: Plan, facts: Mapping[str, int], turning: Iterable[int]) -> Drawn | None:
    values = tuple(facts[slot.name] for slot in plan.slots)
    return _case(plan, decide(plan, values), values, facts, _blank(plan, values, turning))


def _of_two(library: Library, row: Mapping[str, Any], facts: Mapping[str, int]) -> Drawn | None:
    try:
        evaluation = weigh(library, row, facts).evaluation
    except DiscretionError:
        return None  # facts that contradict each other
    if evaluation is None:
        return None
    plan = evaluation.plan
    return _case(plan, evaluation.decision, evaluation.values, facts, None, plan.law)


def _case(
    plan: Plan, found: Decision, values: tuple[int, ...], facts: Mapping[str, int], blank: str | None,
    law: str | None = None,
) -> Drawn | None:  # fmt: skip
    settled = found.settled
    if settled.status in (Status.NO_RULE, Status.UNDETERMINED):
        return None
    if settled.status is not Status.DETERMINED:
        return Drawn(facts, law=law)
    if settled.range is None or found.sanction is None:
        return Drawn(facts, blank=blank, law=law)
    band, _ = fine_band(plan, found.sanction, values)
    statute, _ = fine_band(plan, plan.statute[settled.range].party["general"], values)
    if band is None or statute is None or band.empty:
        return Drawn(facts, blank=blank, law=law)
    free = found.force is not Force.SHALL or Disposition.EXEMPT in settled.offered
    floor = statute.lowest if settled.disposition is not Disposition.MITIGATED else 0
    return Drawn(facts, band.lowest, band.highest, floor, statute.highest, True, free, blank, law)


def _turning(plan: Plan) -> list[int]:
    """The slots that the violation's elements read and that nothing fills in."""
    found = []
    for number in dict.fromkeys(f.slots(plan.established)):
        rule, (absent, table, presumed, _) = plan.slots[number].fact.finding, fills(plan)[number]
        by_rule = rule is not None and (rule.party or rule.elapsed)
        if not by_rule and absent is None and table is None and presumed is None:
            found.append(number)
    return found


def _blank(plan: Plan, values: tuple[int, ...], turning: Iterable[int]) -> str | None:
    """A fact that the violation's elements turn on."""
    for number in turning:
        box = [(value, value) for value in values]
        box[number] = (plan.slots[number].low, plan.slots[number].high)
        if f.kleene(plan.established, box) is None:
            return plan.slots[number].name
    return None
