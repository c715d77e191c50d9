"""The reasons of a recommendation: what was decided by which rule, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PrivateAttr, computed_field

from discretion.decide.part import ResultPart, WholePart, build, made_of, once_read, one_of


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
    def _told(self) -> tuple[Ground, Any]:
        return made_of(self, "_ground"), made_of(self, "_of")

    @computed_field
    @once_read
    def facts(self) -> list[FactUsed]:
        """The facts the rule read."""
        ground, of = self._told
        return ground.facts(of)

    @computed_field
    @once_read
    def rejected(self) -> list[Rejected]:
        """The candidates that were not chosen."""
        ground, of = self._told
        return ground.rejected(of)

    @computed_field
    @once_read
    def text(self) -> str:
        """The reason in a sentence."""
        ground, of = self._told
        return ground.text(of)


def _nothing(_: object) -> list[Any]:
    return []


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason without its case: made once, given in many.

    Attributes:
        text: says it, of what ``about`` is given; as do ``facts`` and ``rejected``.
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

    def about(self, of: object) -> Reason:
        """The reason in one case."""
        fields = {
            "step": self.step,
            "rule": self.rule,
            "label": self.label,
            "decided": self.decided,
            "cites": [*self.cites],
            "source": self.source,
            "origin": self.origin,
        }
        return build(Reason, fields, {"_ground": self, "_of": of})
