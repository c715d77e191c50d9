"""Integer terms: the arithmetic of the plan. Every reader (engine, prover, columns, Rete) reads these and nothing else.

A variable is a slot: one stated fact in its integer encoding. Constructors fold constants, so plans stay small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Values = tuple[int, ...]  # complete facts, by slot
Box = Sequence[tuple[int, int]]  # per slot: lowest and highest value it can have


@dataclass(frozen=True, slots=True)
class Const:
    value: int


@dataclass(frozen=True, slots=True)
class Var:
    slot: int


@dataclass(frozen=True, slots=True)
class Add:
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Sub:
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Mul:
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Min:
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Max:
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Div:
    """Division rounded down; the divisor is positive over the whole legal domain."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class EnumTable:
    """One number per value of an enum slot."""

    slot: int
    values: tuple[int, ...]


Term = Const | Var | Add | Sub | Mul | Min | Max | Div | EnumTable
ZERO, ONE = Const(0), Const(1)


def add(left: Term, right: Term) -> Term:
    """Sum."""
    match left, right:
        case Const(a), Const(b):
            return Const(a + b)
        case Const(0), _:
            return right
        case _, Const(0):
            return left
    return Add(left, right)


def sub(left: Term, right: Term) -> Term:
    """Difference."""
    match left, right:
        case Const(a), Const(b):
            return Const(a - b)
        case _, Const(0):
            return left
    if left == right:
        return ZERO
    (whole, many), (part, few) = _multiple(left), _multiple(right)
    if whole == part:  # 5x - x = 4x: bounds over a box stay exact when x occurs once
        return mul(whole, Const(many - few))
    return Sub(left, right)


def mul(left: Term, right: Term) -> Term:
    """Product; a constant factor goes to the right."""
    match left, right:
        case Const(a), Const(b):
            return Const(a * b)
        case (Const(0), _) | (_, Const(0)):
            return ZERO
        case Const(1), _:
            return right
        case _, Const(1):
            return left
        case Mul(inner, Const(a)), Const(b):
            return mul(inner, Const(a * b))
        case Const(), _:
            return Mul(right, left)
    return Mul(left, right)


def minimum(left: Term, right: Term) -> Term:
    """The smaller of two."""
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(min(left.value, right.value))
    return left if left == right else Min(left, right)


def maximum(left: Term, right: Term) -> Term:
    """The larger of two."""
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(max(left.value, right.value))
    return left if left == right else Max(left, right)


def _multiple(term: Term) -> tuple[Term, int]:
    match term:
        case Mul(whole, Const(many)):
            return whole, many
    return term, 1


def div(left: Term, right: Term) -> Term:
    """Quotient rounded down; the divisor is positive."""
    match left, right:
        case Const(a), Const(b):
            return Const(a // b)
        case _, Const(1):
            return left
        case Mul(inner, Const(a)), Const(b) if a % b == 0:
            return mul(inner, Const(a // b))
    return Div(left, right)


def div_up(left: Term, right: Term) -> Term:
    """Division rounded up, written with ``Div``."""
    match left, right:
        case Const(a), Const(b):
            return Const(-(-a // b))
        case _, Const(1):
            return left
        case Mul(inner, Const(a)), Const(b) if a % b == 0:
            return mul(inner, Const(a // b))
    return Div(add(left, sub(right, ONE)), right)


def children(term: Term) -> tuple[Term, ...]:
    """The operands of a term."""
    match term:
        case Const() | Var() | EnumTable():
            return ()
        case _:
            return term.left, term.right


def slots(term: Term) -> Iterator[int]:
    """Yield the slots a term reads (with repeats)."""
    if isinstance(term, Var | EnumTable):
        yield term.slot
    for child in children(term):
        yield from slots(child)


def evaluate(term: Term, values: Sequence[int]) -> int:
    """The value of a term for complete facts."""
    match term:
        case Const(value):
            return value
        case Var(slot):
            return values[slot]
        case EnumTable(slot, table):
            return table[values[slot]]
    left, right = evaluate(term.left, values), evaluate(term.right, values)
    match term:
        case Add():
            return left + right
        case Sub():
            return left - right
        case Mul():
            return left * right
        case Min():
            return min(left, right)
        case Max():
            return max(left, right)
        case Div():
            return left // right


def span(term: Term, box: Box, inner: Callable[[Term], tuple[int, int]] | None = None) -> tuple[int, int]:
    """Bounds of a term over a box of facts (sound; exact when no slot occurs twice).

    Args:
        term: the term.
        box: per slot, its lowest and highest value.
        inner: gives the bounds of its parts, where they may be known.
    """
    match term:
        case Const(value):
            return value, value
        case Var(slot):
            return box[slot]
        case EnumTable(slot, table):
            low, high = box[slot]
            part = table[low : high + 1]
            return min(part), max(part)
    a, b = span(term.left, box) if inner is None else inner(term.left)
    c, d = span(term.right, box) if inner is None else inner(term.right)
    match term:
        case Add():
            return a + c, b + d
        case Sub():
            return a - d, b - c
        case Min():
            return min(a, c), min(b, d)
        case Max():
            return max(a, c), max(b, d)
        case Mul():
            corners = (a * c, a * d, b * c, b * d)
        case Div():
            corners = (a // c, a // d, b // c, b // d)
    return min(corners), max(corners)


BUILD = {Add: add, Sub: sub, Mul: mul, Min: minimum, Max: maximum, Div: div}


def settled(term: Term, box: Box) -> Term:
    """A term without the choices that the legal domain has made: the smaller of two that is always the same one."""
    return _settled(term, box, {})


def _settled(term: Term, box: Box, spans: dict[int, tuple[Term, tuple[int, int]]]) -> Term:
    """The bounds of a part are asked for at every choice above it: each is worked out once (and kept with its part, which keeps its id)."""
    match term:
        case Const() | Var() | EnumTable():
            return term
    left, right = _settled(term.left, box, spans), _settled(term.right, box, spans)
    if isinstance(term, Min | Max):
        (low, high), (least, most) = _span(left, box, spans), _span(right, box, spans)
        if high <= least:
            return left if isinstance(term, Min) else right
        if most <= low:
            return right if isinstance(term, Min) else left
    return BUILD[type(term)](left, right)


def _span(term: Term, box: Box, spans: dict[int, tuple[Term, tuple[int, int]]]) -> tuple[int, int]:
    if isinstance(term, Const | Var):
        return span(term, box)
    known = spans.get(id(term))
    if known is None:
        known = spans[id(term)] = term, span(term, box, lambda part: _span(part, box, spans))
    return known[1]
