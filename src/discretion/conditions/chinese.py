"""Conditions in legal Chinese: 超限质量超过1000千克、不超过5000千克."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

from discretion.conditions.condition import And, Condition, FactTest, Not, Or, enum_names
from discretion.conditions.feel import (
    AnyOf,
    Binary,
    Call,
    Compare,
    DateLiteral,
    Expression,
    Interval,
    Name,
    NoneOf,
    Number,
    UnaryTest,
)

WORDS = {">": "超过", ">=": "达到", "<": "不足", "<=": "不超过", "=": "为"}


class Reader(Protocol):
    """What the words need to know of the vocabulary."""

    def label(self, fact: str) -> str:
        """The Chinese name of a fact."""

    def number(self, fact: str, value: Decimal) -> str:
        """A number with its unit, as a value of the fact."""

    def code(self, fact: str, code: str) -> str:
        """The name of an enum value."""


def say_condition(condition: Condition, reader: Reader) -> str:
    """Write a condition as a lawyer does; an empty one says 不论情节."""
    match condition:
        case And(items):
            return "，且".join(_grouped(item, reader) for item in items) or "不论情节"
        case Or(items):
            return "，或者".join(_grouped(item, reader) for item in items)
        case Not(item):
            return f"不属于（{say_condition(item, reader)}）"
        case FactTest(fact, test, truth, _):
            if test is None:
                return say_boolean(reader.label(fact), bool(truth))
            return reader.label(fact) + say_test(fact, test, reader)


def say_boolean(label: str, truth: bool) -> str:
    """A boolean fact as a clause: the label itself, or its negation."""
    if truth:
        return label
    for positive, negative in (("未", ""), ("没有", "有"), ("不", "")):
        if label.startswith(positive) and len(label) > 4:
            return f"并非{label}"
    if label.startswith("持有"):
        return f"未{label}"
    if label.startswith("有"):
        return f"没{label}"
    if label.startswith("已"):
        return f"尚未{label[1:]}"
    return f"不属于“{label}”"


def say_test(fact: str, test: UnaryTest, reader: Reader) -> str:
    """The predicate of a test, after the fact's name."""
    listed = enum_names(test)
    if listed is not None:
        return "为" + _joined([reader.code(fact, code) for code in listed])
    match test:
        case Compare(op, bound):
            return WORDS[op] + _bound(fact, bound, reader)
        case Interval(low, low_inclusive, high, high_inclusive):
            start, end = _bound(fact, low, reader), _bound(fact, high, reader)
            lower = f"{start}以上" if low_inclusive else f"超过{start}"
            return f"{lower}、{'不超过' if high_inclusive else '不足'}{end}"
        case AnyOf(tests):
            return "或者".join(say_test(fact, member, reader) for member in tests)
        case NoneOf(inner):
            excluded = enum_names(inner)
            if excluded is not None:
                return "不为" + _joined([reader.code(fact, code) for code in excluded])
            return f"不是（{say_test(fact, inner, reader)}）"


def say_expression(expression: Expression, reader: Reader, number: Callable[[Decimal], str]) -> str:
    """Arithmetic with the facts' Chinese names."""
    match expression:
        case Number(value):
            return number(value)
        case DateLiteral(day):
            return f"{day.year}年{day.month}月{day.day}日"
        case Name(name):
            return reader.label(name)
        case Binary("*", whole, Number(part)) if part < 10 and (part * 100) == int(part * 100):
            return f"{_nested(whole, reader)}的{int(part * 100)}%"
        case Binary(op, left, right):
            sign = {"+": "＋", "-": "－", "*": "×", "/": "÷"}[op]
            return f"{_nested(left, reader)}{sign}{_nested(right, reader)}"
        case Call(function, arguments):
            name = {"min": "较小者", "max": "较大者", "floor": "取整", "ceiling": "进位取整"}[function]
            return f"{name}（{'，'.join(_nested(item, reader) for item in arguments)}）"


def _nested(expression: Expression, reader: Reader) -> str:
    text = say_expression(expression, reader, lambda value: format(value, "f"))
    return f"（{text}）" if isinstance(expression, Binary) and expression.op in "+-" else text


def _bound(fact: str, bound: Expression, reader: Reader) -> str:
    return say_expression(bound, reader, lambda value: reader.number(fact, value))


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else "、".join(names[:-1]) + "或者" + names[-1]


def _grouped(item: Condition, reader: Reader) -> str:
    text = say_condition(item, reader)
    return f"（{text}）" if isinstance(item, Or) or (isinstance(item, And) and len(item.items) > 1) else text
