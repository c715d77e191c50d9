"""What every page works with: the store, the rules, the clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from discretion.decisions import Store as Decisions
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.service import Rules
from discretion.workbench import audits, drafts
from discretion.workbench.settings import Setup
from discretion.workbench.store import Chain, Release, User, WorkbenchStore, append, verify

PATIENCE = 2.0  # seconds: under constant load the rest is compiled all the same
PIECE = 5_000  # entries of the log that one look computes anew


class Bench:
    """A workbench, open."""

    def __init__(self, setup: Setup, rules: Rules) -> None:
        setup.folder.mkdir(parents=True, exist_ok=True)
        self.setup: Setup = setup
        self.rules: Rules = rules
        self.shelf: drafts.Shelf = drafts.Shelf()
        self.store: WorkbenchStore = WorkbenchStore(setup.url)
        self.decisions: Decisions = Decisions(setup.store)
        self.chain = Chain()
        audits.interrupted(self.store)
        drafts.interrupted(self.store)
        with self.store.reading() as session:
            last = self.release(session)
        if last is not None:
            rules.lay(drafts.folder_of(setup.folder, last))

    @property
    def library(self) -> Library:
        """The rules to answer by."""
        return self.rules.now.library

    def now(self) -> datetime:
        """The present, UTC."""
        return self.setup.clock()

    def today(self) -> date:
        """The day in China."""
        return self.setup.today()

    def log(self, session: Session, who: str, action: str, target: str, **detail: object) -> None:
        """Add a step to the log, in the transaction of what it records."""
        append(session, self.now(), who, action, target, **detail)

    def checked(self, session: Session) -> Chain:
        """The chain of the log, as far as it was computed anew since the service began: a piece more with every look."""
        self.chain = verify(session, after=self.chain, most=PIECE)
        return self.chain

    def release(self, session: Session) -> int | None:
        """The number of the newest release; None: nothing was published here."""
        return session.scalar(select(func.max(Release.number)))

    def has_users(self) -> bool:
        """Whether anybody may sign in."""
        with self.store.reading() as session:
            return session.scalar(select(User.id).limit(1)) is not None

    def warm(self, busy: Callable[[], bool]) -> None:
        """Compile the violations of every area between the first requests, so that none of them waits for it."""
        threading.Thread(target=self._compile, args=[busy], name="warm", daemon=True).start()

    def _compile(self, busy: Callable[[], bool]) -> None:
        """Where the users work first, then the rest; one interpreter compiles or answers, and answering comes first."""
        library, day = self.library, self.today()
        with self.store.reading() as session:
            places = set(session.scalars(select(User.place).where(User.active)))
        areas = [area.id for area in library.areas(day)]
        near = {library.plans.area_of(place, day) for place in places if place}
        for area in sorted(areas, key=lambda name: name not in near):
            try:
                for _ in library.plans.all(library.plans.chain(area, day), day):
                    give_way(busy)
            except DiscretionError:  # the page that asks for it will say so
                continue

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def give_way(busy: Callable[[], bool]) -> None:
    """Wait until no request is being answered, but not for ever."""
    until = time.monotonic() + PATIENCE
    while busy() and time.monotonic() < until:
        time.sleep(0.02)
