"""Tables in plain text: a Chinese character takes two columns of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    r"""Align rows of cells.

    >>> print("\n".join(columns([("检查", "数"), ("gap", "12")])))
    检查  数
    gap   12
    """
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
