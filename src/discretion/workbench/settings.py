"""How a workbench is set up: one folder holds all of it, so that one folder is what is backed up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from discretion.service import Settings, loopback
from discretion.workbench.people import Passwords

CHINA = timezone(timedelta(hours=8))
UPLOAD = 50_000_000


def now() -> datetime:
    """The present, UTC, as the store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Setup:
    """What the operator decides.

    Attributes:
        folder: where the database, published rules and uploads are.
        service: address, rules and proxy, as for the service alone.
        database: a PostgreSQL URL; empty: SQLite in the folder.
        decisions: the store of decisions, a file or a PostgreSQL URL; empty: a file in the folder.
        commit: whether every publication is committed in a git repository of the releases.
        key: an Ed25519 private key (PEM) by which every publication is signed.
        clock: what time it is; the library itself knows none.
        passwords: how they are hashed.
        warm: whether to compile the rules before somebody asks.
        max_upload: the largest file, in bytes.
    """

    folder: Path
    service: Settings = field(default_factory=Settings)
    database: str = ""
    decisions: str = ""
    commit: bool = False
    key: Path | None = None
    clock: Callable[[], datetime] = now
    passwords: Passwords = field(default_factory=Passwords)
    warm: bool = True
    max_upload: int = UPLOAD

    @property
    def url(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{self.folder.absolute() / 'workbench.sqlite3'}"

    @property
    def store(self) -> str:
        """Where the decisions are."""
        return self.decisions or str(self.folder.absolute() / "decisions.duckdb")

    @property
    def secure(self) -> bool:
        """Whether cookies travel over TLS only, however they came: everywhere but on this machine."""
        return not loopback(self.service.host)

    def today(self) -> date:
        """The day in China."""
        return self.local(self.clock()).date()

    def local(self, at: datetime) -> datetime:
        """A time of the store as people read it."""
        return at.replace(tzinfo=UTC).astimezone(CHINA)
