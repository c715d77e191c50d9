"""How much of a file is read. A real benchmark table of a whole province has some 30,000 cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from discretion.errors import Position, Problem, UsageError

MAX_PACKED = 20_000_000  # bytes of the file
MAX_PART = 120_000_000  # bytes of one part of an archive, unpacked
MAX_UNPACKED = 200_000_000
MAX_CELLS = 400_000  # cells with text, of all tables together
MAX_COLUMNS = 400
MAX_TEXT = 32_767  # characters of a cell, as in Excel
MAX_TOTAL = 40_000_000  # characters of all cells together
MAX_TABLES = 500
MAX_LINES = 1_048_576


@dataclass
class Budget:
    """What is left to read of one file; each table of it draws on the same."""

    where: Position
    cells: int = field(default=MAX_CELLS)
    characters: int = field(default=MAX_TOTAL)

    def cell(self, text: str, address: str = "") -> None:
        """Count a cell."""
        self.cells -= 1
        self.characters -= len(text)
        if self.cells < 0:
            raise self.refused(f"表格超过{MAX_CELLS}个单元格")
        if len(text) > MAX_TEXT:
            raise self.refused(f"单元格{address}超过{MAX_TEXT}字")
        if self.characters < 0:
            raise self.refused("表格的文字过多")

    def merge(self, size: int) -> None:
        """Count the cells of a merged range: a merge of a whole sheet is no table."""
        self.cells -= max(0, size - 1)
        if self.cells < 0:
            raise self.refused("合并单元格的范围过大")

    def place(self, line: int, column: int) -> None:
        """Refuse a cell that no table has."""
        if column > MAX_COLUMNS or column < 1:
            raise self.refused(f"表格超过{MAX_COLUMNS}列")
        if not 1 <= line <= MAX_LINES:
            raise self.refused(f"行号{line}超出工作表的范围")

    def refused(self, message: str, remedy: str | None = None) -> UsageError:
        """The error of this file."""
        return UsageError(Problem(message, self.where, remedy=remedy))
