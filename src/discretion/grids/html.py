"""Tables of web pages, with rowspan and colspan; a page without a table is read as text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from discretion.grids.grid import Grid, Merge
from discretion.grids.limits import MAX_TABLES, Budget
from discretion.grids.prose import prose
from discretion.grids.text import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "title", "section", "article", "dt", "dd", "caption")
)
_ASIDE = frozenset(("script", "style", "noscript", "template", "head"))
MAX_SPAN = 1000


class _Table:
    def __init__(self, above: tuple[str, ...]) -> None:
        self.above = above
        self.cells: dict[tuple[int, int], str] = {}
        self.merged: list[Merge] = []
        self.taken: set[tuple[int, int]] = set()
        self.line = self.column = 0
        self.spans = 1, 1
        self.text: list[str] = []
        self.open = False


class _Page(HTMLParser):
    def __init__(self, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self._budget = budget
        self._stack: list[_Table] = []
        self._aside: list[str] = []
        self._text: list[str] = []
        self.paragraphs: list[str] = []
        self.after: list[str] = []
        self.tables: list[_Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ASIDE:
            self._aside.append(tag)
        table = self._stack[-1] if self._stack else None
        if tag == "table":
            self._flush()
            if len(self.tables) + len(self._stack) >= MAX_TABLES:
                raise self._budget.refused(f"网页超过{MAX_TABLES}个表格")
            self._stack.append(_Table(tuple(self.after[-8:])))
            self.after = []
        elif tag == "tr" and table:
            self._close_cell(table)
            table.line += 1
            table.column = 0
        elif tag in ("td", "th") and table and table.line:
            self._open_cell(table, dict(attrs))
        elif tag == "br":
            (table.text if table and table.open else self._text).append("\n")
        elif tag in _BLOCKS:
            self._block(table)

    def handle_endtag(self, tag: str) -> None:
        if self._aside and tag == self._aside[-1]:
            self._aside.pop()
        table = self._stack[-1] if self._stack else None
        if tag in ("td", "th", "tr") and table:
            self._close_cell(table)
        elif tag == "table" and table:
            self._close_cell(table)
            self._close(self._stack.pop())
        elif tag in _BLOCKS:
            self._block(table)

    def handle_data(self, data: str) -> None:
        if self._aside and self._aside != ["head"]:
            return
        table = self._stack[-1] if self._stack else None
        if table is None:
            self._text.append(data)
        elif table.open:
            table.text.append(data)

    def finish(self) -> None:
        self.close()
        while self._stack:
            table = self._stack.pop()
            self._close_cell(table)
            self._close(table)
        self._flush()

    def _block(self, table: _Table | None) -> None:
        if table is None:
            self._flush()
        elif table.open and table.text:
            table.text.append("\n")

    def _flush(self) -> None:
        for line in _lines("".join(self._text)):
            self._budget.cell("")
            self.paragraphs.append(line)
            self.after.append(line)
        self._text = []

    def _open_cell(self, table: _Table, attributes: dict[str, str | None]) -> None:
        self._close_cell(table)
        table.column += 1
        while (table.line, table.column) in table.taken:
            table.column += 1
        table.spans = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        self._budget.place(table.line, table.column + table.spans[1] - 1)
        table.text, table.open = [], True

    def _close_cell(self, table: _Table) -> None:
        if not table.open:
            return
        table.open = False
        text = "\n".join(_lines("".join(table.text)))
        if text:
            self._budget.cell(text)
            table.cells[table.line, table.column] = text
        height, width = table.spans
        if height > 1 or width > 1:
            self._budget.merge(height * width)
            bottom, right = table.line + height - 1, table.column + width - 1
            table.taken.update(
                (line, column) for line in range(table.line, bottom + 1) for column in range(table.column, right + 1)
            )
            table.merged.append((table.line, table.column, bottom, right))
            table.column = right

    def _close(self, table: _Table) -> None:
        if self._stack:  # tables in tables lay pages out: the inner one counts when it has several columns
            outer = self._stack[-1]
            if outer.open and max((column for _, column in table.cells), default=0) < 2:
                outer.text.extend(f"\n{table.cells[place]}" for place in sorted(table.cells))
                return
        self.tables.append(table)


def read_html(content: bytes, file: str, budget: Budget) -> list[Grid]:
    """Read the tables of a page, or its text where it has none."""
    declared = _CHARSET.search(content[:4000])
    page = _Page(budget)
    page.feed(decode(content, budget, declared[1].decode() if declared else None))
    page.finish()
    grids: list[Grid] = []
    for table in page.tables:
        if max((column for _, column in table.cells), default=0) < 2:
            continue
        bottom = max((line for line, _ in table.cells), default=0)
        merged = tuple((top, left, min(low, max(bottom, top)), right) for top, left, low, right in table.merged)
        columns = max(column for _, column in table.cells)
        grids.append(Grid(file, f"表{len(grids) + 1}", table.cells, bottom, columns, merged, above=table.above))
    if grids:
        grids[-1] = replace(grids[-1], below=tuple(page.after[-8:]))
    return grids or [prose(file, page.paragraphs, budget)]


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]


def _span(value: str | None) -> int:
    text = (value or "").strip()
    return max(1, min(int(text), MAX_SPAN)) if text.isascii() and text.isdigit() and len(text) < 8 else 1
