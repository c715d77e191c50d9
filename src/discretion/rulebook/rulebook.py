"""The rulebook: everything under one ``rulesets/`` folder, by name and by date. Immutable once loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from discretion.documents import Document
from discretion.errors import Problem, RulebookError, UsageError, nearest
from discretion.facts import Vocabulary
from discretion.rulebook.authority import Authority
from discretion.rulebook.law import LawVersion, Provision
from discretion.rulebook.lists import CircumstanceList, ListKind
from discretion.rulebook.ruleset import RulesetHeader
from discretion.rulebook.violation import Violation


T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class File(Generic[T]):
    """A model with the document it was read from, so that later errors can point into the file."""

    model: T
    document: Document
    digest: str


@dataclass(frozen=True, eq=False)
class Ruleset:
    """One version of one area."""

    folder: Path
    header: File[RulesetHeader]
    violations: Mapping[str, File[Violation]]
    lists: Mapping[ListKind, File[CircumstanceList]]
    cases: tuple[Path, ...]
    digest: str

    @property
    def id(self) -> str:
        """``area@version``."""
        return self.header.model.id

    @property
    def area(self) -> str:
        return self.header.model.area


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Facts, laws, authorities and rulesets. Build it with ``discretion.rulebook.load``."""

    folder: Path
    vocabulary: Vocabulary
    laws: Mapping[str, tuple[File[LawVersion], ...]]
    authorities: Mapping[str, File[Authority]]
    areas: Mapping[str, tuple[Ruleset, ...]]
    digest: str

    def law(self, name: str, day: date) -> LawVersion | None:
        """The version of a law in force on a day; None when there is none (never an older one instead)."""
        return next((file.model for file in self.laws.get(name, ()) if file.model.in_force(day)), None)

    def provision(self, ref: str, day: date) -> tuple[LawVersion, Provision] | None:
        """The provision ``law/provision`` in force on a day."""
        law_name, _, name = ref.partition("/")
        law = self.law(law_name, day)
        if law is None or name not in law.provisions:
            return None
        return law, law.provisions[name]

    def cite(self, ref: str, day: date) -> str:
        """The citation in force on a day, or else that of the latest version that has the provision."""
        law_name, _, name = ref.partition("/")
        law = self.law(law_name, day)
        if law is not None and name in law.provisions:
            return law.cite(name)
        for file in reversed(self.laws.get(law_name, ())):
            if name in file.model.provisions:
                return file.model.cite(name)
        raise RulebookError(Problem(f"没有条款 {ref}", nearest=nearest(ref, self.provision_refs)))

    @cached_property
    def provision_refs(self) -> tuple[str, ...]:
        """Every ``law/provision`` of any version."""
        refs = (f"{law}/{name}" for law, files in self.laws.items() for file in files for name in file.model.provisions)
        return tuple(dict.fromkeys(refs))

    def ruleset(self, area: str, day: date, *, drafts: bool = False) -> Ruleset | None:
        """The version of an area's ruleset valid on a day; drafts only when asked for."""
        return next(
            (
                ruleset
                for ruleset in self.areas[area]
                if ruleset.header.model.in_force(day) and (drafts or ruleset.header.model.status == "published")
            ),
            None,
        )

    def version(self, area: str, version: str | None = None) -> Ruleset:
        """An area's ruleset by version; without one, the newest.

        Raises:
            UsageError: no such area or version.
        """
        if area not in self.areas:
            raise UsageError(
                Problem(f"没有区域 {area}", allowed=tuple(self.areas), nearest=nearest(area, list(self.areas)))
            )
        if version is None:
            return self.areas[area][-1]
        for ruleset in self.areas[area]:
            if ruleset.header.model.version == version:
                return ruleset
        versions = tuple(ruleset.header.model.version for ruleset in self.areas[area])
        raise UsageError(
            Problem(f"区域 {area} 没有版本 {version}", allowed=versions, nearest=nearest(version, versions))
        )

    def parent(self, area: str) -> str | None:
        """The area that an area extends (the same in all its versions)."""
        return self.areas[area][-1].header.model.extends

    def area_of(self, place: str | None, *, drafts: bool = False) -> str:
        """The most specific area that covers a GB/T 2260 code; without a place, the nation.

        Areas that have only drafts count only when drafts are asked for.

        Raises:
            UsageError: no area covers the place.
        """
        found: tuple[int, int, str] | None = None
        for area, versions in self.areas.items():
            if not drafts and all(ruleset.header.model.status == "draft" for ruleset in versions):
                continue
            codes = versions[-1].header.model.codes or [""]
            fitting = [len(code) for code in codes if (place or "").startswith(code) and (place or not code)]
            if fitting:
                candidate = (max(fitting), self._depth(area), area)
                found = max(found, candidate) if found else candidate
        if found is None:
            raise UsageError(Problem(f"没有区域适用于行政区划代码 {place}"))
        return found[2]

    def chain(self, ruleset: Ruleset, day: date) -> tuple[Ruleset, ...]:
        """A ruleset and its ancestors, the most specific first, each in the version valid on the day.

        Raises:
            RulebookError: an ancestor has no version on that day.
        """
        chain = [ruleset]
        while (parent := chain[-1].header.model.extends) is not None:
            found = self.ruleset(parent, day, drafts=ruleset.header.model.status == "draft")
            if found is None:
                raise RulebookError(
                    Problem(
                        f"{chain[-1].id} 所依据的 {parent} 在{day.isoformat()}没有有效版本",
                        chain[-1].header.document.position(("extends",)),
                    )
                )
            chain.append(found)
        return tuple(chain)

    def violation_ids(self, chain: tuple[Ruleset, ...]) -> tuple[str, ...]:
        """All violations of a chain of rulesets, in order of name."""
        return tuple(sorted({name for ruleset in chain for name in ruleset.violations}))

    def _depth(self, area: str) -> int:
        depth, parent = 0, self.parent(area)
        while parent is not None:
            depth, parent = depth + 1, self.parent(parent)
        return depth
