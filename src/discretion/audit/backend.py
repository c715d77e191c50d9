"""Where an audit runs: DuckDB in this process, a PostgreSQL server, or Spark."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from discretion.errors import MissingExtra, Problem, UsageError

PURPOSE = "案卷核查（按列批量计算）"
_compiling = threading.Lock()  # the option below is global to Ibis


class Backend:
    """One connection. Ibis' own ``create_table`` is not used: it fails on DuckDB 2.0."""

    def __init__(self, connection: Any, *, spark: bool = False) -> None:
        self.connection, self.spark = connection, spark

    def sql(self, expression: Any) -> str:
        """The SQL of an expression, stage by stage: Ibis would merge the stages and compute everything many times."""
        with _stages():
            return _fenced(str(self.connection.compile(expression)), self.connection.name)

    def store(self, name: str, expression: Any) -> Any:
        """Put a result into a table; the table."""
        self.run(f'CREATE TABLE "{name}" AS {self.sql(expression)}' if not self.spark else self._view(name, expression))
        return self.connection.table(name)

    def append(self, name: str, expression: Any) -> None:
        """Add rows to a table that has the same columns in the same order."""
        if self.spark:
            raise NotImplementedError
        self.run(f'INSERT INTO "{name}" {self.sql(expression)}')

    def load(self, name: str, table: Any) -> Any:
        """Make an Arrow table a table of the backend."""
        if self.spark:
            self.connection._session.createDataFrame(table.to_pandas()).createOrReplaceTempView(name)  # noqa: SLF001
        elif self.connection.name == "duckdb":
            self.connection.con.register(name, table)
        else:
            self.run(f'DROP TABLE IF EXISTS "{name}"')
            self.connection.create_table(name, table, temp=True)
        return self.connection.table(name)

    def run(self, sql: str) -> None:
        """Run a statement."""
        if sql:
            self.connection.raw_sql(sql)

    def fetch(self, expression: Any) -> Any:
        """A result as an Arrow table."""
        if self.connection.name == "postgres":  # its planner needs the fences, which only our text has
            expression = self.connection.sql(self.sql(expression), schema=expression.schema())
        with _stages():
            return self.connection.to_pyarrow(expression)

    def _view(self, name: str, expression: Any) -> str:
        frame = self.connection._session.sql(self.sql(expression))  # noqa: SLF001 - Ibis has no public way to cache
        frame.cache().createOrReplaceTempView(name)
        return ""


def connect(url: str | None = None) -> Backend:
    """Connect to where the audit is to run.

    Args:
        url: None for DuckDB in memory (it spills to disk), a file of DuckDB, ``postgres://…`` or ``spark://…``.

    Raises:
        MissingExtra: the packages are not installed.
        UsageError: another kind of address.
    """
    try:
        import ibis
    except ImportError:
        raise MissingExtra("audit", PURPOSE) from None
    if url is None or url.startswith("duckdb://"):
        backend = Backend(ibis.duckdb.connect(url.removeprefix("duckdb://") if url else ":memory:"))
        backend.run("SET enable_progress_bar = false")  # it would be written into the report
        return backend
    if url.startswith(("postgres://", "postgresql://")):
        return Backend(ibis.connect(url))
    if url.startswith("spark://"):
        return Backend(_spark(url), spark=True)
    raise UsageError(Problem(f"不支持的地址 {url.partition(':')[0]}", allowed=("duckdb", "postgres", "spark")))


def _spark(url: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtra("spark", "在 Spark 上核查") from None
    import ibis

    master = url.removeprefix("spark://") if url.startswith("spark://local") else url
    session = SparkSession.builder.master(master).appName("discretion audit").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)


def compiled(expression: Any, dialect: str) -> str:
    """The SQL of an expression that belongs to no connection, indented."""
    import ibis

    with _stages():
        return _fenced(str(ibis.to_sql(expression, dialect=dialect)), dialect)


def _fenced(sql: str, dialect: str) -> str:
    """PostgreSQL would pull every stage into the next and never finish planning; ``OFFSET 0`` keeps them apart."""
    if dialect != "postgres":
        return sql
    import sqlglot

    tree = sqlglot.parse_one(sql, dialect=dialect)
    for nested in tree.find_all(sqlglot.exp.Subquery):
        select = nested.this
        if isinstance(select, sqlglot.exp.Select) and select.args.get("offset") is None:
            select.set("offset", sqlglot.exp.Offset(expression=sqlglot.exp.Literal.number(0)))
    return tree.sql(dialect=dialect, pretty=True)


@contextmanager
def _stages() -> Iterator[None]:
    import ibis

    with _compiling:
        before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
        try:
            yield
        finally:
            ibis.options.sql.fuse_selects = before
