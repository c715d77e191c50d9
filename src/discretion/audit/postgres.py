"""An audit on a PostgreSQL server. Only temporary tables are made: nothing of it is left on the server."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from discretion.audit.backend import Backend, fenced

KINDS = {"int64": "bigint", "double": "double precision", "bool": "boolean", "string": "text"}


class Postgres(Backend):
    """One session."""

    def sql(self, expression: Any) -> str:  # noqa: D102
        return fenced(super().sql(expression))

    def store(self, name: str, expression: Any) -> Any:  # noqa: D102
        self._run(f'CREATE TEMP TABLE "{name}" AS {self.sql(expression)}')
        self._run(f'ANALYZE "{name}"')  # the planner knows nothing of a fresh table
        return self.table(name)

    def append(self, name: str, expression: Any) -> None:  # noqa: D102
        self._run(f'INSERT INTO "{name}" {self.sql(expression)}')

    def load(self, name: str, table: Any) -> Any:  # noqa: D102
        self._run(f'DROP TABLE IF EXISTS "{name}"')
        return self._copied(name, table.schema, table.to_batches())

    def load_batches(self, name: str, batches: Iterable[Any]) -> Any:  # noqa: D102
        rest = iter(batches)
        first = next(rest)
        return self._copied(name, first.schema, [first, *rest])

    def parquet(self, path: str | Path, row: str) -> Any:  # noqa: D102
        return self.load_batches(f"parquet_{secrets.token_hex(4)}", _numbered(path, row))

    def fetch(self, expression: Any) -> Any:  # noqa: D102
        fences = self.connection.sql(self.sql(expression), schema=expression.schema())
        return self.connection.to_pyarrow(fences)

    def _copied(self, name: str, schema: Any, batches: Iterable[Any]) -> Any:
        columns = ", ".join(f'"{field.name}" {KINDS[str(field.type)]}' for field in schema)
        self._run(f'CREATE TEMP TABLE "{name}" ({columns})')
        connection = self.connection.con
        with connection.cursor() as cursor, cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
            for batch in batches:
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    copy.write_row(values)
        connection.commit()
        self._run(f'ANALYZE "{name}"')
        return self.table(name)

    def _run(self, sql: str) -> None:
        with self.connection.begin() as cursor:
            cursor.execute(sql)


def _numbered(path: str | Path, row: str) -> Iterator[Any]:
    """The record batches of a file as text, with row numbers from 1."""
    import pyarrow as pa
    import pyarrow.parquet

    done = 0
    for batch in pyarrow.parquet.ParquetFile(path).iter_batches():
        columns = {name: batch[name].cast(pa.string()) for name in batch.schema.names}
        yield pa.record_batch({row: pa.array(range(done + 1, done + 1 + len(batch)), pa.int64())} | columns)
        done += len(batch)
