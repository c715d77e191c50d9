"""Read a rulebook: a folder, and what lies over it. All problems of all files are reported at once, each with its place."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from discretion.documents import Document, validate
from discretion.errors import Position, Problem, RulebookError, nearest
from discretion.facts import Vocabulary
from discretion.rulebook.authority import Authority
from discretion.rulebook.codes import codes_twice
from discretion.rulebook.law import LawVersion
from discretion.rulebook.layer import Layer, Source, layers_of
from discretion.rulebook.lists import CircumstanceList, ListKind
from discretion.rulebook.names import unknown_in_authorities, unknown_in_headers, unknown_names
from discretion.rulebook.rulebook import File, Rulebook, Ruleset
from discretion.rulebook.ruleset import RulesetHeader
from discretion.rulebook.shipped import SHIPPED
from discretion.rulebook.strays import strays
from discretion.rulebook.validity import overlapping_laws, wrong_validity
from discretion.rulebook.violation import Violation
from discretion.rulebook.vocabulary import FactsFile, vocabulary_of

T = TypeVar("T", bound=BaseModel)


def load(base: Source, *overlays: Source, over: Rulebook | None = None) -> Rulebook:
    """Load a rulebook.

    Args:
        base: the ``rulesets`` folder, or its texts by path.
        overlays: what lies over it, in order: a province's own rules, a draft in memory.
        over: a rulebook whose layers need not be read again: what it read counts.

    Raises:
        RulebookError: with every problem found in any file.
        UsageError: a folder given twice, a text with a path outside its layer.
    """
    layers = layers_of((base, *overlays))
    known = over.files if over is not None else {}
    with _collector_paused():
        return _Loader(layers, known).load()


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
    def __init__(self, layers: tuple[Layer, ...], known: Mapping[Path, File[Any]]) -> None:
        self.layers, self.known = layers, known
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()
        self.files: dict[Path, File[Any]] = {}
        self.fact_files: dict[str, tuple[str, str]] = {}

    def load(self) -> Rulebook:
        self._need_folders()
        vocabulary, fact_documents = self._vocabulary()
        laws = self._laws()
        authorities = self._authorities()
        areas: dict[str, list[Ruleset]] = {}
        for layer in self.layers:
            for path in layer.files:
                ruleset = self._ruleset(layer, path) if path.name == "ruleset.yaml" else None
                if ruleset is not None:
                    areas.setdefault(ruleset.area, []).append(ruleset)
            self.problems += strays(layer)
        if not self.problems:
            self._check_parents(areas)
        if not self.problems:
            for versions in areas.values():
                versions.sort(key=lambda ruleset: ruleset.header.model.effective)
            self.problems += [*unknown_names(areas), *wrong_validity(areas), *codes_twice(areas)]
            self.problems += [
                *unknown_in_headers(areas, vocabulary, authorities),
                *unknown_in_authorities(vocabulary, authorities),
            ]
        if not areas and not self.problems:
            self.problems.append(Problem("没有找到任何 ruleset.yaml", Position(str(self.layers[0].root))))
        if self.problems:
            raise RulebookError(*self.problems)
        return Rulebook(
            layers=self.layers,
            files=self.files,
            vocabulary=vocabulary,
            laws=laws,
            authorities=authorities,
            areas={area: tuple(versions) for area, versions in areas.items()},
            digest=self.digest.hexdigest(),
            fact_files=self.fact_files,
            fact_documents=fact_documents,
        )

    def _need_folders(self) -> None:
        missing = [layer for layer in self.layers if layer.texts is None and not layer.root.is_dir()]
        if missing:
            raise RulebookError(*(Problem("没有规则库文件夹", Position(str(layer.root))) for layer in missing))

    def _vocabulary(self) -> tuple[Vocabulary, dict[str, Document]]:
        files = list(self._shared("facts", FactsFile))
        for file in files:
            named = (Path(file.document.name).stem, file.digest)
            self.fact_files.update(dict.fromkeys(file.model.facts, named))
        vocabulary, documents, problems = vocabulary_of(files)
        self.problems += problems
        return vocabulary, documents

    def _laws(self) -> dict[str, tuple[File[LawVersion], ...]]:
        laws: dict[str, list[File[LawVersion]]] = {}
        for file in self._shared("laws", LawVersion):
            laws.setdefault(file.model.law, []).append(file)
        for versions in laws.values():
            versions.sort(key=lambda file: file.model.effective)
            self.problems += overlapping_laws(versions)
        return {law: tuple(versions) for law, versions in sorted(laws.items())}

    def _authorities(self) -> dict[str, File[Authority]]:
        found: dict[str, File[Authority]] = {}
        for file in self._shared("authorities", Authority):
            name = file.model.authority
            if name in found:
                self._problem(f"机关 {name} 重复定义", file.document, ("authority",))
            found[name] = file
        return found

    def _ruleset(self, layer: Layer, path: Path) -> Ruleset | None:
        folder = path.parent
        header = self._file(layer, path, RulesetHeader)
        violations: dict[str, File[Violation]] = {}
        for violation in self._files(layer, layer.within(folder / "violations"), Violation):
            name = violation.model.violation
            if name in violations:
                self._problem(f"违法行为 {name} 重复定义", violation.document, ("violation",))
            violations[name] = violation
        lists: dict[ListKind, File[CircumstanceList]] = {}
        for entries in self._files(layer, layer.within(folder / "lists"), CircumstanceList):
            if entries.model.kind in lists:
                self._problem(f"清单 {entries.model.kind.value} 重复", entries.document, ("list",))
            lists[entries.model.kind] = entries
        cases = layer.within(folder / "cases")  # read when they are run, not when law is applied
        if header is None:
            return None
        return Ruleset(layer, folder, header, violations, lists, cases, _digest(header, violations, lists))

    def _check_parents(self, areas: dict[str, list[Ruleset]]) -> None:
        for versions in areas.values():
            for ruleset in versions:
                seen, area = {ruleset.area}, ruleset.header.model.extends
                while area is not None:
                    if area not in areas or area in seen:
                        where = ruleset.header.document.position(("extends",))
                        self.problems.append(_no_parent(area, areas, where, alone=len(self.layers) == 1))
                        break
                    seen.add(area)
                    area = areas[area][-1].header.model.extends

    def _shared(self, kind: str, model: type[T]) -> Iterator[File[T]]:
        for layer in self.layers:
            one = [layer.root / f"{kind}.yaml"] if kind == "facts" and layer.has("facts.yaml") else []
            yield from self._files(layer, [*one, *layer.within(layer.root / kind)], model)

    def _files(self, layer: Layer, paths: Iterable[Path], model: type[T]) -> Iterator[File[T]]:
        for path in paths:
            file = self._file(layer, path, model)
            if file is not None:
                yield file

    def _file(self, layer: Layer, path: Path, model: type[T]) -> File[T] | None:
        try:
            file = self.known.get(path) or self._read(layer, path, model)
        except RulebookError as error:
            self.problems.extend(error.problems)
            return None
        self.files[path] = file
        self.digest.update(f"{path.relative_to(layer.root).as_posix()}\0{file.digest}\0".encode())
        return file

    @staticmethod
    def _read(layer: Layer, path: Path, model: type[T]) -> File[T]:
        document = layer.document(path)
        return File(validate(model, document, error=RulebookError), document, document.digest)

    def _problem(self, message: str, document: Document, path: tuple[str | int, ...]) -> None:
        self.problems.append(Problem(message, document.position(path)))


def _no_parent(area: str, areas: Mapping[str, object], where: Position, *, alone: bool) -> Problem:
    if area in areas:
        return Problem(f"区域循环继承：{area}", where)
    remedy = f"它在随包发布的规则库中的，先读那里：--rulesets {SHIPPED} --rulesets 本文件夹" if alone else None
    return Problem(f"没有区域 {area}", where, nearest=nearest(area, list(areas)), remedy=remedy)


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
