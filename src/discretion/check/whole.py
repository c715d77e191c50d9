"""The whole rulebook, as the checks of its files see it: what is written where, without a solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from discretion.check.model import Finding, Verdict
from discretion.documents import Path
from discretion.errors import Position, Problem
from discretion.rulebook import File, LawVersion, Provision, Rulebook, Ruleset, Violation


@dataclass(frozen=True)
class Written:
    """A violation file of one ruleset, with the provision it is under (its own, or its parent's)."""

    ruleset: Ruleset
    file: File[Violation]
    law: LawVersion | None
    provision: Provision | None

    @property
    def id(self) -> str:
        """The violation."""
        return self.file.model.violation

    def where(self, *path: str | int) -> Position:
        """A place in the file."""
        return self.file.document.position(path)


@dataclass(frozen=True)
class Whole:
    """A rulebook on the day of the run."""

    book: Rulebook
    day: date

    def rulesets(self) -> Iterator[Ruleset]:
        """All versions of all areas."""
        for versions in self.book.areas.values():
            yield from versions

    def current(self) -> Iterator[Ruleset]:
        """The versions that have not ended: those that can still be mended."""
        for ruleset in self.rulesets():
            until = ruleset.header.model.until
            superseded = any(other.header.model.supersedes == ruleset.header.model.version
                             for other in self.book.areas[ruleset.area])  # fmt: skip
            if (until is None or until >= self.day) and not superseded:
                yield ruleset

    def laws(self) -> Iterator[File[LawVersion]]:
        """All versions of all laws."""
        for versions in self.book.laws.values():
            yield from versions

    def written(self) -> Iterator[Written]:
        """Every violation file of the current rulesets."""
        for ruleset in self.current():
            for name, file in sorted(ruleset.violations.items()):
                ref = file.model.provision or self._inherited(ruleset, name)
                law, provision = next(reversed(self.provisions(ref or "")), (None, None))
                yield Written(ruleset, file, law, provision)

    def provisions(self, ref: str) -> list[tuple[LawVersion, Provision]]:
        """A provision (``law/name``) in every version of its law that has it, oldest first."""
        law, _, name = ref.partition("/")
        versions = (file.model for file in self.book.laws.get(law, ()))
        return [(version, version.provisions[name]) for version in versions if name in version.provisions]

    def label(self, name: str) -> str:
        """What a fact is called; its name, where the vocabulary lacks it."""
        fact = self.book.vocabulary.facts.get(name)
        return fact.label if fact is not None else name

    def _inherited(self, ruleset: Ruleset, name: str) -> str | None:
        area = ruleset.header.model.extends
        while area is not None:
            newest = self.book.areas[area][-1]
            file = newest.violations.get(name)
            if file is not None and file.model.provision is not None:
                return file.model.provision
            area = newest.header.model.extends
        return None


def mappings(data: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every mapping in the data of a file, with its place."""
    if isinstance(data, dict):
        yield path, data
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from mappings(value, (*path, key))


def fault(
    code: str, message: str, where: Position | None, detail: str, *, area: str = "", violation: str | None = None,
    remedy: str | None = None,
) -> Finding:  # fmt: skip
    """Something wrong in the files; ``area`` with or without the version (``zhejiang@2026.1``)."""
    area, _, version = area.partition("@")
    return Finding(code, Verdict.REFUTED, area, violation, detail, message, where, remedy=remedy, version=version)


def of_problem(code: str, problem: Problem, detail: str, **more: Any) -> Finding:
    """A problem of loading, as a finding."""
    said = "；".join(part for part in (problem.message, f"发现：{problem.found}" if problem.found else "") if part)
    remedy = problem.remedy or (f"是否想写：{problem.nearest}" if problem.nearest else None)
    return fault(code, said, problem.where, detail, remedy=remedy, **more)


def holds(code: str, message: str) -> Finding:
    """Nothing wrong."""
    return Finding(code, Verdict.PROVEN, "", None, "", message)
