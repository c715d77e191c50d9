"""The same expressions on Polars, in memory: the engine's own answers, to the 分; and DuckDB's, where facts are missing."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from random import Random
from typing import Any

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")
pl = pytest.importorskip("polars", reason="polars 未安装：内存中按列计算的测试跳过")

from discretion import Library
from discretion.audit import FACT, OUTCOME, connect, inputs, outcome_of, outcomes
from discretion.audit.in_memory import decided
from discretion.decide import decide
from discretion.plan import Plan, random_facts

DAY = date(2026, 3, 20)


def plans(library: Library, step: int) -> list[Plan]:
    return list(library.plans.all(library.plans.chain("national", DAY), DAY))[::step]


def frame(plan: Plan, cases: list[Any]) -> Any:
    columns = {
        FACT + slot.name: pl.Series([case[n] for case in cases], dtype=pl.Int64) for n, slot in enumerate(plan.slots)
    }
    unread = {
        name: pl.Series([None] * len(cases), dtype=pl.Int64) for name in inputs(plan).values() if name not in columns
    }
    return pl.DataFrame({**columns, **unread})


def test_complete_cases_are_decided_as_the_engine_decides_them(library: Library) -> None:
    for plan in plans(library, 40):
        cases = list(random_facts(plan, Random(plan.violation), 60))
        found = decided(plan, frame(plan, cases), presume=False, complete=True).collect().to_dicts()
        assert found == [outcome_of(plan, decide(plan, case), case) for case in cases], plan.violation


def test_missing_facts_are_left_open_as_by_duckdb(library: Library) -> None:
    random = Random(7)
    with closing(connect()) as backend:
        for plan in plans(library, 200):
            cases = [
                [None if random.random() < 0.15 else value for value in case]
                for case in random_facts(plan, Random(plan.violation), 60)
            ]
            rows = frame(plan, cases).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
            found = decided(plan, rows, keep=["row"]).sort("row").collect().to_dicts()
            table = backend.load("cases", rows.to_arrow())
            expected = backend.fetch(outcomes(plan, table, keep=["row"]).order_by("row")).to_pylist()
            assert [{name: item[name] for name in OUTCOME} for item in found] == [
                {name: item[name] for name in OUTCOME} for item in expected
            ], plan.violation
