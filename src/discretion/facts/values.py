"""Exact values: every fact value is one integer in the finest unit that counts.

boolean 0/1 · integer itself · decimal × 10^digits · money in 分 · enum its position · date its ordinal.
Engine, prover, columns and Rete all compute on these integers; nothing else is compared anywhere.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from discretion.conditions import Interval
from discretion.facts.model import Fact, FactType
from discretion.facts.numbers import point, say_yuan
from discretion.facts.units import say_unit

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_WITH_UNIT = re.compile(r"[0-9]+(\.[0-9]+)? ?[^\W\d_]+")  # 60吨, 3000 元, 55.3t
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat alone also takes 20260302 and 2026-W10-1


class ValueProblem(ValueError):  # noqa: N818 - it is reported as a Problem
    """A value does not fit its fact. ``allowed`` says what would."""

    def __init__(self, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.allowed = allowed


def digits(fact: Fact) -> int:
    """Decimal digits of the integer encoding: 2 for money (分), ``digits`` for decimals, else 0."""
    return 2 if fact.type is FactType.MONEY else fact.digits or 0


def bounds(fact: Fact) -> tuple[int, int] | None:
    """The legal domain of a stated fact as encoded integers, both ends included; None if unbounded."""
    match fact.type:
        case FactType.BOOLEAN:
            return 0, 1
        case FactType.ENUM:
            return 0, len(fact.values or {}) - 1
        case FactType.DATE if fact.range is None:
            return date(1949, 10, 1).toordinal(), date(2199, 12, 31).toordinal()
        case _:
            if fact.range is None:
                return None
            return _ends(fact, fact.range)


def typical(fact: Fact) -> tuple[int, int]:
    """The values that are common in practice, encoded as ``bounds`` is; examples are sought among them first.

    Raises:
        ValueError: the fact has none.
    """
    if fact.typical is None:
        raise ValueError(fact.label)
    return _ends(fact, fact.typical)


def _ends(fact: Fact, found: Interval) -> tuple[int, int]:
    return _encoded(found, fact.type, digits(fact))


@lru_cache(4096)  # of the few domains that facts have, asked for with every value
def _encoded(found: Interval, kind: FactType, places: int) -> tuple[int, int]:
    low, high = (_end(kind, places, end) for end in (found.low, found.high))
    return low + (not found.low_inclusive), high - (not found.high_inclusive)


def exact(fact: Fact, value: int) -> Fraction | bool:
    """An encoded value as an exact number in the unit of its fact; a boolean as a bool."""
    return bool(value) if fact.type is FactType.BOOLEAN else Fraction(value, 10 ** digits(fact))


def encode(fact: Fact, raw: object) -> int:
    """Encode a stated value exactly.

    Args:
        fact: the definition.
        raw: bool, int, Decimal, str or date as the case gave it; money and decimals in their unit.

    Raises:
        ValueProblem: wrong type, a float, NaN, too many decimals, or outside the legal domain.
    """
    match fact.type:
        case FactType.BOOLEAN:
            if not isinstance(raw, bool):
                raise ValueProblem("应当是 true 或 false", ("true", "false"))
            return int(raw)
        case FactType.ENUM:
            values = fact.values or {}
            if not isinstance(raw, str) or raw not in values:
                raise ValueProblem("不是列举的值", tuple(values))
            return list(values).index(raw)
        case FactType.DATE:
            value = _date(raw)
        case _:
            value = _scaled(fact.type, digits(fact), raw)
    domain = bounds(fact)
    if domain and not domain[0] <= value <= domain[1]:
        allowed = f"{decode(fact, domain[0])} 至 {decode(fact, domain[1])}"
        raise ValueProblem(f"超出允许的范围（{allowed}{fact.unit or ''}）", (allowed,))
    return value


def decode(fact: Fact, value: int) -> bool | int | str:
    """Turn an encoded value back into what a case file would state (decimals and money as strings)."""
    match fact.type:
        case FactType.BOOLEAN:
            return bool(value)
        case FactType.INTEGER:
            return value
        case FactType.ENUM:
            return list(fact.values or {})[value]
        case FactType.DATE:
            return date.fromordinal(value).isoformat()
        case _:
            return point(value, digits(fact))


def say(fact: Fact, value: int, *beside: int) -> str:
    """Write an encoded value for a reader: ``5000千克``, ``轻微``, ``是``, ``2万元``.

    Args:
        fact: the definition.
        value: the value.
        beside: other values of the fact in the same phrase, so that amounts are written alike.
    """
    match fact.type:
        case FactType.BOOLEAN:
            return "是" if value else "否"
        case FactType.ENUM:
            return list((fact.values or {}).values())[value]
        case FactType.DATE:
            return say_day(date.fromordinal(value))
        case FactType.MONEY:
            return say_yuan(value, *beside)
        case _:
            return f"{point(value, digits(fact))}{unit_name(fact)}"


def say_span(fact: Fact, low: int, high: int) -> str:
    """The values between two ends, both among them: ``1辆至10辆``, ``2万元至5万元``; one alone as itself."""
    return say(fact, low) if low == high else f"{say(fact, low, high)}至{say(fact, high, low)}"


def say_day(day: date) -> str:
    """A day as a decision writes it: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def unit_name(fact: Fact) -> str:
    """The unit as a Chinese reader writes it (元 for money)."""
    if fact.type is FactType.MONEY:
        return "元"
    return say_unit(fact.unit or "")


def _end(kind: FactType, places: int, end: Any) -> int:
    return _date(end.value) if kind is FactType.DATE else _scaled(kind, places, end.value)


def _date(raw: Any) -> int:
    if isinstance(raw, date):
        return raw.toordinal()
    try:
        if _DAY.fullmatch(raw):
            return date.fromisoformat(raw).toordinal()
    except (TypeError, ValueError):
        pass
    raise ValueProblem("应当是日期，例如 2026-03-02")


def _scaled(kind: FactType, places: int, raw: object) -> int:
    scale: int = 10**places
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw * scale
    numerator, denominator = _number(raw).as_integer_ratio()
    value, rest = divmod(numerator * scale, denominator)
    if rest:
        if kind is FactType.INTEGER:
            raise ValueProblem("应当是整数")
        what = "金额只精确到分" if kind is FactType.MONEY else f"最多{places}位小数"
        raise ValueProblem(what)
    return value


def _number(raw: object) -> Decimal:
    if isinstance(raw, bool | float):
        what = "浮点数不精确" if isinstance(raw, float) else "应当是数"
        raise ValueProblem(f'{what}；请写成整数、Decimal 或者带引号的十进制数，例如 "10000.01"')
    # Decimal() alone also takes 6_0000, ６００００, +6e4 and 0060000: what was meant is not for us to say.
    if isinstance(raw, str):
        if _WITH_UNIT.fullmatch(raw):
            raise ValueProblem("应当是数，只写数字，不写单位")
        if not _PLAIN.fullmatch(raw):
            form = "；写成 10000.01 的形式，不写下划线、指数、前面的 0、正号、空格和全角数字" if raw else ""
            raise ValueProblem(f"应当是{'有限的十进制' if raw else ''}数{form}")
        raw = Decimal(raw)
    if not isinstance(raw, Decimal):
        raise ValueProblem("应当是数")
    if not raw.is_finite() or raw.adjusted() > 15 or int(raw.as_tuple().exponent) < -15:
        raise ValueProblem("应当是有限的十进制数")
    return raw
