"""Run the faults: who notices each, what would, and the score."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from multiprocessing import get_context

from discretion.check import ready, unchecked
from discretion.errors import DiscretionError, Position
from discretion.library import Library
from discretion.rulebook import Layer
from discretion.testing.golden import Golden, GoldenCase
from discretion.testing.mutate.killers import Witnesses, noticed_by_check, noticed_by_golden, refused
from discretion.testing.mutate.propose import Equivalent, killing_case
from discretion.testing.mutate.rewrite import FaultyModel
from discretion.testing.mutate.targets import Target, targets


class Fate(StrEnum):
    GOLDEN = "golden"
    CHECK = "check"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault and its fate.

    Attributes:
        by: the golden case or the finding that noticed it.
        case: for a survivor, the case that would notice it, to be written into ``file``.
    """

    target: str
    operator: str
    text: str
    where: Position
    fate: Fate
    by: str = ""
    case: GoldenCase | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What became of all faults."""

    mutants: tuple[Mutant, ...]

    def count(self, fate: Fate, operator: str | None = None) -> int:
        """How many faults met a fate (of one operator)."""
        return sum(mutant.fate is fate and operator in (None, mutant.operator) for mutant in self.mutants)

    def share(self, operator: str | None = None) -> tuple[int, int]:
        """How many faults were noticed, of how many that make a difference."""
        noticed = self.count(Fate.GOLDEN, operator) + self.count(Fate.CHECK, operator)
        return noticed, noticed + self.count(Fate.SURVIVED, operator)


def mutate(
    library: Library,
    *,
    area: str | None = None,
    violation: str | None = None,
    checks: bool = True,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Score:
    """Put every fault into a rulebook, one at a time.

    Args:
        library: the rulebook.
        area: only rulesets of this area.
        violation: only this violation.
        checks: whether what no golden case notices is given to the checks (extra ``check``).
        jobs: processes; None for one a core.
        progress: told how many of how many targets are done.
    """
    names = target_names(library, area=area, violation=violation)
    found: list[Mutant] = []
    for number, (_, faulty) in enumerate(mutants(library, names, checks=checks, jobs=jobs), 1):
        found += faulty
        if progress is not None:
            progress(number, len(names))
    return Score(tuple(found))


def target_names(library: Library, *, area: str | None = None, violation: str | None = None) -> list[str]:
    """Everything that can be faulty, by name, in the order of the rulebook."""
    return [target.name for target in targets(library.rulebook, area=area, violation=violation)]


def mutants(
    library: Library, names: Sequence[str], *, checks: bool = True, jobs: int | None = None
) -> Iterator[tuple[str, list[Mutant]]]:
    """Target by target, every fault with its fate, as soon as it is known: a long run can be stopped and resumed."""
    jobs = min(jobs or os.cpu_count() or 1, len(names))
    if checks:
        ready()
    if jobs > 1:
        with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (library.rulebook.layers, checks)) as pool:
            try:
                yield from zip(names, pool.map(_in_worker, names), strict=True)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        return
    witnesses = Witnesses(library)
    known = {target.name: target for target in targets(library.rulebook)}
    for name in names:
        yield name, list(mutants_of(library, witnesses, known[name], checks=checks))


def mutants_of(library: Library, witnesses: Witnesses, target: Target, *, checks: bool) -> Iterator[Mutant]:
    """Every fault of one target, with its fate. A case found for one survivor bears witness against the next ones."""
    added: list[Golden] = []
    for operator, fault in target.faults():
        where = target.file.document.position(fault.path)
        yield _fate(library, witnesses, target, operator, fault, where, added, checks)


def _fate(
    library: Library,
    witnesses: Witnesses,
    target: Target,
    operator: str,
    fault: FaultyModel,
    where: Position,
    added: list[Golden],
    checks: bool,
) -> Mutant:
    def mutant(fate: Fate, by: str = "", golden: Golden | None = None) -> Mutant:
        case, file = (golden.case, case_file(target, golden.case)) if golden is not None else (None, "")
        return Mutant(target.name, operator, fault.text, where, fate, by, case, file)

    faulty = target.rebuilt(fault.model)
    if operator == "date" and refused(faulty):
        return mutant(Fate.CHECK, "load")
    killer = noticed_by_golden(faulty, witnesses.of(target, operator, fault))
    if killer is not None:
        return mutant(Fate.GOLDEN, killer.case.name)
    if checks:
        day = _day(library, target)
        finding = noticed_by_check(library, faulty, target.ruleset, target.violation, day)
        if finding is not None:
            return mutant(Fate.CHECK, finding)
    again = noticed_by_golden(faulty, added)
    if again is not None:
        return mutant(Fate.SURVIVED, golden=again)
    try:
        golden = killing_case(library, faulty, target, fault, operator)
    except Equivalent:
        return mutant(Fate.EQUIVALENT)
    except DiscretionError as error:
        return mutant(Fate.CHECK, f"compile: {error}")
    if golden is not None:
        added.append(golden)
    return mutant(Fate.SURVIVED, golden=golden)


def case_file(target: Target, case: GoldenCase) -> str:
    """The case file that a case of this target belongs into."""
    target.ruleset.layer.writable()
    return str(target.ruleset.folder / "cases" / f"{case.violations[0]}.yaml")


def _day(library: Library, target: Target) -> date:
    """The first day on which the ruleset is in force, and the law that the target is about."""
    start = target.ruleset.header.model.effective
    if target.violation is None:
        return start
    if target.kind == "provision":
        law_day: date = target.file.model.effective
        return max(start, law_day)
    chain = library.rulebook.chain(target.ruleset, start)
    file = next(ruleset.violations[target.violation] for ruleset in chain if target.violation in ruleset.violations)
    laws = library.rulebook.laws.get((file.model.provision or "").partition("/")[0], ())
    days = sorted({start, *(file.model.effective for file in laws if file.model.effective > start)})
    return next((day for day in days if library.plans.plan(target.violation, chain, day) is not None), start)


_worker: tuple[Library, Witnesses, dict[str, Target], bool] | None = None


def _start(layers: tuple[Layer, ...], checks: bool) -> None:
    global _worker  # noqa: PLW0603 - a pool has no other way to hand its workers a start
    if checks:
        unchecked()
    library = Library.load(*layers, drafts=True)
    known = {target.name: target for target in targets(library.rulebook)}
    _worker = library, Witnesses(library), known, checks


def _in_worker(name: str) -> list[Mutant]:
    assert _worker is not None
    library, witnesses, known, checks = _worker
    return list(mutants_of(library, witnesses, known[name], checks=checks))
