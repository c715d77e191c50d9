"""Word documents: each table a grid, with the text before it; text without a table a grid of paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from discretion.grids.archive import Archive
from discretion.grids.carried import ROW, with_carried
from discretion.grids.grid import Grid, Merge
from discretion.grids.limits import MAX_TABLES, Budget
from discretion.grids.prose import prose

_BREAKS = {"br": "\n", "cr": "\n", "tab": " "}
_ASIDE = ("instrText", "delText", "pict", "drawing", "object", "fldSimple")  # field codes, deleted words, pictures


@dataclass
class _Table:
    above: tuple[str, ...]
    cells: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    merged: list[Merge] = field(default_factory=list)
    open_merges: dict[int, tuple[int, int]] = field(default_factory=dict)  # column → first line, last column
    line: int = 0
    column: int = 0
    span: int = 1
    vertical: str = ""
    named: dict[int, int] = field(default_factory=dict)  # line → the number that our own documents give it


class _Document:
    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._stack: list[_Table] = []
        self._aside = 0
        self._text: list[str] = []
        self._reading = False
        self.paragraphs: list[str] = []
        self.after: list[str] = []
        self.tables: list[_Table] = []
        self.deleted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _ASIDE and name != "fldSimple":
            self._aside += 1
            self.deleted = self.deleted or name == "delText"
        table = self._stack[-1] if self._stack else None
        match name:
            case "tbl":
                self._open()
            case "tr" if table:
                table.line += 1
                table.column = 0
            case "tc" if table:
                table.column += 1
                table.span, table.vertical = 1, ""
            case "gridBefore" if table:
                table.column += _count(attributes)
            case "gridSpan" if table:
                table.span = max(1, _count(attributes))
            case "vMerge" if table:
                table.vertical = attributes.get("val", "continue")
            case "bookmarkStart" if table and (known := ROW.fullmatch(attributes.get("name", ""))):
                table.named[table.line] = int(known[1])
            case "t":
                self._reading = not self._aside
            case _ if name in _BREAKS and not self._aside:
                self._text.append(_BREAKS[name])

    def end(self, name: str) -> None:
        if name in _ASIDE and name != "fldSimple":
            self._aside -= 1
        table = self._stack[-1] if self._stack else None
        match name:
            case "t":
                self._reading = False
            case "p":
                self._paragraph("".join(self._text))
                self._text = []
            case "tc" if table:
                self._close_cell(table)
            case "tbl" if table:
                self._close(self._stack.pop())

    def data(self, text: str) -> None:
        if self._reading:
            self._text.append(text)

    def _open(self) -> None:
        if len(self.tables) + len(self._stack) >= MAX_TABLES:
            raise self._budget.refused(f"文档超过{MAX_TABLES}个表格")
        above, self.after = tuple(self.after[-8:]), []
        self._stack.append(_Table(above))

    def _paragraph(self, text: str) -> None:
        text = text.strip()
        if not text:
            return
        if self._stack:
            table = self._stack[-1]
            if table.column:
                self._budget.place(max(table.line, 1), table.column)
                table.cells.setdefault((table.line, table.column), []).append(text)
                return
        self._budget.cell("")
        self.paragraphs.append(text)
        self.after.append(text)

    def _close_cell(self, table: _Table) -> None:
        last = table.column + table.span - 1
        self._budget.place(max(table.line, 1), last)
        if table.vertical == "continue" and table.column in table.open_merges:
            top, right = table.open_merges[table.column]
            self._extend(table, (top, table.column, table.line, right))
        else:
            table.open_merges.pop(table.column, None)
            if table.vertical == "restart":
                table.open_merges[table.column] = table.line, last
            if table.span > 1:
                self._extend(table, (table.line, table.column, table.line, last))
        table.column = last

    def _extend(self, table: _Table, merge: Merge) -> None:
        """Write a merge; one that grows downwards replaces its shorter self."""
        top, left, _, right = merge
        table.merged = [item for item in table.merged if (item[0], item[1]) != (top, left)]
        self._budget.merge(right - left + 2)
        table.merged.append(merge)

    def _close(self, table: _Table) -> None:
        if self._stack:  # a table in a cell: its words belong to the cell
            outer = self._stack[-1]
            words = [text for place in sorted(table.cells) for text in table.cells[place]]
            outer.cells.setdefault((outer.line, outer.column), []).extend(words)
            return
        self.tables.append(table)


def read_docx(archive: Archive, file: str, budget: Budget) -> list[Grid]:
    """Read the tables of a document, or its text where it has none."""
    document = _Document(budget)
    archive.walk("word/document.xml", document)
    notes: tuple[str, ...] = ("文档带有宏，没有执行",) if "word/vbaProject.bin" in archive.names else ()
    if document.deleted:
        notes += ("文档带有修订，按接受全部修订读取",)
    grids: list[Grid] = []
    for table in document.tables:
        cells = {place: "\n".join(texts) for place, texts in table.cells.items()}
        for text in cells.values():
            budget.cell(text)
        grids.append(
            Grid(
                file, f"表{len(grids) + 1}", cells, max((line for line, _ in cells), default=0),
                max((column for _, column in cells), default=0), tuple(table.merged), above=table.above, notes=notes,
            )
        )  # fmt: skip
    if grids:
        grids[-1] = replace(grids[-1], below=tuple(document.after[-8:]))
    if not any(len(grid.cells) > 1 for grid in grids):
        return [prose(file, document.paragraphs, budget, notes)]
    return with_carried(archive, grids, [table.named for table in document.tables], budget)


def _count(attributes: dict[str, str]) -> int:
    value = attributes.get("val", "1")
    return min(int(value), 1000) if value.isascii() and value.isdigit() and len(value) < 6 else 1
