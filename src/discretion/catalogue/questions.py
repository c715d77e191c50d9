"""What to ask about a violation, in the order of the law: elements first, then the statutory range, then the lists, then the tiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from discretion.case import Case
from discretion.catalogue.violations import plan_of
from discretion.decide import Plans, Recommendation
from discretion.facts import Fact, FactType, Vocabulary, bounds, decode, digits, unit_name
from discretion.plan import Plan, Rule, Slot

Stage = Literal["elements", "range", "circumstances", "tiers"]
STAGES: tuple[Stage, ...] = ("elements", "range", "circumstances", "tiers")


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a fact may have: what a case states, and what a person reads."""

    value: str | bool
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to establish.

    Attributes:
        fact: its stable name, the key under ``facts`` of a case.
        label: its Chinese name.
        type: ``boolean``, ``integer``, ``decimal``, ``money`` (元), ``enum`` or ``date``.
        unit: the unit as a Chinese reader writes it (千克, 元); empty if it has none.
        unit_code: the unit as the vocabulary writes it (kg).
        options: the values of an enum from the mildest to the worst, or yes and no.
        low: the least value allowed, as a case states it; None if there is no limit.
        high: the greatest value allowed.
        digits: decimal digits that are read.
        help: what the term means here.
        evidence: what usually proves it.
        judgement: an open term that needs a written reason.
        presumed: the value the ruleset takes for granted when nothing is stated.
        presumed_basis: why it may.
        from_records: records of the case (or the party's particulars) settle it; state it only when they do not.
        stage: what in the law asks for it first.
        aliases: everyday words for it.
    """

    fact: str
    label: str
    type: str
    unit: str
    unit_code: str | None
    options: tuple[Option, ...]
    low: str | None
    high: str | None
    digits: int
    help: str | None
    evidence: str | None
    judgement: bool
    presumed: str | bool | int | None
    presumed_basis: str | None
    from_records: bool
    stage: Stage
    aliases: tuple[str, ...]


def questions(plan: Plan) -> tuple[Question, ...]:
    """Every fact that a violation reads, each once, where the law first asks for it."""
    stages: dict[str, Stage] = {}
    for stage, rules in _by_stage(plan):
        for name in _stated(plan.vocabulary, rules):
            stages.setdefault(name, stage)
    for slot in plan.slots:
        stages.setdefault(slot.name, "tiers")  # what only an amount reads
    order = sorted((name for name in stages if name in plan.index), key=lambda name: STAGES.index(stages[name]))
    return tuple(_question(plan, plan.slots[plan.index[name]], stages[name]) for name in order)


def next_question(result: Recommendation, plans: Plans, case: Case) -> Question | None:
    """The fact to establish next: of those that leave a result open, the one the law asks for first.

    Args:
        result: what the facts known so far give.
        plans: the compiled rules.
        case: the case of one violation that gave it.

    Returns:
        None when the facts known settle the result.
    """
    if not result.missing or case.violation is None:
        return None
    asked = {item.fact: item for item in questions(plan_of(plans, case.violation, result.area, case.end))}
    known = [asked[item.fact] for item in result.missing if item.fact in asked]
    return min(known, key=lambda item: STAGES.index(item.stage), default=None)


def _by_stage(plan: Plan) -> Iterator[tuple[Stage, Iterable[Rule]]]:
    lists = tuple(plan.entries)
    yield "elements", plan.elements
    yield "range", [row.rule for row in plan.ranges]
    yield "circumstances", [*(entry.rule for entry in lists), *(item.rule for item in plan.supplements)]
    yield "tiers", [row.rule for row in plan.tiers]


def _stated(vocabulary: Vocabulary, rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        for name in rule.facts:
            yield from _leaves(vocabulary, name)


def _leaves(vocabulary: Vocabulary, name: str) -> Iterator[str]:
    """The stated facts a fact rests on, in the order in which its definition reads them."""
    fact = vocabulary[name]
    if not fact.derived:
        yield name
    if fact.derived or fact.default_from is not None:
        for parent in vocabulary.parents(name):
            yield from _leaves(vocabulary, parent)


def _question(plan: Plan, slot: Slot, stage: Stage) -> Question:
    fact = slot.fact
    number = plan.index[slot.name]
    presumed = next((item for item in plan.presumed if item.slot == number), None)
    low, high = _ends(fact)
    return Question(
        fact=slot.name,
        label=fact.label,
        type=fact.type.value,
        unit=unit_name(fact),
        unit_code=fact.unit,
        options=_options(fact),
        low=low,
        high=high,
        digits=digits(fact),
        help=fact.note,
        evidence=fact.evidence,
        judgement=fact.judgement,
        presumed=None if presumed is None else decode(fact, presumed.value),
        presumed_basis=None if presumed is None else presumed.basis,
        from_records=fact.finding is not None,
        stage=stage,
        aliases=tuple(fact.aliases),
    )


def _options(fact: Fact) -> tuple[Option, ...]:
    if fact.type is FactType.BOOLEAN:
        return Option(True, "是"), Option(False, "否")
    return tuple(Option(value, label) for value, label in (fact.values or {}).items())


def _ends(fact: Fact) -> tuple[str | None, str | None]:
    if fact.type.coded:
        return None, None
    domain = bounds(fact)
    return (None, None) if domain is None else (str(decode(fact, domain[0])), str(decode(fact, domain[1])))
