"""Formulas over integer terms: two-valued on complete facts, three-valued (Kleene) on a box of possible facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from discretion.plan import terms
from discretion.plan.terms import Box, Const, Term


@dataclass(frozen=True, slots=True)
class Truth:
    value: bool


@dataclass(frozen=True, slots=True)
class Cmp:
    """``left op right``. ``>`` and ``>=`` are written with the sides exchanged."""

    op: Literal["<", "<=", "="]
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class And:
    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    item: Formula


Formula = Truth | Cmp | And | Or | Not
TRUE, FALSE = Truth(True), Truth(False)


def compare(op: str, left: Term, right: Term) -> Formula:
    """Build a comparison in normal form; ``op`` is one of ``< <= > >= =``."""
    if op in (">", ">="):
        return compare("<" if op == ">" else "<=", right, left)
    if isinstance(left, Const) and isinstance(right, Const):
        a, b = left.value, right.value
        return Truth(a < b if op == "<" else a <= b if op == "<=" else a == b)
    return Cmp(op, left, right)  # type: ignore[arg-type]


def both(items: Iterable[Formula]) -> Formula:
    """Conjunction, flattened and without repeats."""
    flat: list[Formula] = []
    for item in items:
        if item == FALSE:
            return FALSE
        if item != TRUE:
            flat += item.items if isinstance(item, And) else (item,)
    unique = tuple(dict.fromkeys(flat))
    return TRUE if not unique else unique[0] if len(unique) == 1 else And(unique)


def either(items: Iterable[Formula]) -> Formula:
    """Disjunction, flattened and without repeats."""
    flat: list[Formula] = []
    for item in items:
        if item == TRUE:
            return TRUE
        if item != FALSE:
            flat += item.items if isinstance(item, Or) else (item,)
    unique = tuple(dict.fromkeys(flat))
    return FALSE if not unique else unique[0] if len(unique) == 1 else Or(unique)


def negate(item: Formula) -> Formula:
    """Negation; comparisons stay comparisons."""
    match item:
        case Truth(value):
            return Truth(not value)
        case Not(inner):
            return inner
        case Cmp("<", left, right):
            return Cmp("<=", right, left)
        case Cmp("<=", left, right):
            return Cmp("<", right, left)
    return Not(item)


def atoms(formula: Formula) -> Iterator[Cmp]:
    """Yield every comparison, in order of appearance."""
    match formula:
        case Cmp():
            yield formula
        case And(items) | Or(items):
            for item in items:
                yield from atoms(item)
        case Not(item):
            yield from atoms(item)


def slots(formula: Formula) -> frozenset[int]:
    """The slots a formula reads."""
    return frozenset(slot for atom in atoms(formula) for side in (atom.left, atom.right) for slot in terms.slots(side))


def holds(formula: Formula, values: Sequence[int]) -> bool:
    """Truth for complete facts."""
    match formula:
        case Truth(value):
            return value
        case Cmp(op, left, right):
            a, b = terms.evaluate(left, values), terms.evaluate(right, values)
            return a < b if op == "<" else a <= b if op == "<=" else a == b
        case And(items):
            return all(holds(item, values) for item in items)
        case Or(items):
            return any(holds(item, values) for item in items)
        case Not(item):
            return not holds(item, values)


def kleene(formula: Formula, box: Box) -> bool | None:
    """Truth over a box of possible facts: True or False when the same everywhere, None when it is not settled."""
    match formula:
        case Truth(value):
            return value
        case Cmp(op, left, right):
            return _compare_spans(op, terms.span(left, box), terms.span(right, box))
        case And(items):
            results = [kleene(item, box) for item in items]
            return False if False in results else None if None in results else True
        case Or(items):
            results = [kleene(item, box) for item in items]
            return True if True in results else None if None in results else False
        case Not(item):
            inner = kleene(item, box)
            return None if inner is None else not inner


def unsettled(formula: Formula, box: Box) -> Iterator[Cmp]:
    """Yield the comparisons that a box leaves open and that can still decide the formula."""
    if kleene(formula, box) is not None:
        return
    match formula:
        case Cmp():
            yield formula
        case And(items) | Or(items):
            for item in items:
                yield from unsettled(item, box)
        case Not(item):
            yield from unsettled(item, box)


def _compare_spans(op: str, left: tuple[int, int], right: tuple[int, int]) -> bool | None:
    (a, b), (c, d) = left, right
    if op == "<":
        return True if b < c else False if a >= d else None
    if op == "<=":
        return True if b <= c else False if a > d else None
    if a == b == c == d:
        return True
    return False if b < c or d < a else None
