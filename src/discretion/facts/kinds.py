"""The types of FEEL (DMN 1.5, 10.3.2): numbers, days, booleans and enums do not mix, nor do kilograms and yuan.

Underneath every value is one integer (``values.py``). That is why this is asked before anything is computed: an enum
is not its position, a boolean is not 1, a day is not its ordinal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from discretion.conditions import (
    Binary,
    Call,
    DateLiteral,
    Expression,
    FactTest,
    Name,
    Number,
    bounds_of,
)
from discretion.facts.model import Fact, FactType
from discretion.facts.values import unit_name
from discretion.facts.vocabulary import Vocabulary


class ExpressionKind(StrEnum):
    """What an expression is, in the words of an error message."""

    NUMBER = "数"
    DATE = "日期"
    BOOLEAN = "是非"
    ENUM = "列举值"


KINDS = {
    FactType.BOOLEAN: ExpressionKind.BOOLEAN,
    FactType.ENUM: ExpressionKind.ENUM,
    FactType.DATE: ExpressionKind.DATE,
}
SIGNS = {"+": "相加", "-": "相减", "*": "相乘", "/": "相除"}


class KindError(ValueError):
    """Kinds that FEEL does not let meet; says what was found and what is allowed."""

    def __init__(self, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Typed:
    """A kind, and the unit where it is known (a bare number fits every unit)."""

    kind: ExpressionKind
    unit: str | None = None
    bare: bool = False


def of_fact(fact: Fact) -> Typed:
    """What a fact is."""
    kind = KINDS.get(fact.type, ExpressionKind.NUMBER)
    return Typed(kind, unit_name(fact) or None if kind is ExpressionKind.NUMBER else None)


def of_expression(expression: Expression, vocabulary: Vocabulary) -> Typed:
    """What an expression is.

    Raises:
        KindError: it mixes kinds. Names must be known.
    """
    match expression:
        case Number():
            return Typed(ExpressionKind.NUMBER, bare=True)
        case DateLiteral():
            return Typed(ExpressionKind.DATE)
        case Name(name):
            return of_fact(vocabulary[name])
        case Binary(op, left, right):
            return _computed(op, _numeric(left, vocabulary, SIGNS[op]), _numeric(right, vocabulary, SIGNS[op]))
        case Call("floor" | "ceiling" as function, (argument,)):
            return _numeric(argument, vocabulary, function)
        case Call(function, arguments):
            first = of_expression(arguments[0], vocabulary)
            for argument in arguments[1:]:
                first = _joined(first, of_expression(argument, vocabulary), f"放在同一个 {function} 里")
            if first.kind not in (ExpressionKind.NUMBER, ExpressionKind.DATE):
                raise KindError(f"{function} 只用于数或者日期（发现：{first.kind}）")
            return first


def check_test(test: FactTest, vocabulary: Vocabulary) -> None:
    """Refuse a test that compares a number or a day with something else.

    Raises:
        KindError: with what was found and what is allowed.
    """
    fact = vocabulary[test.fact]
    own = of_fact(fact)
    for bound in bounds_of(test.test):
        found = of_expression(bound, vocabulary)
        if found.kind is not own.kind:
            allowed = '@"2026-05-01"' if own.kind is ExpressionKind.DATE else "1000"
            raise KindError(f"{fact.label}是{own.kind}，不能与{found.kind}比较", (allowed,))
        _joined(own, found, "比较")


def check_derived(fact: Fact, expression: Expression, vocabulary: Vocabulary) -> None:
    """Refuse arithmetic that does not give what the fact says it is."""
    own, found = of_fact(fact), of_expression(expression, vocabulary)
    if own.kind is not found.kind:
        raise KindError(f"{fact.label}是{own.kind}，算式得出的却是{found.kind}")
    if own.unit and found.unit and own.unit != found.unit:
        raise KindError(f"{fact.label}的单位是{own.unit}，算式得出的却是{found.unit}")


def _numeric(expression: Expression, vocabulary: Vocabulary, what: str) -> Typed:
    found = of_expression(expression, vocabulary)
    if found.kind is not ExpressionKind.NUMBER:
        named = f"{vocabulary[expression.name].label}是{found.kind}" if isinstance(expression, Name) else found.kind
        raise KindError(f"只有数才能{what if what in SIGNS.values() else '用于 ' + what}（发现：{named}）")
    return found


def _computed(op: str, left: Typed, right: Typed) -> Typed:
    if op in "+-":
        return _joined(left, right, SIGNS[op])
    if right.bare:
        return left
    return right if left.bare and op == "*" else Typed(ExpressionKind.NUMBER)


def _joined(left: Typed, right: Typed, what: str) -> Typed:
    if left.kind is not right.kind:
        raise KindError(f"{left.kind}不能与{right.kind}{what}")
    if left.unit and right.unit and left.unit != right.unit:
        raise KindError(f"单位不同，不能{what}：{left.unit}与{right.unit}")
    return Typed(left.kind, left.unit or right.unit, left.bare and right.bare)
