"""Run all checks over a rulebook: the tasks, in parallel over cores, from the cache where nothing changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

from discretion.check.cache import Cache, Entry, code_digest, key
from discretion.check.checks import CHECKS
from discretion.check.model import Finding, distinct
from discretion.check.parent import same_as_parent
from discretion.check.run import run_checks, run_rulebook_checks, run_ruleset_checks
from discretion.check.solver import unchecked
from discretion.decide import Plans
from discretion.errors import Problem, UsageError
from discretion.library import Library
from discretion.rulebook import Layer, Rulebook, Ruleset

WORTH = 8  # tasks for which a further process is worth its start
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One unit of work: a violation of a ruleset on a day, or (``violation`` None) the ruleset as a whole."""

    area: str
    version: str
    violation: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run found.

    Attributes:
        inherited: how many violations of areas are exactly their parent's, whose proofs are theirs.
    """

    findings: tuple[Finding, ...]
    rulesets: tuple[str, ...]
    violations: int
    inherited: int


def run(
    library: Library,
    day: date,
    *,
    codes: Sequence[str] | None = None,
    area: str | None = None,
    jobs: int | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Check a rulebook: every version of every area that is in force on a day or comes later, drafts included.

    Args:
        library: the rulebook.
        day: the day of the run.
        codes: only these checks.
        area: only this area.
        jobs: processes; None for one a core.
        cache: results of earlier runs.
        progress: told how many of how many tasks are done.

    Raises:
        UsageError: no such area, or a worker process died.
        RulebookError: a ruleset does not compile.
        MissingExtra: the solver is not installed.
    """
    files = [item for item in run_rulebook_checks(library.rulebook, day, codes, area) if _own(item, library.rulebook)]
    cache = cache or Cache(None)
    code = code_digest() if cache.where is not None else ""
    rulesets = _rulesets(library.rulebook, day, area)
    digests = _Digests(library.rulebook, code, codes)
    whole = digests.whole(rulesets, area)
    known = cache.get(whole)
    if known is not None:
        return Findings(
            tuple(distinct([*known.findings, *files])), tuple(ruleset.id for ruleset, _ in rulesets), *known.counts
        )
    tasks, inherited = _tasks(library.plans, rulesets, area)
    found: dict[int, list[Finding]] = {}
    for number, task in enumerate(tasks):
        earlier = cache.get(digests.task(task))
        if earlier is not None:
            found[number] = earlier.findings
    todo = [number for number in range(len(tasks)) if number not in found]
    for number, findings in zip(todo, _work(library, [tasks[n] for n in todo], codes, jobs), strict=True):
        found[number] = findings
        cache.put(digests.task(tasks[number]), Entry(findings))
        if progress is not None:
            progress(len(found), len(tasks))
    ordered = [finding for number in range(len(tasks)) for finding in sorted(found[number], key=_order)]
    counts = (sum(task.violation is not None for task in tasks), inherited)
    cache.put(whole, Entry(ordered, counts))
    cache.prune()
    return Findings(tuple(distinct([*ordered, *files])), tuple(ruleset.id for ruleset, _ in rulesets), *counts)


def _own(finding: Finding, book: Rulebook) -> bool:
    """Whether a finding of files is about what one works on; the base answers for itself."""
    here = {ruleset.layer for ruleset in book.own()} | {book.layers[-1]}
    return finding.where is None or not finding.where.file or book.layer_of(finding.where.file) in here


def all_tasks(library: Library, day: date) -> list[Task]:
    """The work of a whole run, in order."""
    return _tasks(library.plans, _rulesets(library.rulebook, day, None), None)[0]


def _rulesets(book: Rulebook, day: date, area: str | None) -> list[tuple[Ruleset, date]]:
    """The versions to check, each with a day of its validity: the day of the run, or its first day if that is later.

    Of a rulebook with overlays these are the overlays' own, unless an area is named.
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


def _tasks(plans: Plans, rulesets: list[tuple[Ruleset, date]], area: str | None) -> tuple[list[Task], int]:
    """The work to do. A violation that an area has exactly as its parent is proved once, with the parent (if that is
    checked too).
    """
    tasks, inherited = [], 0
    for ruleset, on in rulesets:
        chain = plans.rulebook.chain(ruleset, on)
        version, since = ruleset.header.model.version, _since(plans.rulebook, chain, on)
        tasks.append(Task(ruleset.area, version, None, on))
        for violation in plans.rulebook.violation_ids(chain):
            if area is None and same_as_parent(plans, chain, violation):
                inherited += 1
            else:
                tasks.append(Task(ruleset.area, version, violation, since))
    return tasks, inherited


def _since(book: Rulebook, chain: tuple[Ruleset, ...], day: date) -> date:
    """The first day on which rulesets and laws were as they are on a day: a proof for the one holds for the other, so
    that tomorrow's run finds it in the cache.
    """
    days = {ruleset.header.model.effective for ruleset in chain}
    for file in (file for files in book.laws.values() for file in files):
        days.add(file.model.effective)
        if file.model.until is not None:
            days.add(file.model.until + timedelta(days=1))
    return max(start for start in days if start <= day)


class _Digests:
    """Keys of the cache: digests of everything that the result of a task can rest on."""

    def __init__(self, book: Rulebook, code: str, codes: Sequence[str] | None) -> None:
        self.book = book
        laws = (file.digest for files in book.laws.values() for file in files)
        authorities = (file.digest for file in book.authorities.values())
        # the folders too: findings name files
        self.common = key(
            code, *(str(layer.root) for layer in book.layers), repr(dict(book.vocabulary.facts)), *laws, *authorities, ",".join(codes or ())
        )  # fmt: skip

    def whole(self, rulesets: list[tuple[Ruleset, date]], area: str | None) -> str:
        """Of a whole run."""
        return key(self.common, self.book.digest, area or "", *(f"{ruleset.id} {on}" for ruleset, on in rulesets))

    def task(self, task: Task) -> str:
        """Of one task: all versions of the areas of its chain, without the violations it is not about."""
        if task.violation is None:
            return key(self.common, self.book.digest, repr(task))
        chain = self.book.chain(self.book.version(task.area, task.version), task.day)
        parts = []
        for area in (ruleset.area for ruleset in chain):
            for ruleset in self.book.areas[area]:
                file = ruleset.violations.get(task.violation)
                lists = (entries.digest for entries in ruleset.lists.values())
                parts += [ruleset.header.digest, *lists, file.digest if file else ""]
        return key(self.common, repr(task), *parts)


def _order(finding: Finding) -> tuple[int, str, str]:
    codes = list(CHECKS)
    return (codes.index(finding.code) if finding.code in codes else len(codes), finding.detail, finding.message)


def _work(
    library: Library, tasks: list[Task], codes: Sequence[str] | None, jobs: int | None
) -> Iterator[list[Finding]]:
    jobs = min(jobs or os.cpu_count() or 1, max(1, len(tasks) // WORTH))
    if jobs <= 1:
        yield from (one(library.plans, task, codes) for task in tasks)
        return
    # spawn: the same on every platform, and no lock or solver state is copied into the workers
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (library.rulebook.layers,)) as pool:
        try:
            yield from pool.map(_in_worker, tasks, [codes] * len(tasks), chunksize=2)
        except BrokenProcessPool:
            problem = Problem("检查进程意外终止", remedy="用 --jobs 1 重试，并报告本项目")
            raise UsageError(problem) from None
        except (
            BaseException
        ):  # interrupted, terminated, or nobody wants the rest: a proof may take minutes, it is not waited for
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in active_children():
                worker.kill()
            raise


def one(plans: Plans, task: Task, codes: Iterable[str] | None = None) -> list[Finding]:
    """The findings of one task, in this process."""
    ruleset = plans.rulebook.version(task.area, task.version)
    chain = plans.rulebook.chain(ruleset, task.day)
    if task.violation is None:
        return run_ruleset_checks(plans, chain, task.day, codes)
    return run_checks(plans, chain, task.violation, task.day, codes)


_library: Library | None = None  # of a worker process


def _start(layers: tuple[Layer, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    global _library  # noqa: PLW0603 - a pool has no other way to hand its workers a start
    unchecked()
    _library = Library.load(*layers, drafts=True)


def _end_with_parent() -> None:
    """A worker whose parent was killed has nobody to work for."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _in_worker(task: Task, codes: Sequence[str] | None) -> list[Finding]:
    assert _library is not None
    return one(_library.plans, task, codes)
