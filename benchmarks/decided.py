"""Decided cases: like cases among many stored ones, and the effect of a changed threshold on them."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from discretion import Library
from discretion.audit import connect
from discretion.decisions import Decided, Store
from discretion.impact import Recorded, as_if, impact
from discretion.rulebook import shipped_rulesets

STORED, ROUNDS = 1_000_000, 15
OTHERS = 20  # violations that share the store with the one that is asked for
VIOLATION = "highway.overload.mass"
FACTS: dict[str, Any] = {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"}
CASE: dict[str, Any] = {
    "case": "bench", "violation": VIOLATION, "place": "420106", "occurred": "2026-03-02", "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": FACTS,
}  # fmt: skip


def report() -> Iterator[str]:
    """The section, as Markdown."""
    library = Library.default()
    with tempfile.TemporaryDirectory(prefix="discretion-bench-") as folder:
        store = Store(Path(folder) / "store.duckdb")
        start = perf_counter()
        for part in range(0, STORED, 100_000):
            store.add(_rows(library, part, min(100_000, STORED - part)))
        stored = perf_counter() - start
        start = perf_counter()
        found = library.similar(CASE, store, amount=500_000)
        cold = perf_counter() - start
        times = []
        for number in range(ROUNDS):
            start = perf_counter()
            library.similar({**CASE, "facts": {**FACTS, "gross_mass_kg": 60000 + number}}, store, amount=500_000)
            times.append(perf_counter() - start)
        seconds, changed = _impact(library, store, Path(folder))
    yield "## Decided cases"
    yield ""
    yield (
        f"A store of {STORED} decisions on {OTHERS + 1} violations (one DuckDB file), {found.standing} of them on the violation that is asked for."
    )
    yield ""
    yield "| | s |"
    yield "|---|--:|"
    yield f"| recording them, checked and on disk | {stored:.1f} |"
    yield f"| like cases, the first time | {cold:.2f} |"
    yield f"| like cases, warm: median of {ROUNDS} | {median(times):.3f} |"
    yield f"| impact of a changed threshold on all of them ({changed} would come out otherwise) | {seconds:.1f} |"


def _rows(library: Library, start: int, count: int) -> Iterator[Decided]:
    random = Random(start)
    names = [name for name in library.rulebook.sectors if name != VIOLATION][:OTHERS]
    for number in range(start, start + count):
        own = number % (OTHERS + 1) == 0
        excess = random.randrange(0, 30_000, 10)
        facts: dict[str, Any] = {
            "gross_mass_kg": 49_000 + excess,
            "mass_limit_kg": 49_000,
            "divisible_load": True,
            "harm": "none",
        }
        row = {name: CASE[name] for name in ("place", "occurred", "decided")} | {
            "case": f"案{number}", "violation": VIOLATION if own else names[number % OTHERS], "party": "organisation",
            "unit": f"{number % 50}队", "facts": facts if own else {}, "fine": excess // 1000 * 50_000,
        }  # fmt: skip
        yield Decided.model_validate(row)


def _impact(library: Library, store: Store, folder: Path) -> tuple[float, int]:
    """With the first threshold of the overload tiers moved."""
    changed = folder / "rulesets"
    shutil.copytree(shipped_rulesets(), changed)
    file = changed / "national" / "2026.1" / "violations" / f"{VIOLATION}.yaml"
    text = file.read_text(encoding="utf-8")
    edited = re.sub(r'("\(0\.\.)1000(\].*penalty: )statute', r"\g<1>2000\2{warning: shall}", text).replace(
        '"> 1000"', '"> 2000"'
    )
    if edited == text:
        raise SystemExit("the rule that the benchmark changes has another text now")
    file.write_text(edited, encoding="utf-8")
    b = Library.load(changed)
    start = perf_counter()
    with closing(connect()) as backend:
        found = impact(as_if(library.rulebook), as_if(b.rulebook), backend, Recorded(store))
    return perf_counter() - start, found.total.otherwise
