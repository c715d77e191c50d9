"""Where an act may fall that is none of this item: violations of the library whose elements the stated facts meet."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.case import bind
from discretion.decide import Evaluation, Neighbour, Plans
from discretion.facts import encode
from discretion.plan import Plan, Status
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
    known = plans.rulebook.violation_ids(chain)
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
    day = case.end
    for name, read in _elements(plans, chain).items():
        if name == plan.violation or failing.isdisjoint(read):
            continue
        other = plans.plan(name, chain, day)
        truths = _truths(other, evaluation, failing) if other is not None else [False]
        if False not in truths and (None not in truths or truths.count(True) >= LEADING):
            yield name, None not in truths


def _truths(other: Plan, evaluation: Evaluation, failing: set[str]) -> list[bool | None]:
    """Of the elements of another violation: met, open (None) or not; not, too, if nothing leads from here to there."""
    facts = {name: value for name, value in evaluation.facts.items() if name in other.vocabulary}
    rules = tuple(dict.fromkeys((*other.elements, *(item.rule for item in other.scope))))
    leading = [rule for rule in rules if not failing.isdisjoint(rule.facts)]
    alone = other.box_of(encode(slot.fact, facts[slot.name]) if slot.name in failing else None for slot in other.slots)
    if all(f.kleene(rule.guard, alone) is False for rule in leading):  # most go no further
        return [False]
    box = other.box_of(bind(other, evaluation.case, facts, presume=False).values)
    led = any(f.kleene(rule.guard, box) for rule in leading)
    return [f.kleene(rule.guard, box) for rule in rules] if led else [False]


def _elements(plans: Plans, chain: tuple[Ruleset, ...]) -> dict[str, frozenset[str]]:
    """For every violation of a chain the facts its elements name, as its file writes them."""

    def read() -> dict[str, frozenset[str]]:
        reads = plans.rulebook.vocabulary.reads
        found: dict[str, frozenset[str]] = {}
        for ruleset in reversed(chain):
            for name, file in ruleset.violations.items():
                if "elements" in file.model.model_fields_set:
                    found[name] = frozenset(reads(file.model.elements))
        return found

    return plans.once(("elements", chain), read)
