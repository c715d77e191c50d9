"""What several results say, each thing once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def joined(lists: Iterable[Iterable[T]]) -> list[T]:
    """The lists one after the other; what an earlier one has is not said again."""
    found: list[T] = []
    for items in lists:
        found += [item for item in items if item not in found]
    return found
