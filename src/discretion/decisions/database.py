"""Where a store lives: one DuckDB file, or a PostgreSQL server. Each write is one transaction, on disk before it is acknowledged."""

from __future__ import annotations

import os
import threading
import time
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from discretion.errors import MissingExtra, Position, Problem, UsageError

if TYPE_CHECKING:
    import duckdb

PURPOSE = "处理决定库"
WAIT = 10.0  # seconds that a writer waits for another one
PAUSE = 0.05
# What a DuckDB file that somebody gives us may do: read and write itself, and nothing else, whatever its views say.
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
}
_inside: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)  # threads of this process, per file


class Transaction(ABC):
    """One transaction."""

    @abstractmethod
    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; ``?`` stands for a value."""

    @abstractmethod
    def table(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The same as an Arrow table."""

    @abstractmethod
    def run(self, sql: str) -> None:
        """Execute a statement without values."""

    @abstractmethod
    def insert(self, table: str, names: Sequence[str], rows: Sequence[Sequence[object]], whole: Sequence[str]) -> None:
        """Add rows; the columns ``whole`` are integers, the others text."""

    @abstractmethod
    def columns(self, table: str) -> list[str]:
        """The columns of a table, none where there is no such table."""


class Database(ABC):
    """A database that sessions are opened on."""

    name: str

    @abstractmethod
    def session(self, *, write: bool) -> AbstractContextManager[Transaction]:
        """A context manager for one transaction: committed at its end, rolled back by an error."""

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is anything to read."""

    def create(self, fill: Callable[[Transaction], None]) -> None:  # noqa: B027 - a server has its database
        """Make what does not exist, filled, whole or not at all; nothing happens where somebody else was first."""


class DuckDBFile(Database):
    """A file. Only one process at a time may write it; who comes second waits, and is then told."""

    def __init__(self, path: Path, wait: float = WAIT) -> None:
        self.path: Path = path
        self.wait: float = wait
        self.name: str = str(path)

    def exists(self) -> bool:  # noqa: D102
        return self.path.is_file()

    def create(self, fill: Callable[[Transaction], None]) -> None:  # noqa: D102
        fresh = DuckDBFile(self.path.with_name(f".{self.path.name}.{os.getpid()}.new"), self.wait)
        fresh.name = self.name  # what a problem speaks of
        try:
            with fresh.session(write=True) as session:
                fill(session)
            with suppress(FileExistsError):
                os.link(fresh.path, self.path)
        except OSError as failure:
            raise UsageError(
                Problem(f"不能建立处理决定库（{failure.strerror}）", Position(self.name), code="store-unreadable")
            ) from None
        finally:
            for left in (fresh.path, Path(f"{fresh.path}.wal")):
                left.unlink(missing_ok=True)

    @contextmanager
    def session(self, *, write: bool) -> Iterator[Transaction]:  # noqa: D102
        with _inside[str(self.path.resolve())]:
            connection = self._connect(write=write)
            try:
                connection.execute("BEGIN")
                yield _DuckDBSession(connection)
                connection.execute("COMMIT")
            finally:
                connection.close()  # what was not committed is gone

    def _connect(self, *, write: bool) -> duckdb.DuckDBPyConnection:
        try:
            import duckdb
        except ImportError:
            raise MissingExtra("audit", PURPOSE) from None
        until = time.monotonic() + self.wait
        while True:
            try:
                return duckdb.connect(str(self.path), read_only=not write, config=CLOSED)
            except duckdb.Error as error:
                busy = "lock" in str(error)
                if busy and time.monotonic() < until:
                    time.sleep(PAUSE)
                    continue
                if busy:
                    raise busy_problem(self.name, self.wait) from None
                raise UsageError(
                    Problem("不是可以读取的处理决定库（DuckDB 文件）", Position(self.name), code="store-unreadable")
                ) from None


class _DuckDBSession(Transaction):
    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return list(self._connection.execute(sql, list(values)).fetchall())

    def table(self, sql: str, values: Sequence[Any] = ()) -> Any:
        return self._connection.sql(sql, params=list(values)).to_arrow_table()

    def run(self, sql: str) -> None:
        self._connection.execute(sql)

    def insert(self, table: str, names: Sequence[str], rows: Sequence[Sequence[object]], whole: Sequence[str]) -> None:
        import pyarrow as pa

        kinds = {name: pa.int64() if name in whole else pa.string() for name in names}
        columns = {
            name: pa.array(values, kinds[name]) for name, values in zip(names, zip(*rows, strict=True), strict=True)
        }
        self._connection.register("incoming", pa.table(columns))
        self._connection.execute(f'INSERT INTO "{table}" SELECT * FROM incoming')  # noqa: S608 - a name of ours
        self._connection.unregister("incoming")

    def columns(self, table: str) -> list[str]:
        # a view runs whatever its author wrote: the store is a table
        sql = (
            "SELECT column_name FROM information_schema.columns JOIN information_schema.tables USING (table_name) "
            "WHERE table_name = ? AND table_type = 'BASE TABLE' ORDER BY ordinal_position"
        )
        return [name for (name,) in self.rows(sql, [table])]


def busy_problem(name: str, wait: float) -> UsageError:
    """Another program is writing, and did not end in time."""
    remedy = "等它结束后再试；多个程序同时写入的，改用 PostgreSQL（postgres://…）"
    return UsageError(
        Problem(f"另一个程序正在写入处理决定库，等待{wait:.0f}秒后放弃，没有写入任何一行", Position(name), remedy=remedy,
                code="store-busy")
    )  # fmt: skip


def connect(where: str | Path, wait: float = WAIT) -> Database:
    """The database at an address: a path, or ``postgres://…``.

    Raises:
        UsageError: another kind of address.
    """
    text = str(where)
    if text.startswith(("postgres://", "postgresql://")):
        from discretion.decisions.server import Server

        return Server(text, wait)
    if "://" in text and not text.startswith("duckdb://"):
        raise UsageError(Problem(f"不支持的地址 {text.partition(':')[0]}", allowed=("文件", "postgres://…")))
    return DuckDBFile(Path(text.removeprefix("duckdb://")), wait)
