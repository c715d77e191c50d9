"""What became of one edit: 已读取, 未读取 or 需补充, at its cell."""

from __future__ import annotations

from dataclasses import dataclass

from discretion.grids import Grid

READ, UNREAD, OPEN = "已读取", "未读取", "需补充"


@dataclass(frozen=True)
class CellChange:
    """One edited cell, or one row of a foreign table.

    Attributes:
        where: sheet and cell.
        status: 已读取, 未读取 or 需补充.
        error: the edit contradicts the law.
        rule: the rule it changes, where it is read.
    """

    where: str
    status: str
    before: str
    after: str
    why: str
    error: bool = False
    sheet: str = ""
    line: int = 0
    column: int = 1
    rule: str = ""


def change_at(
    grid: Grid, place: tuple[int, int], status: str, before: str, after: str, why: str, *, error: bool = False
) -> CellChange:
    """A change at a cell."""
    line, column = place
    return CellChange(grid.address(line, column), status, before, after, why, error, grid.title, line, column)
