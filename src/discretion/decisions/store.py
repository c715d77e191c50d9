# ruff: noqa: S608 - the names of tables and columns are constants below; values are always passed apart
"""The store of decisions: append-only. What was wrong is corrected by a new row that names the old one; nothing is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from discretion.decisions.database import WAIT, Database, Transaction, connect
from discretion.decisions.model import COLUMNS, WHOLE, Decided, digest
from discretion.errors import Position, Problem, UsageError
from discretion.plan import recent

T = TypeVar("T")
TABLE = "discretion_decisions"
NAMES = ("row", "recorded", "digest", *COLUMNS)
NUMBERS = ("row", *WHOLE)
PIECE = 50_000  # rows that are checked and written at once; all of one call are one transaction
LISTED = ", ".join(f'"{name}"' for name in NAMES)
# The rows that stand: not corrected by a later one, not revoked.
STANDING = (
    f'FROM "{TABLE}" WHERE revoked IS NULL AND "row" NOT IN (SELECT corrects FROM "{TABLE}" WHERE corrects IS NOT NULL)'
)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of rows: their numbers in the store, and how many were there already, word for word."""

    rows: list[int]
    known: int


class Store:
    """A store; opened for each call and closed at once, so that others get their turn.

    Args:
        where: a file (made by the first row), or ``postgres://…``.
        wait: how many seconds to wait for another writer.
    """

    def __init__(self, where: str | Path, *, wait: float = WAIT) -> None:
        self._database: Database = connect(where, wait)
        self._known: dict[str, dict[Hashable, Any]] = {}
        self._seen: tuple[int, int] = 0, 0

    @property
    def name(self) -> str:
        """What to call it in a message; never an address."""
        return self._database.name

    def exists(self) -> bool:
        """Whether there is anything to read: a file is made by its first row."""
        return self._database.exists()

    def add(self, decisions: Iterable[Decided]) -> Added:
        """Record decisions, all or none. When this returns they are on disk.

        Raises:
            UsageError: another decision of the same case and violation stands already; a corrected row does not; or another
                program writes and does not end.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        numbers: list[int] = []
        known = 0
        with self._opened(write=True) as session:
            ((last,),) = session.rows(f'SELECT coalesce(max("row"), 0) FROM "{TABLE}"')
            for piece in _pieces(decisions):
                book = _Book(session, piece, last)
                fresh = [row for row in map(book.take, piece) if row is not None]
                known += len(piece) - len(fresh)
                if fresh:
                    rows = [[number, now, mark, *(row[name] for name in COLUMNS)] for number, mark, row in fresh]
                    session.insert(TABLE, NAMES, rows, NUMBERS)
                    numbers += [number for number, _, _ in fresh]
                last = book.last
        return Added(numbers, known)

    def all(self) -> Iterator[tuple[int, str, Decided]]:
        """Every row ever written, corrected and revoked ones too: number, when it was recorded, decision."""
        yield from self._read(f'SELECT {LISTED} FROM "{TABLE}" ORDER BY "row"')

    def standing(self) -> Iterator[tuple[int, str, Decided]]:
        """The rows that stand, in the order they were written."""
        yield from self._read(f'SELECT {LISTED} {STANDING} ORDER BY "row"')

    def columns(self, names: Iterable[str], violations: Iterable[str] | None = None) -> Any:
        """Some columns, as they are stored, of the rows that stand, as an Arrow table; those of some violations, or all."""
        listed = ", ".join(f'"{name}"' for name in names)
        with self._opened(write=False) as session:
            if violations is None:
                return session.table(f'SELECT {listed} {STANDING} ORDER BY "row"')
            wanted = [list(violations)]
            return session.table(f'SELECT {listed} {STANDING} AND violation = ANY(?) ORDER BY "row"', wanted)

    def once(self, violation: str, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` makes of the rows of a violation, kept until anybody writes another of it, or corrects one of it."""
        self._forget()
        return recent(self._known.setdefault(violation, {}), key, make)

    def _forget(self) -> None:
        """Drop what was made of violations that rows were written about since; of all, where it is not the same store."""
        with self._opened(write=False) as session:
            ((count, last),) = session.rows(f'SELECT count(*), coalesce(max("row"), 0) FROM "{TABLE}"')
            if (count, last) == self._seen or not self._known:
                self._seen = count, last
                return
            fresh = session.rows(f'SELECT violation, corrects FROM "{TABLE}" WHERE "row" > ?', [self._seen[1]])
            old = [corrects for _, corrects in fresh if corrects is not None]
            corrected = session.rows(f'SELECT violation FROM "{TABLE}" WHERE "row" = ANY(?)', [old])
        if self._seen[0] + len(fresh) != count:
            self._known.clear()
        for violation, *_ in (*fresh, *corrected):
            self._known.pop(violation, None)
        self._seen = count, last

    def _read(self, sql: str) -> Iterator[tuple[int, str, Decided]]:
        with self._opened(write=False) as session:
            found = session.rows(sql)
        for values in found:
            row = dict(zip(NAMES, values, strict=True))
            yield row["row"], row["recorded"], Decided.of_row(row)

    @contextmanager
    def _opened(self, *, write: bool) -> Iterator[Transaction]:
        if not write and not self._database.exists():
            raise UsageError(
                Problem(
                    "处理决定库不存在",
                    Position(self.name),
                    remedy="先用 discretion decisions add 或者 import 写入",
                    code="store-unreadable",
                )
            )
        if write and not self._database.exists():
            self._database.create(_create)
        with self._database.session(write=write) as session:
            found = session.columns(TABLE)
            if not found and write:
                _create(session)
                found = session.columns(TABLE)
            if found != list(NAMES):
                raise UsageError(Problem("不是处理决定库：没有所需的表", Position(self.name), code="store-unreadable"))
            yield session


class _Book:
    """What the store knows of the cases that come in, as far as it decides whether they may."""

    def __init__(self, session: Transaction, decisions: Iterable[Decided], last: int) -> None:
        cases = list({item.case for item in decisions})
        old = list({item.corrects for item in decisions if item.corrects is not None})
        rows = session.rows(
            f'SELECT "row", digest, "case", violation, party, corrects FROM "{TABLE}" '
            'WHERE "case" = ANY(?) OR "row" = ANY(?) OR corrects = ANY(?) ORDER BY "row"',
            [cases, old, old],
        )
        self.last = last
        self.digests = {row[1] for row in rows}
        self.standing: dict[tuple[Any, ...], int] = {}
        self.corrected = dict[int, int]()
        self.keys = dict[int, tuple[Any, ...]]()
        for number, _, *key, corrects in rows:
            self._enter(number, tuple(key), corrects)

    def _enter(self, number: int, key: tuple[object, ...], corrects: int | None) -> None:
        if corrects is not None:
            self.corrected[corrects] = number
            self.standing.pop(self.keys.get(corrects, ()), None)
        self.keys[number] = key
        self.standing[key] = number

    def take(self, decision: Decided) -> tuple[int, str, dict[str, object]] | None:
        """The next row; None when it is there already."""
        row = decision.row()
        mark = digest(row)
        if mark in self.digests:
            return None
        key = (decision.case, decision.violation, decision.party)
        old = decision.corrects
        if old is not None and old not in self.keys:
            raise UsageError(Problem(f"没有第{old}行，不能更正"))
        if old is not None and old in self.corrected:
            raise UsageError(
                Problem(f"第{old}行已经由第{self.corrected[old]}行更正", remedy=f"更正第{self.corrected[old]}行")
            )
        other = self.standing.get(key)
        if other is not None and other != old:
            remedy = f"内容有变的，写 corrects: {other}，原来的一行会保留"
            raise UsageError(
                Problem(
                    f"案号 {decision.case} 的这一违法行为已经记录在第{other}行", remedy=remedy, code="already-recorded"
                )
            )
        self.last += 1
        self.digests.add(mark)
        self._enter(self.last, key, old)
        return self.last, mark, row


def _create(session: Transaction) -> None:
    kinds = {name: "BIGINT" if name in NUMBERS else "TEXT" for name in NAMES}
    needed = {"recorded", "digest", "case", "violation", "occurred", "decided", "party", "facts", "fine", "measures"}
    columns = ", ".join(
        f'"{name}" {kind}{" PRIMARY KEY" if name == "row" else " NOT NULL" if name in needed else ""}'
        for name, kind in kinds.items()
    )
    session.run(f'CREATE TABLE IF NOT EXISTS "{TABLE}" ({columns})')


def _pieces(decisions: Iterable[Decided]) -> Iterator[list[Decided]]:
    rest = iter(decisions)
    while piece := list(islice(rest, PIECE)):
        yield piece
