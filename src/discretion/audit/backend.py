"""Where an audit runs: DuckDB in this process (here), a PostgreSQL server, or Spark (in their own files)."""

from __future__ import annotations

import tempfile
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from discretion.decisions import CLOSED
from discretion.errors import DiscretionError, MissingExtra, Position, Problem, UsageError

PURPOSE = "案卷核查（按列批量计算）"
MEMORY = "4GB"  # what DuckDB keeps in memory; the rest goes to a temporary file
FILES = ("duckdb", "sqlite")  # databases that are files
PIECE = 100_000  # rows of a record batch
_compiling = threading.Lock()  # the option below is global to Ibis


class Backend(ABC):
    """A connection, and tables that are gone when it is closed.

    Attributes:
        storages: addresses from which it reads Parquet itself.
        in_process: rows are in this process, so that a column costs nothing to hand over.
    """

    storages: tuple[str, ...] = ()
    in_process = False

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def sql(self, expression: Any) -> str:
        """The SQL of an expression, stage by stage: Ibis would merge the stages and compute everything many times."""
        with _stages():
            return str(self.connection.compile(expression))

    def table(self, name: str) -> Any:
        """A table by name."""
        return self.connection.table(name)

    def fetch(self, expression: Any) -> Any:
        """A result as an Arrow table."""
        with _stages():
            return self.connection.to_pyarrow(expression)

    def batches(self, expression: Any) -> Iterable[Any]:
        """A result piece by piece; the backend may be used for other things before it is read to the end."""
        found: Iterable[Any] = self.fetch(expression).to_batches(max_chunksize=PIECE)
        return found

    @abstractmethod
    def store(self, name: str, expression: Any) -> Any:
        """Put a result into a new table; the table."""

    @abstractmethod
    def append(self, name: str, expression: Any) -> None:
        """Add rows to a table that has the same columns in the same order."""

    @abstractmethod
    def load(self, name: str, table: Any) -> Any:
        """Make an Arrow table a table of the backend, in place of an older one of that name."""

    @abstractmethod
    def load_batches(self, name: str, batches: Iterable[Any]) -> Any:
        """Make Arrow record batches of any total size a table of the backend."""

    @abstractmethod
    def parquet(self, path: str | Path, row: str) -> Any:
        """A Parquet file as a table, with its row numbers, from 1, in the column ``row``."""

    def numbered(self, table: Any, row: str) -> Any:
        """A table with numbered rows, in no particular order."""
        import ibis

        return table.mutate(**{row: (ibis.row_number() + 1).cast("int64")})

    def close(self) -> None:
        """Drop everything that was stored."""
        self.connection.disconnect()


class DuckDB(Backend):
    """DuckDB on a temporary file. Ibis' own ``create_table`` is not used: it fails on DuckDB 2.0."""

    in_process = True

    def __init__(self) -> None:
        import ibis

        self._folder = tempfile.TemporaryDirectory(prefix="discretion-audit-", ignore_cleanup_errors=True)
        name = self._folder.name
        super().__init__(ibis.duckdb.connect(f"{name}/audit.duckdb", temp_directory=f"{name}/spill"))
        self.connection.raw_sql(f"SET memory_limit = '{MEMORY}'")
        self.connection.raw_sql("SET enable_progress_bar = false")
        self.connection.raw_sql("SET preserve_insertion_order = false")

    def store(self, name: str, expression: Any) -> Any:  # noqa: D102
        self.connection.raw_sql(f'CREATE TABLE "{name}" AS {self.sql(expression)}')
        return self.table(name)

    def append(self, name: str, expression: Any) -> None:  # noqa: D102
        self.connection.raw_sql(f'INSERT INTO "{name}" {self.sql(expression)}')

    def load(self, name: str, table: Any) -> Any:  # noqa: D102
        self.connection.con.register(name, table)
        return self.table(name)

    def load_batches(self, name: str, batches: Iterable[Any]) -> Any:  # noqa: D102
        import pyarrow as pa

        rest, failed = iter(batches), list[DiscretionError]()
        first = next(rest)

        def whole() -> Iterator[Any]:
            yield first
            try:
                yield from rest
            except DiscretionError as error:  # DuckDB would make another error of it
                failed.append(error)

        self.connection.con.register("incoming", pa.RecordBatchReader.from_batches(first.schema, whole()))
        self.connection.raw_sql(f'CREATE TABLE "{name}" AS FROM incoming')
        self.connection.con.unregister("incoming")
        if failed:
            raise failed[0]
        return self.table(name)

    def batches(self, expression: Any) -> Iterable[Any]:  # noqa: D102 - as the base says
        return pieces(self.connection, self.sql(expression), expression.schema().to_pyarrow())

    def parquet(self, path: str | Path, row: str) -> Any:  # noqa: D102
        with _faults(path):
            return self._parquet(path, row)

    def _parquet(self, path: str | Path, row: str) -> Any:
        # as a literal: DuckDB would take [ ] * ? in a name for a pattern, and read other files
        literal = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
        table = self.connection.read_parquet(literal, file_row_number=True)
        return table.mutate(**{row: (table["file_row_number"] + 1).cast("int64")}).drop("file_row_number")

    def close(self) -> None:  # noqa: D102
        super().close()
        self._folder.cleanup()


def pieces(connection: Any, sql: str, schema: Any) -> Iterator[Any]:
    """A result of DuckDB piece by piece (Ibis' own way fails on DuckDB 2.0)."""
    cursor = connection.con.cursor()  # one of its own: what runs meanwhile would end the result
    # A sum of 64-bit integers would come as a decimal.
    return (batch.cast(schema) for batch in cursor.sql(sql).to_arrow_reader(PIECE))


@contextmanager
def _faults(path: str | Path) -> Iterator[None]:
    """What a broken file makes of the engine, as a problem of the file."""
    try:
        yield
    except DiscretionError:
        raise
    except Exception as error:  # noqa: BLE001 - DuckDB, Ibis and Arrow each have their own
        raise UsageError(Problem(f"不能读取（{type(error).__name__}）", Position(str(path)))) from None


def connect(url: str | None = None) -> Backend:
    """Connect to where the audit is to run.

    Args:
        url: None for DuckDB; ``postgres://…``; or ``spark://…`` (``spark://local[2]`` in this process, ``spark://`` alone
            for the cluster that ``spark-submit`` has chosen).

    Raises:
        MissingExtra: the packages are not installed.
        UsageError: another kind of address, or nobody answers there.
    """
    try:
        import ibis  # noqa: F401
    except ImportError:
        raise MissingExtra("audit", PURPOSE) from None
    if url is None:
        return DuckDB()
    if url.startswith(("postgres://", "postgresql://")):
        from discretion.audit.postgres import Postgres

        return Postgres(opened(url))
    if url.startswith("spark://"):
        from discretion.audit.spark import Spark

        return Spark(url)
    raise UsageError(Problem(f"不支持的地址 {url.partition(':')[0]}", allowed=("postgres://…", "spark://…")))


def opened(url: str) -> Any:
    """An Ibis connection to a database.

    Raises:
        MissingExtra: the driver is not installed.
        UsageError: nobody answers; the error never repeats the address, which may hold a password.
    """
    kind = url.partition(":")[0]
    if kind in FILES:
        path = url.partition("://")[2]
        if not Path(path).is_file():  # the driver would create it
            raise UsageError(Problem("文件不存在", Position(path)))
    try:
        import ibis

        if kind == "duckdb":
            return _closed(ibis, path)
        return ibis.connect(url)
    except DiscretionError:
        raise
    except ImportError:
        raise MissingExtra({"postgresql": "postgres"}.get(kind, kind), f"连接 {kind}") from None
    except Exception as error:  # noqa: BLE001 - every driver has its own
        raise UsageError(Problem(f"不能连接数据库（{kind}）：{type(error).__name__}")) from None


def _closed(ibis: Any, path: str) -> Any:
    """A foreign DuckDB file that can read nothing but itself: a view in it may name any file or address."""
    return ibis.duckdb.connect(path, read_only=True, **CLOSED)


def compiled(expression: Any, dialect: str) -> str:
    """The SQL of an expression that belongs to no connection, indented."""
    import ibis

    with _stages():
        sql = str(ibis.to_sql(expression, dialect=dialect))
    return fenced(sql) if dialect == "postgres" else sql


def fenced(sql: str) -> str:
    """PostgreSQL would pull every stage into the next and never finish planning; ``OFFSET 0`` keeps them apart."""
    import sqlglot

    tree = sqlglot.parse_one(sql, dialect="postgres")
    for nested in tree.find_all(sqlglot.exp.Subquery):
        select = nested.this
        if isinstance(select, sqlglot.exp.Select) and select.args.get("offset") is None:
            select.set("offset", sqlglot.exp.Offset(expression=sqlglot.exp.Literal.number(0)))
    return tree.sql(dialect="postgres", pretty=True)


@contextmanager
def _stages() -> Iterator[None]:
    import ibis

    with _compiling:
        before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
        try:
            yield
        finally:
            ibis.options.sql.fuse_selects = before
