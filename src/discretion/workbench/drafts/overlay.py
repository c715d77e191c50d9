"""A draft as a layer over the rules in force: the area's version copied under a new name, with the files that were edited."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from typing import Any

from discretion.documents import read
from discretion.errors import RulebookError
from discretion.library import Library
from discretion.rulebook import Ruleset
from discretion.workbench.drafts.part import POLICY, file_of

KEPT = 6  # a few megabytes each


def texts(
    base: Ruleset, name: str, effective: str, edited: Mapping[str, str], *, status: str = "draft"
) -> dict[str, str]:
    """The files of the new version, by their path in a rulebook.

    Args:
        base: the version it follows.
        name: the new version's name.
        effective: its first day.
        edited: the text of each part that was edited.
        status: ``draft``, or ``published``.
    """
    header: dict[str, Any] = read(edited[POLICY], error=RulebookError).data if POLICY in edited else {}
    files = {file_of(part): text for part, text in edited.items() if part != POLICY}
    return base.successor(name, files, status=status, effective=effective, **header)


class Shelf:
    """Drafts over the rules in force, each loaded once while it is looked at: a large area takes a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], Library] = {}

    def over(self, library: Library, files: Mapping[str, str]) -> Library:
        """The rules in force with a draft over them.

        Raises:
            RulebookError: the draft does not load; with file and line.
        """
        text = json.dumps(files, sort_keys=True, ensure_ascii=False)
        key = library.rulebook.digest, hashlib.sha256(text.encode()).hexdigest()
        with self._lock:
            if key not in self._kept:
                while len(self._kept) >= KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = library.over(files, drafts=True)
            return self._kept[key]
