"""Numbers as Chinese tables write them: 1,000, 两, 三十, 百分之三十, full-width digits; amounts with their unit."""

from __future__ import annotations

import re
from decimal import Decimal

from discretion.words import number

WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%，")
NUMBER = r"(?:\d+(?:,\d{3})*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
_WIDE = re.compile(r"[０-９．％]+")


def narrow(text: str) -> tuple[str, list[str]]:
    """Replace full-width digits.

    Returns:
        The text, and what was replaced, so that the reader is told.
    """
    return text.translate(WIDE), _WIDE.findall(text)


def tidied(value: Decimal | None) -> int | Decimal:
    """A number that was read; a whole one as such."""
    assert value is not None
    return int(value) if value == value.to_integral() else value


def digits(value: Decimal) -> str:
    """A number as FEEL writes it."""
    return f"{value.normalize():f}" if value == value.to_integral() else f"{value:f}"


def between(low: str | None, low_in: bool, high: str | None, high_in: bool) -> str:
    """A test in FEEL of one end or two: >= 5, [5..10)."""
    if low is not None and high is not None:
        return f"{'[' if low_in else '('}{low}..{high}{']' if high_in else ')'}"
    return f"{'>=' if low_in else '>'} {low}" if low is not None else f"{'<=' if high_in else '<'} {high}"


def yuan(text: str, unit: str | None = None) -> Decimal | None:
    """Read an amount in 元: 3000元, 1.5万元, 一万元; a bare number only where the head of the table gives the unit."""
    match = re.fullmatch(rf"({NUMBER})(万元|元)?", text)
    if match is None:
        return None
    value = number(match[1])
    scale = match[2] or unit
    if value is None or scale is None or (match[2] and unit and match[2] != unit):
        return None
    return value * 10_000 if scale == "万元" else value
