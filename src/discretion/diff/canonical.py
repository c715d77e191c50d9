"""Conditions without the way they are written: order, nesting and notation apart, so that rewriting a rule is no difference."""

from __future__ import annotations

from discretion.conditions import (
    OPPOSITE,
    AnyOf,
    Compare,
    Condition,
    Conjunction,
    Disjunction,
    FactTest,
    Interval,
    Negation,
    NoneOf,
    UnaryTest,
)

Form = tuple[object, ...]


def canonical(condition: Condition, truth: bool = True) -> Form:
    """A form that is equal for conditions that say the same in another order or notation."""
    match condition:
        case Conjunction(items):
            return _joined("all" if truth else "any", [canonical(item, truth) for item in items])
        case Disjunction(items):
            return _joined("any" if truth else "all", [canonical(item, truth) for item in items])
        case Negation(item):
            return canonical(item, not truth)
        case FactTest(fact, None, value, _):
            return ("truth", fact, bool(value) is truth)
        case FactTest(fact, test, _, _):
            assert test is not None
            return _test(fact, test, truth)


def _test(fact: str, test: UnaryTest, truth: bool) -> Form:
    match test:
        case Interval(low, low_inclusive, high, high_inclusive):
            ends = (Compare(">=" if low_inclusive else ">", low), Compare("<=" if high_inclusive else "<", high))
            return _joined("all" if truth else "any", [_test(fact, end, truth) for end in ends])
        case AnyOf(members):
            return _joined("any" if truth else "all", [_test(fact, member, truth) for member in members])
        case NoneOf(inner):
            return _test(fact, inner, not truth)
        case Compare(op, bound) if not truth and op in OPPOSITE:
            return (fact, OPPOSITE[op], bound)
        case Compare(op, bound):
            return (fact, op if truth else "≠", bound)


def _joined(how: str, forms: list[Form]) -> Form:
    flat: list[object] = []
    for form in forms:
        if form[0] == how:
            assert isinstance(form[1], frozenset)
            flat += form[1]
        else:
            flat.append(form)
    members = frozenset(flat)
    if len(members) == 1:
        (only,) = members
        assert isinstance(only, tuple)
        return only
    return how, members
