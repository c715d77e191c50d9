"""The reasons of a recommendation: what was decided by which rule, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PrivateAttr, computed_field

from discretion.decide.part import ResultPart, Shared, WholePart, build, once_read, one_of
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

    _ground: Ground = PrivateAttr(default=None)  # type: ignore[assignment]  # one read back from JSON stores its sentences
    _of: Any = PrivateAttr(default=None)  # what the sentences are about

    @property
    def shared(self) -> Shared[Reason] | None:
        """What it is a copy of; it is put into words now."""
        private = self.__pydantic_private__
        if private is None or private["_ground"] is None:  # read back from JSON
            return None
        found: Shared[Reason] | None = private.get("_shared")
        if found is None:
            found = private["_shared"] = private["_ground"].worded(private["_of"])
        return found

    @property
    def _worded(self) -> Reason:
        shared = self.shared
        assert shared is not None
        return shared.part

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

    def about(self, of: object) -> Reason:
        """The reason in one case."""
        return build(Reason, self._fields(), {"_ground": self, "_of": of})

    def worded(self, of: object) -> Shared[Reason]:
        """The reason in words."""
        kept = self.kept(of)
        if kept is None:
            return self._write(of)
        memo, key = kept
        return recent(memo, (self, key), lambda: self._write(of), MOST)

    def _write(self, of: object) -> Shared[Reason]:
        said = {"facts": self.facts(of), "rejected": self.rejected(of), "text": self.text(of)}
        return Shared(build(Reason, self._fields() | said))

    def _fields(self) -> dict[str, Any]:
        return {
            "step": self.step,
            "rule": self.rule,
            "label": self.label,
            "decided": self.decided,
            "cites": [*self.cites],
            "source": self.source,
            "origin": self.origin,
        }
