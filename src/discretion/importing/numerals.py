"""Numbers as Chinese tables write them: 1,000, 两, 三十, 百分之三十, full-width digits; amounts with their unit."""

from __future__ import annotations

import re
from decimal import Decimal

WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%，")
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}
NUMBER = r"(?:\d+(?:,\d{3})*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
_WIDE = re.compile(r"[０-９．％]+")


def narrow(text: str) -> tuple[str, list[str]]:
    """Replace full-width digits.

    Returns:
        The text, and what was replaced, so that the reader is told.
    """
    return text.translate(WIDE), _WIDE.findall(text)


def number(text: str) -> Decimal | None:
    """Read one number; None when it is none.

    >>> number("1,000"), number("二十五"), number("十"), number("百百")
    (Decimal('1000'), Decimal('25'), Decimal('10'), None)
    """
    if re.fullmatch(r"\d+(?:,\d{3})*(?:\.\d+)?", text):
        return Decimal(text.replace(",", ""))
    total, digit, place = 0, None, 10_000
    for char in text:
        if char in PLACES:
            if PLACES[char] >= place or (digit is None and char != "十"):
                return None
            place = PLACES[char]
            total += (1 if digit is None else digit) * place
            digit = None
        elif char in DIGITS and digit is None:
            digit = DIGITS[char] or None
        else:
            return None
    return Decimal(total + (digit or 0)) if text else None


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
