"""Exact numbers as they are written: for data, and for readers. ``say_yuan`` is the one notation of amounts."""

from __future__ import annotations

from decimal import Decimal

WAN = 1_000_000  # 一万元 in 分


def point(value: int, places: int) -> str:
    """Write an integer with the decimal point ``places`` digits from its end: ``1000001, 2`` → ``10000.01``.

    Like all amounts, without Decimal arithmetic: that would round to the caller's decimal context.
    """
    if value % 10**places == 0:
        return str(value // 10**places)
    shown = str(abs(value)).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{shown[:-places]}.{shown[-places:].rstrip('0')}"


def plain(number: Decimal) -> str:
    """Write a decimal without exponent and without needless zeros: ``10000.01``, ``3000``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(fen: int) -> str:
    """Write 分 as a decimal string in 元, for data: ``300000`` → ``"3000"``, ``1000001`` → ``"10000.01"``."""
    return point(fen, 2)


def fen(amount: Decimal) -> int:
    """An amount in 元 as 分: what is below one 分 is left out."""
    return int(amount.scaleb(2))


def say_yuans(low: int, high: int) -> str:
    """The amounts between two ends: ``3000元至6000元``; one alone as itself."""
    return say_yuan(low) if low == high else f"{say_yuan(low, high)}至{say_yuan(high, low)}"


def say_yuan(fen: int, *beside: int) -> str:
    """Write 分 for a reader: ``3000元``, ``3万元``, ``1.5万元`` stays ``15000元``.

    Args:
        fen: the amount.
        beside: amounts in the same phrase: 万元 only if all are whole 万元, so that two notations never meet.
    """
    if all(amount >= WAN and amount % WAN == 0 for amount in (fen, *beside)):
        return f"{fen // WAN}万元"
    return f"{yuan(fen)}元"
