"""The work of a run: which violations of which rulesets are proven, on which day, and what each of these proofs rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from discretion.check.cache import key
from discretion.check.parent import same_as_parent
from discretion.decide import Plans
from discretion.rulebook import File, LawVersion, Layer, Rulebook, Ruleset, changes

WORD = re.compile(r"[A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Task:
    """One unit of work: a violation of a ruleset on a day, or (``violation`` None) the ruleset as a whole."""

    area: str
    version: str
    violation: str | None
    day: date


def checked_rulesets(book: Rulebook, day: date, area: str | None) -> list[tuple[Ruleset, date]]:
    """The versions to check, each with a day of its validity: the day of the run, or its first day if that is later.

    Of a rulebook with overlays these are the overlays' own, unless an area is named.

    Raises:
        UsageError: no such area.
    """
    if area is not None:
        book.version(area)  # raises with the nearest name
    found, own = [], book.own()
    for name, versions in book.areas.items():
        for ruleset in versions if area in (None, name) else ():
            if area is None and ruleset not in own:
                continue
            header = ruleset.header.model
            if header.until is None or header.until >= day:
                found.append((ruleset, max(day, header.effective)))
    return found


def tasks_of(
    plans: Plans, rulesets: list[tuple[Ruleset, date]], reads: Reads, inherits: bool, violation: str | None = None
) -> tuple[list[Task], int]:
    """The work to do, and how much of it is an area's parent's.

    A violation that an area has exactly as its parent is proved once, with the parent. ``inherits``: the parent's
    proof is asked for all the same, as only the one area is checked: it is the area's own, and a whole run has left it in the cache.
    """
    tasks: dict[Task, None] = {}
    inherited = 0
    for ruleset, on in rulesets:
        chain = plans.rulebook.chain(ruleset, on)
        if violation is None:
            tasks[Task(ruleset.area, ruleset.header.model.version, None, on)] = None
        for name in plans.rulebook.violation_ids(chain):
            if violation not in (None, name):
                continue
            owner = chain
            while same_as_parent(owner, name):
                owner = owner[1:]
            inherited += owner is not chain
            if owner is chain or inherits or violation is not None:
                version, day = owner[0].header.model.version, reads.since(owner, name, on)
                tasks[Task(owner[0].area, version, name, day)] = None
    return list(tasks), inherited


class Reads:
    """What the files of a violation name: nothing else of laws, facts and authorities can its proofs rest on."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._words: dict[str, frozenset[str]] = {}
        self._named: dict[tuple[tuple[str, ...], str], frozenset[str]] = {}
        facts = book.vocabulary.facts
        self._facts = {name: repr(fact) for name, fact in facts.items()}
        self._named_by = {name: self._of(text) & facts.keys() for name, text in self._facts.items()}

    def since(self, chain: tuple[Ruleset, ...], violation: str, day: date) -> date:
        """The first day on which rulesets and laws were as they are on a day: a proof for the one holds for the other, so
        that tomorrow's run finds it in the cache.
        """
        days = {ruleset.header.model.effective for ruleset in chain}
        days |= changes(file.model for file in self.laws(self.words(chain, violation)))
        return max(start for start in days if start <= day)

    def digests(self, task: Task, chain: tuple[Ruleset, ...]) -> Iterator[str]:
        """Digests of all that a task reads."""
        assert task.violation is not None
        for ruleset in self._versions(chain):
            file = ruleset.violations.get(task.violation)
            yield from (ruleset.header.digest, *(entries.digest for entries in ruleset.lists.values()))
            yield file.digest if file else ""
        words = self.words(chain, task.violation)
        yield from (file.digest for file in self.laws(words))
        yield from (file.digest for name, file in self.book.authorities.items() if name in words)
        yield from (self._facts[name] for name in sorted(self.facts(words)))

    def words(self, chain: tuple[Ruleset, ...], violation: str) -> frozenset[str]:
        """Every word in the files of a violation and in the laws they name, of all versions: one is compared with another."""
        asked = (tuple(part.id for part in chain), violation)
        if asked not in self._named:
            self._named[asked] = self._words_of(chain, violation)
        return self._named[asked]

    def _words_of(self, chain: tuple[Ruleset, ...], violation: str) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for ruleset in self._versions(chain):
            own = ruleset.violations.get(violation)
            files: list[File[Any]] = [ruleset.header, *ruleset.lists.values(), *([own] if own else [])]
            for file in files:
                found |= self._in(file)
        known: set[str] = set()
        while new := {name for name in self.book.laws if name in found} - known:  # a law may name another
            known |= new
            found = found.union(*(self._in(file) for name in new for file in self.book.laws[name]))
        return found

    def laws(self, words: frozenset[str]) -> Iterator[File[LawVersion]]:
        """All versions of the laws that are named."""
        yield from (file for name, files in self.book.laws.items() if name in words for file in files)

    def facts(self, words: frozenset[str]) -> set[str]:
        """The facts that are named, and those they are worked out from."""
        found, open_ = set[str](), [*(self._facts.keys() & words)]
        while open_:
            name = open_.pop()
            if name not in found:
                found.add(name)
                open_ += self._named_by[name]
        return found

    def _versions(self, chain: tuple[Ruleset, ...]) -> Iterator[Ruleset]:
        for part in chain:
            yield from self.book.areas[part.area]

    def _in(self, file: File[Any]) -> frozenset[str]:
        if file.digest not in self._words:
            self._words[file.digest] = self._of(repr(file.document.data))
        return self._words[file.digest]

    @staticmethod
    def _of(text: str) -> frozenset[str]:
        return frozenset(word for part in WORD.findall(text) for word in (part, part.strip(".-")))


def common_key(layers: Sequence[Layer], code: str, codes: Sequence[str] | None) -> str:
    """Of all results of a rulebook; of the folders too, as findings name files."""
    return key(code, *(str(layer.root) for layer in layers), ",".join(codes or ()))


def files_key(common: str, layers: Sequence[Layer], day: date) -> str:
    """Of what the files show: every file of every layer, as it is."""
    return key(common, "files", day.isoformat(), *(f"{layer.root} {layer.digest}" for layer in layers))


class Digests:
    """Keys of the cache: digests of everything that the result of a task can rest on."""

    def __init__(self, book: Rulebook, code: str, codes: Sequence[str] | None) -> None:
        self.book: Rulebook = book
        self.reads: Reads = Reads(book)
        self.common: str = common_key(book.layers, code, codes)
        self._tasks: dict[Task, str] = {}

    def whole(self, rulesets: list[tuple[Ruleset, date]], *narrowed: str | None) -> str:
        """Of a whole run."""
        names = (f"{ruleset.id} {on}" for ruleset, on in rulesets)
        return key(self.common, self.book.digest, *(part or "" for part in narrowed), *names)

    def files(self, day: date) -> str:
        """Of what the files show: every file of every layer, as it is."""
        return files_key(self.common, self.book.layers, day)

    def task(self, task: Task) -> str:
        """Of one task."""
        if task not in self._tasks:
            self._tasks[task] = self._task(task)
        return self._tasks[task]

    def _task(self, task: Task) -> str:
        if task.violation is None:
            return key(self.common, self.book.digest, repr(task))
        chain = self.book.chain(self.book.version(task.area, task.version), task.day)
        return key(self.common, repr(task), *self.reads.digests(task, chain))


def counted(tasks: Sequence[Task], inherited: int) -> tuple[int, int]:
    """Violations proven, and those that are their parents'."""
    return sum(task.violation is not None for task in tasks), inherited
