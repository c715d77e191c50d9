"""The lines of a table under its head: merged cells filled down, banners and repeated heads kept apart, nothing dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from discretion.errors import Position, Problem
from discretion.grids import Grid, Merge, letters
from discretion.importing.heads import is_head
from discretion.importing.layout import Layout
from discretion.importing.numerals import narrow
from discretion.importing.titles import TICKS, level_of, list_of

SHARED = (
    "act",
    "situation",
    "basis",
    "duty",
    "range",
    "order",
    "enforcement",
    "number",
    "agency",
    "kinds",
    "list",
    "coercion",
)  # said once


_DITTO = ("同上", "〃", "″", "同前")
NOTHING = ("/", "—", "-", "无", "――")  # what a cell says that says nothing


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        cells: text by role.
        banner: the title above, such as 从轻处罚清单.
        rest: what stands in columns with unknown names, by name.
        parts: text by column, of the roles that have several columns.
        origins: the line a cell's text stands on, by column; 0 for an empty cell.
    """

    sheet: Grid
    layout: Layout
    number: int
    cells: Mapping[str, str]
    banner: str
    rest: Mapping[str, str]
    parts: Mapping[int, str] = field(default_factory=dict)
    origins: Mapping[int, int] = field(default_factory=dict)

    def get(self, role: str) -> str:
        """The text of a role; empty where the table has no such column."""
        return self.cells.get(role, "")

    def where(self, role: str) -> Position:
        """The cell of a role, or the line's first cell when the table has no such column."""
        return self.sheet.where(self.number, self.layout.columns.get(role, 1))

    def columns(self, *roles: str) -> tuple[int, ...]:
        """All columns of some roles, in order."""
        return tuple(sorted(column for role in roles for column in self.layout.many.get(role, ())))


@dataclass
class LineReader:
    """Reads the lines of one table; ``problems`` fills while it does."""

    sheet: Grid
    layout: Layout
    problems: list[Problem]
    covers: dict[tuple[int, int], Merge] = field(default_factory=dict)
    tall: set[int] = field(default_factory=set)
    wide: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for merge in self.sheet.merged:
            top, left, bottom, right = merge
            for number in range(top, bottom + 1):
                self.covers.update({(number, column): merge for column in range(left, right + 1)})
            self.tall.update(range(top + 1, bottom + 1))
            if right > left and top == bottom:
                self.wide.add(top)

    def lines(self, above: Mapping[str, str] | None = None) -> Iterator[Line]:
        """Yield every line below the head that is no banner.

        Args:
            above: what the same table said last, on the page before.
        """
        banner = self._title()
        shared: dict[str, str] = dict(above or {})
        last = self.layout.last or self.sheet.lines
        for number in self.sheet.lines_from(self.layout.first):
            if number > last:
                break
            if is_head(self.sheet, number):
                continue  # repeated on a new page
            shown = self._banner(number)
            if shown is not None and not ("，" in shown and list_of(banner) and self.layout.is_list):
                banner, shared = shown, {}
                continue
            if shown is not None:  # a list that is one sentence: it is quoted, under the title above it
                yield Line(self.sheet, self.layout, number, {"condition": shown}, banner, {}, {}, {})
                continue
            line = self._line(number, banner, shared)
            if line is not None:
                shared = dict(line.cells)
                yield from self._by_tier(line) if self.layout.tiers else (line,)

    def _line(self, number: int, banner: str, above: Mapping[str, str]) -> Line | None:
        many = self.layout.many or {role: (column,) for role, column in self.layout.columns.items()}
        parts = {column: self._cell(number, column) for columns in many.values() for column in columns}
        if ticks := self.layout.ticks:
            told = "，".join(
                title for column, title in ticks.items() if (cell := self._cell(number, column)) and cell in TICKS
            )
            parts[next(iter(ticks))] = told
        cells = dict(self.layout.given)
        cells |= {role: _join(role, [parts[column] for column in columns]) for role, columns in many.items()}
        cells = {role: above.get(role, "") if text in _DITTO else text for role, text in cells.items()}
        if not any(cells.get(role) for role in ("condition", "standard", "level", "act", "exempt", "situation")):
            if any(parts.values()):
                self.problems.append(
                    Problem("这一行没有可读的内容，未转换", self.sheet.where(number, 1), found=self._all(number))
                )
            return None
        if not cells.get("act") and above:
            for role in SHARED:
                if role in cells and not cells[role]:
                    cells[role] = above.get(role, "")
        if number in self.sheet.hidden_lines:
            self.problems.append(Problem("这一行是隐藏的，仍然读取", self.sheet.where(number, 1)))
        rest = {name: self._cell(number, column) for column, name in self.layout.unknown.items()}
        origins = {column: self._origin(number, column) for column in parts}
        return Line(
            self.sheet, self.layout, number, cells, banner, {k: v for k, v in rest.items() if v}, parts, origins
        )

    def _by_tier(self, line: Line) -> Iterator[Line]:
        """A line whose tiers stand beside one another: one line a tier; what is not punished has only a condition."""
        for column, level in self.layout.tiers.items():
            text = self._cell(line.number, column)
            if text and text not in NOTHING:
                role = "condition" if level_of(level) == "exempt" else "standard"
                columns = {**self.layout.columns, role: column}
                many = {**self.layout.many, role: (column,)}
                yield replace(
                    line, layout=replace(self.layout, columns=columns, many=many, tiers={}),
                    cells={**line.cells, "level": level, role: text}, parts={**line.parts, column: text},
                    origins={**line.origins, column: self._origin(line.number, column)},
                )  # fmt: skip

    def _title(self) -> str:
        above = [self.sheet.text(line, 1) for line in range(1, self.layout.head)]
        return " ".join(text for text in (self.sheet.title, *above) if text)

    def _cell(self, number: int, column: int) -> str:
        narrowed, wide = narrow(self._merged(number, column))
        if wide and (number, column) in self.sheet.cells:
            message = f"全角数字“{'、'.join(dict.fromkeys(wide))}”按半角读取"
            self.problems.append(Problem(message, self.sheet.where(number, column)))
        if (number, column) in self.sheet.formulas:
            self.problems.append(
                Problem(
                    "单元格是公式，按最后一次计算的结果读取", self.sheet.where(number, column), found=narrowed or None
                )
            )
        return narrowed

    def _merged(self, number: int, column: int) -> str:
        """The text of a cell; one that is merged downwards stands on every line."""
        merge = self.covers.get((number, column))
        if merge is None:
            return self.sheet.text(number, column)
        top, left, bottom, right = merge
        titles = self.layout.titles
        if right > left and (number, column) == (top, left) and titles.get(left) != titles.get(right):
            message = f"单元格横向合并到 {letters(right)}{bottom}：内容只计入第一列"
            self.problems.append(Problem(message, self.sheet.where(number, column), remedy="拆分合并的单元格"))
        return self.sheet.text(top, left) if column == left else ""

    def _origin(self, number: int, column: int) -> int:
        merge = self.covers.get((number, column))
        if merge is not None:
            return merge[0]
        return number if self.sheet.text(number, column) else 0

    def _banner(self, number: int) -> str | None:
        """A line with nothing but a title across the table."""
        filled = [column for column in range(1, self.sheet.columns + 1) if self.sheet.text(number, column)]
        if len(filled) != 1 or number in self.tall:
            return None
        text = self.sheet.text(number, filled[0])
        return text if number in self.wide or (filled == [1] and not text.isdigit()) else None

    def _all(self, number: int) -> str:
        return " | ".join(text for (line, _), text in sorted(self.sheet.cells.items()) if line == number)


def _join(role: str, texts: list[str]) -> str:
    """The text of a role that stands in several columns."""
    told = [text for text in texts if text]
    return ("，" if role == "condition" else "；").join(told) if len(told) > 1 else "".join(told)
