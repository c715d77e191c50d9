"""FEEL unary tests and arithmetic (DMN 1.5, grammar rules 7-18), parsed to a small tree.

Nothing is ever executed as Python. Where DMN 1.5 and 1.6 (B-FEEL) differ, what is null in one of them is an error here.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args

from discretion.conditions.spelling import our_spelling, sensible_interval, sensible_list
from discretion.conditions.tree import (
    Binary,
    Call,
    Compare,
    DateLiteral,
    Expression,
    FeelError,
    Interval,
    Name,
    NoneOf,
    Number,
    Operator,
    Sign,
    UnaryTest,
)

if TYPE_CHECKING:
    from lark import Lark

MAX_LENGTH = 500
MAX_DEPTH = 40  # deeper text is hostile, and would exhaust the stack of whoever reads the tree
_DATE = re.compile(r'"[0-9]{4}-[0-9]{2}-[0-9]{2}"')  # fromisoformat alone also takes 20260302 and 2026-W10-1
_THOUSANDS = re.compile(r"[0-9]+,[0-9]+")  # "> 10,000" would read: over 10, or equal to 0
_SIGNS: dict[str, Sign] = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
_OPERATORS: dict[str, Operator] = {op: op for op in get_args(Operator)}
FUNCTIONS = ("min", "max", "floor", "ceiling")


@lru_cache(maxsize=4096)
def parse_tests(text: str) -> UnaryTest:
    """Parse unary tests, e.g. ``"(1000..5000]"``, ``"> 5, = 3"``, ``"not(0)"``.

    Raises:
        FeelError: the text is not a list of unary tests.
    """
    result: UnaryTest = _parse(text, "tests")
    return result


@lru_cache(maxsize=1024)
def parse_expression(text: str) -> Expression:
    """Parse FEEL arithmetic, e.g. ``"max(gross_mass_kg - mass_limit_kg, 0)"``.

    Raises:
        FeelError: the text is not an arithmetic expression.
    """
    result: Expression = _parse(text, "sum")
    return result


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = resources.files(__package__).joinpath("feel.lark").read_text(encoding="utf-8")
    return Lark(grammar, start=["tests", "sum"], parser="lalr", maybe_placeholders=False)


def _parse(text: str, start: str) -> Any:
    from lark.exceptions import UnexpectedInput

    if len(text) > MAX_LENGTH:
        raise FeelError(f"表达式超过{MAX_LENGTH}个字符")
    if match := _THOUSANDS.search(text):
        raise FeelError(
            f"数字中不能有千分位逗号：第{match.start() + 1}个字符处“{match[0]}”；列举多个值的，逗号后加空格"
        )
    try:
        return _build(_parser().parse(text, start=start))
    except UnexpectedInput as error:
        if (ours := our_spelling(text)) is not None:
            offset, why = ours
            raise FeelError(f"第{offset + 1}个字符处“{text[offset : offset + 9]}”：{why}") from None
        if getattr(getattr(error, "token", None), "type", "") == "$END":
            raise FeelError(f"不是有效的 FEEL 表达式：“{text[-10:]}”之后还缺内容") from None
        column = error.column
        raise FeelError(
            f"不是有效的 FEEL 表达式：第{column}个字符处“{text[column - 1 : column + 9]}”无法识别"
        ) from None


def _build(node: Any, depth: int = 0) -> object:  # noqa: C901, PLR0912 - one case per rule of the grammar
    """Turn a lark tree into our own nodes, so that nobody else knows the parser."""
    if depth > MAX_DEPTH:
        raise FeelError(f"表达式嵌套超过{MAX_DEPTH}层")
    kind = node.data
    children: list[Any] = [c if isinstance(c, str) else _build(c, depth + 1) for c in node.children]
    match kind:
        case "number":
            return Number(Decimal(children[0]))
        case "name":
            if (ours := our_spelling(children[0])) is not None:
                raise FeelError(f"“{children[0]}”：{ours[1]}")
            return Name(str(children[0]))
        case "date":
            try:
                if _DATE.fullmatch(children[0]):
                    return DateLiteral(date.fromisoformat(children[0][1:-1]))
            except ValueError:
                pass
            raise FeelError(f'不是有效的日期：{children[0]}，应当写成 @"2026-05-01"')
        case "add" | "subtract" | "multiply" | "divide":
            return Binary(_SIGNS[kind], children[0], children[1])
        case "negate":
            inner = children[0]
            if isinstance(inner, Number):
                return Number(inner.value.copy_negate())  # a minus sign would round to the caller's decimal context
            return Binary("-", Number(Decimal(0)), inner)
        case "call":
            function = str(children[0])
            if function not in FUNCTIONS:
                raise FeelError(f"没有名为 {function} 的函数（可用：{'、'.join(FUNCTIONS)}）")
            arguments = tuple(children[1:])
            if function in ("floor", "ceiling") and len(arguments) != 1:
                raise FeelError(f"{function} 只接受一个参数")
            return Call(function, arguments)
        case "equals":
            return Compare("=", children[0])
        case "compare":
            return Compare(_OPERATORS[children[0]], children[1])
        case "interval":
            return sensible_interval(Interval(children[1], True, children[2], True))
        case "interval_open":
            return sensible_interval(Interval(children[1], True, children[2], False))
        case "open_interval":
            return sensible_interval(Interval(children[0], False, children[1], True))
        case "open_interval_open":
            return sensible_interval(Interval(children[0], False, children[1], False))
        case "none_of":
            return NoneOf(sensible_list((children[0],)))
        case "tests":
            return children[0] if len(children) == 1 else sensible_list(tuple(children))
        case _:  # pragma: no cover - the grammar has no other rule
            raise AssertionError(kind)
