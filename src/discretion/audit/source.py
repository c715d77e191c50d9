"""Decisions as a table of text: CSV, Parquet, xlsx, a table of the engine's database or of another one."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from discretion.audit.backend import Backend, opened, pieces
from discretion.audit.csv_file import Csv
from discretion.audit.mapping import Mapping
from discretion.audit.xlsx_file import Xlsx
from discretion.errors import Position, Problem, UsageError, nearest

RAW = "raw"
ROW = "source_row"  # the number of a row in its file, from 1; row order is not kept by databases
FAULT = "source_fault"  # what is wrong with a row that could not be read at all
KINDS = (".csv", ".parquet", ".xlsx")


def texts_of(mapping: Mapping) -> dict[str, str]:
    """Mapped columns and what they are called from here on: a file's own names may be ours, or hostile."""
    return {column: f"text_{number}" for number, column in enumerate(mapping.columns)}


def open_source(backend: Backend, source: str, mapping: Mapping) -> Any:
    """Make the decisions a table of the backend: ``texts_of`` the mapping, ``ROW`` and ``FAULT``.

    Args:
        backend: where the audit runs.
        source: a file; ``table:NAME`` of the backend's own database; ``URL#TABLE`` of another.
        mapping: names the columns.

    Raises:
        UsageError: no such file or column; with the nearest name.
    """
    import ibis

    if source.startswith("table:"):
        name = source.removeprefix("table:")
        tables = _tables(backend.connection)
        if name not in tables:  # DuckDB would take a name for a file, or an address
            raise UsageError(Problem(f"数据库中没有表 {name}", allowed=tables, nearest=nearest(name, tables)))
        table = _named(backend.connection, name)
        return _selected(backend.numbered(table, ROW), source, mapping)
    if source.startswith(backend.storages):
        return _selected(backend.parquet(source, ROW), source, mapping)
    if "://" in source:
        return backend.load_batches(RAW, _numbered(_elsewhere(source, mapping), list(texts_of(mapping).values())))
    path = Path(source)
    if not path.is_file():
        raise UsageError(Problem("文件不存在", Position(source)))
    kind = path.suffix.lower()
    if kind == ".parquet":
        _readable(path)
        return _selected(backend.parquet(path, ROW), source, mapping)
    if kind not in KINDS:
        raise UsageError(Problem("不支持的文件类型", Position(source), allowed=KINDS))
    file = Csv(path, mapping.encoding) if kind == ".csv" else Xlsx(path)
    _check(file.names, source, mapping)
    table = backend.load_batches(RAW, file.batches(mapping.columns, ROW, FAULT))
    return table.select(ROW, FAULT, **{text: ibis._[name] for name, text in texts_of(mapping).items()})


def text_pieces(
    backend: Backend, raw: Any, texts: Sequence[str], mapping: Mapping, source: str | None, *, plain: str | None = None
) -> Iterator[tuple[Any, Iterator[tuple[str, Any]]]]:
    """Columns of text, as many rows at once as is fit: the numbers of the rows, and each column by name.

    Args:
        backend: where the decisions are.
        raw: what ``open_source`` gave.
        texts: the columns: of ``texts_of`` the mapping, or ``FAULT``.
        mapping: what its columns mean.
        source: where ``raw`` was opened, if it is all of it: Parquet of texts is read as it is stored, as dictionaries.
        plain: a column of which all texts are different, so that a dictionary is of no use.
    """
    if source is not None and Path(source).suffix.lower() == ".parquet" and "://" not in source:
        names = {text: name for name, text in texts_of(mapping).items() if text in set(texts)}
        found = _stored(source, names, plain)
        if found is not None:
            yield found
            return
    # stored, as pieces are read on a connection of their own, which sees no views
    for batch in backend.batches(backend.store(f"texts_{secrets.token_hex(4)}", raw.select(ROW, *texts))):
        numbers = batch.column(ROW).to_numpy(zero_copy_only=False)
        yield numbers, ((text, batch.column(text)) for text in texts)


def _stored(path: str, names: dict[str, str], other: str | None) -> tuple[Any, Iterator[tuple[str, Any]]] | None:
    """Columns of a Parquet file under other names, one after the other and each whole; None where one is not of text."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet

    schema = pyarrow.parquet.read_schema(path)
    kinds = [schema.field(name).type for name in names.values()]
    plain = [kind.value_type if pa.types.is_dictionary(kind) else kind for kind in kinds]
    if any(not pa.types.is_string(kind) for kind in plain):
        return None
    file = pyarrow.parquet.ParquetFile(path, read_dictionary=[name for text, name in names.items() if text != other])

    def columns() -> Iterator[tuple[str, Any]]:
        with file:
            for text, name in names.items():
                found = file.read(columns=[name]).column(name)
                yield text, found.unify_dictionaries().combine_chunks() if found.num_chunks != 1 else found.chunk(0)

    return np.arange(1, file.metadata.num_rows + 1), columns()


def _tables(connection: Any) -> tuple[str, ...]:
    """The tables of a database."""
    try:
        return tuple(connection.list_tables())
    except AttributeError:  # ibis 12 asks DuckDB 2 for a method that it no longer has
        rows = connection.con.execute("select distinct table_name from information_schema.tables").fetchall()
        return tuple(name for (name,) in rows)


def _readable(path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    try:
        pyarrow.parquet.read_schema(path)
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError):
        raise UsageError(Problem("不是可以读取的 Parquet 文件", Position(str(path)))) from None


def _elsewhere(source: str, mapping: Mapping) -> Iterator[Any]:
    """A table of another database in pieces."""
    url, _, name = source.partition("#")
    connection = opened(url)
    found = _selected(_named(connection, name), url.partition(":")[0], mapping, numbered=False)
    if connection.name == "duckdb":
        return pieces(connection, str(connection.compile(found)), found.schema().to_pyarrow())
    return iter(connection.to_pyarrow_batches(found))


def _named(connection: Any, name: str) -> Any:
    from ibis.common.exceptions import TableNotFound

    if connection.name == "duckdb":
        _refuse_views(connection, name)
    try:
        return connection.table(name)
    except TableNotFound:
        raise UsageError(Problem(f"数据库中没有表 {name}")) from None


def _refuse_views(connection: Any, name: str) -> None:
    """A view runs whatever its author wrote; decisions are a table."""
    asked = "SELECT table_type FROM information_schema.tables WHERE table_name = ?"
    kinds = [kind for (kind,) in connection.con.execute(asked, [name]).fetchall()]
    if not kinds:
        raise UsageError(Problem(f"数据库中没有表 {name}"))
    if any("VIEW" in kind for kind in kinds):
        raise UsageError(Problem(f"{name} 是视图，不是表；视图可能读取别的文件", remedy="把视图的内容存为表再核查"))


def _selected(table: Any, source: str, mapping: Mapping, *, numbered: bool = True) -> Any:
    import ibis

    _check([name for name in table.columns if name != ROW], source, mapping)
    texts = {text: table[name].cast("string") for name, text in texts_of(mapping).items()}
    return table.select(ROW, **texts, **{FAULT: ibis.null("string")}) if numbered else table.select(**texts)


def _check(names: Sequence[str], source: str, mapping: Mapping) -> None:
    where, known = Position(source), tuple(names)
    missing = [name for name in mapping.columns if name not in known]
    problems = [Problem(f"没有列“{name}”", where, allowed=known, nearest=nearest(name, known)) for name in missing]
    often = [name for name, times in Counter(known).items() if times > 1 and name in mapping.columns]
    problems += [Problem(f"列“{name}”出现了不止一次", where) for name in often]
    if problems:
        raise UsageError(*problems)


def _numbered(batches: Iterable[Any], names: list[str]) -> Iterator[Any]:
    """Batches with row numbers; no rows are one empty batch."""
    import pyarrow as pa

    schema = pa.schema([(ROW, pa.int64()), *((name, pa.string()) for name in (FAULT, *names))])
    yield pa.RecordBatch.from_pylist([], schema)
    done = 0
    for batch in batches:
        rows = pa.array(range(done + 1, done + 1 + len(batch)), pa.int64())
        columns = {ROW: rows, FAULT: pa.nulls(len(batch), pa.string())} | {name: batch[name] for name in names}
        yield pa.record_batch(columns)
        done += len(batch)
