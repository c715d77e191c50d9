"""Conditions of rules in words; of one with alternatives (甲或者乙), what of it holds in a case: a decision states that, not the whole list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from discretion.conditions import AnyOf, Condition, Conjunction, Disjunction, FactTest, enum_names
from discretion.facts import Words
from discretion.plan import Box, Lowering, Plan, Rule, answers, per_plan, recent
from discretion.plan import formula as f
from discretion.plan import terms as t

Facts = Sequence[int | None]
FEW = 3  # values that are listed in a sentence about what is not there


def held(plan: Plan, rule: Rule, values: Facts) -> Condition:
    """A rule's condition without the alternatives that do not hold; as it is, where none of them is certain."""
    if rule.id not in _with_alternatives(plan):
        return rule.condition
    return _held(plan, rule.condition, plan.box_of(values))


def facts_held(plan: Plan, rule: Rule, values: Facts) -> tuple[str, ...]:
    """The facts that this rests on."""
    if rule.id not in _with_alternatives(plan):
        return rule.facts
    return tuple(dict.fromkeys(plan.vocabulary.reads(_held(plan, rule.condition, plan.box_of(values)))))


def condition_text(plan: Plan, rule: Rule) -> str:
    """A rule's condition in words, written once for all cases."""
    kept = answers(plan, condition_text)
    return recent(kept, id(rule), lambda: Words(plan.vocabulary).condition(rule.condition))


def element_text(plan: Plan, rule: Rule) -> str:
    """An element that is open or not met: a fact that may have any of many values is called by its name, not by all of them."""
    kept = answers(plan, element_text)
    return recent(kept, id(rule), lambda: Words(plan.vocabulary).condition(_named(plan, rule.condition)))


def _named(plan: Plan, condition: Condition) -> Condition:
    match condition:
        case Conjunction(items):
            named = tuple(_named(plan, item) for item in items)
            return condition if named == items else Conjunction(named)
        case Disjunction(items):
            each = [(_named(plan, item), item) for item in items]
            act = any(isinstance(item, FactTest) and item.truth for item in items)
            # 甲，或者甲的情形: beside the act itself, of what kind it was says no more.
            kept = tuple(item for item, old in each if item == old or not act or not isinstance(item, FactTest))
            return condition if kept == items else kept[0] if len(kept) == 1 else Disjunction(kept)
        case FactTest(fact, AnyOf() as test):
            mildest, *others = plan.vocabulary[fact].values or [""]
            listed = enum_names(test) or ()
            if len(listed) > FEW and mildest in ("none", "absent") and set(listed) == set(others):
                return replace(condition, test=None, truth=True)
    return condition


def within(plan: Plan, name: str | None) -> str:
    """To which cases a statutory range applies, where an outcome of another range stands beside: 情节严重的，…"""
    return _ranges(plan).get(name, "")


@per_plan
def _ranges(plan: Plan) -> dict[str | None, str]:
    words = Words(plan.vocabulary)
    return {
        row.range: "" if row.rule.guard == f.TRUE else f"{words.condition(_attainable(plan, row.rule.condition))}的，"
        for row in reversed(plan.ranges)  # of those that share a name, a closure among them, the first is told
    }


def _attainable(plan: Plan, condition: Condition) -> Condition:
    """A condition without the listed values that no element allows: a range is written for all of them, so that it has no gap."""
    match condition:
        case Conjunction(items):
            return Conjunction(tuple(_attainable(plan, item) for item in items))
        case FactTest(_, AnyOf(tests)):
            each = [(test, _lowered(plan, replace(condition, test=test))) for test in tests]
            kept = tuple(test for test, formula in each if _with_elements(plan, formula))
            return replace(condition, test=kept[0] if len(kept) == 1 else AnyOf(kept)) if kept else condition
    return condition


def _with_elements(plan: Plan, formula: f.Formula) -> bool:
    """Whether a fact that is one known value can hold beside the elements."""
    if not isinstance(formula, f.Cmp) or not (isinstance(formula.left, t.Var) and isinstance(formula.right, t.Const)):
        return True
    values: list[int | None] = [None] * len(plan.slots)
    values[formula.left.slot] = formula.right.value
    return formula.op != "=" or f.kleene(plan.established, plan.box_of(values)) is not False


def _held(plan: Plan, condition: Condition, box: Box) -> Condition:
    match condition:
        case Conjunction(items):
            return Conjunction(tuple(_held(plan, item, box) for item in items))
        case Disjunction(items):
            true = tuple(item for item in items if f.kleene(_lowered(plan, item), box))
            kept = tuple(_held(plan, item, box) for item in true)
            return condition if not kept else kept[0] if len(kept) == 1 else Disjunction(kept)
    return condition


def _lowered(plan: Plan, condition: Condition) -> f.Formula:
    def lowered() -> f.Formula:
        lowering = Lowering(plan.vocabulary)
        lowering.slots, lowering.box = dict(plan.index), plan.box
        return lowering.condition(condition)

    return recent(answers(plan, _lowered), condition, lowered)


@per_plan
def _with_alternatives(plan: Plan) -> frozenset[str]:
    return frozenset(rule.id for rule in _rules(plan) if _alternatives(rule.condition))


def _rules(plan: Plan) -> Iterator[Rule]:
    yield from plan.elements
    yield from (entry.rule for entry in plan.entries)
    yield from (row.rule for row in plan.ranges)
    yield from (row.rule for row in plan.tiers)


def _alternatives(condition: Condition) -> bool:
    match condition:
        case Disjunction():
            return True
        case Conjunction(items):
            return any(_alternatives(item) for item in items)
    return False


def single(plan: Plan) -> bool:
    """Whether the provision has one penalty for every case, and no tiers were made of it."""
    return len(plan.tiers) == 1 and plan.tiers[0].rule.guard == f.TRUE and plan.tiers[0].penalty is None
