"""The first sheet of a workbook as batches of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from discretion.errors import MissingExtra, Position, Problem, UsageError

BATCH = 50_000


class Xlsx:
    """A workbook; its first row is the header. Formulas count with the value that was last saved.

    Raises:
        MissingExtra: openpyxl is not installed.
        UsageError: it is no workbook.
    """

    def __init__(self, path: Path) -> None:
        try:
            import openpyxl
        except ImportError:
            raise MissingExtra("tables", "读取 xlsx") from None
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, OSError):
            raise UsageError(Problem("不是可以读取的 xlsx 文件", Position(str(path)))) from None
        self._rows = book.worksheets[0].iter_rows(values_only=True)
        self.names: Sequence[str] = [_text(name) or "" for name in next(self._rows, ())]

    def batches(self, columns: Sequence[str], row: str, fault: str) -> Iterator[Any]:
        """The columns as text with row numbers from 1, without the header. Empty rows count, and are passed over."""
        import pyarrow as pa

        places = [self.names.index(name) for name in columns]
        numbered = ((number, item) for number, item in enumerate(self._rows, 1) if any(v is not None for v in item))
        chunk = list(islice(numbered, BATCH))
        while True:  # an empty sheet is one empty batch
            own = {
                row: pa.array([number for number, _ in chunk], pa.int64()),
                fault: pa.nulls(len(chunk), pa.string()),
            }
            texts = {
                name: pa.array([_text(item[at]) if at < len(item) else None for _, item in chunk], pa.string())
                for name, at in zip(columns, places, strict=True)
            }
            yield pa.record_batch(own | texts)
            if not (chunk := list(islice(numbered, BATCH))):
                return


def _text(value: Any) -> str | None:
    """A cell as a person reads it; dates without their time."""
    match value:
        case None:
            return None
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float():
            return f"{value:.15g}"  # as many digits as a spreadsheet shows
    return str(value)
