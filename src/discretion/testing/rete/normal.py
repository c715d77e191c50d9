"""Formulas in disjunctive normal form over comparisons of one field with a constant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from discretion.conditions import OPPOSITE
from discretion.plan import formula as f

LIMIT = 4000  # conjunctions of one rule
NEGATED = {str(op): str(opposite) for op, opposite in OPPOSITE.items()} | {"=": "!=", "!=": "="}


@dataclass(frozen=True, slots=True)
class FieldTest:
    """``field op value``; a boolean is only tested for equality."""

    field: str
    op: str
    value: int | bool

    def negated(self) -> FieldTest:
        """The opposite."""
        if isinstance(self.value, bool):
            return FieldTest(self.field, self.op, not self.value)
        return FieldTest(self.field, NEGATED[self.op], self.value)


Conjunction = frozenset[FieldTest]


class TooLarge(ValueError):  # noqa: N818 - what is the matter, in a word
    """A formula with too many conjunctions."""


def disjunction(formula: f.Formula, literal: Callable[[f.Cmp], FieldTest], holds: bool = True) -> list[Conjunction]:
    """The conjunctions of a formula (of its negation, if ``holds`` is False). None at all: it never holds.

    Raises:
        TooLarge: more than ``LIMIT`` of them.
    """
    match formula:
        case f.Truth(value):
            return [frozenset()] if value is holds else []
        case f.Cmp():
            found = literal(formula)
            return [frozenset({found if holds else found.negated()})]
        case f.Not(item):
            return disjunction(item, literal, not holds)
        case f.And(items) | f.Or(items):
            parts = [disjunction(item, literal, holds) for item in items]
            if isinstance(formula, f.And) is not holds:
                return _shortest([one for part in parts for one in part])
            return _joined(parts)


def _joined(parts: list[list[Conjunction]]) -> list[Conjunction]:
    found: list[Conjunction] = [frozenset()]
    for part in parts:
        if len(found) * len(part) > 16 * LIMIT:
            raise TooLarge
        found = _shortest([one | other for one, other in product(found, part) if not _impossible(one | other)])
    return found


def _shortest(found: list[Conjunction]) -> list[Conjunction]:
    """Without repeats, and without those that a shorter one covers."""
    if len(found) > 16 * LIMIT:
        raise TooLarge
    kept: list[Conjunction] = []
    for one in sorted(dict.fromkeys(found), key=len):
        if not any(shorter <= one for shorter in kept):
            kept.append(one)
    if len(kept) > LIMIT:
        raise TooLarge
    return kept


def _impossible(conjunction: Conjunction) -> bool:
    return any(literal.negated() in conjunction for literal in conjunction)
