"""Insertions and deletions between two texts, for the 修改对照表."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from discretion.pages import Cell, Run

TOKEN = re.compile(
    r"[零一二三四五六七八九十百千万亿]+|[0-9]+(?:\.[0-9]+)?%?|[A-Za-z_.@-]+|.", re.DOTALL
)  # a number is struck out whole, never digit by digit


def marked(before: str | None, after: str | None) -> tuple[Cell, Cell]:
    """The two cells, with what went marked ``delete`` in the first and what came marked ``insert`` in the second."""
    if before is None or after is None:
        return (
            (Run(before, "delete"),) if before is not None else "（无）",
            (Run(after, "insert"),) if after is not None else "（删除）",
        )
    a, b = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < 0.4:  # another sentence: marks letter by letter would only confuse
        return (Run(before, "delete"),), (Run(after, "insert"),)
    old: list[Run] = []
    new: list[Run] = []
    for how, i, j, k, m in matcher.get_opcodes():
        if how == "equal":
            old.append(Run("".join(a[i:j])))
            new.append(Run("".join(b[k:m])))
            continue
        if j > i:
            old.append(Run("".join(a[i:j]), "delete"))
        if m > k:
            new.append(Run("".join(b[k:m]), "insert"))
    return tuple(old), tuple(new)
