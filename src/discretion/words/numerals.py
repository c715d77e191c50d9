"""Numbers as Chinese writes them: 1,000, 两, 三十."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}


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
