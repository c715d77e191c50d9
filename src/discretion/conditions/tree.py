"""The tree of a parsed FEEL text: unary tests and arithmetic. Data only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Sign = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, or a value of an enum: the vocabulary decides."""

    name: str


@dataclass(frozen=True, slots=True)
class DateLiteral:
    value: date


@dataclass(frozen=True, slots=True)
class Binary:
    op: Sign
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Expression, ...]


Expression = Number | Name | DateLiteral | Binary | Call
Operator = Literal["<", "<=", ">", ">=", "="]
OPPOSITE: dict[Operator, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}  # what holds where the other does not


@dataclass(frozen=True, slots=True)
class Compare:
    op: Operator
    bound: Expression


@dataclass(frozen=True, slots=True)
class Interval:
    low: Expression
    low_inclusive: bool
    high: Expression
    high_inclusive: bool


@dataclass(frozen=True, slots=True)
class AnyOf:
    tests: tuple[UnaryTest, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    test: UnaryTest


UnaryTest = Compare | Interval | AnyOf | NoneOf


class FeelError(ValueError):
    """The text is not FEEL; the message says where and what was expected."""


def operations(expression: Expression) -> int:
    """How many operations and calls an expression makes."""
    match expression:
        case Binary(_, left, right):
            return 1 + operations(left) + operations(right)
        case Call(_, arguments):
            return 1 + sum(operations(argument) for argument in arguments)
        case _:
            return 0


def names(expression: Expression) -> Iterator[str]:
    """Yield every name in an expression, in order of appearance."""
    match expression:
        case Name(name):
            yield name
        case Binary(_, left, right):
            yield from names(left)
            yield from names(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from names(argument)
        case Number() | DateLiteral():
            return


def bounds_of(test: UnaryTest | None) -> Iterator[Expression]:
    """Every expression a unary test compares with."""
    match test:
        case Compare(_, bound):
            yield bound
        case Interval(low, _, high, _):
            yield from (low, high)
        case AnyOf(tests):
            for member in tests:
                yield from bounds_of(member)
        case NoneOf(inner):
            yield from bounds_of(inner)
