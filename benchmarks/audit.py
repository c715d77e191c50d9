"""Audit: simulated decisions on every violation, of which is known what is wrong; each run in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from discretion import Library
from discretion.documents import dump
from discretion.simulation import Noise, decisions, mapping_of, world

SIZES = (100_000, 1_000_000, 10_000_000)
SEED = 1
CHILD = """
import json, sys
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time
from discretion import Library
from discretion.audit import audit, connect, read_mapping
from discretion.simulation import measured
folder = Path(sys.argv[1])
library = Library.default()
mapping = read_mapping(folder / "mapping.yaml", library.rulebook.vocabulary)
wall, cpu = perf_counter(), process_time()
with closing(connect()) as backend:
    counts = audit(library, backend, str(folder / "decisions.parquet"), mapping, lambda *_: None)
    wall, cpu = perf_counter() - wall, process_time() - cpu
    (peak,) = (line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": int(peak) // 1024, "plans": len(counts.plans),
                      "columns": len(mapping.columns), "measured": measured(backend, folder / "truth.parquet")}))
"""


def report() -> Iterator[str]:
    """The section, as Markdown."""
    library = Library.default()
    found = world(library, ["national"], [], None, None, SEED)
    runs = {}
    for count in SIZES:
        folder = Path(tempfile.mkdtemp(prefix="discretion-bench-"))
        try:
            _simulated(found, count, folder)
            runs[count] = run(folder)
        finally:
            shutil.rmtree(folder)
    yield from section(runs)


def section(runs: Mapping[int, dict[str, Any]]) -> Iterator[str]:
    """What was measured, by the number of decisions, as Markdown."""
    first = next(iter(runs.values()))
    yield "## Audit"
    yield ""
    yield (
        f"Simulated decisions in Parquet ({first['columns']} columns), on {first['plans']} sets of rules; from the mapping to the table "
        "of findings, the compilation of the rules included (the rulebook is loaded before). Each run in a process of its own. On a busy "
        "machine read the CPU seconds: reading, handing out and DuckDB use all cores, compiling one, deciding all from some ten "
        "thousand rows a set of rules."
    )
    yield ""
    yield "| decisions | wall s | CPU s | peak MiB | faults put in | found | found as that kind | false alarms among all others |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|"
    for count, done in runs.items():
        faults = done["measured"]["faults"].values()
        injected, hit, named = (sum(fault[name] for fault in faults) for name in ("injected", "found", "named"))
        yield (
            f"| {count} | {done['wall']:.1f} | {done['cpu']:.1f} | {done['peak']} | {injected} | {hit} | {named} "
            f"| {done['measured']['false_alarms']} |"
        )


def run(folder: Path) -> dict[str, Any]:
    """An audit of the decisions in a folder, measured."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", CHILD, str(folder)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _simulated(found: Any, count: int, folder: Path) -> None:
    import pyarrow.parquet as pq

    writers: dict[str, Any] = {}
    for tables in decisions(found, count, Noise(), SEED):
        for name, table in zip(("decisions", "truth"), tables, strict=True):
            if name not in writers:
                writers[name] = pq.ParquetWriter(str(folder / f"{name}.parquet"), table.schema)
            writers[name].write_table(table)
    for writer in writers.values():
        writer.close()
    (folder / "mapping.yaml").write_text(dump(mapping_of(found)), encoding="utf-8")
