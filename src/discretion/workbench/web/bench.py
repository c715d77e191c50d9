"""What every page works with: the store, the rules, the clock."""

from __future__ import annotations

import threading
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.service import Rules
from discretion.workbench.audits import interrupted
from discretion.workbench.drafts import Shelf, folder_of
from discretion.workbench.settings import Setup
from discretion.workbench.store import Release, Store, User, append


class Bench:
    """A workbench, open."""

    def __init__(self, setup: Setup, rules: Rules) -> None:
        setup.folder.mkdir(parents=True, exist_ok=True)
        self.setup, self.rules, self.shelf = setup, rules, Shelf()
        self.store = Store(setup.url)
        interrupted(self.store)
        with self.store.reading() as session:
            last = self.release(session)
        if last is not None:
            rules.lay(folder_of(setup.folder, last))

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

    def log(self, session: Session, who: str, action: str, target: str, **detail: Any) -> None:
        """Add a step to the log, in the transaction of what it records."""
        append(session, self.now(), who, action, target, **detail)

    def release(self, session: Session) -> int | None:
        """The number of the newest release; None: nothing was published here."""
        return session.scalar(select(func.max(Release.number)))

    def has_users(self) -> bool:
        """Whether anybody may sign in."""
        with self.store.reading() as session:
            return session.scalar(select(User.id).limit(1)) is not None

    def warm(self) -> None:
        """Compile the violations of every area beside the first requests, so that none of them waits for it."""
        threading.Thread(target=self._compile, name="warm", daemon=True).start()

    def _compile(self) -> None:
        """Where the users work first, then the rest."""
        library, day = self.library, self.today()
        with self.store.reading() as session:
            places = set(session.scalars(select(User.place).where(User.active)))
        areas = [area.id for area in library.areas(day)]
        near = {library.plans.area_of(place, day) for place in places if place}
        for area in sorted(areas, key=lambda name: name not in near):
            try:
                library.violations(area, day)
            except DiscretionError:  # the page that asks for it will say so
                continue

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()
