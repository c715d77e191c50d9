"""The rules a service answers by: loaded once, replaced as a whole when the folders change, kept when the new ones are bad."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from discretion.decisions import Store
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.rulebook import shipped_rulesets
from discretion.service.settings import Settings


@dataclass(frozen=True, slots=True)
class Loaded:
    """One set of rules; a request keeps the one it began with.

    Attributes:
        store: the recorded decisions, if there are any: what it keeps in mind of them is by these rules.
    """

    library: Library
    digest: str
    store: Store | None = None


class Rules:
    """The present rules. Swapping a reference is atomic, so no request ever sees half of a reload."""

    def __init__(self, settings: Settings, library: Library | None = None) -> None:
        """Load the rules, or begin with a library that is loaded already."""
        self._settings = settings
        self._lock = threading.Lock()
        self._over: tuple[Path, ...] = ()
        self._seen = _stamp(settings.rulesets)
        self._now = self._load() if library is None else self._loaded(library)
        self.reloads: int = 0
        self.failure: str | None = None

    @property
    def now(self) -> Loaded:
        """The rules to answer by."""
        return self._now

    def lay(self, folder: Path) -> None:
        """Answer by the folders with one more over them, in place of what was laid over them before.

        Raises:
            RulebookError: they do not load; the old rules go on answering.
        """
        with self._lock:
            before, self._over = self._over, (folder,)
            try:
                self._now = self._load()
            except DiscretionError:
                self._over = before
                raise
            self.reloads += 1

    def refresh(self) -> bool:
        """Load the folders anew if anything in them changed; whether new rules answer from now on.

        Bad rules change nothing: the old ones go on answering, and ``failure`` says what is wrong.
        """
        with self._lock:
            stamp = _stamp(self._settings.rulesets)
            if stamp == self._seen:
                return False
            self._seen = stamp
            try:
                self._now = self._load()
            except DiscretionError as error:
                self.failure = str(error)
                return False
            self.reloads += 1
            self.failure = None
            return True

    def _load(self) -> Loaded:
        folders = self._settings.rulesets or (shipped_rulesets(),)
        return self._loaded(Library.load(*folders, *self._over, drafts=self._settings.drafts))

    def _loaded(self, library: Library) -> Loaded:
        if self._settings.warm:
            library.warm(datetime.now().astimezone().date(), *self._settings.warm)
        store = Store(self._settings.decisions) if self._settings.decisions else None
        return Loaded(library, library.rulebook.digest, store)


def _stamp(folders: tuple[Path, ...]) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every file: cheap to look at, and different after any edit."""
    found = []
    for path in (path for folder in folders for path in sorted(folder.rglob("*.yaml"))):
        try:
            state = path.stat()
        except OSError:
            continue  # taken away while we look: the next look sees it
        found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)
