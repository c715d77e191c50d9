"""Conditions that exclude each other on their face: the same fact tested for what cannot both be.

The cutting of the fact space (``plan.space``) does not settle comparisons of several facts, such as a derived
percentage against two marks; on the page the two marks are plain numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from discretion.conditions import (
    ALWAYS,
    Compare,
    Condition,
    Conjunction,
    Disjunction,
    FactTest,
    Interval,
    Number,
    UnaryTest,
    enum_names,
)

Span = tuple[Decimal | None, bool, Decimal | None, bool]  # low, whether included, high, whether included
EVERYTHING: Span = (None, True, None, True)


def contradictory(condition: Condition) -> bool:
    """Whether a conjunction demands of one fact what excludes itself. False means: not seen, not: possible."""
    spans: dict[str, Span] = {}
    truths: dict[str, bool] = {}
    codes: dict[str, set[str]] = {}
    for part in _tests(condition):
        if part.truth is not None:
            if truths.setdefault(part.fact, part.truth) != part.truth:
                return True
        elif part.test is not None and (listed := enum_names(part.test)) is not None:
            codes[part.fact] = codes.get(part.fact, set(listed)) & set(listed)
            if not codes[part.fact]:
                return True
        elif part.test is not None and (span := _span(part.test)) is not None:
            spans[part.fact] = _common(spans.get(part.fact, EVERYTHING), span)
            if _empty(spans[part.fact]):
                return True
    return False


def added(law: Condition, own: Condition) -> Condition:
    """What a condition says beyond the law's own: under 情节严重, “较重，或者情节严重” says nothing more, and under its opposite only 较重."""
    known = {(test.fact, test.truth) for test in _tests(law) if test.truth is not None}
    found = _under(known, own)
    return ALWAYS if found is True else own if found is False else found


def _under(known: set[tuple[str, bool]], condition: Condition) -> Condition | bool:
    """A condition where some truths are known; True or False where they settle it."""
    match condition:
        case FactTest(fact=fact, truth=bool(truth)):
            return True if (fact, truth) in known else False if (fact, not truth) in known else condition
        case Conjunction(items) | Disjunction(items):
            settles = isinstance(condition, Disjunction)
            kept: list[Condition] = []
            for item in items:
                found = _under(known, item)
                if found is settles:
                    return settles
                if not isinstance(found, bool):
                    kept.append(found)
            if not kept:
                return not settles
            return kept[0] if len(kept) == 1 else type(condition)(tuple(kept))
    return condition


def _tests(condition: Condition) -> Iterator[FactTest]:
    match condition:
        case Conjunction(items):
            for item in items:
                yield from _tests(item)
        case FactTest():
            yield condition


def _span(test: UnaryTest) -> Span | None:
    match test:
        case Compare("=", Number(value)):
            return value, True, value, True
        case Compare(op, Number(value)) if op in (">", ">="):
            return value, op == ">=", None, True
        case Compare(op, Number(value)):
            return None, True, value, op == "<="
        case Interval(Number(low), low_inclusive, Number(high), high_inclusive):
            return low, low_inclusive, high, high_inclusive
    return None


def _common(a: Span, b: Span) -> Span:
    low, low_inclusive = max(((s[0], not s[1]) for s in (a, b) if s[0] is not None), default=(None, False))
    high, high_inclusive = min(((s[2], s[3]) for s in (a, b) if s[2] is not None), default=(None, True))
    return low, not low_inclusive, high, high_inclusive


def _empty(span: Span) -> bool:
    low, low_inclusive, high, high_inclusive = span
    if low is None or high is None:
        return False
    return low > high or (low == high and not (low_inclusive and high_inclusive))
