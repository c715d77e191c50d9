"""What many results say alike: made, written and sealed once, read by all of them, and copied for a caller."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar

from discretion.decide.part import WholePart, build, unmade

M = TypeVar("M", bound=WholePart)
CHANGEABLE = (list, dict)
Write = Callable[[Any], str]


class Shared(Generic[M]):
    """A part that is the same in many cases; nobody changes it."""

    __slots__ = ("_line", "_sealed", "part")

    def __init__(self, part: M) -> None:
        self.part: M = part
        self._sealed: str | None = None
        self._line: str | None = None

    @property
    def shared(self) -> Shared[M]:
        """Itself; of a reason, which is put into words late, these."""
        return self

    @property
    def ground(self) -> Hashable:
        """Itself; of a reason, what of it is the same in every case."""
        return self

    def line(self) -> str:
        """It as JSON, in one line."""
        if self._line is None:
            self._line = self.part.line()
        return self._line

    def sealed(self, write: Write) -> str:
        """What of it the receipt's digest covers: of a part always written by the same function."""
        if self._sealed is None:
            self._sealed = write(self.part)
        return self._sealed

    def copied(self) -> M:
        """A copy for a caller; what could be changed in it is his own."""
        own = {name: value.copy() if type(value) in CHANGEABLE else value for name, value in vars(self.part).items()}
        return build(type(self.part), own, unmade(type(self.part)))


class Late(Generic[M]):
    """A part that is written before it is made: most are never read otherwise."""

    __slots__ = ("_line", "_make")

    def __init__(self, line: str, make: Callable[[], M]) -> None:
        self._line: str = line
        self._make: Callable[[], M] = make

    def line(self) -> str:
        """It as JSON, in one line."""
        return self._line

    def copied(self) -> M:
        """It, for a caller."""
        return self._make()


class Sayable(Protocol[M]):
    """A part before it is anybody's own."""

    @property
    def shared(self) -> Shared[M]:
        """It in words."""

    @property
    def ground(self) -> Hashable:
        """What of it is the same in every case."""

    def sealed(self, write: Write) -> str:
        """What of it the receipt's digest covers; its words are not asked for."""

    def copied(self) -> M:
        """A copy for a caller."""


class Told(Generic[M]):
    """What one field says.

    Attributes:
        items: its parts.
    """

    __slots__ = ("_line", "_sealed", "_shared", "items")

    def __init__(self, items: Sequence[Sayable[M]]) -> None:
        self.items: Sequence[Sayable[M]] = items
        self._sealed: str | None = None
        self._line: str | None = None
        self._shared: list[Shared[M]] | None = None

    @classmethod
    def of(cls, parts: Iterable[M]) -> Told[M]:
        """Parts that are there already."""
        return cls([Shared(part) for part in parts])

    def __iter__(self) -> Iterator[M]:
        """The parts, to be read only."""
        return iter([item.part for item in self.shared()])

    def shared(self) -> list[Shared[M]]:
        """The parts in words, as they are shared."""
        if self._shared is None:
            self._shared = [item.shared for item in self.items]
        return self._shared

    def line(self) -> str:
        """All of them as JSON, in one line."""
        if self._line is None:
            self._line = f"[{','.join([item.line() for item in self.shared()])}]"
        return self._line

    def sealed(self, write: Write) -> str:
        """What of all of them the receipt's digest covers."""
        if self._sealed is None:
            self._sealed = f"[{','.join([item.sealed(write) for item in self.items])}]"
        return self._sealed

    def copied(self) -> list[M]:
        """Copies for a caller."""
        return [item.copied() for item in self.items]
