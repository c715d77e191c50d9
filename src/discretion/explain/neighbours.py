"""Where an act may fall that is none of this item: violations of the library whose elements the stated facts meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from discretion.case import bind
from discretion.decide import Evaluation, Neighbour, Plans
from discretion.facts import encode
from discretion.plan import Plan, Rule, Status, answers, per_plan, recent
from discretion.plan import formula as f
from discretion.rulebook import Ruleset, field_of

LEADING = 2  # elements that are met, where others are open: one alone (that it happened at sea) leads anywhere


def neighbours(evaluation: Evaluation, plans: Plans, chain: tuple[Ruleset, ...]) -> list[Neighbour]:
    """What the rulebook names, then what the facts themselves lead to; empty where the act is established."""
    if evaluation.settled.status not in (Status.NOT_ESTABLISHED, Status.NO_RULE) or evaluation.masks is not None:
        return []
    plan = evaluation.plan
    found: dict[str, str] = {}
    for item in plan.scope:
        if not _holds(evaluation, item.rule.guard):
            found |= dict.fromkeys(item.see, item.otherwise)
    found |= dict.fromkeys(plan.see, "相邻的违法行为")
    for name, whole in _by_facts(evaluation, plans, chain):
        found.setdefault(name, "载明的事实符合其构成要件" if whole else "载明的事实符合其部分构成要件，其余待查明")
    known = plans.once(("violations", chain), lambda: frozenset(plans.rulebook.violation_ids(chain)))
    return [
        Neighbour(violation=name, label=label, why=why)
        for name, why in found.items()
        if name in known and (label := field_of(chain, name, "label")) is not None
    ]


def _holds(evaluation: Evaluation, guard: f.Formula) -> bool:
    return f.kleene(guard, evaluation.plan.box_of(evaluation.bound.values)) is True


def _by_facts(evaluation: Evaluation, plans: Plans, chain: tuple[Ruleset, ...]) -> Iterator[tuple[str, bool]]:
    """Violations that read a fact which fails an element here, and of which every element is met or open; whether all are met."""
    plan, case = evaluation.plan, evaluation.case
    failing = {
        name
        for rule in (*plan.elements, *(item.rule for item in plan.scope))
        if not _holds(evaluation, rule.guard)
        for name in rule.facts
        if evaluation.facts.get(name) is not None
    }
    readers, day = _readers(plans, chain), case.end
    places = {place: name for fact in failing for place, name in readers.get(fact, {}).items()}
    for _, name in sorted(places.items()):
        if name == plan.violation:
            continue
        other = plans.plan(name, chain, day)
        truths = _truths(other, evaluation, failing) if other is not None else [False]
        if False not in truths and (None not in truths or truths.count(True) >= LEADING):
            yield name, None not in truths


def _truths(other: Plan, evaluation: Evaluation, failing: set[str]) -> list[bool | None]:
    """Of the elements of another violation: met, open (None) or not; not, too, if nothing leads from here to there."""
    stated = evaluation.facts
    alone = tuple([(slot.name, stated[slot.name]) for slot in other.slots if slot.name in failing])
    leading = recent(answers(other, _leading), alone, lambda: _leading(other, alone))
    if not leading or not _enough(other, stated):  # most go no further
        return [False]
    facts = {name: value for name, value in stated.items() if name in other.vocabulary}
    box = other.box_of(bind(other, evaluation.case, facts, presume=False).values)
    led = any(f.kleene(rule.guard, box) for rule in leading)
    return [f.kleene(rule.guard, box) for rule in _rules(other)] if led else [False]


def _leading(other: Plan, alone: tuple[tuple[str, object], ...]) -> tuple[Rule, ...]:
    """The elements of another violation that read one of these facts; none, if these facts alone rule all of them out."""
    known = dict(alone)
    leading = tuple(rule for rule in _rules(other) if not known.keys().isdisjoint(rule.facts))
    box = other.box_of(encode(slot.fact, known[slot.name]) if slot.name in known else None for slot in other.slots)
    return () if all(f.kleene(rule.guard, box) is False for rule in leading) else leading


def _enough(other: Plan, stated: Mapping[str, object]) -> bool:
    """Whether the case can settle as many elements as must be met: without working any of them out."""
    reads = _reads(other)
    settled = sum(1 for read in reads if read is None or not read.isdisjoint(stated))
    return settled == len(reads) or settled >= LEADING


@per_plan
def _reads(plan: Plan) -> tuple[frozenset[str] | None, ...]:
    """For every element the facts that a case states of it; None where records, dates or a table may settle it, or nothing must."""
    anything = plan.box_of(None for _ in plan.slots)

    def read(rule: Rule) -> frozenset[str] | None:
        slots = [plan.slots[number] for number in f.slots(rule.guard)]
        found = any(slot.fact.finding is not None or slot.fact.default_from is not None for slot in slots)
        return None if found or f.kleene(rule.guard, anything) is not None else frozenset(slot.name for slot in slots)

    return tuple(read(rule) for rule in _rules(plan))


@per_plan
def _rules(plan: Plan) -> tuple[Rule, ...]:
    """The elements and the lines of scope."""
    return tuple(dict.fromkeys((*plan.elements, *(item.rule for item in plan.scope))))


def _readers(plans: Plans, chain: tuple[Ruleset, ...]) -> Mapping[str, Mapping[int, str]]:
    """For every fact the violations of a chain whose elements name it, as their files write them, each with its place in the chain."""

    def read() -> dict[str, dict[int, str]]:
        reads = plans.rulebook.vocabulary.reads
        named: dict[str, frozenset[str]] = {}
        for ruleset in reversed(chain):
            for name, file in ruleset.violations.items():
                if "elements" in file.model.model_fields_set:
                    named[name] = frozenset(reads(file.model.elements))
        found: dict[str, dict[int, str]] = {}
        for place, (name, facts) in enumerate(named.items()):
            for fact in facts:
                found.setdefault(fact, {})[place] = name
        return found

    return plans.once(("readers", chain), read)
