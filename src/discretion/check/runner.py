"""Run all checks over a rulebook: the tasks, in parallel over cores, from the cache where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from discretion.check.cache import Cache, CacheEntry, code_digest
from discretion.check.checks import CHECKS, CheckScope
from discretion.check.model import Finding, distinct
from discretion.check.recalled import Asked, leave, recalled
from discretion.check.run import asks, run_rulebook_checks
from discretion.check.solver import ready
from discretion.check.tasks import Digests, Reads, Task, checked_rulesets, counted, tasks_of
from discretion.check.workers import work
from discretion.errors import Problem, UsageError, nearest
from discretion.library import Library
from discretion.rulebook import Layer, Rulebook, Ruleset

PLACES = {code: number for number, code in enumerate(CHECKS)}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run found.

    Attributes:
        inherited: how many violations of areas are exactly their parent's, whose proofs are theirs.
        digest: of the rulebook.
    """

    findings: tuple[Finding, ...]
    rulesets: tuple[str, ...]
    violations: int
    inherited: int
    digest: str = ""


def run(
    library: Library,
    day: date,
    *,
    codes: Sequence[str] | None = None,
    area: str | None = None,
    violation: str | None = None,
    inherits: bool = True,
    jobs: int | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Check a rulebook: every version of every area that is in force on a day or comes later, drafts included.

    Args:
        library: the rulebook.
        day: the day of the run.
        codes: only these checks.
        area: only this area, with what it has from its parents.
        inherits: of one area, also what it has exactly as its parents.
        violation: only this violation; checks of whole rulesets are left out.
        jobs: processes; None for one a core.
        cache: results of earlier runs.
        progress: told how many of how many tasks are done.

    Raises:
        UsageError: no such area or violation, or a worker process died.
        RulebookError: a ruleset does not compile.
        MissingExtra: the solver is not installed.
    """
    ready()
    cache = cache or Cache(None)
    code = code_digest() if cache.where is not None else ""
    rulesets = checked_rulesets(library.rulebook, day, area)
    digests = Digests(library.rulebook, code, codes)
    files = _of_files(library.rulebook, day, codes, area, cache, digests)
    asked = area if inherits else f"{area} alone"
    whole = digests.whole(rulesets, asked, violation)
    known = cache.get(whole)
    if known is not None:
        return _findings([*known.findings, *files], _ids(rulesets), known.counts, library.rulebook.digest)
    tasks, inherited = tasks_of(library.plans, rulesets, digests.reads, inherits and area is not None, violation)
    if violation is not None and not tasks:
        known_ids = {
            name
            for ruleset, on in rulesets
            for name in library.rulebook.violation_ids(library.rulebook.chain(ruleset, on))
        }
        raise UsageError(Problem(f"没有违法行为 {violation}", nearest=nearest(violation, sorted(known_ids))))
    tasks = [
        task for task in tasks if asks(CheckScope.RULESET if task.violation is None else CheckScope.VIOLATION, codes)
    ]
    found: dict[int, list[Finding]] = {}
    for number, task in enumerate(tasks):
        earlier = cache.get(digests.task(task))
        if earlier is not None:
            found[number] = earlier.findings
    todo = [number for number in range(len(tasks)) if number not in found]
    for number, findings in zip(todo, work(library, [tasks[n] for n in todo], codes, jobs), strict=True):
        found[number] = findings
        cache.put(digests.task(tasks[number]), CacheEntry(findings))
        if progress is not None:
            progress(len(found), len(tasks))
    ordered = _in_order(found[number] for number in range(len(tasks)))
    counts = counted(tasks, inherited)
    cache.put(whole, CacheEntry(ordered, counts))
    cache.prune()
    if codes is None and area is None and violation is None:
        _leave(library, rulesets, files, day, digests, cache)
    return _findings([*ordered, *files], _ids(rulesets), counts, library.rulebook.digest)


def _findings(found: list[Finding], rulesets: Iterable[str], counts: tuple[int, ...], digest: str) -> Findings:
    violations, inherited = counts
    return Findings(tuple(distinct(found)), tuple(rulesets), violations, inherited, digest)


def _ids(rulesets: list[tuple[Ruleset, date]]) -> tuple[str, ...]:
    return tuple(ruleset.id for ruleset, _ in rulesets)


def _in_order(proofs: Iterable[list[Finding]]) -> list[Finding]:
    return [finding for found in proofs for finding in sorted(found, key=_order)]


def _leave(
    library: Library,
    rulesets: list[tuple[Ruleset, date]],
    files: list[Finding],
    day: date,
    digests: Digests,
    cache: Cache,
) -> None:
    """After a run of everything: what a run of each area alone will ask for."""
    if cache.where is None:
        return
    asked = {}
    for area in dict.fromkeys(ruleset.area for ruleset, _ in rulesets):
        own = checked_rulesets(library.rulebook, day, area)
        tasks, inherited = tasks_of(library.plans, own, digests.reads, inherits=True)
        proofs = tuple(digests.task(task) for task in tasks)
        asked[area] = Asked(_ids(own), proofs, counted(tasks, inherited))
    leave(asked, files, library.rulebook.digest, library.rulebook.layers, day, cache)


def recall(layers: Sequence[Layer], day: date, area: str, cache: Cache) -> Findings | None:
    """What ``run`` of an area would find, if a run of everything over the very same files left it; nothing is loaded for it."""
    known = recalled(layers, day, area, cache)
    if known is None:
        return None
    entry, proofs = known
    digest, *rulesets = entry.names
    return _findings([*_in_order(proofs), *entry.findings], rulesets, entry.counts, digest)


def _of_files(
    book: Rulebook, day: date, codes: Sequence[str] | None, area: str | None, cache: Cache, digests: Digests
) -> list[Finding]:
    """What the files show; kept as long as none of them changes."""
    name = digests.files(day) if cache.where is not None else ""
    known = cache.get(name)
    found = known.findings if known is not None else list(run_rulebook_checks(book, day, codes))
    if known is None:
        cache.put(name, CacheEntry(found))
    return [item for item in found if area in (None, item.area) or item.area == "" if _own(item, book)]


def _own(finding: Finding, book: Rulebook) -> bool:
    """Whether a finding of files is about what one works on; the base answers for itself."""
    here = {ruleset.layer for ruleset in book.own()} | {book.layers[-1]}
    return finding.where is None or not finding.where.file or book.layer_of(finding.where.file) in here


def all_tasks(library: Library, day: date) -> list[Task]:
    """The work of a whole run, in order."""
    reads = Reads(library.rulebook)
    return tasks_of(library.plans, checked_rulesets(library.rulebook, day, None), reads, inherits=False)[0]


def _order(finding: Finding) -> tuple[int, str, str]:
    return PLACES.get(finding.code, len(PLACES)), finding.detail, finding.message
