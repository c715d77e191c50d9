"""The database: SQLite in the workbench's folder, or PostgreSQL by URL; brought to the newest tables when opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from discretion.errors import Problem, UsageError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY = 60  # seconds a writer waits for another: a publication may take some


class WorkbenchStore:
    """The database, open. ``reading`` and ``writing`` give a session each; writing ends with all of it, or nothing."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = _engine(url)
        self._writer = self.engine.execution_options(writes=True)
        _migrate(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes become durable together, when the block ends without an error."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UsageError(Problem("数据库地址不能读取", remedy="例如 postgresql+psycopg://user@host/name")) from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        message = f"工作台的数据库只能是 SQLite 或者 PostgreSQL，不能是 {parsed.get_backend_name()}"
        raise UsageError(Problem(message, code="database"))
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, pool_pre_ping=True, max_overflow=-1)  # as many as there are threads; none is refused
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _careful)
        event.listen(engine, "begin", _begin)
    return engine


def _careful(connection: sqlite3.Connection, _record: object) -> None:
    """SQLite as a server needs it: readers beside a writer, nothing acknowledged is lost, references hold."""
    connection.isolation_level = None  # the driver's own BEGIN comes too late: see _begin
    for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY * 1000}"):
        connection.execute(f"PRAGMA {line}")


def _begin(connection: Connection) -> None:
    """A writer says so at once: two that read first and write later would both have to give up."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine.execution_options(writes=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError as error:
        raise UsageError(Problem(f"不能打开工作台的数据库：{error.orig}", code="database")) from None
