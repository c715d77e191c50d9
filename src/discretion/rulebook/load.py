"""Read a ``rulesets/`` folder. All problems of all files are reported at once, each with its place."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from discretion.documents import Document, read_file, validate
from discretion.errors import Position, Problem, RulebookError, nearest
from discretion.facts import Vocabulary
from discretion.rulebook.authority import Authority
from discretion.rulebook.law import LawVersion
from discretion.rulebook.lists import CircumstanceList, ListKind
from discretion.rulebook.names import unknown_in_authorities, unknown_in_headers, unknown_names
from discretion.rulebook.rulebook import File, Rulebook, Ruleset
from discretion.rulebook.ruleset import RulesetHeader
from discretion.rulebook.validity import overlapping_laws, wrong_validity
from discretion.rulebook.violation import Violation
from discretion.rulebook.vocabulary import FactsFile, vocabulary_of

T = TypeVar("T", bound=BaseModel)


def load(folder: str | Path) -> Rulebook:
    """Load a rulebook.

    Args:
        folder: the ``rulesets`` folder.

    Raises:
        RulebookError: with every problem found in any file.
    """
    with _collector_paused():
        return _Loader(Path(folder)).load()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nothing of what is loaded is garbage: looking for some, again and again, takes as long as all the rest."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()
        self.fact_files: dict[str, tuple[str, str]] = {}
        self.fact_documents: dict[str, Document] = {}

    def load(self) -> Rulebook:
        if not self.folder.is_dir():
            raise RulebookError(Problem("没有规则库文件夹", Position(str(self.folder))))
        vocabulary = self._vocabulary()
        laws = self._laws()
        authorities = {file.model.authority: file for file in self._files(self.folder, "authorities/*.yaml", Authority)}
        areas: dict[str, list[Ruleset]] = {}
        for path in sorted(self.folder.glob("**/ruleset.yaml")):
            ruleset = self._ruleset(path)
            if ruleset is not None:
                areas.setdefault(ruleset.area, []).append(ruleset)
        if not self.problems:
            self._check_parents(areas)
        if not self.problems:
            for versions in areas.values():
                versions.sort(key=lambda ruleset: ruleset.header.model.effective)
            self.problems += [*unknown_names(areas), *wrong_validity(areas)]
            self.problems += [
                *unknown_in_headers(areas, vocabulary, authorities),
                *unknown_in_authorities(vocabulary, authorities),
            ]
        if not areas and not self.problems:
            self.problems.append(Problem("没有找到任何 ruleset.yaml", Position(str(self.folder))))
        if self.problems:
            raise RulebookError(*self.problems)
        return Rulebook(
            folder=self.folder,
            vocabulary=vocabulary,
            laws=laws,
            authorities=authorities,
            areas={area: tuple(versions) for area, versions in areas.items()},
            digest=self.digest.hexdigest(),
            fact_files=self.fact_files,
            fact_documents=self.fact_documents,
        )

    def _vocabulary(self) -> Vocabulary:
        files = [
            file for pattern in ("facts.yaml", "facts/*.yaml") for file in self._files(self.folder, pattern, FactsFile)
        ]
        for file in files:
            named = (Path(file.document.name).stem, file.digest)
            self.fact_files.update(dict.fromkeys(file.model.facts, named))
        vocabulary, self.fact_documents, problems = vocabulary_of(files)
        self.problems += problems
        return vocabulary

    def _laws(self) -> dict[str, tuple[File[LawVersion], ...]]:
        laws: dict[str, list[File[LawVersion]]] = {}
        for file in self._files(self.folder, "laws/*.yaml", LawVersion):
            laws.setdefault(file.model.law, []).append(file)
        for versions in laws.values():
            versions.sort(key=lambda file: file.model.effective)
            self.problems += overlapping_laws(versions)
        return {law: tuple(versions) for law, versions in sorted(laws.items())}

    def _ruleset(self, path: Path) -> Ruleset | None:
        folder = path.parent
        header = self._file(path, RulesetHeader)
        violations: dict[str, File[Violation]] = {}
        for violation in self._files(folder, "violations/*.yaml", Violation):
            name = violation.model.violation
            if name in violations:
                self._problem(f"违法行为 {name} 重复定义", violation.document, ("violation",))
            violations[name] = violation
        lists: dict[ListKind, File[CircumstanceList]] = {}
        for entries in self._files(folder, "lists/*.yaml", CircumstanceList):
            if entries.model.kind in lists:
                self._problem(f"清单 {entries.model.kind.value} 重复", entries.document, ("list",))
            lists[entries.model.kind] = entries
        cases = tuple(sorted(folder.glob("cases/*.yaml")))  # read when they are run, not when law is applied
        if header is None:
            return None
        return Ruleset(folder, header, violations, lists, cases, _digest(header, violations, lists))

    def _check_parents(self, areas: dict[str, list[Ruleset]]) -> None:
        for versions in areas.values():
            for ruleset in versions:
                seen, area = {ruleset.area}, ruleset.header.model.extends
                while area is not None:
                    if area not in areas or area in seen:
                        message = f"没有区域 {area}" if area not in areas else f"区域循环继承：{area}"
                        near = nearest(area, list(areas)) if area not in areas else None
                        where = ruleset.header.document.position(("extends",))
                        self.problems.append(Problem(message, where, nearest=near))
                        break
                    seen.add(area)
                    area = areas[area][-1].header.model.extends

    def _files(self, folder: Path, pattern: str, model: type[T]) -> Iterable[File[T]]:
        for path in sorted(folder.glob(pattern)):
            file = self._file(path, model)
            if file is not None:
                yield file

    def _file(self, path: Path, model: type[T]) -> File[T] | None:
        try:
            document = read_file(path)
            self.digest.update(f"{path.relative_to(self.folder).as_posix()}\0{document.digest}\0".encode())
            return File(validate(model, document, error=RulebookError), document, document.digest)
        except RulebookError as error:
            self.problems.extend(error.problems)
            return None

    def _problem(self, message: str, document: Document, path: tuple[str | int, ...]) -> None:
        self.problems.append(Problem(message, document.position(path)))


def _digest(
    header: File[RulesetHeader],
    violations: dict[str, File[Violation]],
    lists: dict[ListKind, File[CircumstanceList]],
) -> str:
    """SHA-256 of a ruleset version: the digests of its header, violations and lists, by name.

    Golden cases are not part of it: adding a case does not change the rules.
    """
    digest = hashlib.sha256(header.digest.encode())
    for name, violation in sorted(violations.items()):
        digest.update(f"{name}\0{violation.digest}\0".encode())
    for kind, entries in sorted(lists.items()):
        digest.update(f"{kind.value}\0{entries.digest}\0".encode())
    return digest.hexdigest()
