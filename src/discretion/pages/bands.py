"""Bands on one axis: who stands where, in thousandths of the axis. The template only draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """One band: where it starts and how wide it is in thousandths of the axis; ``width`` 0 where there is no fine."""

    label: str
    text: str
    left: int
    width: int


def bars(bands: Sequence[tuple[str, str, tuple[int, int] | None]]) -> tuple[Bar, ...]:
    """Bands by their label, their words and their ends (any one unit; None without a fine), on an axis from 0 to the highest.

    >>> bars([("甲", "1至2元", (100, 200)), ("乙", "4元", (400, 400)), ("丙", "警告", None)])
    (Bar(label='甲', text='1至2元', left=250, width=250), Bar(label='乙', text='4元', left=990, width=10), Bar(label='丙', text='警告', left=0, width=0))
    """
    top = max([1, *(ends[1] for _, _, ends in bands if ends is not None)])
    return tuple(_bar(label, text, ends, top) for label, text, ends in bands)


def _bar(label: str, text: str, ends: tuple[int, int] | None, top: int) -> Bar:
    if ends is None:
        return Bar(label, text, 0, 0)
    width = max(WHOLE * (ends[1] - ends[0]) // top, WHOLE // 100)  # a point is seen, too
    return Bar(label, text, min(WHOLE * ends[0] // top, WHOLE - width), width)
