"""The whole rulebook, as the checks of its files see it: what is written where, without a solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from discretion.check.model import Finding, Verdict
from discretion.check.text import Text, said_by, text_of
from discretion.conditions import Condition, FactTest, enum_names
from discretion.documents import Document, Path
from discretion.errors import Position, Problem, RulebookError
from discretion.rulebook import (
    Entry,
    File,
    LawVersion,
    ListKind,
    Provision,
    Range,
    Rulebook,
    Ruleset,
    StatedCase,
    Violation,
    field_of,
    stated_cases,
)


@dataclass(frozen=True)
class Written:
    """A violation file of one ruleset, with the provision it is under (its own, or its parent's)."""

    ruleset: Ruleset
    file: File[Violation]
    ref: str
    law: LawVersion | None
    provision: Provision | None

    @property
    def id(self) -> str:
        """The violation."""
        return self.file.model.violation

    @property
    def ranges(self) -> Sequence[Range]:
        """The ranges of its provision; none of one that no law has."""
        return self.provision.ranges if self.provision is not None else ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """On what it depends whether it is one, in which range of the law, and of which tier."""
        model = self.file.model
        return model.elements, *(row.when for row in self.ranges), *(when for _, when in model.graded)

    def where(self, *path: str | int) -> Position:
        """A place in the file."""
        return self.file.document.position(path)

    def fault(self, code: str, message: str, path: Path, detail: str, remedy: str) -> Finding:
        """Something wrong in it."""
        where, area = self.where(*path), self.ruleset.id
        return fault(code, message, where, detail, area=area, violation=self.id, remedy=remedy)


@dataclass(frozen=True)
class Listed:
    """An entry of a list of one ruleset."""

    ruleset: Ruleset
    kind: ListKind
    entry: Entry
    number: int

    @property
    def name(self) -> str:
        """The list and the entry."""
        return f"{self.kind.value}/{self.entry.id}"

    def where(self, *path: str | int) -> Position:
        """A place in the entry."""
        return self.ruleset.lists[self.kind].document.position(("entries", self.number, *path))


def listed(ruleset: Ruleset) -> Iterator[Listed]:
    """Every entry of the lists that a ruleset itself writes."""
    for kind, file in ruleset.lists.items():
        yield from (Listed(ruleset, kind, entry, number) for number, entry in enumerate(file.model.entries))


def documents(ruleset: Ruleset) -> Iterator[Document]:
    """Every file that a ruleset itself writes: header, lists, violations."""
    yield ruleset.header.document
    yield from (file.document for file in ruleset.lists.values())
    yield from (file.document for file in ruleset.violations.values())


def by_layer(rulesets: Iterable[Ruleset]) -> list[list[Ruleset]]:
    """Rulesets by the folder that they come from: an overlay is not measured by the shipped book."""
    layers: dict[FilePath, list[Ruleset]] = {}
    for ruleset in rulesets:
        layers.setdefault(ruleset.layer.root, []).append(ruleset)
    return list(layers.values())


@dataclass(frozen=True)
class Whole:
    """A rulebook on the day of the run."""

    book: Rulebook
    day: date
    texts: dict[str, Text | None] = field(default_factory=dict, init=False, repr=False)  # by the file of the law
    unreadable: list[Problem] = field(default_factory=list, init=False, repr=False)  # of files of golden cases
    _cases: dict[str, dict[FilePath, list[StatedCase]]] = field(default_factory=dict, init=False, repr=False)

    def current(self) -> Iterator[Ruleset]:
        """The versions that have not ended: those that can still be mended."""
        for ruleset in self.book.rulesets:
            until = ruleset.header.model.until
            superseded = any(other.header.model.supersedes == ruleset.header.model.version
                             for other in self.book.areas[ruleset.area])  # fmt: skip
            if (until is None or until >= self.day) and not superseded:
                yield ruleset

    def written(self) -> Iterator[Written]:
        """Every violation file of the current rulesets."""
        for ruleset in self.current():
            for name, file in sorted(ruleset.violations.items()):
                ref = file.model.provision or field_of(self.newest(ruleset.area), name, "provision")
                law, provision = next(reversed(self.provisions(ref or "")), (None, None))
                yield Written(ruleset, file, ref or "", law, provision)

    def provisions(self, ref: str) -> list[tuple[LawVersion, Provision]]:
        """A provision (``law/name``) in every version of its law that has it, oldest first."""
        name = ref.partition("/")[2]
        return [(file.model, file.model.provisions[name]) for file in self.book.having(ref)]

    def cases(self, ruleset: Ruleset) -> dict[FilePath, list[StatedCase]]:
        """The golden cases of a ruleset, file by file; read once, whoever asks. Of a file that cannot be read its problems are kept."""
        if ruleset.id not in self._cases:
            found = self._cases[ruleset.id] = {}
            for path in ruleset.cases:
                try:
                    found[path] = stated_cases(ruleset, path)
                except RulebookError as error:
                    self.unreadable.extend(error.problems)
        return self._cases[ruleset.id]

    def cases_of(self, item: Written) -> list[StatedCase]:
        """The golden cases in the file that is named after a violation, in the ruleset that wrote it."""
        return self.cases(item.ruleset).get(item.ruleset.folder / "cases" / f"{item.id}.yaml", [])

    def asked(self, test: FactTest) -> list[str]:
        """What the values are called that a test asks for, by name and by clause; of a fact without named values nothing."""
        fact = self.book.vocabulary.facts.get(test.fact)
        names = (enum_names(test.test) if test.test is not None and fact is not None else None) or ()
        tables = (fact.values, fact.clauses) if fact is not None else ()
        return [known[name] for name in names for known in tables if known and name in known]

    def sentences(self) -> Iterator[tuple[str, Document, Path, str]]:
        """Every text of the rulesets that can still be mended, with the ruleset, the file and the place."""
        for ruleset in self.current():
            for document in documents(ruleset):
                yield from ((ruleset.id, document, path, text) for path, text in strings(document.data))

    def text(self, file: File[LawVersion]) -> Text | None:
        """The text of a law, where it lies beside the rules."""
        name = file.document.name
        if name not in self.texts:
            self.texts[name] = text_of(file.document.data, self.book.layer_of(name))
        return self.texts[name]

    def said(self, ref: str) -> str:
        """What a provision says in the newest version that has it; "" where the text of that law is not there."""
        file = next(reversed(self.book.having(ref)), None)
        text = self.text(file) if file is not None else None
        return said_by(text, file.model.provisions[ref.partition("/")[2]].cite) if file is not None and text else ""

    def label(self, name: str) -> str:
        """What a fact is called; its name, where the vocabulary lacks it."""
        fact = self.book.vocabulary.facts.get(name)
        return fact.label if fact is not None else name

    def newest(self, area: str) -> list[Ruleset]:
        """The areas above an area, the nearest first, each in its newest version."""
        return [self.book.areas[above][-1] for above in self.book.above(area)]


def mappings(data: object, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every mapping in the data of a file, with its place."""
    if isinstance(data, dict):
        yield path, data
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from mappings(value, (*path, key))


def strings(data: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in the data of a file, with its place."""
    if isinstance(data, str):
        yield path, data
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from strings(value, (*path, key))


def fault(
    code: str, message: str, where: Position | None, detail: str, *, area: str = "", violation: str | None = None,
    remedy: str | None = None,
) -> Finding:  # fmt: skip
    """Something wrong in the files; ``area`` with or without the version (``zhejiang@2026.1``)."""
    area, _, version = area.partition("@")
    return Finding(code, Verdict.REFUTED, area, violation, detail, message, where, remedy=remedy, version=version)


def of_problem(code: str, problem: Problem, detail: str) -> Finding:
    """A problem of loading, as a finding."""
    said = "；".join(part for part in (problem.message, f"发现：{problem.found}" if problem.found else "") if part)
    remedy = problem.remedy or (f"是否想写：{problem.nearest}" if problem.nearest else None)
    return fault(code, said, problem.where, detail, remedy=remedy)


def holds(code: str, message: str) -> Finding:
    """Nothing wrong."""
    return Finding(code, Verdict.PROVEN, "", None, "", message)
