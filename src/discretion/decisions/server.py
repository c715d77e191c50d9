"""A store on a PostgreSQL server: many may write; one transaction after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from discretion.decisions.database import PURPOSE, Database, Transaction, busy_problem
from discretion.errors import MissingExtra, Problem, UsageError

LOCK = 0x646563696465  # "decide": the number under which writers of a store wait for each other


class Server(Database):
    """A database of a server. Errors never repeat the address, which may hold a password."""

    def __init__(self, url: str, wait: float) -> None:
        self._url = url
        self.wait: float = wait
        self.name: str = "postgres"

    def exists(self) -> bool:  # noqa: D102
        return True

    @contextmanager
    def session(self, *, write: bool) -> Iterator[Transaction]:  # noqa: D102
        try:
            import psycopg
        except ImportError:
            raise MissingExtra("postgres", PURPOSE) from None
        try:
            connection = psycopg.connect(self._url)
        except psycopg.Error as error:
            raise UsageError(Problem(f"不能连接数据库（postgres）：{type(error).__name__}")) from None
        try:
            with connection, connection.cursor() as cursor:  # commits at the end
                if write:  # one writer at a time, also while the table is being made; readers go on
                    cursor.execute(f"SET LOCAL lock_timeout = {int(self.wait * 1000)}")
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
                else:
                    cursor.execute("SET TRANSACTION READ ONLY")
                yield _ServerSession(cursor)
        except psycopg.errors.LockNotAvailable:
            raise busy_problem(self.name, self.wait) from None


class _ServerSession(Transaction):
    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        self._cursor.execute(sql.replace("?", "%s"), list(values))
        return list(self._cursor.fetchall())

    def table(self, sql: str, values: Sequence[Any] = ()) -> Any:
        import pyarrow as pa

        rows = self.rows(sql, values)
        names = [column.name for column in self._cursor.description]
        return pa.table({name: [row[number] for row in rows] for number, name in enumerate(names)})

    def run(self, sql: str) -> None:
        self._cursor.execute(sql)

    def insert(self, table: str, names: Sequence[str], rows: Sequence[Sequence[object]], whole: Sequence[str]) -> None:  # noqa: ARG002
        listed = ", ".join(f'"{name}"' for name in names)
        with self._cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def columns(self, table: str) -> list[str]:
        sql = (
            "SELECT column_name FROM information_schema.columns WHERE table_name = ? "
            "AND table_schema = current_schema() ORDER BY ordinal_position"
        )
        return [name for (name,) in self.rows(sql, [table])]
