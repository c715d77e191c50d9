"""Decisions as a table of text: CSV, Parquet, xlsx, or a table of a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from discretion.audit.backend import Backend
from discretion.audit.mapping import Mapping
from discretion.errors import MissingExtra, Position, Problem, UsageError, nearest

RAW = "source_rows"
ROW = "source_row"  # the number of a row in its file, from 1; row order is not kept by databases
BATCH = 50_000


def open_source(backend: Backend, source: str, mapping: Mapping) -> Any:
    """Make the decisions a table of the backend: the mapped columns as text, and the row number.

    Args:
        backend: where the audit runs.
        source: a file, or ``table:NAME`` of the backend's database.
        mapping: names the columns.

    Raises:
        UsageError: no such file, or no such column; with the nearest name.
    """
    table = _table(backend, source)
    missing = [name for name in mapping.columns if name not in table.columns]
    if missing:
        raise UsageError(
            *(
                Problem(f"没有列“{name}”", Position(source), allowed=tuple(table.columns), nearest=nearest(name, table.columns))
                for name in missing
            )
        )  # fmt: skip
    numbered = table if ROW in table.columns else table.mutate(**{ROW: _number()})
    return numbered.select(ROW, **{name: table[name].cast("string") for name in mapping.columns})


def _number() -> Any:
    import ibis

    return (ibis.row_number() + 1).cast("int64")


def _table(backend: Backend, source: str) -> Any:
    if source.startswith("table:"):
        return backend.connection.table(source.removeprefix("table:"))
    path = Path(source)
    if not path.is_file():
        raise UsageError(Problem("文件不存在", Position(source)))
    match path.suffix.lower():
        case ".csv":
            return _csv(backend, path)
        case ".parquet":
            return backend.connection.read_parquet(str(path), table_name=RAW)
        case ".xlsx":
            return _xlsx(backend, path)
    raise UsageError(Problem("不支持的文件类型", Position(source), allowed=(".csv", ".parquet", ".xlsx")))


def _csv(backend: Backend, path: Path) -> Any:
    """CSV as text, with row numbers given while reading in file order."""
    if backend.spark:
        return backend.connection.read_csv(str(path), table_name=RAW, header=True)
    quoted = str(path).replace("'", "''")
    backend.run(
        # the file name is quoted above; the rest is constant
        f'CREATE TABLE "{RAW}" AS SELECT row_number() OVER () AS "{ROW}", * '
        f"FROM read_csv('{quoted}', all_varchar = true, header = true, null_padding = true, strict_mode = false)"
    )
    return backend.connection.table(RAW)


def _xlsx(backend: Backend, path: Path) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra("tables", "读取 xlsx") from None
    import pyarrow as pa

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    header = [str(name) for name in next(rows, ())]
    columns: list[list[str | None]] = [[] for _ in header]
    for row in rows:
        for column, value in zip(columns, row, strict=False):
            column.append(None if value is None else _text(value))
    table = pa.table({name: pa.array(column, pa.string()) for name, column in zip(header, columns, strict=True)})
    table = table.append_column(ROW, pa.array(range(1, len(table) + 1), pa.int64()))
    return backend.load(RAW, table)


def _text(value: Any) -> str:
    if hasattr(value, "date") and callable(value.date):
        return str(value.date().isoformat())
    return str(value)
