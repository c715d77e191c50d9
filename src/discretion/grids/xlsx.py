"""Excel workbooks, read from their XML: the cells that exist, never the million that a sheet claims."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from discretion.grids.archive import Archive
from discretion.grids.grid import Grid, Merge, Value
from discretion.grids.limits import MAX_TABLES, Budget

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))  # built-in number formats of dates
_BOOK = "xl/workbook.xml"


def read_xlsx(archive: Archive, file: str, budget: Budget) -> list[Grid]:
    """Read all sheets."""
    book = _Book()
    archive.walk(_BOOK, book)
    relations = _Relations()
    archive.walk("xl/_rels/workbook.xml.rels", relations)
    strings = _Strings(budget)
    archive.walk("xl/sharedStrings.xml", strings)
    styles = _Styles()
    archive.walk("xl/styles.xml", styles)
    if len(book.sheets) > MAX_TABLES:
        raise budget.refused(f"工作簿超过{MAX_TABLES}个工作表")
    notes: tuple[str, ...] = ("工作簿带有宏，没有执行",) if "xl/vbaProject.bin" in archive.names else ()
    if any(name.startswith("xl/externalLinks/") for name in archive.names):
        notes += ("工作簿引用了别的文件，没有读取所引用的文件",)
    grids = []
    for title, relation, hidden in book.sheets:
        target = relations.targets.get(relation, "")
        if "worksheets/" not in target:
            continue  # charts and macro sheets
        sheet = _Sheet(budget, strings.found, styles, epoch1904=book.epoch1904)
        archive.walk(f"xl/{target}" if not target.startswith("/") else target[1:], sheet)
        grids.append(sheet.grid(file, title, hidden=hidden, notes=notes))
    return grids


@dataclass
class _Book:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    epoch1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((
                attributes.get("name", ""), attributes.get("id", ""), attributes.get("state", "visible") != "visible"
            ))  # fmt: skip
        elif name == "workbookPr":
            self.epoch1904 = attributes.get("date1904") in ("1", "true")

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


@dataclass
class _Relations:
    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


@dataclass
class _Styles:
    """Which styles show a date, and which a share of a hundred."""

    dates: set[int] = field(default_factory=set)
    percents: set[int] = field(default_factory=set)
    _custom: set[int] = field(default_factory=set)
    _shares: set[int] = field(default_factory=lambda: {9, 10})
    _cells: bool = False
    _count: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", attributes.get("formatCode", ""))
            if re.search(r"[yYdD年月日]", code):
                self._custom.add(_int(attributes.get("numFmtId")))
            elif "%" in code:
                self._shares.add(_int(attributes.get("numFmtId")))
        elif name == "cellXfs":
            self._cells = True
        elif name == "xf" and self._cells:
            number = _int(attributes.get("numFmtId"))
            if number in _DATES or number in self._custom:
                self.dates.add(self._count)
            elif number in self._shares:
                self.percents.add(self._count)
            self._count += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._cells = False

    def data(self, text: str) -> None: ...


@dataclass
class _Strings:
    budget: Budget
    found: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _text: bool = False
    _phonetic: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if name == "si":
            self._parts = []
        self._phonetic = self._phonetic or name == "rPh"
        self._text = name == "t" and not self._phonetic

    def end(self, name: str) -> None:
        if name == "t":
            self._text = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.found.append("".join(self._parts))
            self.budget.cell(self.found[-1])

    def data(self, text: str) -> None:
        if self._text:
            self._parts.append(text)


class _Sheet:
    def __init__(self, budget: Budget, strings: list[str], styles: _Styles, *, epoch1904: bool) -> None:
        self._budget, self._strings, self._styles = budget, strings, styles
        self._epoch = date(1904, 1, 1) if epoch1904 else date(1899, 12, 30)
        self._cells: dict[tuple[int, int], str] = {}
        self._values: dict[tuple[int, int], Value] = {}
        self._formulas: set[tuple[int, int]] = set()
        self._merged: list[Merge] = []
        self._hidden_lines: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._line = self._column = 0
        self._kind, self._style = "", 0
        self._parts: list[str] = []
        self._open = self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._line = _int(attributes.get("r")) or self._line + 1
                self._column = 0
                self._budget.place(self._line, 1)
                if attributes.get("hidden") in ("1", "true"):
                    self._hidden_lines.add(self._line)
            case "c":
                self._cell(attributes)
            case "f":
                self._formulas.add((self._line, self._column))
            case "rPh":
                self._phonetic = True
            case "v" | "t":
                self._open = not self._phonetic
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "col" if attributes.get("hidden") in ("1", "true"):
                low, high = _int(attributes.get("min")), _int(attributes.get("max"))
                self._hidden_columns.update(range(low, min(high, low + 1000) + 1))

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._open = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "c":
            self._store("".join(self._parts))

    def data(self, text: str) -> None:
        if self._open:
            self._parts.append(text)

    def grid(self, file: str, title: str, *, hidden: bool, notes: tuple[str, ...]) -> Grid:
        lines = max((line for line, _ in self._cells), default=0)
        columns = max((column for _, column in self._cells), default=0)
        return Grid(
            file, title, self._cells, lines, columns, tuple(self._merged), hidden, frozenset(self._hidden_lines),
            frozenset(self._hidden_columns), self._values, frozenset(self._formulas), notes=notes,
        )  # fmt: skip

    def _cell(self, attributes: dict[str, str]) -> None:
        place = _CELL.fullmatch(attributes.get("r", ""))
        if place:
            self._line, self._column = int(place[2]), column_number(place[1])
        else:
            self._column += 1
        self._budget.place(self._line, self._column)
        self._kind, self._style = attributes.get("t", "n"), _int(attributes.get("s"))
        self._parts = []

    def _store(self, raw: str) -> None:
        if not raw:
            return
        text, value = self._read(raw)
        text = text.strip()
        if text:
            place = self._line, self._column
            self._budget.cell(text)
            self._cells[place] = text
            if value is not None:
                self._values[place] = value

    def _read(self, raw: str) -> tuple[str, Value | None]:
        if self._kind == "s":
            index = _int(raw)
            return (self._strings[index] if index < len(self._strings) else ""), None
        if self._kind == "b":
            return ("是" if raw == "1" else "否"), raw == "1"
        if self._kind in ("str", "inlineStr", "e"):
            return raw, None
        if self._kind == "d":
            try:
                return raw, datetime.fromisoformat(raw).date()
            except ValueError:
                return raw, None
        return self._number(raw)

    def _number(self, raw: str) -> tuple[str, Value | None]:
        try:
            value = Decimal(repr(float(raw))) if re.search(r"[.eE]", raw) else Decimal(raw)
        except (InvalidOperation, ValueError, OverflowError):
            return raw, None
        if not value.is_finite() or abs(value.adjusted()) > 40:
            return raw, None
        if self._style in self._styles.dates and 1 <= value < 2_958_466:
            day = self._epoch + timedelta(days=int(value))
            return day.isoformat(), day
        if self._style in self._styles.percents:
            return f"{format((value * 100).normalize(), 'f')}%", value
        return format(value.normalize(), "f"), value  # what the cell shows, not its binary neighbour

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        ends = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
        if ends[0] is None or ends[1] is None:
            raise self._budget.refused(f"合并单元格的范围不能读取：{ref[:40]}")
        top, left = int(ends[0][2]), column_number(ends[0][1])
        bottom, right = int(ends[1][2]), column_number(ends[1][1])
        if bottom < top or right < left:
            raise self._budget.refused(f"合并单元格的范围不能读取：{ref[:40]}")
        self._budget.merge((bottom - top + 1) * (right - left + 1))
        self._merged.append((top, left, bottom, right))


def column_number(name: str) -> int:
    """A → 1, AB → 28."""
    value = 0
    for letter in name.upper():
        value = value * 26 + ord(letter) - 64
    return value


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0
