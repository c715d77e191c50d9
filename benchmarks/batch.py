"""Columns: the overload rules over a table on DuckDB, by our plan and by SQL written by hand, in turn."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.overload import ours
from discretion.audit.backend import Backend, connect
from discretion.audit.columns import outcomes

SIZES = (100_000, 1_000_000, 10_000_000)
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
    yield "## Columns on DuckDB"
    yield ""
    yield f"Table to table, all cores, median of {ROUNDS} rounds in turn; the answers are compared first."
    yield ""
    yield "| cases | SQL by hand, M/s | our plan, the same columns, M/s | ratio | our plan, all columns, M/s |"
    yield "|--:|--:|--:|--:|--:|"
    for count in SIZES:
        backend.run(CASES.format(count=count))
        table = backend.connection.table("cases")
        all_columns = backend.sql(outcomes(plan, table, complete=True, keep=["id"]))
        same = f"SELECT id, disposition, low, high FROM ({all_columns})"  # noqa: S608 - our own text
        _compare(backend, same)
        times: dict[str, list[float]] = {"hand": [], "same": [], "all": []}
        for _ in range(ROUNDS):
            for name, sql in (("hand", BY_HAND), ("same", same), ("all", all_columns)):
                times[name].append(_timed(backend, sql))
        hand, narrow, wide = (count / median(times[name]) / 1e6 for name in ("hand", "same", "all"))
        yield f"| {count} | {hand:.2f} | {narrow:.2f} | {narrow / hand:.2f} | {wide:.2f} |"


def _compare(backend: Backend, sql: str) -> None:
    """Equal everywhere, but for what a mitigated fine above a floor of 0 is (0.01 元, not 0)."""
    different: Any = backend.connection.con.execute(
        f"SELECT count(*) FROM ({sql}) a JOIN ({BY_HAND}) b USING (id) WHERE a.disposition != b.disposition "  # noqa: S608
        "OR (a.low IS DISTINCT FROM b.low OR a.high IS DISTINCT FROM b.high) "
        "AND NOT (b.disposition = 'mitigated' AND b.high = 0 AND a.high = 1)"
    ).fetchone()
    if different[0]:
        raise SystemExit(f"{different[0]} rows differ from the SQL written by hand")


def _timed(backend: Backend, sql: str) -> float:
    backend.run("DROP TABLE IF EXISTS answers")
    start = perf_counter()
    backend.run(f"CREATE TABLE answers AS {sql}")
    return perf_counter() - start
