"""The lines of a table under its head: merged cells filled down, banners kept apart, nothing dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from discretion.errors import Position, Problem
from discretion.grids import Grid, letters
from discretion.importing.layout import Layout
from discretion.importing.numerals import narrow

SHARED = ("act", "situation", "basis", "duty", "range", "order", "enforcement", "number")  # said once for several lines


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        cells: text by role.
        banner: the title above, such as 从轻处罚清单.
        rest: what stands in columns with unknown names, by name.
    """

    sheet: Grid
    layout: Layout
    number: int
    cells: Mapping[str, str]
    banner: str
    rest: Mapping[str, str]

    def get(self, role: str) -> str:
        """The text of a role; empty where the table has no such column."""
        return self.cells.get(role, "")

    def where(self, role: str) -> Position:
        """The cell of a role, or the line's first cell when the table has no such column."""
        return self.sheet.where(self.number, self.layout.columns.get(role, 1))


@dataclass
class Table:
    """Reads the lines of one sheet; ``problems`` fills while it does."""

    sheet: Grid
    layout: Layout
    problems: list[Problem]
    covers: dict[tuple[int, int], tuple[int, int, int, int]] = field(default_factory=dict)
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

    def lines(self) -> Iterator[Line]:
        """Yield every line below the head that is no banner."""
        banner = self._title()
        above: dict[str, str] = {}
        for number in self.sheet.lines_from(self.layout.first):
            shown = self._banner(number)
            if shown is not None:
                banner = shown
                above = {}
                continue
            cells = {role: self._cell(number, column) for role, column in self.layout.columns.items()}
            if not any(cells.get(role) for role in ("condition", "standard", "level", "act")):
                self.problems.append(
                    Problem("这一行没有可读的内容，未转换", self.sheet.where(number, 1), found=self._all(number))
                )
                continue
            if not cells.get("act") and above:
                for role in SHARED:
                    if role in cells and not cells[role]:
                        cells[role] = above.get(role, "")
            above = cells
            rest = {name: self._cell(number, column) for column, name in self.layout.unknown.items()}
            yield Line(self.sheet, self.layout, number, cells, banner, {k: v for k, v in rest.items() if v})

    def _title(self) -> str:
        above = [self.sheet.text(line, 1) for line in range(1, self.layout.head)]
        return " ".join(text for text in (self.sheet.title, *above) if text)

    def _cell(self, number: int, column: int) -> str:
        narrowed, wide = narrow(self._merged(number, column))
        if wide and (number, column) in self.sheet.cells:
            message = f"全角数字“{'、'.join(dict.fromkeys(wide))}”按半角读取"
            self.problems.append(Problem(message, self.sheet.where(number, column)))
        return narrowed

    def _merged(self, number: int, column: int) -> str:
        """The text of a cell; one that is merged downwards stands on every line."""
        merge = self.covers.get((number, column))
        if merge is None:
            return self.sheet.text(number, column)
        top, left, bottom, right = merge
        if right > left and (number, column) == (top, left):
            message = f"单元格横向合并到 {letters(right)}{bottom}：内容只计入第一列"
            self.problems.append(Problem(message, self.sheet.where(number, column), remedy="拆分合并的单元格"))
        return self.sheet.text(top, left) if column == left else ""

    def _banner(self, number: int) -> str | None:
        """A line with nothing but a title across the table."""
        filled = [column for column in range(1, self.sheet.columns + 1) if self.sheet.text(number, column)]
        if len(filled) != 1 or number in self.tall:
            return None
        return self.sheet.text(number, filled[0]) if number in self.wide or filled == [1] else None

    def _all(self, number: int) -> str:
        return " | ".join(text for (line, _), text in sorted(self.sheet.cells.items()) if line == number)
