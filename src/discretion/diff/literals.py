"""Conditions as lists of tests in the words of the rules, so that a part of the fact space can be said in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from discretion.conditions import (
    OPPOSITE,
    POSSESSED,
    AnyOf,
    Compare,
    Condition,
    Conjunction,
    FactTest,
    Interval,
    Name,
    NoneOf,
    Number,
    UnaryTest,
    enum_names,
    leaves,
)
from discretion.facts import FactType, Vocabulary, Words


def tests(conditions: Iterable[Condition], vocabulary: Vocabulary) -> list[FactTest]:
    """Every single test of conditions: intervals by end, lists of enum values by value, without repeats."""
    found: dict[tuple[str, object], FactTest] = {}
    for condition in conditions:
        for test in leaves(condition):
            for part in _parts(test, vocabulary):
                found.setdefault((part.fact, part.test), part)
    return list(found.values())


def said(literals: Iterable[tuple[FactTest, bool]], vocabulary: Vocabulary) -> str:
    """A conjunction of tests and negated tests in legal Chinese; both ends of one fact in one clause."""
    by_fact: dict[str, list[FactTest]] = {}
    for test, truth in literals:
        by_fact.setdefault(test.fact, []).append(test if truth else opposite(test, vocabulary))
    items: list[Condition] = []
    for name, same in by_fact.items():
        items += _joined(same, possessed=vocabulary[name].label.endswith(POSSESSED))
    return Words(vocabulary).condition(items[0] if len(items) == 1 else Conjunction(tuple(items)))


def opposite(test: FactTest, vocabulary: Vocabulary) -> FactTest:
    """The negation of a test, as a test."""
    if test.test is None:
        return replace(test, truth=not test.truth)
    match test.test:
        case Compare(op, bound) if op in OPPOSITE:
            return replace(test, test=Compare(OPPOSITE[op], bound))
        case NoneOf(inner):
            return replace(test, test=inner)
    if vocabulary[test.fact].type is FactType.ENUM:
        listed = set(enum_names(test.test) or ())
        others = [code for code in vocabulary[test.fact].values or {} if code not in listed]
        return replace(test, test=AnyOf(tuple(Compare("=", Name(code)) for code in others)))
    return replace(test, test=NoneOf(test.test))


def _parts(test: FactTest, vocabulary: Vocabulary) -> Iterator[FactTest]:
    """A test in parts that a boundary can belong to alone. A derived boolean goes down to the tests that define it."""
    fact = vocabulary[test.fact]
    if test.test is None or fact.type is FactType.ENUM:
        yield replace(test, truth=True, path=()) if test.test is None else replace(test, path=())
        return
    for part in _unary(test.test):
        yield FactTest(test.fact, part, None, ())


def _unary(test: UnaryTest) -> Iterator[UnaryTest]:
    match test:
        case Interval(low, low_inclusive, high, high_inclusive):
            yield Compare(">=" if low_inclusive else ">", low)
            yield Compare("<=" if high_inclusive else "<", high)
        case AnyOf(members):
            for member in members:
                yield from _unary(member)
        case NoneOf(inner):
            yield from _unary(inner)
        case _:
            yield test


def _joined(same: Sequence[FactTest], *, possessed: bool) -> list[Condition]:
    """Lower and upper end of one fact as one interval; that one has a gain goes without saying where it is less than a sum."""
    lower = [test for test in same if isinstance(test.test, Compare) and test.test.op in (">", ">=")]
    upper = [test for test in same if isinstance(test.test, Compare) and test.test.op in ("<", "<=")]
    if len(lower) == len(upper) == 1:
        low, high = lower[0].test, upper[0].test
        assert isinstance(low, Compare) and isinstance(high, Compare)
        rest = [test for test in same if test not in (lower[0], upper[0])]
        if low.bound == high.bound and (low.op, high.op) == (">=", "<="):
            return [FactTest(same[0].fact, Compare("=", low.bound), None, ()), *rest]
        if possessed and (low.op, low.bound) == (">", Number(Decimal(0))):
            return [upper[0], *rest]
        interval = Interval(low.bound, low.op == ">=", high.bound, high.op == "<=")
        return [FactTest(same[0].fact, interval, None, ()), *rest]
    return list(same)


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a region, and whether they describe it completely; ``among``: the side whose result is taken for granted."""

    parts: tuple[str, ...]
    exact: bool
    among: str
