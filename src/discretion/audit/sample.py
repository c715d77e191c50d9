"""The head of a file of decisions: its columns, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from discretion.audit.csv_file import Csv
from discretion.audit.source import FAULT, KINDS, ROW
from discretion.audit.xlsx_file import Xlsx
from discretion.errors import Position, Problem, UsageError

ROWS = 20_000  # that are looked at
DISTINCT = 1_000  # different values kept of a column: more than there are violations


@dataclass(frozen=True, slots=True)
class Sample:
    """Columns in their order, each with the different texts in it (in the order they occur), and the encoding of the file."""

    columns: dict[str, list[str]]
    encoding: str = "utf-8"


def sample(source: str) -> Sample:
    """Look into a file.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    path = Path(source)
    if not path.is_file():
        raise UsageError(Problem("文件不存在", Position(source)))
    kind = path.suffix.lower()
    if kind == ".parquet":
        return Sample(_parquet(path))
    if kind not in KINDS:
        raise UsageError(Problem("不支持的文件类型", Position(source), allowed=KINDS))
    encoding = _encoding(path) if kind == ".csv" else "utf-8"
    file = Csv(path, encoding) if kind == ".csv" else Xlsx(path)
    names = [name for name in dict.fromkeys(file.names) if name]
    return Sample(_distinct(names, file.batches(names, ROW, FAULT)), encoding)


def _encoding(path: Path) -> str:
    """UTF-8 where the first megabyte is; else what Chinese spreadsheets write."""
    with path.open("rb") as file:
        head = file.read(1 << 20)
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _parquet(path: Path) -> dict[str, list[str]]:
    import pyarrow as pa
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path)
        names = file.schema_arrow.names
        batches = (
            pa.record_batch({name: batch[name].cast(pa.string()) for name in names})
            for batch in file.iter_batches(batch_size=ROWS)
        )
        return _distinct(names, batches)
    except (pa.ArrowException, OSError, ValueError):
        raise UsageError(Problem("不是可以读取的 Parquet 文件", Position(str(path)))) from None


def _distinct(names: list[str], batches: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {name: {} for name in names}
    left = ROWS
    for batch in batches:
        for name in names:
            values = (text.strip() for text in batch[name].slice(0, left).to_pylist() if text and text.strip())
            found[name] |= dict.fromkeys(islice(dict.fromkeys(values), DISTINCT))
        left -= len(batch)
        if left <= 0:
            break
    return {name: list(values)[:DISTINCT] for name, values in found.items()}
