"""Read a workbook into plain grids of text. Hostile files are refused before anything is unpacked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from discretion.errors import MissingExtra, Position, Problem, UsageError

MAX_PACKED = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_CELLS = 400_000
_MERGE = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        cells: text by (line, column), from 1; empty cells are absent.
        merged: the ranges of merged cells as (first line, first column, last line, last column).
    """

    file: str
    title: str
    cells: Mapping[tuple[int, int], str]
    lines: int
    columns: int
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False

    def text(self, line: int, column: int) -> str:
        """The text of a cell."""
        return self.cells.get((line, column), "")

    def where(self, line: int, column: int) -> Position:
        """The place of a cell: 基准.xlsx[裁量基准!D5]."""
        return Position(f"{self.file}[{self.title}!{letters(column)}{line}]")


def letters(column: int) -> str:
    """The name of a column: 1 → A, 28 → AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def read_workbook(path: Path) -> list[Sheet]:
    """Read all sheets.

    Raises:
        UsageError: no workbook, or too large to be one.
        MissingExtra: openpyxl is not installed.
    """
    where = Position(str(path))
    _inspect(path, where)
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise MissingExtra("tables", "Excel 表格") from None
    try:
        book = load_workbook(path)
    except Exception as failure:  # noqa: BLE001 - openpyxl raises whatever its parsers raise
        raise UsageError(Problem(f"不能作为 Excel 工作簿读取（{type(failure).__name__}）", where)) from None
    return [_sheet(path.name, sheet) for sheet in book.worksheets]


def _inspect(path: Path, where: Position) -> None:
    if not path.is_file():
        raise UsageError(Problem("文件不存在", where))
    if path.stat().st_size > MAX_PACKED:
        raise UsageError(Problem(f"文件超过{MAX_PACKED // 1_000_000}MB", where))
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise UsageError(Problem("工作簿展开后过大", where))
            for item in archive.infolist():
                if item.filename.startswith("xl/worksheets/") and item.filename.endswith(".xml"):
                    _inspect_merges(archive.read(item), where)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        remedy = "在 Excel 或者 WPS 中另存为 .xlsx"
        raise UsageError(Problem("不是 xlsx 工作簿", where, remedy=remedy)) from None


def _inspect_merges(xml: bytes, where: Position) -> None:
    """Openpyxl makes an object of every merged cell: a merge of a whole sheet would fill the memory."""
    total = 0
    for left, top, right, bottom in _MERGE.findall(xml):
        total += (_number(right) - _number(left) + 1) * (int(bottom) - int(top) + 1)
        if total > MAX_CELLS:
            raise UsageError(Problem("合并单元格的范围过大", where))


def _number(name: bytes) -> int:
    value = 0
    for letter in name:
        value = value * 26 + letter - 64
    return value


def _sheet(file: str, sheet: Any) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    for row in sheet._cells.values():  # noqa: SLF001 - only the cells that exist: a sheet may claim a million lines
        text = _text(row.value)
        if text:
            cells[row.row, row.column] = text
    merged = tuple((item.min_row, item.min_col, item.max_row, item.max_col) for item in sheet.merged_cells.ranges)
    lines = max((line for line, _ in cells), default=0)
    columns = max((column for _, column in cells), default=0)
    return Sheet(file, sheet.title, cells, lines, columns, merged, sheet.sheet_state != "visible")


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return format(Decimal(repr(value)).normalize(), "f")  # what the cell shows, not its binary neighbour
    return str(value).strip()


def lines_of(sheet: Sheet, first: int) -> Iterator[int]:
    """The lines from ``first`` on that hold anything."""
    yield from sorted({line for line, _ in sheet.cells if line >= first})
