"""Tiers that meet at a number, or differ only by what the heavier one adds: the reading that makes them disjoint, as a proposal.

「5平方米以下」「5平方米以上10平方米以下」 both hold at 5, and the table does not say which counts. The milder one is proposed and asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from discretion.facts import FactType, Vocabulary
from discretion.importing.numerals import between

_INTERVAL = re.compile(r"([\[(])(-?[\d.]+)\.\.(-?[\d.]+)([\])])")
_ONE = re.compile(r"(<=|>=|<|>|=)\s*(-?[\d.]+)")
JOINING = ("any", "all")


@dataclass(frozen=True)
class Span:
    """The numbers a test lets through."""

    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool

    @classmethod
    def of(cls, test: object) -> Span | None:
        """Read a test; None when it is no comparison with numbers."""
        if not isinstance(test, str):
            return None
        if match := _INTERVAL.fullmatch(test):
            low = re.split(r"\.\.", test.strip("[]()"))
            return cls(Decimal(low[0]), match[1] == "[", Decimal(low[1]), match[4] == "]")
        if match := _ONE.fullmatch(test):
            value = Decimal(match[2])
            if match[1] == "=":
                return cls(value, True, value, True)
            if match[1].startswith("<"):
                return cls(None, False, value, match[1] == "<=")
            return cls(value, match[1] == ">=", None, False)
        return None

    def within(self, other: Span) -> Span | None:
        """The numbers that both let through; None when there are none."""
        low, low_in = max(((s.low, not s.low_in) for s in (self, other) if s.low is not None), default=(None, True))
        high, high_in = min(((s.high, s.high_in) for s in (self, other) if s.high is not None), default=(None, False))
        if low is not None and high is not None and (low > high or (low == high and (low_in or not high_in))):
            return None
        return Span(low, not low_in, high, high_in)

    def test(self) -> str:
        """Write it as a test."""
        low = None if self.low is None else f"{self.low:f}"
        high = None if self.high is None else f"{self.high:f}"
        return f"= {low}" if low == high else between(low, self.low_in, high, self.high_in)


def disjoint(conditions: list[dict[str, object] | None], vocabulary: Vocabulary) -> list[list[dict[str, object]]]:
    """For every tier, from the mildest, the readings under which it does not meet its neighbours; empty when it does not."""
    found: list[list[dict[str, object]]] = []
    for index, condition in enumerate(conditions):
        if condition is None:
            found.append([])
            continue
        milder = [other for other in conditions[:index] if other]
        heavier = [other for other in conditions[index + 1 :] if other]
        bounded = _map(condition, lambda name, test: _after(name, test, milder, vocabulary))  # noqa: B023
        readings = [bounded, _without(condition, heavier, vocabulary), _without(bounded, heavier, vocabulary)]
        found.append([item for n, item in enumerate(readings) if item != condition and item not in readings[:n]])
    return found


def _map(condition: dict[str, object], change: Callable[[str, object], object]) -> dict[str, object]:
    return {
        name: [_map(part, change) for part in test]
        if isinstance(test, list) and name in JOINING
        else change(name, test)
        for name, test in condition.items()
    }


def _after(name: str, test: object, milder: list[dict[str, object]], vocabulary: Vocabulary) -> object:
    span = Span.of(test)
    if span is None:
        return test
    whole = name in vocabulary and vocabulary[name].type is FactType.INTEGER and "count" in name
    tests = [Span.of(before) for other in milder for before in _tests(other, name)]
    for known in sorted((item for item in tests if item and item.high is not None), key=lambda item: -(item.high or 0)):
        if known.high is not None:
            touches = span.low == known.high and span.low_in and known.high_in and span.high != known.high
            nested = span.low is None and span.high is not None and known.high < span.high
            if touches and whole:
                span = replace(span, low=known.high + 1, low_in=True)
            elif touches or nested:
                span = replace(span, low=known.high, low_in=not known.high_in)
    return span.test() if span != Span.of(test) else test


def _tests(condition: dict[str, object], name: str) -> list[object]:
    found = [condition[name]] if name in condition else []
    joined = [condition.get(key) for key in JOINING]
    return found + [
        test for parts in joined if isinstance(parts, list) for part in parts for test in _tests(part, name)
    ]


def _without(
    condition: dict[str, object], heavier: list[dict[str, object]], vocabulary: Vocabulary
) -> dict[str, object]:
    """What only the heavier tiers ask for, denied here."""
    if "any" in condition:
        return condition
    added: dict[str, object] = {}
    for other in heavier:
        for name, test in other.items():
            if name in JOINING or name in condition or name not in vocabulary:
                continue
            fact = vocabulary[name]
            if fact.type is FactType.BOOLEAN and isinstance(test, bool):
                added[name] = not test
            elif fact.type is FactType.ENUM and fact.values:
                order = list(fact.values)
                worst = min(order.index(code) for code in (test if isinstance(test, list) else [test]) if code in order)
                before = added.get(name)
                least = order.index(before[-1]) + 1 if isinstance(before, list) else worst
                if mild := order[: min(worst, least)]:
                    added[name] = mild
    return {**condition, **{name: v[0] if isinstance(v, list) and len(v) == 1 else v for name, v in added.items()}}
