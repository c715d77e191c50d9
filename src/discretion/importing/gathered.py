"""The cells of one tier that stands on several lines, or in several columns, as one text."""

from __future__ import annotations

import re

from discretion.importing.spelling import tidy
from discretion.importing.standard import PENALTY, Standard, read_standard
from discretion.importing.titles import look

_BEGUN = re.compile(  # a line that begins a condition, and not the rest of one that the width of the column broke
    r"\s*(?:[\d一二三四五六七八九十]|第|[首初再多屡]次|拒|逾期|未|不|没有|造成|引发|有|在|因|涉及|使用|擅自|占用|违法|及时|主动|经|超)"
)
_TIMES = re.compile(r"\s*(?P<n>\d+|[一二两三四五六七八九十]+)次?(?P<more>及?以上)?\s*")  # 违法次数: 2
_WINDOW = re.compile(r"(?:\d+|[一二两三])(?:个月|年)(?:之?内|度内)")


def between(low: str, high: str) -> str:
    """下限 | 上限 in two columns, as one range."""
    least = "" if low in ("0", "/", "—", "-", "无") else low
    return f"处{least}以上{high}以下罚款" if least and high else f"处{high}以下罚款" if high else low


def counted(text: str, title: str) -> str:
    """违法次数（一年内）| 第二次, 违法次数 | 2: a count with what its title says of it."""
    if not text or not re.search("次数|频次", title):
        return text
    times, window = _TIMES.fullmatch(text), _WINDOW.search(title)
    told = f"违法{times['n']}次{times['more'] or ''}" if times else text
    return f"{window[0]}{told}" if window and not _WINDOW.search(text) else told


def listed(pieces: list[str]) -> str:
    """The conditions on several lines of one tier: each by itself, or one that the page broke."""
    text = ""
    for piece in pieces:
        last = text.rsplit("\n", maxsplit=1)[-1]
        whole = (
            last and not re.search("[，；。：、]$", last) and look([last])["condition"] and look([piece])["condition"]
        )
        apart = whole and (_BEGUN.match(piece) or (_ended(last) and _ended(piece)))
        mark = "；" if apart else "\n" if text else ""
        text = f"{text}{mark}{piece}"
    return text


def _ended(text: str) -> bool:
    """Whether it is a clause to its end: …的."""
    return text.rstrip().endswith("的")


def pieced(pieces: list[str]) -> str:
    """The pieces of a cell: one text that the page broke, or several that stand for themselves."""
    whole = "".join(pieces)
    if len(pieces) < 2 or isinstance(read_standard(whole), Standard):
        return whole
    apart = "；".join(pieces)
    if isinstance(read_standard(apart), Standard) or all(
        isinstance(read_standard(piece), Standard) for piece in pieces
    ):
        return apart
    return (
        apart
        if all(PENALTY.search(tidy(piece)[:4]) or tidy(piece).startswith("违法所得") for piece in pieces)
        else whole
    )
