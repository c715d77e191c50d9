"""Columns: the overload rules over a table on DuckDB, by our plan and by SQL written by hand, in turn."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.overload import ours
from benchmarks.overload.vectors import by_numpy, by_polars
from discretion.audit.arrays import Vector
from discretion.audit.backend import connect
from discretion.audit.columns import OUTCOME, outcomes
from discretion.audit.defaults import FACT
from discretion.audit.in_memory import decided
from discretion.plan.model import Plan

SIZES = (100_000, 1_000_000, 10_000_000)
LARGEST = 100_000_000  # once, on DuckDB only: the columns would not fit into memory
ROUNDS = 5
CASES = """
CREATE OR REPLACE TABLE cases AS SELECT i::BIGINT AS id,
  350 + (hash(i, 1) % 151)::BIGINT AS fact_height_m, 230 + (hash(i, 2) % 191)::BIGINT AS fact_width_m,
  120 + (hash(i, 3) % 211)::BIGINT AS fact_length_m,
  CASE WHEN hash(i, 4) % 4 = 0 THEN hash(i, 5) % 1001 ELSE hash(i, 5) % 70001 END::BIGINT AS fact_excess_mass_kg,
  (hash(i, 6) % 6)::BIGINT AS fact_prior_count_12m, (hash(i, 7) % 2)::BIGINT AS fact_first_offence,
  (hash(i, 8) % 2)::BIGINT AS fact_corrected_on_time, (hash(i, 9) % 3)::BIGINT AS fact_harm,
  (hash(i, 10) % 10 = 0)::BIGINT AS fact_obstructed FROM range({count}) rows(i)
"""
BY_HAND = """
SELECT id, CASE WHEN spared AND warned AND first THEN 'exempt' WHEN spared THEN 'mitigated'
                WHEN worse THEN 'heavier' ELSE 'general' END AS disposition,
  CASE WHEN spared AND warned AND first THEN NULL WHEN spared THEN least_ // 2
       WHEN worse THEN (least_ + most) // 2 ELSE least_ END AS low,
  CASE WHEN spared AND warned AND first THEN NULL WHEN spared THEN least_ ELSE most END AS high
FROM (SELECT *, least(floor_ + by_mass, 3000000) AS least_, least(cap + by_mass, 3000000) AS most FROM (
  SELECT id, fact_excess_mass_kg <= 1000 AS warned, fact_first_offence = 1 AS first,
    fact_corrected_on_time = 1 AND fact_harm = 0 AS spared,
    fact_obstructed = 1 OR fact_prior_count_12m >= 3 AS worse,
    CASE WHEN fact_excess_mass_kg <= 1000 THEN 0
         ELSE least(fact_excess_mass_kg // 1000 * 50000, 3000000) END AS by_mass,
    CASE WHEN small THEN 0 WHEN middle THEN 20000 ELSE 100000 END AS floor_,
    CASE WHEN small THEN 20000 WHEN middle THEN 100000 ELSE 300000 END AS cap
  FROM (SELECT *, fact_height_m <= 420 AND fact_width_m <= 300 AND fact_length_m <= 200 AS small,
          fact_height_m <= 450 AND fact_width_m <= 375 AND fact_length_m <= 280 AS middle FROM cases)))
"""


def report() -> Iterator[str]:
    """The section, as Markdown."""
    backend, library = connect(), ours.library()
    plan = ours.plan(library)
    yield "## Columns"
    yield ""
    yield (
        f"Million cases a second; median of {ROUNDS} rounds in turn; the answers are compared first. On DuckDB from table to "
        "table, all cores; NumPy (one core) and Polars by hand from columns to columns in memory, without text."
    )
    yield ""
    yield (
        "| cases | SQL by hand | our plan on DuckDB, the same columns | ratio | all columns | NumPy | Polars by hand | "
        "our plan in memory, the same columns | ratio to Polars by hand | the same of CPU seconds | all columns |"
    )
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for count in SIZES:
        _run(backend, CASES.format(count=count))
        all_columns, same = _ours(backend, plan)
        _compare(backend, same)
        columns = backend.connection.con.execute("SELECT * EXCLUDE (id) FROM cases ORDER BY id").fetchnumpy()
        vectors: dict[str, Any] = {"numpy": by_numpy(columns), "polars": by_polars(columns)}
        _compare_vectors(backend, vectors)
        vectors |= {
            "frame_same": in_memory(plan, columns, ("disposition", "low", "high")),
            "frame_all": in_memory(plan, columns, OUTCOME),
        }
        _compare_in_memory(backend, vectors["frame_same"](), same)
        times: dict[str, list[float]] = {}
        seconds: dict[str, list[float]] = {}  # of CPU
        for _ in range(ROUNDS):
            for name, sql in (("hand", BY_HAND), ("same", same), ("all", all_columns)):
                times.setdefault(name, []).append(_timed(backend, sql))
            for name, run in vectors.items():
                start, cpu = perf_counter(), process_time()
                run()
                times.setdefault(name, []).append(perf_counter() - start)
                seconds.setdefault(name, []).append(process_time() - cpu)
        del columns, vectors
        speed = {name: count / median(found) / 1e6 for name, found in times.items()}
        yield (
            f"| {count} | {speed['hand']:.2f} | {speed['same']:.2f} | {speed['same'] / speed['hand']:.2f} | "
            f"{speed['all']:.2f} | {speed['numpy']:.1f} | {speed['polars']:.1f} | {speed['frame_same']:.1f} | "
            f"{speed['frame_same'] / speed['polars']:.2f} | {median(seconds['polars']) / median(seconds['frame_same']):.2f} | "
            f"{speed['frame_all']:.1f} |"
        )
    _run(backend, CASES.format(count=LARGEST))
    _, same = _ours(backend, plan)
    hand, own = (LARGEST / _timed(backend, sql) / 1e6 for sql in (BY_HAND, same))
    yield f"| {LARGEST} | {hand:.2f} | {own:.2f} | {own / hand:.2f} | | | | | | | |"
    yield ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield f"The last row is one round, on disk. Peak memory of the process, with the columns of NumPy and Polars: {peak} MiB."
    backend.close()


def _ours(backend: Any, plan: Plan) -> tuple[str, str]:
    """Our plan over the cases: with all columns, and with those that the SQL by hand gives."""
    decided = outcomes(plan, backend.connection.table("cases"), complete=True, keep=["id"])
    return backend.sql(decided), backend.sql(decided.select("id", "disposition", "low", "high"))


def _run(backend: Any, sql: str) -> None:
    backend.connection.raw_sql(sql)


def _compare(backend: Any, sql: str) -> None:
    """Equal everywhere, but for what a mitigated fine above a floor of 0 is (1 元, not 0)."""
    different: Any = backend.connection.con.execute(
        f"SELECT count(*) FROM ({sql}) a JOIN ({BY_HAND}) b USING (id) WHERE a.disposition != b.disposition "  # noqa: S608
        "OR (a.low IS DISTINCT FROM b.low OR a.high IS DISTINCT FROM b.high) "
        "AND NOT (b.disposition = 'mitigated' AND b.high = 0 AND a.high = 100)"
    ).fetchone()
    if different[0]:
        raise SystemExit(f"{different[0]} rows differ from the SQL written by hand")


def _compare_vectors(backend: Any, vectors: Mapping[str, Any]) -> None:
    """By sums of what each gives: the rows have the same order, but the tables are large."""
    sums = "sum(CASE disposition WHEN 'exempt' THEN 0 WHEN 'mitigated' THEN 1 WHEN 'heavier' THEN 2 ELSE 3 END * (id % 97)), "
    sums += "sum(coalesce(low, 0) * (id % 97)), sum(coalesce(high, 0) * (id % 97))"
    expected = [int(value) for value in backend.connection.con.execute(f"SELECT {sums} FROM ({BY_HAND})").fetchone()]  # noqa: S608
    for name, run in vectors.items():
        found = run()
        arrays = [np.asarray(found[column]).astype(np.int64) for column in ("disposition", "low", "high")]
        weights = np.arange(len(arrays[0])) % 97
        if [int((array * weights).sum()) for array in arrays] != expected:
            raise SystemExit(f"{name} differs from the SQL written by hand")


def in_memory(plan: Plan, columns: Mapping[str, Any], names: Sequence[str]) -> Callable[[], Any]:
    """Our plan over arrays, to an Arrow table."""
    facts = {name.removeprefix(FACT): Vector(values) for name, values in columns.items()}
    count = len(next(iter(columns.values())))
    return lambda: decided(plan, facts, count, names=names).table(names)


def _compare_in_memory(backend: Any, ours: Any, same: str) -> None:
    """The table is in the order of the ids, and equal to the table of DuckDB row by row."""
    expected = backend.connection.con.cursor().sql(f"{same} ORDER BY id").to_arrow_table().drop_columns(["id"])
    if not ours.cast(expected.schema).equals(expected):
        raise SystemExit("our plan in memory differs from our plan on DuckDB")


def _timed(backend: Any, sql: str) -> float:
    _run(backend, "DROP TABLE IF EXISTS answers")
    start = perf_counter()
    _run(backend, f"CREATE TABLE answers AS {sql}")
    return perf_counter() - start
