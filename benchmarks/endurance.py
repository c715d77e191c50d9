"""Staying: a million recommendations in one process without growth, and eight threads that all give the same bytes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from benchmarks.overload import ours
from benchmarks.overload.cases import generate

MILLION, STEPS, KINDS, THREADS, SHARED = 1_000_000, 5, 5_000, 8, 200


def report() -> Iterator[str]:
    """The section, as Markdown."""
    library = ours.library()
    cases = [ours.case(library, facts) for facts in generate(KINDS)]
    for case in cases:
        _ = library.recommend(case).reasons
    yield "## A million recommendations"
    yield ""
    sizes = [_resident()]
    endless = cycle(cases)
    for _ in range(STEPS):
        for case in islice(endless, MILLION // STEPS):
            _ = library.recommend(case).reasons
        gc.collect()
        sizes.append(_resident())
    shown = " → ".join(f"{size:.1f}" for size in sizes)
    yield f"Resident memory after every {MILLION // STEPS} recommendations with their trace: {shown} MiB."
    yield ""
    alone = [library.recommend(case).to_json() for case in cases[:SHARED]]
    fresh = ours.library()  # so that the threads meet a library that has compiled nothing yet
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(lambda case: fresh.recommend(case).to_json(), cases[:SHARED] * THREADS))
    same = all(together[number] == alone[number % SHARED] for number in range(len(together)))
    yield f"{THREADS} threads on one library, {len(together)} recommendations: {'the same bytes' if same else 'WRONG'}."
    if not same:
        raise SystemExit("threads disagree")


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20
