"""What a golden case states, and whether a condition can still hold of it: three values, as the case may be silent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from operator import eq, ge, gt, le, lt

from discretion.conditions import (
    AnyOf,
    Binary,
    Call,
    Compare,
    Condition,
    Conjunction,
    Disjunction,
    Expression,
    FactTest,
    Interval,
    Name,
    Negation,
    NoneOf,
    Number,
    UnaryTest,
)
from discretion.facts import Fact, FactType

PAIR = re.compile(r'(?:^|,)\s*(\w+):\s*(?:"([^"]*)"|([^,"\[{]+))')
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}
Value = bool | Fraction | str  # of a boolean, a number, an enumeration
Stated = Mapping[str, Value]


def stated(text: str) -> dict[str, Value]:
    """The facts that a case states in one line of YAML (``{occupied_area_m2: "10.00", harm: none}``); no lists, no dates."""
    found: dict[str, Value] = {}
    for name, quoted, plain in PAIR.findall(text):
        raw = (quoted or plain).strip()
        if raw in ("true", "false"):
            found[name] = raw == "true"
        elif NUMBER.fullmatch(raw):
            found[name] = Fraction(raw)
        elif raw.isidentifier():
            found[name] = raw
    return found


def holds(condition: Condition, known: Stated, facts: Mapping[str, Fact]) -> bool | None:
    """Whether a condition holds of what is stated; None where the case does not say."""
    match condition:
        case Conjunction(items):
            return _all([holds(item, known, facts) for item in items])
        case Disjunction(items):
            return _not(_all([_not(holds(item, known, facts)) for item in items]))
        case Negation(item):
            return _not(holds(item, known, facts))
        case FactTest(name, test, truth):
            value = _value(name, known, facts)
            if value is None or name not in facts:
                return None
            if truth is not None:
                return value is truth if isinstance(value, bool) else None
            return _passes(test, value, known, facts) if test is not None else None


def _all(parts: list[bool | None]) -> bool | None:
    return False if False in parts else None if None in parts else True


def _not(part: bool | None) -> bool | None:
    return None if part is None else not part


def _passes(test: UnaryTest, value: Value, known: Stated, facts: Mapping[str, Fact]) -> bool | None:
    match test:
        case AnyOf(tests):
            return _not(_all([_not(_passes(item, value, known, facts)) for item in tests]))
        case NoneOf(item):
            return _not(_passes(item, value, known, facts))
        case Interval(low, low_inclusive, high, high_inclusive):
            ends = (Compare(">=" if low_inclusive else ">", low), Compare("<=" if high_inclusive else "<", high))
            return _all([_passes(end, value, known, facts) for end in ends])
        case Compare(op, Name(name)) if isinstance(value, str):
            return value == name if op == "=" else None
        case Compare(op, bound):
            end = _number(bound, known, facts)
            return bool(COMPARE[op](value, end)) if end is not None and isinstance(value, Fraction) else None


def _value(name: str, known: Stated, facts: Mapping[str, Fact]) -> Value | None:
    """What is stated of a fact, or follows from what is stated of others."""
    if name in known or name not in facts:
        return known.get(name)
    derive = facts[name].derive
    if derive is None:
        return None
    if facts[name].type is FactType.BOOLEAN:
        return None if isinstance(derive, Expression) else holds(derive, known, facts)
    return _number(derive, known, facts) if isinstance(derive, Expression) else None


def _number(expression: Expression, known: Stated, facts: Mapping[str, Fact]) -> Fraction | None:
    match expression:
        case Number(value):
            return Fraction(value)
        case Name(name):
            found = _value(name, known, facts)
            return found if isinstance(found, Fraction) else None
        case Binary(op, left, right):
            a, b = _number(left, known, facts), _number(right, known, facts)
            if a is None or b is None or (op == "/" and not b):
                return None
            return {"+": a + b, "-": a - b, "*": a * b, "/": a / (b or 1)}[op]
        case Call(function, arguments):
            parts = [_number(item, known, facts) for item in arguments]
            numbers = [part for part in parts if part is not None]
            picked = {"max": max, "min": min}.get(function)
            return picked(numbers) if picked is not None and len(numbers) == len(parts) else None
        case _:
            return None
