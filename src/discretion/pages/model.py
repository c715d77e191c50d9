"""Tables as data: what is shown, where it comes from, and which rule it is. Writers turn it into a format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Mark = Literal["plain", "strong", "faint", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one mark; ``insert`` and ``delete`` are for 修改对照表. ``to``: the anchor it leads to."""

    text: str
    mark: Mark = "plain"
    to: str = ""


Cell = str | tuple[Run, ...]
# How far a rule binds; nobody may mistake one for another.
RANKS = {"statute": "法定", "published": "已发布", "proposed": "建议稿"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` is its share of the page, in Chinese characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row.

    Attributes:
        rule: the id of the rule it shows, e.g. ``highway.overload.mass#tier:slight``.
        kind: statute, published or proposed; writers colour the source mark by it.
        machine: what only a spreadsheet keeps, in hidden columns, so that the table can be read back.
    """

    cells: tuple[Cell, ...]
    rule: str = ""
    kind: str = ""
    machine: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        group: how many leading columns are merged downwards while they stay equal.
        machine: titles of the hidden columns, in order.
        anchor: where a page has it.
        lead: lines before the table.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    group: int = 0
    notes: tuple[str, ...] = ()
    machine: tuple[str, ...] = ()
    anchor: str = ""
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Tables that belong together: one sheet of a workbook, one chapter of a document; ``folded``: a page opens it on demand."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole document.

    Attributes:
        notes: lines under the title.
        data: what a workbook keeps in its hidden data sheet: rows of cells.
        summary: the answer in numbers, each with its words; a page begins with it.
    """

    title: str
    notes: tuple[str, ...]
    sections: tuple[Chapter, ...]
    data: tuple[tuple[str, ...], ...] = ()
    summary: tuple[tuple[int, str], ...] = ()


def runs(cell: Cell) -> tuple[Run, ...]:
    """A cell as runs."""
    return (Run(cell),) if isinstance(cell, str) else cell


def text_of(cell: Cell) -> str:
    """The text of a cell without its marks."""
    return cell if isinstance(cell, str) else "".join(run.text for run in cell)


def spans(table: Table) -> list[list[int]]:
    """Per row and grouped column: how many rows the cell covers; 0 where a cell above covers it.

    A column is merged only where all columns left of it are.
    """
    height = len(table.rows)
    found = [[1] * table.group for _ in range(height)]
    for start in range(height - 1, 0, -1):
        for column in range(table.group):
            above, here = table.rows[start - 1].cells, table.rows[start].cells
            if above[: column + 1] != here[: column + 1]:
                break
            found[start - 1][column] += found[start][column]
            found[start][column] = 0
    return found
