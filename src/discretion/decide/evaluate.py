"""Evaluate one violation under one plan: bind the facts, settle, compute the band. The result holds codes, not text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from discretion.case import Bound, Case, Record, bind, co_subjects, fined_elsewhere, subject_of
from discretion.decide.decide import Decision, decider
from discretion.decide.explore import Outcome, Region
from discretion.decide.open import decide_open
from discretion.facts import Fact, FactType, decode, exact, point, say, say_yuan, unit_name
from discretion.penalty import Band, Force, Measure, Weight
from discretion.plan import (
    ABSENT,
    PARTY,
    Masks,
    Plan,
    Punishment,
    Ratio,
    Sanction,
    Settled,
    fine_band,
    open_tier_sanctions,
    per_plan,
    punishments,
    rank_of,
    sanctions_of,
)
from discretion.plan import formula as f
from discretion.plan import terms as t

MOST_PLACES = 6


@dataclass(slots=True, eq=False)  # not frozen, as that doubles the time of a decision; nothing writes to it
class Evaluation:
    """One violation decided under one plan.

    Attributes:
        subject: whom the case is against, as the cells of the plan name him; "" is the provision's main addressee.
        values: complete facts that the amounts rest on (any completion, where the missing facts do not matter).
        decision: what follows from the rules that hold; the same object for all cases in which they do.
        fine: the band in 分, or None for no fine.
        clamped: the tier's band was cut to the statutory range.
        regions: the space of the missing facts, when they matter.
        fined: the fines that another authority imposed for the same act: there is then no second one (行政处罚法 29).
    """

    plan: Plan
    case: Case
    facts: Mapping[str, Any]
    bound: Bound
    values: tuple[int, ...]
    decision: Decision
    fine: Band | None
    clamped: bool
    regions: tuple[Region, ...]
    outcomes: tuple[Outcome, ...]
    subject: str
    fined: tuple[Record, ...]

    @property
    def masks(self) -> Masks | None:
        """Which rules hold; None when the elements do not, or not all of it is known."""
        return self.decision.masks

    @property
    def settled(self) -> Settled:
        """What the law makes of them."""
        return self.decision.settled

    @property
    def fine_force(self) -> Force:
        """Whether the fine is commanded or allowed."""
        return self.decision.force

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures besides the fine."""
        return self.decision.measures

    @property
    def sanction(self) -> Sanction | None:
        """The applied sanction of the party."""
        return self.decision.sanction

    @property
    def outcome(self) -> Mapping[str, Punishment]:
        """What the party gets (under the empty name), and what those get whom the case names beside it."""
        own = {PARTY: Punishment(self.fine, self.fine_force, self.measures)}
        if PARTY in self.decision.subjects and not self.case.co_parties:
            return own
        found = punishments(self.plan, self.masks, self.decision.subjects, self.values)
        if not found:
            return found
        others = ((name or self.plan.addressee, found.get(name)) for name in co_subjects(self.plan, self.case))
        return own | {name: punishment for name, punishment in others if punishment is not None}

    def fine_under(self, effect: str, subject: str | None = None) -> Band | None:
        """The fine that another effect would give the party, or a further subject."""
        sanction = self.sanction_of(effect, subject)
        fined = self.fined and subject is None
        return None if sanction is None or fined else fine_band(self.plan, sanction, self.values)[0]

    def sanction_of(self, effect: str, subject: str | None = None) -> Sanction | None:
        """The sanction another effect would give the party, or a further subject."""
        if self.decision.open_tier:
            assert self.settled.range is not None
            found = open_tier_sanctions(self.plan, self.settled.range, effect)
        else:
            found = sanctions_of(self.plan, self.settled, effect)
        whom = self.subject if subject is None else self.plan.party_of(subject)
        return found.get(whom, ABSENT) if found else None

    @property
    def statutory(self) -> Band | None:
        """The statutory range of the fine at these facts."""
        return self.statutory_of(None)

    def statutory_of(self, subject: str | None) -> Band | None:
        """The same of a further subject."""
        law = self.law_of(subject)
        return fine_band(self.plan, law, self.values)[0] if law is not None else None

    def law_of(self, subject: str | None = None) -> Sanction | None:
        """What the statute gives the party, or a further subject, in the range that applies."""
        if self.settled.range is None:
            return None
        whom = self.subject if subject is None else self.plan.party_of(subject)
        return self.plan.statute[self.settled.range].of(whom)["general"]

    @property
    def weight(self) -> Weight:
        """What the order of severity compares."""
        settled = self.settled
        rank = rank_of(settled.status, settled.disposition, settled.force)
        return Weight(rank, self.fine, self.fine_force, self.measures)

    def value(self, name: str) -> Fraction | bool | None:
        """A fact as an exact number in its unit (boolean as bool); None when it is missing."""
        plan = self.plan
        if name in plan.index:
            slot = plan.index[name]
            if self.bound.values[slot] is None:
                return None
            return exact(plan.slots[slot].fact, self.values[slot])
        definition = plan.derived.get(name)
        if definition is None:
            return None
        if not self.bound.complete and any(self.bound.values[slot] is None for slot in _read(plan)[name]):
            return None
        if isinstance(definition, Ratio):
            return Fraction(t.evaluate(definition.num, self.values), t.evaluate(definition.den, self.values))
        return f.holds(definition, self.values)

    def say(self, name: str) -> str:
        """A fact's value for a reader: ``55300千克``, ``约12.86%``; 未查明 when it is missing."""
        value = self.value(name)
        fact = self.plan.vocabulary[name]
        if value is None:
            return "未查明"
        if name in self.plan.index:
            return say(fact, self.values[self.plan.index[name]])
        if isinstance(value, bool):
            return "是" if value else "否"
        return say_number(fact, value)

    def stated(self, name: str) -> bool | int | str | None:
        """A slot's value as a case file would state it."""
        slot = self.plan.index[name]
        if self.bound.values[slot] is None:
            return None
        return decode(self.plan.slots[slot].fact, self.values[slot])


@per_plan
def _read(plan: Plan) -> dict[str, frozenset[int]]:
    """The slots that each derived fact is worked out of."""
    return {
        name: frozenset((*t.slots(item.num), *t.slots(item.den)) if isinstance(item, Ratio) else f.slots(item))
        for name, item in plan.derived.items()
    }


def say_number(fact: Fact, value: Fraction) -> str:
    """A derived quantity for a reader, with its unit."""
    if fact.type is FactType.MONEY and (value * 100).denominator == 1:
        return say_yuan(int(value * 100))
    return f"{say_fraction(value)}{unit_name(fact)}"


def say_fraction(value: Fraction) -> str:
    """Two decimals, or as many as show that a number is not a whole one (约20.002, not 约20); a rounded number says 约."""
    if (value * 100).denominator == 1:
        return point(int(value * 100), 2)
    for places in range(2, MOST_PLACES + 1):
        scaled = value * 10**places
        rounded = point((scaled.numerator * 2 + scaled.denominator) // (2 * scaled.denominator), places)
        if "." in rounded:
            break
    return f"约{rounded}"


def evaluate(plan: Plan, case: Case, facts: Mapping[str, object], presume: bool = True) -> Evaluation:
    """Evaluate a violation.

    Args:
        plan: the compiled violation.
        case: the case.
        facts: the facts stated for this violation.
        presume: whether the ruleset's presumptions fill missing facts.

    Raises:
        CaseError: the facts do not fit the vocabulary, or contradict the records.
    """
    return evaluate_bound(plan, case, facts, bind(plan, case, facts, presume))


def evaluate_bound(plan: Plan, case: Case, facts: Mapping[str, object], bound: Bound) -> Evaluation:
    """Evaluate facts that are already bound to the plan's slots."""
    subject = PARTY if case.party.role is None else subject_of(plan, case)
    fined = fined_elsewhere(case)[0] if case.records else ()
    regions: tuple[Region, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    values: Any = bound.values
    if bound.complete:
        found = decider(plan)(values, subject)
    else:
        values, found, regions, outcomes = decide_open(plan, bound.values, subject, fined=bool(fined))
    fine, clamped = found.band(values) if found.band is not None and not fined else (None, False)
    return Evaluation(plan, case, facts, bound, values, found, fine, clamped, regions, outcomes, subject, fined)
