"""The files of an area, written once: who reads one back compares it with the same bytes."""

from __future__ import annotations

import threading

from discretion.pages import Publication
from discretion.tables.publication import publish
from discretion.tables.view import View
from discretion.tables.writers import write

KEPT = 4  # a few megabytes each
_lock = threading.Lock()
_publications: dict[tuple[str, ...], Publication] = {}
_files: dict[tuple[str, ...], bytes] = {}


def written(view: View, style: str) -> bytes:
    """The whole benchmark of a view as a file in one of the formats."""
    key = view.rulebook.digest, view.ruleset.id, view.day.isoformat()
    with _lock:
        if (*key, style) not in _files:
            if key not in _publications:
                _publications.clear()  # one area at a time, in every format
                _publications[key] = publish(view)
            content = write(_publications[key], style)
            while len(_files) >= KEPT:
                del _files[next(iter(_files))]
            _files[*key, style] = content if isinstance(content, bytes) else content.encode()
        return _files[*key, style]
