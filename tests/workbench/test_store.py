"""What the workbench keeps: the migrations make the models' tables; the log shows every change; final is final."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from discretion.errors import UsageError
from discretion.workbench.store import Base, CaseFile, Chain, User, WorkbenchStore, append, verify

AT = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 - UTC, as the store keeps it


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WorkbenchStore]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'workbench.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres")
    store = WorkbenchStore(url)
    yield store
    if request.param == "postgresql":
        with store.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    store.close()


def test_the_migrations_make_the_tables_of_the_models(store: WorkbenchStore) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_opening_again_changes_nothing(store: WorkbenchStore) -> None:
    with store.writing() as session:
        append(session, AT, "li", "sign-in", "user/li")
    again = WorkbenchStore(store.engine.url.render_as_string(hide_password=False))
    with again.reading() as session:
        assert verify(session).entries == 1
    again.close()


def test_what_fails_half_way_leaves_nothing(store: WorkbenchStore) -> None:
    def fail() -> None:
        with store.writing() as session:
            append(session, AT, "li", "sign-in", "user/li")
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as session:
        assert verify(session) == Chain(0, "0" * 64, None)


def logged(store: WorkbenchStore) -> None:
    for name in ("li", "wang", "zhao"):
        with store.writing() as session:
            append(session, AT, name, "sign-in", f"user/{name}", address="127.0.0.1")


def test_the_log_refuses_changes(store: WorkbenchStore) -> None:
    logged(store)
    for statement in ("UPDATE log SET who = 'nobody' WHERE seq = 2", "DELETE FROM log WHERE seq = 3"):
        with pytest.raises(DBAPIError, match="log: final"), store.writing() as session:
            session.execute(text(statement))


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE log SET who = 'nobody' WHERE seq = 2", 2),
        ("UPDATE log SET detail = '{}' WHERE seq = 1", 1),
        ("DELETE FROM log WHERE seq = 2", 3),
        ("UPDATE log SET at = '2026-03-01 08:00:00.000000' WHERE seq = 3", 3),
    ],
)
def test_the_chain_shows_changes_made_past_the_triggers(store: WorkbenchStore, tampering: str, broken: int) -> None:
    logged(store)
    with store.reading() as session:
        assert (verify(session).entries, verify(session).broken) == (3, None)
    with store.writing() as session:
        names = ("log_no_UPDATE", "log_no_DELETE") if store.engine.name == "sqlite" else ("log_final ON log",)
        for name in names:
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text(tampering))
    with store.reading() as session:
        assert verify(session).broken == broken


def test_what_fits_is_not_computed_again_and_a_look_is_bounded(store: WorkbenchStore) -> None:
    logged(store)
    with store.reading() as session:
        whole = verify(session)
        first = verify(session, most=2)
        assert (first.entries, first.broken) == (2, None)
        assert verify(session, after=first, most=2) == whole
        assert verify(session, after=whole) == whole
        assert verify(session, after=Chain(2, "0" * 64)).broken == 2  # what was computed is not there any more
        assert verify(session, after=Chain(9, "0" * 64)).broken == 9  # cut off since


def test_a_closed_case_stays_as_it_is(store: WorkbenchStore) -> None:
    with store.writing() as session:
        session.add(User(id=1, name="li", label="李", roles=["officer"], created=AT))
        session.flush()
        session.add(CaseFile(id=1, owner_id=1, title="", form={}, state="closed", created=AT, changed=AT))
    for statement in ("UPDATE cases SET state = 'open'", "DELETE FROM cases"):
        with pytest.raises(DBAPIError, match="cases: final"), store.writing() as session:
            session.execute(text(statement))


def test_only_two_kinds_of_database() -> None:
    with pytest.raises(UsageError, match="只能是 SQLite 或者 PostgreSQL，不能是 mysql"):
        WorkbenchStore("mysql://x/y")
