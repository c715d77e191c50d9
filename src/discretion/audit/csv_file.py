"""CSV as batches of text. No row is lost: one with too many or too few fields keeps its number and says so."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from discretion.errors import Position, Problem, UsageError

BLOCK = 8 << 20


class Csv:
    """A CSV file with a header, in UTF-8 or another encoding; what cannot be decoded becomes U+FFFD.

    Raises:
        UsageError: there is no header.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        self.path: Path = path
        self.encoding = "utf-8-sig" if encoding == "utf-8" else encoding
        with path.open(encoding=self.encoding, errors="replace", newline="") as file:
            rows = csv.reader(file)
            try:
                self.names: Sequence[str] = next(rows, [])
                self._empty = next(rows, None) is None  # for Arrow, an error
            except csv.Error as error:
                raise UsageError(Problem(f"不能读取：{error}", Position(str(path)))) from None
        if not self.names:
            raise UsageError(Problem("文件没有表头", Position(str(path))))

    def batches(self, columns: Sequence[str], row: str, fault: str) -> Iterator[Any]:
        """The columns as text, each batch with row numbers, and at the end the rows that could not be read.

        Args:
            columns: names of columns.
            row: the name of the column of row numbers, from 1, without the header.
            fault: the name of the column that says why a row could not be read.

        Raises:
            UsageError: from some row on, nothing can be read.
        """
        import pyarrow as pa

        rejected = _Rejected()
        if not self._empty:
            yield from self._readable(columns, row, fault, rejected)
        faults = list(rejected.found.items())
        own = {
            row: pa.array([number for number, _ in faults], pa.int64()),
            fault: pa.array([f"有{count}列，表头有{len(self.names)}列" for _, count in faults], pa.string()),
        }
        yield pa.record_batch(own | {name: pa.nulls(len(faults), pa.string()) for name in columns})

    def _readable(self, columns: Sequence[str], row: str, fault: str, rejected: _Rejected) -> Iterator[Any]:
        import pyarrow as pa

        done = 0
        with self.path.open("rb") as file:
            try:
                for batch in _opened(pa.PythonFile(_Decoded(file, self.encoding), mode="r"), columns, rejected):
                    numbers = rejected.numbers(done, len(batch))
                    done = numbers[-1] if numbers else done
                    own = {row: pa.array(numbers, pa.int64()), fault: pa.nulls(len(batch), pa.string())}
                    yield pa.record_batch(own | {name: batch[name] for name in columns})
            except pa.ArrowInvalid as error:  # a quotation that never ends
                raise UsageError(Problem(f"第{done + 1}行以后不能读取：{error}", Position(str(self.path)))) from None


class _Rejected:
    """The rows that could not be read, by number, with how many fields they have."""

    def __init__(self) -> None:
        self.found: dict[int, int] = {}

    def __call__(self, row: Any) -> str:
        self.found[row.number - 1] = row.actual_columns
        return "skip"

    def numbers(self, done: int, count: int) -> list[int]:
        """The numbers of the next rows that could be read."""
        if not self.found:
            return list(range(done + 1, done + 1 + count))
        found: list[int] = []
        number = done
        while len(found) < count:
            number += 1
            if number not in self.found:
                found.append(number)
        return found


def _opened(file: Any, columns: Sequence[str], rejected: _Rejected) -> Any:
    from pyarrow import csv as arrow
    from pyarrow import string

    return arrow.open_csv(
        file,
        read_options=arrow.ReadOptions(use_threads=False, block_size=BLOCK),  # with threads, rows have no number
        parse_options=arrow.ParseOptions(newlines_in_values=True, invalid_row_handler=rejected),
        convert_options=arrow.ConvertOptions(
            include_columns=list(columns), column_types=dict.fromkeys(columns, string()), strings_can_be_null=False
        ),
    )


class _Decoded(io.RawIOBase):
    """A file as UTF-8, whatever it was."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file, self._decoder = file, codecs.getincrementaldecoder(encoding)("replace")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while True:
            raw = self._file.read(size)
            text = self._decoder.decode(raw, not raw).encode()
            if text or not raw:
                return text
