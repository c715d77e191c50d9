"""One table: the text of its cells, by line and column, each with the address a reader finds it at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from discretion.errors import Position

Merge = tuple[int, int, int, int]  # first line, first column, last line, last column
Value = str | bool | date | Decimal


@dataclass(frozen=True)
class Grid:
    """One sheet, or one table of a document.

    Attributes:
        title: the sheet's name, or 表1, 表2 … of a document.
        cells: text by (line, column), from 1; empty cells are absent.
        values: what a cell holds where that is no text: numbers, dates, truth values.
        merged: ranges of merged cells.
        hidden: the sheet is hidden; hidden_lines and hidden_columns are hidden within it.
        above: the text of the document before the table, nearest last.
        below: the text of the document after its last table.
        turned: its lines are the columns of the sheet; the addresses are those of the sheet.
        prose: this is no table but the running text of a document, a paragraph a line.
        notes: what was met and left out, such as macros, in words for the reader.
    """

    file: str
    title: str
    cells: Mapping[tuple[int, int], str]
    lines: int
    columns: int
    merged: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    values: Mapping[tuple[int, int], Value] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    prose: bool = False
    turned: bool = False
    notes: tuple[str, ...] = ()

    def text(self, line: int, column: int) -> str:
        """The text of a cell."""
        return self.cells.get((line, column), "")

    def lines_from(self, first: int) -> list[int]:
        """The lines from ``first`` on that hold anything."""
        return sorted({line for line, _ in self.cells if line >= first})

    def where(self, line: int, column: int) -> Position:
        """The place of a cell: 基准.xlsx[裁量基准!D5]."""
        return Position(f"{self.file}[{self.address(line, column)}]")

    def address(self, line: int, column: int) -> str:
        """The cell without the file: 裁量基准!D5."""
        return f"{self.title}!{letters(line)}{column}" if self.turned else f"{self.title}!{letters(column)}{line}"

    def line_name(self, line: int) -> str:
        """A line as the sheet names it: its number, or the letters of a column where it is turned."""
        return letters(line) if self.turned else str(line)


def letters(column: int) -> str:
    """The name of a column: 1 → A, 28 → AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
