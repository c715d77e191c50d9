"""Rules as if they had been in force: one version of a benchmark for every day, under the law of each case's own days."""

from __future__ import annotations

from datetime import date

from discretion.decide import Plans
from discretion.library import Library
from discretion.rulebook import Rulebook, Ruleset


def as_if(rulebook: Rulebook, area: str | None = None, version: str | None = None) -> Library:
    """A library in which one benchmark counts on every day, drafts included; old and new law are weighed as always.

    Args:
        rulebook: where the benchmark is.
        area: this area's benchmark for every place; without it the newest of each place's own area.
        version: of the area; without it the newest.

    Raises:
        UsageError: no such area or version.
    """
    library = Library(rulebook, drafts=True)
    library.plans = _AsIf(rulebook, rulebook.version(area, version) if area is not None else None)
    return library


class _AsIf(Plans):
    def __init__(self, rulebook: Rulebook, ruleset: Ruleset | None) -> None:
        super().__init__(rulebook, drafts=True)
        self._ruleset = ruleset
        self._fixed: dict[str, tuple[Ruleset, ...]] = {}

    def area_of(self, place: str | None, day: date) -> str:  # noqa: ARG002 - on every day the same
        if self._ruleset is not None:
            return self._ruleset.area
        return self.rulebook.area_of(place, drafts=True)

    def chain(self, area: str, day: date) -> tuple[Ruleset, ...]:  # noqa: ARG002
        if area not in self._fixed:
            ruleset = self._ruleset if self._ruleset is not None and self._ruleset.area == area else None
            ruleset = ruleset or self.rulebook.version(area)
            self._fixed[area] = self.rulebook.chain(ruleset, _day(self.rulebook, ruleset))
        return self._fixed[area]


def _day(rulebook: Rulebook, ruleset: Ruleset) -> date:
    """A day on which a version is in force: the latest on which one of its parents' versions begins, if it still is."""
    header = ruleset.header.model
    above = (item.header.model for area in rulebook.above(ruleset.area) for item in rulebook.areas[area])
    return max(item.effective for item in (header, *above) if header.in_force(item.effective))
