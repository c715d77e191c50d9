"""Conditions as a lawyer writes them: 超限质量超过1000千克、不超过5000千克; 没有危害后果或者危害后果轻微; 两次以下.

以上 and 以下 include their number, 超过 and 不足 do not (民法典 art. 1259); 不超过 is used where 以下 could be doubted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from discretion.conditions.condition import Condition, Conjunction, Disjunction, FactTest, Negation, enum_names
from discretion.conditions.tree import (
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

ALWAYS_WORDS = "不论情节"
DAY_WORDS = {">": "晚于", ">=": "不早于", "<": "早于", "<=": "不晚于", "=": "为"}
QUALITIES = ("轻微", "较轻", "一般", "较重", "严重", "特别严重", "较大", "重大", "特别重大", "正常")
POSSESSED = ("所得", "损失", "金额")  # one has them or not; anything else is zero or more
DENIALS = ("没有", "未", "不", "无")  # labels that deny already: never 没有没有…
NUMERALS = "零一二三四五六七八九十"


class ConditionWords(Protocol):
    """What the words need to know of the vocabulary."""

    def label(self, fact: str) -> str:
        """The Chinese name of a fact."""

    def number(self, fact: str, value: Decimal, beside: Decimal | None = None) -> str:
        """A number with its unit, as a value of the fact; in one notation with another beside it."""

    def code(self, fact: str, code: str) -> str:
        """The name of an enum value."""

    def clause(self, fact: str, code: str) -> str | None:
        """A clause that says alone that an enum has this value, if the vocabulary has one."""

    def positive(self, fact: str) -> str | None:
        """What a quantity above zero is called (超限), if the vocabulary has a word."""

    def negative(self, fact: str) -> str | None:
        """What the absence of the fact is called, if the vocabulary has a word."""

    def counter(self, fact: str) -> str | None:
        """The measure word of a fact that counts things (次, 辆); None for other quantities."""

    def least(self, fact: str) -> Decimal | None:
        """The smallest legal value of a quantity."""


def say_condition(condition: Condition, reader: ConditionWords) -> str:
    """Write a condition as a clause without 的; an empty one says 不论情节."""
    match condition:
        case Conjunction():
            return _say_all(list(_flat(condition)), reader)
        case Disjunction(items):
            return "，或者".join(_grouped(item, reader) for item in items)
        case Negation(item):
            return f"不属于（{say_condition(item, reader)}）"
        case FactTest(fact, test, truth, _):
            if test is None:
                return say_boolean(reader.label(fact), bool(truth), reader.negative(fact))
            return say_test(fact, test, reader)


def clauses(condition: Condition, reader: ConditionWords) -> list[str]:
    """The clauses that must all hold, one by one, as a numbered list shows them."""
    return [_item(item, reader) for item in _flat(condition)] or [ALWAYS_WORDS]


def _item(item: Condition, reader: ConditionWords) -> str:
    if isinstance(item, Disjunction):
        choices = "；".join(f"（{n}）{say_condition(choice, reader)}" for n, choice in enumerate(item.items, 1))
        return f"有下列情形之一：{choices}"
    return say_condition(item, reader)


def _say_all(items: list[Condition], reader: ConditionWords) -> str:
    required = list(dict.fromkeys(_grouped(item, reader) for item in items if not isinstance(item, Negation)))
    excepted = [f"但{say_condition(item.item, reader)}的除外" for item in items if isinstance(item, Negation)]
    if not required:
        required, excepted = [f"不属于（{say_condition(item, reader)}）" for item in _inner(items)], []
    said = "，".join(required[:-1]) + ("，且" if len(required) > 1 else "") + required[-1] if required else ALWAYS_WORDS
    return "；".join([said, *excepted])


def _inner(items: list[Condition]) -> Iterator[Condition]:
    return (item.item for item in items if isinstance(item, Negation))


def _flat(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, Conjunction):
        for item in condition.items:
            yield from _flat(item)
    else:
        yield condition


def _grouped(item: Condition, reader: ConditionWords) -> str:
    text = say_condition(item, reader)
    return f"（{text}）" if isinstance(item, Conjunction | Disjunction) or "，" in text else text


def say_boolean(label: str, truth: bool, negative: str | None = None) -> str:
    """A boolean fact as a clause: the label itself, or its negation.

    >>> say_boolean("取得港口经营许可证", False), say_boolean("已按规定备案", False), say_boolean("阻碍执法", False)
    ('未取得港口经营许可证', '未按规定备案', '没有阻碍执法的情形')
    >>> say_boolean("从事港口经营", False), say_boolean("未配备监控人员", False)
    ('未从事港口经营', '不存在未配备监控人员的情形')
    >>> say_boolean("依法取得港口经营许可证", False)
    '未依法取得港口经营许可证'
    """
    if truth:
        return label
    if negative is not None:
        return negative
    if label.startswith("已"):
        return f"未{label.removeprefix('已').removeprefix('经')}"
    if label.startswith("当事人为"):
        return f"当事人不是{label.removeprefix('当事人为')}"
    if label.startswith(("取得", "持有", "随车携带", "随船携带", "从事", "依法", "依照", "按照", "按规定")):
        return f"未{label}"
    if label.startswith("属于"):
        return f"不{label}"
    return f"{'不存在' if label.startswith(DENIALS) else '没有'}{label}的情形"


def say_test(fact: str, test: UnaryTest, reader: ConditionWords) -> str:
    """A test of a fact that is not a boolean, as a clause with the fact's name."""
    label = reader.label(fact)
    listed = enum_names(test)
    if listed is not None:
        return _say_codes(fact, listed, reader)
    match test:
        case Compare(op, bound):
            return _say_comparison(fact, op, bound, reader)
        case Interval(Number(low), False, high, inclusive) if low == 0:
            return _say_above_zero_to(fact, "<=" if inclusive else "<", high, reader)
        case Interval():
            return label + _say_interval(fact, test, reader)
        case AnyOf(tests):
            return "或者".join(say_test(fact, member, reader) for member in tests)
        case NoneOf(inner):
            excluded = enum_names(inner)
            if excluded is not None:
                return f"{label}不为{_joined([reader.code(fact, code) for code in excluded])}"
            return f"不属于（{say_test(fact, inner, reader)}）"


def _say_codes(fact: str, codes: tuple[str, ...], reader: ConditionWords) -> str:
    """没有危害后果或者危害后果轻微; 公路类别为国道或者省道; what the vocabulary has a clause for stands alone."""
    label = reader.label(fact)
    alone: list[str] = []
    qualities: list[str] = []
    others: list[str] = []
    for code in codes:
        name = reader.code(fact, code)
        clause = reader.clause(fact, code)
        if clause is not None:
            alone.append(clause)
        elif name in ("没有", "无"):
            # A label that is itself a denial (未…, 建设单位未…) is not denied by 没有: 没有未依法取得… says nothing.
            denied = any(word in label for word in DENIALS)
            alone.append(f"不存在{label}的情形" if denied else f"没有{label}")
        elif name in QUALITIES:
            qualities.append(name)
        else:
            others.append(name)
    if qualities:
        alone.append(label + _joined(qualities))
    if others:
        alone.append(f"{label}为{_joined(others)}")
    return _joined(alone)


def _say_comparison(fact: str, op: str, bound: Expression, reader: ConditionWords) -> str:
    label = reader.label(fact)
    if isinstance(bound, DateLiteral):
        return label + DAY_WORDS[op] + _bound(fact, bound, reader)
    if isinstance(bound, Number) and bound.value == 0:
        if op == ">":
            return _above_zero(fact, reader)
        if op == "=" or (op == "<=" and reader.least(fact) == 0):
            return _zero(fact, reader)
    said = _bound(fact, bound, reader, counted=True)
    if isinstance(bound, Number) and op == "<=" and bound.value == reader.least(fact):
        return f"{label}为{said}"
    counted = reader.counter(fact) is not None
    match op:
        case ">":
            return f"{label}超过{said}"
        case ">=":
            return f"{label}{'在' if isinstance(bound, Binary) else ''}{said}以上"
        case "<":
            return f"{label}不足{said}"
        case "<=":
            return f"{label}{said}以下" if counted else f"{label}不超过{said}"
        case _:
            return f"{label}为{said}"


def _above_zero(fact: str, reader: ConditionWords) -> str:
    label = reader.label(fact)
    return reader.positive(fact) or (f"有{label}" if label.endswith(POSSESSED) else f"{label}大于零")


def _say_above_zero_to(fact: str, op: str, high: Expression, reader: ConditionWords) -> str:
    """超限且超限质量不超过1000千克; 施工损坏路产的长度大于零、不超过10米."""
    label = reader.label(fact)
    if reader.positive(fact) or label.endswith(POSSESSED):
        return f"{_above_zero(fact, reader)}且{_say_comparison(fact, op, high, reader)}"
    return f"{label}大于零、{'不超过' if op == '<=' else '不足'}{_bound(fact, high, reader, counted=True)}"


def _zero(fact: str, reader: ConditionWords) -> str:
    label = reader.label(fact)
    return reader.negative(fact) or (f"没有{label}" if label.endswith(POSSESSED) else f"{label}为零")


def _say_interval(fact: str, interval: Interval, reader: ConditionWords) -> str:
    both = (interval.low, interval.high)
    small = all(isinstance(end, Number) and end.value <= 10 for end in both)
    others = (interval.high, interval.low)
    low, high = (
        _bound(fact, end, reader, counted=small, beside=other) for end, other in zip(both, others, strict=True)
    )
    if interval.low_inclusive and interval.high_inclusive:
        return f"为{low}" if interval.low == interval.high else f"{low}以上{high}以下"
    start = f"{low}以上" if interval.low_inclusive else f"超过{low}"
    return f"{start}、{'不超过' if interval.high_inclusive else '不足'}{high}"


def say_expression(expression: Expression, reader: ConditionWords, number: Callable[[Decimal], str]) -> str:
    """Arithmetic with the facts' Chinese names."""
    match expression:
        case Number(value):
            return number(value)
        case DateLiteral(day):
            return f"{day.year}年{day.month}月{day.day}日"
        case Name(name):
            return reader.label(name)
        case Binary("*", whole, Number(part)) if part < 10 and (Fraction(part) * 100).denominator == 1:
            return f"{_nested(whole, reader)}的{Fraction(part) * 100}%"
        case Binary("/", Binary("*", whole, Number(part)), Number(of)) if _counts(part, of):
            return f"{_nested(whole, reader)}的{NUMERALS[int(of)]}分之{NUMERALS[int(part)]}"
        case Binary(op, left, right):
            sign = {"+": "＋", "-": "－", "*": "×", "/": "÷"}[op]
            return f"{_nested(left, reader)}{sign}{_nested(right, reader)}"
        case Call(function, arguments):
            name = {"min": "较小者", "max": "较大者", "floor": "取整", "ceiling": "进位取整"}[function]
            return f"{name}（{'，'.join(_nested(item, reader) for item in arguments)}）"


def _counts(part: Decimal, of: Decimal) -> bool:
    """Whether both make a fraction that is written out: 三分之二."""
    return 0 < part < of <= 10 and part == int(part) and of == int(of)


def _nested(expression: Expression, reader: ConditionWords) -> str:
    text = say_expression(expression, reader, lambda value: format(value, "f"))
    return f"（{text}）" if isinstance(expression, Binary) and expression.op in "+-" else text


def _bound(
    fact: str, bound: Expression, reader: ConditionWords, *, counted: bool = False, beside: Expression | None = None
) -> str:
    """A bound in the words of its fact; small counts are written out: 两次, 十辆."""
    counter = reader.counter(fact) if counted else None
    if counter is not None and isinstance(bound, Number) and bound.value in range(11):
        return ("两" if bound.value == 2 else NUMERALS[int(bound.value)]) + counter
    other = beside.value if isinstance(beside, Number) else None
    return say_expression(bound, reader, lambda value: reader.number(fact, value, other))


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else "、".join(names[:-1]) + "或者" + names[-1]
