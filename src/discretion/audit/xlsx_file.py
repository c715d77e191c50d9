"""The first visible sheet of a workbook as batches of text, read by the guarded reader that all tables from outside go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from discretion.errors import Position, Problem, UsageError
from discretion.grids import Grid, letters, read_grids

BATCH = 50_000
EXACT = 15  # digits that a spreadsheet keeps of a number: the rest of a longer one is lost


class Xlsx:
    """A workbook; its first row is the header. Formulas count with the value that was last saved.

    Raises:
        UsageError: it is no workbook, or beyond the limits.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            packed = file.read(2) == b"PK"
        sheets = read_grids(path) if packed else []
        visible = [sheet for sheet in sheets if not sheet.hidden]
        if not visible:
            raise UsageError(Problem("不是可以读取的 xlsx 文件", Position(str(path))))
        self._sheet = visible[0]
        self.names: Sequence[str] = [self._sheet.text(1, column) for column in range(1, self._sheet.columns + 1)]

    def batches(self, columns: Sequence[str], row: str, fault: str) -> Iterator[Any]:
        """The columns as text with row numbers from 1, without the header. Empty rows count, and are passed over.

        A row whose number is too long for a spreadsheet, or whose formula has no value, says so as its fault.
        """
        import pyarrow as pa

        sheet = self._sheet
        places = [self.names.index(name) + 1 for name in columns]
        lines = iter(sheet.lines_from(2))
        chunk = list(islice(lines, BATCH))
        while True:  # an empty sheet is one empty batch
            own = {
                row: pa.array([line - 1 for line in chunk], pa.int64()),
                fault: pa.array([_fault(sheet, line, places) for line in chunk], pa.string()),
            }
            texts = {
                name: pa.array([sheet.text(line, at) or None for line in chunk], pa.string())
                for name, at in zip(columns, places, strict=True)
            }
            yield pa.record_batch(own | texts)
            if not (chunk := list(islice(lines, BATCH))):
                return


def _fault(sheet: Grid, line: int, places: Sequence[int]) -> str | None:
    """What is wrong with a row that would otherwise be read as something else."""
    for column in places:
        value, at = sheet.values.get((line, column)), f"{letters(column)}{line}"
        if isinstance(value, Decimal) and len(value.as_tuple().digits) + max(int(value.as_tuple().exponent), 0) > EXACT:
            return f"{at} 的数超过{EXACT}位，表格软件只保留前{EXACT}位；编号应当存为文本"
        if (line, column) in sheet.formulas and not sheet.text(line, column):
            return f"{at} 是公式，文件中没有它的计算值；在表格软件中打开并保存"
    return None
