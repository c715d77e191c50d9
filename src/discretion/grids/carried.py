"""The hidden part of a Word document of ours: what stands in hidden columns beside the rows that it names, and a hidden sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from discretion.grids.archive import Archive
from discretion.grids.grid import Grid
from discretion.grids.limits import Budget

ROW = re.compile(r"rule_(\d{1,6})")
_PART = re.compile(r"customXml/item\d{1,3}\.xml")
_OURS = b"urn:discretion:rules"


@dataclass
class _Part:
    budget: Budget
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    sheet: list[list[str]] = field(default_factory=list)
    _row: int | None = None
    _name: str = ""
    _text: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            number = attributes.get("id", "")
            self._row = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None
            if self._row is None:
                self.sheet.append([])
        elif name == "c":
            self._name, self._text = attributes.get("n", ""), []

    def end(self, name: str) -> None:
        if name != "c":
            return
        text = "".join(self._text)
        self.budget.cell(text)
        if self._row is not None:
            self.rows.setdefault(self._row, {})[self._name] = text
        elif self.sheet:
            self.sheet[-1].append(text)

    def data(self, text: str) -> None:
        self._text.append(text)


def with_carried(archive: Archive, grids: list[Grid], named: list[Mapping[int, int]], budget: Budget) -> list[Grid]:
    """The tables with the hidden columns of their rows, and the hidden sheet; as they are where there is none.

    Args:
        archive: the document.
        grids: its tables.
        named: of each table, line → number of the row, by its bookmark.
        budget: what is left to read.
    """
    part = _Part(budget)
    for name in sorted(archive.names):
        if _PART.fullmatch(name) and _OURS in archive.part(name)[:200]:
            archive.walk(name, part)
            break
    else:
        return grids
    found = [_beside(grid, lines, part.rows) for grid, lines in zip(grids, named, strict=True)]
    cells = {(n, c): text for n, row in enumerate(part.sheet, 1) for c, text in enumerate(row, 1) if text}
    width = max((len(row) for row in part.sheet), default=0)
    return [*found, Grid(grids[0].file, "规则数据", cells, len(part.sheet), width, hidden=True)]


def _beside(grid: Grid, lines: Mapping[int, int], rows: Mapping[int, Mapping[str, str]]) -> Grid:
    known = {line: rows[number] for line, number in lines.items() if number in rows}
    names = list(dict.fromkeys(name for row in known.values() for name in row))
    if not names:
        return grid
    columns = {name: grid.columns + index for index, name in enumerate(names, 1)}
    cells = dict(grid.cells) | {(1, column): name for name, column in columns.items()}
    cells |= {(line, columns[name]): text for line, row in known.items() for name, text in row.items() if text}
    hidden = grid.hidden_columns | set(columns.values())
    return replace(grid, cells=cells, columns=grid.columns + len(names), hidden_columns=hidden)
