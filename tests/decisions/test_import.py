"""Decisions come in from a file as the audit reads it, and go out in a form that comes in again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("duckdb", reason="可选组件 audit 未安装：处理决定库的测试跳过")
pytest.importorskip("openpyxl", reason="可选组件 tables 未安装：xlsx 的测试跳过")

from discretion import Library
from discretion.audit import Sample, propose
from discretion.audit.sample import DISTINCT
from discretion.cli.decisions import command
from discretion.decisions import Store
from discretion.errors import UsageError

Run = Callable[..., tuple[int, str, str]]
DECISIONS = """案号,案由,违法日期,决定日期,行政区划,执法机构,当事人,罚款金额,理由,总质量(吨),总质量限值,可分载,备注
2026-001,超限运输,2026-03-02,2026-03-20,420100,一大队,单位,3000,,55.3,49000,是,x
2026-002,超限运输,2026-03-02,2026-03-20,420100,一大队,个人,2000.50,集体讨论决定,55.3,49000,是,
2026-003,超限运输,2026-03-02,2026-03-32,420100,二大队,单位,0,,49.5,49000,是,
"""
PROPOSED = """# 对照提案：由 d.csv 的表头和内容推测而来，请逐项核对后使用。
# 请核对：“罚款金额”按元读取
# 请核对：案由“超限运输”推测为“违法超限运输（车货总质量）”，也可能是"""
MAPPING = """
id: 案号
violation:
  column: 案由
  values:
    超限运输: highway.overload.mass
occurred: 违法日期
decided: 决定日期
place: 行政区划
unit: 执法机构
party:
  column: 当事人
  values:
    单位: organisation
    个人: person
fine:
  column: 罚款金额
  unit: 元
reason: 理由
facts:
  gross_mass_kg:
    column: 总质量(吨)
    unit: t
  divisible_load: 可分载
  mass_limit_kg: 总质量限值
"""


@pytest.fixture(scope="module", autouse=True)
def one_library(library: Library) -> Iterator[None]:
    """The commands share one rulebook: reading it anew would be most of their time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Library, "load", lambda *_, **__: library)
        yield


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, one_library: None) -> Path:
    """A file of decisions, the proposal that was made for it, and the store it was imported into by that."""
    path = tmp_path_factory.mktemp("import") / "d.csv"
    path.write_text(DECISIONS, encoding="utf-8")
    store, proposal = path.with_name("store.duckdb"), f"{path}.mapping.yaml"
    arguments = ["import", str(path), "--decisions", str(store)]
    with pytest.raises(UsageError) as error:
        CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert str(error.value) == (
        f"{proposal}: 没有写 --mapping：已根据表头和内容写出对照提案，没有使用（改法：核对后用 --mapping {proposal}）"
    )
    assert not store.exists()  # nothing is read by a guess
    result = CliRunner().invoke(command, [*arguments, "--mapping", proposal], catch_exceptions=False)
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "写入2行，已有0行，不能写入1行\n",
        "  第3行：决定日期不存在\n",
    )
    return path


def test_columns_are_guessed_and_confirmed_never_used_in_silence(file: Path) -> None:
    text = Path(f"{file}.mapping.yaml").read_text(encoding="utf-8")
    assert text.startswith(PROPOSED)
    assert text.endswith(MAPPING)
    assert "# 没有用到的列：备注\n" in text


def test_a_column_that_bears_the_name_of_a_fact_states_it_and_an_empty_one_is_no_guess(library: Library) -> None:
    columns = {"案由": ["highway.overload.mass"], "违法日期": ["2026-03-02"], "决定日期": ["2026-03-20"], "罚款（元）": ["0"],
               "years_found": [], "years_undiscovered": ["1"], "超限运输质量": []}  # fmt: skip
    found = propose(library, Sample(columns), date(2026, 3, 2))
    assert found.data["facts"] == {"years_undiscovered": "years_undiscovered"}
    assert found.unread == ["years_found", "超限运输质量"]


def test_more_ways_to_write_a_violation_than_are_looked_at_are_said(library: Library) -> None:
    columns = {"案由": ["highway.overload.mass"] * DISTINCT, "违法日期": [], "决定日期": [], "罚款（元）": []}
    found = propose(library, Sample(columns), date(2026, 3, 2))
    assert found.doubts[0] == f"案由的写法很多，只看了前{DISTINCT}种，其余的行将不能使用"


def test_a_proposal_that_is_there_is_not_overwritten(discretion: Run, tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_text(DECISIONS, encoding="utf-8")
    proposal = Path(f"{file}.mapping.yaml")
    proposal.write_text("mine", encoding="utf-8")
    code, _, err = discretion("decisions", "import", file, "--decisions", tmp_path / "b.duckdb")
    assert code == 2
    assert "没有写 --mapping，而对照提案已经存在" in err
    assert proposal.read_text(encoding="utf-8") == "mine"


def test_a_file_that_is_no_table_of_decisions_is_said_to_be_none(discretion: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    code, _, err = discretion("decisions", "import", tmp_path / "x.csv", "--decisions", tmp_path / "s.duckdb")
    assert code == 2
    assert (
        "没有认出这些列：案由、违法日期、决定日期、罚款（允许：姓名、电话；改法：自己写对照文件，用 --mapping 指定）"
        in err
    )


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.parquet"])
def test_what_goes_out_comes_in_again_as_it_was(discretion: Run, file: Path, name: str) -> None:
    store = file.with_name("store.duckdb")
    out = file.with_name(name)
    mapping = file.with_name(f"{name}.mapping.yaml")
    assert discretion("decisions", "export", store, "-o", out)[1] == f"写出2行：{out}，对照：{mapping}\n"
    again = file.with_name(f"{name}.duckdb")
    assert discretion("decisions", "import", out, "--decisions", again, "--mapping", mapping)[0] == 0
    assert [row[2] for row in Store(again).all()] == [row[2] for row in Store(store).all()]
    assert discretion("decisions", "import", out, "--decisions", store, "--mapping", mapping)[1] == (
        "写入0行，已有2行，不能写入0行\n"
    )


CASE = """
case: 2026-9
violation: highway.overload.mass
place: "420106"
occurred: 2026-03-02
decided: 2026-03-20
party: {kind: organisation}
facts: {gross_mass_kg: 60000, mass_limit_kg: 49000, divisible_load: true, harm: none}
"""


def test_a_case_file_and_its_decision_become_a_row(discretion: Run, tmp_path: Path) -> None:
    case, store = tmp_path / "case.yaml", tmp_path / "s.duckdb"
    case.write_text(CASE, encoding="utf-8")
    arguments: list[Any] = ["decisions", "add", case, "--decisions", store, "--unit", "一大队"]
    assert discretion(*arguments)[0] == 2
    assert discretion(*arguments, "--fine", "5500.00", "--measure", "警告") == (0, "已写入第1行\n", "")
    assert discretion(*arguments, "--fine", "5500", "--measure", "警告") == (
        0,
        "库中已有完全相同的一行，没有重复写入\n",
        "",
    )
    code, _, err = discretion(*arguments, "--fine", "5000")
    assert (code, "已经记录在第1行" in err) == (2, True)
    assert discretion(*arguments, "--fine", "5000", "--corrects", 1) == (0, "已写入第2行\n", "")
    ((_, _, row),) = Store(store).standing()
    assert (row.fine, row.unit, row.corrects, len(row.receipt or "")) == (500_000, "一大队", 1, 64)
