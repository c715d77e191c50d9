"""What is to be shown: one area's ruleset, with its ancestors, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from discretion.errors import Problem, UsageError
from discretion.facts import Words
from discretion.library import Library
from discretion.rulebook import Rulebook, Ruleset, SourceKind


@dataclass(frozen=True)
class View:
    """An area as it stands on a day; ``chain`` holds its ruleset first, then its ancestors."""

    library: Library
    chain: tuple[Ruleset, ...]
    day: date

    @property
    def rulebook(self) -> Rulebook:
        """Facts, laws and rulesets."""
        return self.library.rulebook

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset that is shown."""
        return self.chain[0]

    @property
    def words(self) -> Words:
        """The vocabulary in Chinese."""
        return Words(self.rulebook.vocabulary)

    @property
    def title(self) -> str:
        """全国交通运输行政处罚裁量基准（2026.1版，建议稿）: no one takes what we propose for an issued text."""
        header = self.ruleset.header.model
        draft = "，建议稿" if header.source.kind is SourceKind.PROPOSED else ""
        return f"{header.label}交通运输行政处罚裁量基准（{header.version}版{draft}）"

    def label_of(self, ruleset: str) -> str:
        """An ``area@version`` of the chain in words: 全国（2026.1版）."""
        return next((one.header.model.name for one in self.chain if one.id == ruleset), ruleset)

    def inherited_from(self, origin: str) -> str:
        """A note that a value was written by another ruleset than the one shown; empty when it is its own."""
        return "" if origin == self.ruleset.id else f"沿用{self.label_of(origin)}"


def view(library: Library, name: str, on: date | None = None) -> View:
    """Find what ``AREA[@VERSION]`` means.

    Args:
        library: the rulebook.
        name: an area, or ``area@version``; without a version, the one valid on the day.
        on: the day whose law is shown; none: today, moved into the validity of the version.

    Raises:
        UsageError: no such area or version, or not valid on that day.
    """
    area, _, version = name.partition("@")
    ruleset = library.rulebook.version(area, version or None)
    if on is None:
        header = ruleset.header.model
        on = max(date.today(), header.effective)  # noqa: DTZ011 - the reader's calendar day
        on = min(on, header.until) if header.until is not None else on
    elif not version:
        return View(library, library.plans.chain(ruleset.area, on), on)
    if not ruleset.header.model.in_force(on):
        header = ruleset.header.model
        span = f"{header.effective.isoformat()} 至 {header.until.isoformat() if header.until else '未定'}"
        raise UsageError(Problem(f"{ruleset.id} 在{on.isoformat()}无效", allowed=(span,)))
    return View(library, library.rulebook.chain(ruleset, on), on)
