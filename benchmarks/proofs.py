"""Proofs: the whole shipped rulebook, violation by violation, on all cores, and again when nothing has changed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from discretion import Library
from discretion.check.cache import Cache
from discretion.check.model import Finding, Verdict
from discretion.check.runner import all_tasks, run
from discretion.check.workers import one

DAY = date(2026, 6, 1)


def report() -> Iterator[str]:
    """The section, as Markdown."""
    library = Library.default(drafts=True)
    times, found = _apart(library)
    verdicts = Counter(finding.verdict for finding in found)
    yield "## Proofs"
    yield ""
    yield f"{len(times)} violations as areas have them (an area's violation that is exactly its parent's is proven with the parent), "
    yield f"{len(found)} findings, {verdicts[Verdict.UNKNOWN]} unknown; all checks; no query has a time-out, only a bound on resources."
    yield ""
    yield "| | s |"
    yield "|---|--:|"
    yield from _together(library)
    yield ""
    yield "| CPU per violation, one process | ms |"
    yield "|---|--:|"
    ordered = sorted((seconds, name) for name, seconds in times.items())
    for label, at in (("median", 0.5), ("95 %", 0.95), ("worst", 1.0)):
        seconds, name = ordered[min(int(len(ordered) * at), len(ordered) - 1)]
        yield f"| {label}{f' (`{name}`)' if at == 1.0 else ''} | {seconds * 1000:.0f} |"
    yield ""
    yield "| CPU by check | s |"
    yield "|---|--:|"
    by_check = Counter[str]()
    for finding in found:
        by_check[finding.code] += finding.seconds  # type: ignore[assignment]
    for code, seconds in by_check.most_common(6):
        yield f"| `{code}` | {seconds:.1f} |"


def _apart(library: Library) -> tuple[dict[str, float], list[Finding]]:
    """CPU seconds of every violation, and all findings."""
    times, found = {}, []
    for task in all_tasks(library, DAY):
        start = process_time()
        found += one(library.plans, task)
        if task.violation is not None:
            times[f"{task.area} {task.violation}"] = process_time() - start
    return times, found


def _together(library: Library) -> Iterator[str]:
    """Wall time of a whole run from nothing, of the same again, and of the next day."""
    with TemporaryDirectory() as folder:
        for label, day in (
            (f"from nothing, {os.cpu_count()} cores", DAY),
            ("again", DAY),
            ("again, a day later", DAY + timedelta(1)),
        ):
            start = perf_counter()
            run(library, day, cache=Cache(Path(folder)))
            yield f"| {label} | {perf_counter() - start:.1f} |"
