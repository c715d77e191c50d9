"""The reasons of a recommendation: what was decided by which rule, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any

from pydantic import PrivateAttr, computed_field

from discretion.decide.part import ResultPart, WholePart, build, once_read, one_of
from discretion.decide.told import Shared, Write
from discretion.plan import recent


class FactUsed(ResultPart):
    """A fact a rule read. ``origin``: stated, records, presumed, default, derived, missing; ``text``: it as a clause."""

    name: str
    label: str
    value: str
    origin: Annotated[str, one_of("stated", "records", "presumed", "default", "derived", "missing")]
    text: str


class Rejected(ResultPart):
    """A candidate that was not chosen, and why."""

    rule: str
    label: str
    because: str


class Reason(WholePart):
    """One node of the trace. What was decided by which rule is there at once; it is put into words when read."""

    step: str
    rule: str
    label: str
    decided: str
    cites: list[str] = []
    source: str | None = None
    origin: str | None = None

    _saying: Saying = PrivateAttr(default=None)  # type: ignore[assignment]  # one read back from JSON stores its sentences

    @property
    def _worded(self) -> Reason:
        saying: Saying = self.__pydantic_private__["_saying"]  # type: ignore[index]  # asked only of what has no words yet
        return saying.shared.part

    @computed_field
    @once_read
    def facts(self) -> list[FactUsed]:
        """The facts the rule read."""
        return [*self._worded.facts]

    @computed_field
    @once_read
    def rejected(self) -> list[Rejected]:
        """The candidates that were not chosen."""
        return [*self._worded.rejected]

    @computed_field
    @once_read
    def text(self) -> str:
        """The reason in a sentence."""
        return self._worded.text


def _nothing(_: object) -> list[Any]:
    return []


Kept = tuple[dict[Any, Shared[Any]], Hashable]
MOST = 512  # reasons in words that are kept in one place


def _anew(_: object) -> None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A reason without its case: made once, given in many.

    Attributes:
        text: says it, of what ``about`` is given; as do ``facts`` and ``rejected``.
        kept: where its words are kept, and all that they depend on; None where they are written anew.
        seal: what of it the receipt's digest covers, once it is written: none of its words.
    """

    step: str
    rule: str
    label: str
    decided: str
    text: Callable[[Any], str]
    cites: tuple[str, ...] = ()
    source: str | None = None
    origin: str | None = None
    facts: Callable[[Any], list[FactUsed]] = _nothing
    rejected: Callable[[Any], list[Rejected]] = _nothing
    kept: Callable[[Any], Kept | None] = _anew
    seal: list[str] = field(default_factory=list)

    def about(self, of: object) -> Saying:
        """The reason in one case."""
        return Saying(self, of)

    def sealed(self, write: Write) -> str:
        """What of it the receipt's digest covers."""
        self.seal.append(write(build(Reason, self.fields())))
        return self.seal[0]

    def worded(self, of: object) -> Shared[Reason]:
        """The reason in words, written anew."""
        said = {"facts": self.facts(of), "rejected": self.rejected(of), "text": self.text(of)}
        return Shared(build(Reason, self.fields() | said))

    def fields(self) -> dict[str, Any]:
        """What is known of the reason before it is put into words."""
        return {
            "step": self.step,
            "rule": self.rule,
            "label": self.label,
            "decided": self.decided,
            "cites": [*self.cites],
            "source": self.source,
            "origin": self.origin,
        }


class Saying:
    """A ground and what it is about: a reason that is not put into words yet."""

    __slots__ = ("_of", "_shared", "ground")

    def __init__(self, ground: Ground, of: object) -> None:
        self.ground: Ground = ground
        self._of: object = of
        self._shared: Shared[Reason] | None = None

    @property
    def shared(self) -> Shared[Reason]:
        """It in words."""
        found = self._shared
        if found is None:
            ground, of = self.ground, self._of
            kept = ground.kept(of)
            if kept is None:
                found = ground.worded(of)
            else:
                memo, key = kept
                found = recent(memo, (ground, key), partial(ground.worded, of), MOST)
            self._shared = found
        return found

    def sealed(self, write: Write) -> str:
        """What of it the receipt's digest covers, in every case the same."""
        seal = self.ground.seal
        return seal[0] if seal else self.ground.sealed(write)

    def copied(self) -> Reason:
        """A reason for a caller, still without words."""
        return build(Reason, self.ground.fields(), {"_saying": self})
