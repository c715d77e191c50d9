"""Starting: import, load of all shipped rulesets, the first recommendation; each in fresh processes, taken in turn."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 9
TARGETS = {"import": 0.3, "load": 0.5, "first": None, "all": 0.7}
CASE = """{"violation": "highway.overload.mass", "occurred": "2026-03-02", "decided": "2026-03-20",
 "party": {"kind": "organisation"}, "facts": {"gross_mass_kg": 55300, "mass_limit_kg": 49000, "divisible_load": true}}"""
CHILD = """
import sys, json
from time import perf_counter, process_time
def now(): return perf_counter(), process_time()
def memory(): return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20
start = now(); bare = memory()
import discretion
discretion.Library, discretion.Recommendation, discretion.CaseError  # the package loads its parts when they are named
imported = now(); after_import = memory()
library = discretion.Library.default()
loaded = now(); after_load = memory()
library.recommend(sys.argv[1]).explain()
end = now()
pairs = {"import": (start, imported), "load": (imported, loaded), "first": (loaded, end), "all": (start, end)}
print(json.dumps({
    "time": {name: [b[0] - a[0], b[1] - a[1]] for name, (a, b) in pairs.items()},
    "memory": {"import": after_import - bare, "load": after_load - after_import},
    "files": len(list(library.rulebook.folder.rglob("*.yaml"))),
    "rulesets": sum(len(versions) for versions in library.rulebook.areas.values()),
}))
"""
LABELS = {
    "import": "`import discretion` and everything it offers",
    "load": "load all shipped rulesets",
    "first": "first recommendation, explained",
    "all": "cold start: all three",
}


def report() -> Iterator[str]:
    """The section, as Markdown."""
    runs = [_child() for _ in range(ROUNDS)]
    first = runs[0]
    yield "## Start"
    yield ""
    yield (
        f"{first['rulesets']} versions of rulesets in {first['files']} files; {ROUNDS} fresh processes, warm disk cache. "
        "CPU seconds are what a quiet machine would show as wall seconds."
    )
    yield ""
    yield "| | wall s, median (best) | CPU s, median (best) | target s |"
    yield "|---|--:|--:|--:|"
    for name, label in LABELS.items():
        walls, cpus = ([run["time"][name][column] for run in runs] for column in (0, 1))
        target = TARGETS[name]
        yield (
            f"| {label} | {median(walls):.3f} ({min(walls):.3f}) | {median(cpus):.3f} ({min(cpus):.3f}) "
            f"| {target if target is not None else '—'} |"
        )
    load = median(run["memory"]["load"] for run in runs)
    imported = median(run["memory"]["import"] for run in runs)
    yield ""
    yield (
        f"Memory: the import takes {imported:.0f} MiB, all rulesets {load:.0f} MiB, "
        f"{load / first['rulesets']:.1f} MiB per version of a ruleset."
    )


def _child() -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", CHILD, CASE], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]
