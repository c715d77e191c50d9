"""A document: plain data, and for every value of it the place it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from discretion.errors import Position

Path = tuple[str | int, ...]
Mark = tuple[int, int]  # line and column, from 0


class Place:
    """Where a value (and its key) starts, and the same for everything the value contains."""

    __slots__ = ("at", "children", "key_at", "quoted")

    def __init__(self, at: Mark, key_at: Mark, quoted: bool = False) -> None:
        self.at: Mark = at
        self.key_at: Mark = key_at
        self.quoted: bool = quoted
        self.children: dict[str | int, Place] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data (dict, list, str, int, bool, Decimal, None) with the positions of a YAML file.

    Data that came as JSON or from a caller has no lines: its positions name the field instead.

    Attributes:
        digest: SHA-256 of the bytes that were parsed, for a document that was read from a file.
    """

    data: Any
    name: str = ""
    root: Place | None = field(default=None, repr=False, compare=False)
    digest: str = field(default="", repr=False, compare=False)

    def position(self, path: Path = (), *, key: bool = False, offset: int = 0) -> Position:
        """Return where the value at ``path`` starts; where it does not exist, its nearest ancestor.

        Args:
            path: keys and indices from the top of the document.
            key: point at the key instead of the value (list items have none: their value).
            offset: a character inside a text value, from 0, as a parser of that text reports it.
        """
        place = self.root
        if place is None:
            return Position(self.name, field=path)
        exact = True
        for part in path:
            child = (place.children or {}).get(part)
            if child is None:
                exact = False
                break
            place = child
        line, column = place.key_at if key and exact else place.at
        if exact and offset:
            column += offset + place.quoted
        return Position(self.name, line + 1, column + 1, path)


def under(data: Mapping[str, object], key: str) -> dict[str, object]:
    """The mapping that stands under a key of another; empty where there is none.

    >>> under({"fine": {"fixed": 3000}}, "fine"), under({"fine": "statute"}, "fine"), under({}, "fine")
    ({'fixed': 3000}, {}, {})
    """
    found = data.get(key)
    return found if isinstance(found, dict) else {}
