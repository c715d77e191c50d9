"""What is FEEL, or looks like it, and is refused: each with the spelling that says it here, or why it says nothing."""

from __future__ import annotations

import re
from fractions import Fraction
from operator import add, mul, sub, truediv

from discretion.conditions.tree import (
    AnyOf,
    Binary,
    Compare,
    DateLiteral,
    Expression,
    FeelError,
    Interval,
    NoneOf,
    Number,
    UnaryTest,
)

# The first that occurs in a text that does not parse (or in a name) is what its writer most likely meant.
_SPELLINGS = (
    (r"!=|<>|≠", "不写 !=；不等于写作 not(…)，例如 not(5)、not(none)"),
    (r"\bdate\s*\(", '不写 date("…")；日期写作 @"2026-05-01"'),
    (r"(?<!@)\"|“|”|'", "文字不加引号；列举的值直接写代码，例如 serious"),
    (r"^\s*[-—–]\s*$", "不写 -；不论某一事实如何的，条件中不写该事实"),
    (r"\bnull\b", "不写 null；没有载明的事实不是条件，不论如何的不写该事实"),
    (r"\b(true|false)\b", "true、false 不加引号，单独写作是非事实的检验，不能参与计算"),
    (r"[0-9][eE][-+]?[0-9]", "不写科学记数法；数写全，例如 12300"),
    (r"(?<![0-9.])\.[0-9]", "小数点前写 0，例如 0.872"),
    (r"\*\*", "不写乘方；写作乘法"),
    (r"\b(and|or|between|in|if|for|some|every|instance)\b", "不写 and、or、between、in；区间写作 [1..5]，并列的条件写作 all / any"),
    (r"[≥≤＞＜＝≧≦]", "比较写作 >、>=、<、<=、=（半角）"),
    (r"[，、；（）［］【】０-９．]", "标点和数字写半角，例如 (1..5], 7"),
    (r"\[\s*\]|\[[^.\]]*\]", "列举多个值的不加方括号，或者写成 YAML 列表"),
    (r"%", "百分之二十写作 0.2 或者 * 20 / 100"),
)  # fmt: skip


_OPERATIONS = {"+": add, "-": sub, "*": mul, "/": truediv}


def our_spelling(text: str) -> tuple[int, str] | None:
    """Where a text is FEEL or a published table's notation, and how to write it here; None when it is neither.

    >>> our_spelling('= "High"')
    (2, '文字不加引号；列举的值直接写代码，例如 serious')
    """
    for pattern, message in _SPELLINGS:
        if found := re.search(pattern, text):
            return found.start(), message
    return None


def sensible_interval(interval: Interval) -> Interval:
    """An interval of constants with something in it. FEEL swaps reversed ends or finds nothing; both hide a slip.

    Raises:
        FeelError: reversed, or empty.
    """
    low, high = _constant(interval.low), _constant(interval.high)
    if low is not None and high is not None and type(low) is type(high):
        if low > high:
            raise FeelError("区间的起点大于终点，两端写反了")
        if low == high and not (interval.low_inclusive and interval.high_inclusive):
            raise FeelError("区间里没有任何值：两端相同而不都包含")
    return interval


def sensible_list(tests: tuple[UnaryTest, ...]) -> UnaryTest:
    """The members of a list of unary tests: no ``not`` among them, none that another already covers.

    Raises:
        FeelError: ``1, not(2)``; ``not(not(1))``; ``> 3, 5000``.
    """
    members = [member for test in tests for member in (test.tests if isinstance(test, AnyOf) else (test,))]
    if any(isinstance(member, NoneOf) for member in members):
        raise FeelError("not(…) 只能单独作为整个检验，不能列举在其他检验之间，也不能套在另一个 not 之内")
    for index, member in enumerate(members):
        for other in members[index + 1 :]:
            if _covers(member, other) or _covers(other, member):
                raise FeelError("列举的检验中，一个已包含另一个；千分位逗号、重复的值都会这样，请只写一个")
    return members[0] if len(members) == 1 else AnyOf(tuple(members))


def _constant(expression: Expression) -> Fraction | int | None:
    """What an expression without names comes to."""
    match expression:
        case Number(value):
            return Fraction(value)
        case Binary(op, left, right):
            a, b = _constant(left), _constant(right)
            if not isinstance(a, Fraction) or not isinstance(b, Fraction) or (op == "/" and b == 0):
                return None
            return Fraction(_OPERATIONS[op](a, b))
        case DateLiteral(day):
            return day.toordinal()
    return None


def _covers(whole: UnaryTest, part: UnaryTest) -> bool:
    """Whether everything that passes ``part`` passes ``whole``, as far as constants tell."""
    if whole == part:
        return True
    outer, inner = _span(whole), _span(part)
    if outer is None or inner is None:
        return False
    (low, low_in), (high, high_in) = outer
    (first, first_in), (last, last_in) = inner
    starts = low is None or (first is not None and (first > low or (first == low and (low_in or not first_in))))
    ends = high is None or (last is not None and (last < high or (last == high and (high_in or not last_in))))
    return starts and ends


_End = tuple[Fraction | int | None, bool]


def _span(test: UnaryTest) -> tuple[_End, _End] | None:
    """The low and the high end of what passes a test with constant bounds; None as an end: open."""
    match test:
        case Compare(op, bound):
            value = _constant(bound)
            if value is None:
                return None
            low = (value, op != ">") if op in (">", ">=", "=") else (None, False)
            high = (value, op != "<") if op in ("<", "<=", "=") else (None, False)
            return low, high
        case Interval(low_bound, low_in, high_bound, high_in):
            ends = _constant(low_bound), _constant(high_bound)
            return None if None in ends else ((ends[0], low_in), (ends[1], high_in))
    return None
