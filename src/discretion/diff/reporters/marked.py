"""Insertions and deletions between two texts, for the 修改对照表."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from discretion.pages import Cell, Run

ALIKE = 0.4  # below, it is another sentence: marks letter by letter would only confuse
NOTHING = Run("（无）", "faint")
ABSENT = (Run("（本库没有编入）", "faint"),)
# A number is struck out whole, never digit by digit.
TOKEN = re.compile(
    r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|《[^》]*》|[零一二三四五六七八九十百千万亿]+|[0-9]+(?:\.[0-9]+)?%?|[A-Za-z_.@-]+|.",
    re.DOTALL,
)


def inline(before: str, after: str) -> tuple[Run, ...]:
    """Both texts in one, as a revision of the first: what is deleted and what is inserted, word by word.

    >>> [(run.mark, run.text) for run in inline("处1000元罚款", "处2000元以下罚款")][1:4]
    [('delete', '1000'), ('insert', '2000'), ('plain', '元')]
    """
    a, b = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < ALIKE:
        return Run(before, "delete"), Run(after, "insert")
    found: list[Run] = []
    for how, i, j, k, m in matcher.get_opcodes():
        if how == "equal":
            found.append(Run("".join(a[i:j])))
            continue
        found += [Run("".join(a[i:j]), "delete")] * (j > i) + [Run("".join(b[k:m]), "insert")] * (m > k)
    return tuple(found)


def marked(before: str | None, after: str | None, *, revised: bool = True) -> tuple[Cell, Cell]:
    """The two cells, with what went marked ``delete`` in the first and what came marked ``insert`` in the second.

    Args:
        revised: the second takes the place of the first; else what only one of them has is neither new nor deleted.
    """
    if not revised and (before is None or after is None):
        return before if before is not None else ABSENT, after if after is not None else ABSENT
    if before is None or after is None:
        return (
            (Run(before, "delete"),) if before is not None else (NOTHING,),
            (Run(after, "insert"),) if after is not None else (NOTHING,),
        )
    both = inline(before, after)
    return tuple(run for run in both if run.mark != "insert"), tuple(run for run in both if run.mark != "delete")
