"""Decisions come as CSV, Parquet, xlsx or from a database: the same findings, and no row is lost on the way."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion import Library
from discretion.audit.audit import FINDINGS, audit
from discretion.audit.backend import connect
from discretion.audit.mapping import read_mapping
from discretion.errors import UsageError

HEADER = ["案号", "违法日期", "决定日期", "罚款", "总质量"]
ROWS = [
    ["一", "2026-03-02", "2026-03-20", "3000", "55.3"],
    ["二", "2026-03-02", "2026-03-20", "0", "49.5"],
    ["三", "2026-02-30", "2026-03-20", "0", "49.5"],
]
MAPPING = """
id: 案号
violation: {constant: highway.overload.mass}
occurred: 违法日期
decided: 决定日期
party: {constant: organisation}
fine: 罚款
facts:
  gross_mass_kg: {column: 总质量, unit: t}
  mass_limit_kg: {constant: 49000}
  divisible_load: {constant: true}
"""
EXPECTED = [(1, "一", "in_band", None), (2, "二", "in_band", None), (3, "三", "unusable", "违法日期不存在")]


@pytest.fixture(scope="module")
def library() -> Any:
    return Library.default()


@pytest.fixture
def found(library: Library, tmp_path: Path) -> Any:
    def run(source: Any, mapping: Any = MAPPING) -> Any:
        (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8")
        columns = read_mapping(tmp_path / "mapping.yaml", library.rulebook.vocabulary)
        backend = connect()
        counts = audit(library, backend, str(source), columns, lambda *_: None)
        table = backend.table(FINDINGS)
        rows = backend.fetch(table.order_by("row").select("row", "id", "verdict", "problem")).to_pylist()
        backend.close()
        assert counts.read == len(rows)
        return [tuple(row.values()) for row in rows]

    return run


def csv(rows: Any) -> Any:
    return "\n".join(",".join(row) for row in [HEADER, *rows])


@pytest.mark.parametrize(("encoding", "declared"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gbk", "gb18030")])
def test_csv(found: Any, tmp_path: Path, encoding: Any, declared: Any) -> None:
    (tmp_path / "d.csv").write_text(csv(ROWS), encoding=encoding)
    assert found(tmp_path / "d.csv", f"{MAPPING}encoding: {declared}\n") == EXPECTED


def test_csv_rows_with_too_many_or_too_few_fields_keep_their_number(found: Any, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(csv([ROWS[0], ["二", "2026-03-02"], ROWS[1] * 2, ROWS[1]]), encoding="utf-8")
    assert found(tmp_path / "d.csv") == [
        (1, "一", "in_band", None),
        (2, None, "unusable", "有2列，表头有5列"),
        (3, None, "unusable", "有10列，表头有5列"),
        (4, "二", "in_band", None),
    ]


def test_csv_bytes_that_are_no_text_spoil_one_row_only(found: Any, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_bytes(csv(ROWS).encode().replace(b"49.5", b"49\xff5", 1))
    assert found(tmp_path / "d.csv") == [EXPECTED[0], (2, "二", "unusable", "车货总质量不是数"), EXPECTED[2]]


def test_csv_a_quoted_line_break_is_not_a_row(found: Any, tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(csv([['"一\n二"', *ROWS[0][1:]], *ROWS[1:]]), encoding="utf-8")
    assert found(tmp_path / "d.csv") == [(1, "一\n二", "in_band", None), *EXPECTED[1:]]


def test_parquet(found: Any, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(dict(zip(HEADER, zip(*ROWS, strict=True), strict=True))), tmp_path / "d.parquet")
    assert found(tmp_path / "d.parquet") == EXPECTED


def test_xlsx(found: Any, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装：xlsx 的测试跳过")
    book = openpyxl.Workbook()
    for row in [HEADER, [*ROWS[0][:3], 3000, 55.3], *ROWS[1:]]:
        book.active.append(row)
    book.save(tmp_path / "d.xlsx")
    assert found(tmp_path / "d.xlsx") == EXPECTED


def test_no_decisions_are_no_findings(found: Any, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装：xlsx 的测试跳过")
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.save(tmp_path / "d.xlsx")
    (tmp_path / "d.csv").write_text(csv([]), encoding="utf-8")
    assert found(tmp_path / "d.xlsx") == found(tmp_path / "d.csv") == []


def test_a_table_of_a_database(found: Any, tmp_path: Path) -> None:
    import duckdb

    with duckdb.connect(str(tmp_path / "d.duckdb")) as connection:
        connection.execute("CREATE TABLE closed (" + ", ".join(f'"{name}" VARCHAR' for name in HEADER) + ")")
        connection.executemany("INSERT INTO closed VALUES (?, ?, ?, ?, ?)", ROWS)
    assert found(f"duckdb://{tmp_path}/d.duckdb#closed") == EXPECTED


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.csv", None, "none.csv: 文件不存在"),
        ("d.txt", "x", "不支持的文件类型（允许：.csv、.parquet、.xlsx）"),
        ("d.csv", "", "文件没有表头"),
        ("d.csv", "案号,案号,违法日期,决定日期,罚款,总质量", "列“案号”出现了不止一次"),
        ("d.csv", "案号,违法日期,决定日期,罚金,总质量", "没有列“罚款”（允许：案号、违法日期、决定日期、罚金、总质量）"),
        ("d.xlsx", "x", "不是可以读取的 xlsx 文件"),
        ("d.parquet", "x", "不是可以读取的 Parquet 文件"),
    ],
)
def test_a_source_that_cannot_be_read_is_one_clear_error(
    found: Any, tmp_path: Path, name: Any, content: Any, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        found(tmp_path / name)
    assert message in str(error.value)


def test_a_table_that_does_not_exist(found: Any, tmp_path: Path) -> None:
    import duckdb

    duckdb.connect(str(tmp_path / "d.duckdb")).close()
    for source in (f"duckdb://{tmp_path}/d.duckdb#closed", "table:closed"):
        with pytest.raises(UsageError, match="数据库中没有表 closed"):
            found(source)


def test_a_password_is_never_repeated(found: Any) -> None:
    with pytest.raises(UsageError) as error:
        found("postgres://me:secret@127.0.0.1:1/db#t")
    assert "secret" not in str(error.value)
