"""``discretion audit``: a small file of decisions, the mapping, the exact findings; and counts that add up."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion.audit import here
from discretion.cli.audit import command as audit
from discretion.cli.simulate import command as simulate
from discretion.errors import UsageError
from discretion.simulation.noise import FAULTS

HEADER = "案号,案由,违法日期,决定日期,行政区划,执法机构,罚款,理由,总质量,限值"
DECISIONS = f"""{HEADER}
1,超限运输,2026-03-02,2026-03-20,420100,一大队,3000,,55.3,49000
2,超限运输,2026-03-02,2026-03-20,420100,一大队,"3000.01",,55.3,49000
3,超限运输,2026-03-02,2026-03-20,420100,一大队,0,集体讨论决定,55.3,49000
4,超限运输,2026-03-02,2026-03-20,420100,二大队,0,,49.5,49000
5,超限运输,2026-03-02,2026-03-20,420100,二大队,500,,48,49000
6,超限运输,2026-02-30,2026-03-20,420100,二大队,3000,,55.3,49000
7,超限运输,2026-03-02,2026-03-20,420100,二大队,三千,,55.3,49000
8,超载,2026-03-02,2026-03-20,420100,二大队,3000,,55.3,49000
9,超限运输,2026-03-02,2026-03-20,420100,二大队,3000,,55.3001,49000
10,超限运输,2026-03-02,2026-03-20,420100,二大队,3000,,,49000
11,超限运输,2026-03-20,2026-03-02,420100,二大队,3000,,55.3,49000
12,超限运输,2026-03-02,2026-03-20,999999,二大队,3000,,55.3,49000
13,超限运输,2026-03-02,2026-03-20,330106,三大队,0,,55.3,49000
"""
MAPPING = """
id: 案号
violation: {column: 案由, values: {超限运输: highway.overload.mass}}
occurred: 违法日期
decided: 决定日期
place: 行政区划
unit: 执法机构
party: {constant: organisation}
fine: {column: 罚款, unit: 元}
reason: 理由
facts:
  gross_mass_kg: {column: 总质量, unit: t}
  mass_limit_kg: 限值
  divisible_load: {constant: true}
"""
FINDINGS = {
    "1": ("in_band", None),
    "2": ("outside_statute", None),
    "3": ("wrong_disposition", None),
    "4": ("in_band", None),
    "5": ("wrong_disposition", None),
    "6": ("unusable", "违法日期不存在"),
    "7": ("unusable", "罚款不是数"),
    "8": ("unusable", "案由不是列举的值"),
    "9": ("unusable", "车货总质量的小数位太多"),
    "10": ("facts_missing", None),
    "11": ("unusable", "违法日期晚于决定日期"),
    "12": ("no_rule", "没有以 99 开头的行政区划代码"),
    "13": ("in_band", None),
}


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    (tmp_path / "decisions.csv").write_text(DECISIONS, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


def run(folder: Path, *options: str) -> Any:
    arguments = [str(folder / "decisions.csv"), "--mapping", str(folder / "mapping.yaml"), *options]
    return CliRunner().invoke(audit, arguments, catch_exceptions=False)


def test_every_row_ends_as_one_finding(folder: Any) -> None:
    import pyarrow.parquet as pq

    result = run(folder, "--out", str(folder / "out"))
    assert result.exit_code == 1
    rows = pq.read_table(folder / "out" / "decisions.parquet").to_pylist()
    assert {row["id"]: (row["verdict"], row["problem"]) for row in rows} == FINDINGS
    assert [row["row"] for row in rows] == list(range(1, 14))
    looked_at = pq.read_table(folder / "out" / "findings.parquet").to_pylist()
    assert looked_at == [row for row in rows if row["verdict"] != "in_band"]
    assert result.stdout.splitlines() == [
        "读入13件",
        "  在裁量幅度内　　　　　　         3   23.08%",
        "  处理方式与基准不符　　　         2   15.38%",
        "  超出法定幅度　　　　　　         1    7.69%",
        "  事实不足，不能核查　　　         1    7.69%",
        "  没有可以对照的规则　　　         1    7.69%",
        "  数据无法使用　　　　　　         5   38.46%",
        "偏离基准：写明理由1件，未写明理由1件",
        "同类案件中需要说明的：0件",
        f"写入 {folder / 'out'}",
    ]
    report = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "共13件 = 在裁量幅度内3件 + 处理方式与基准不符2件 + 超出法定幅度1件 + " in report
    assert "<dt>裁量基准</dt><dd>杭州2026.1、全国2026.1、长三角2026.1、浙江2026.1</dd>" in report
    practice = report[report.index('<section id="units">') :]
    assert "一大队" not in practice  # three decisions say something about persons, not about a practice


def test_the_worklist_says_what_was_done_what_should_be_and_why(folder: Any) -> None:
    import csv

    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装：xlsx 的测试跳过")
    run(folder, "--out", str(folder / "out"))
    with (folder / "out" / "worklist.csv").open(encoding="utf-8-sig") as file:
        rows = {row["案号"]: row for row in csv.DictReader(file)}
    assert list(rows) == ["2", "3", "5", "12", "10", "6", "7", "8", "9", "11"]  # against the law first, unusable last
    shown = ("单位", "案由", "结论", "处罚", "应为", "偏离", "理由", "依据")
    assert [rows["2"][name] for name in shown] == [
        "一大队", "违法超限运输（车货总质量）", "超出法定幅度", "罚款3000.01元", "“一般”阶次，处3000元罚款",
        "比法定上限3000元多0.01元", "", "《超限运输车辆行驶公路管理规定》第四十三条第一款第二项（2021）；裁量基准：全国2026.1",
    ]  # fmt: skip
    assert [rows["3"][name] for name in shown][2:7] == [
        "处理方式与基准不符", "没有罚款", "“一般”阶次，处3000元罚款", "应当罚款而没有罚款", "集体讨论决定",
    ]  # fmt: skip
    assert [rows["6"][name] for name in shown][2:] == ["数据无法使用", "罚款3000元", "", "违法日期不存在", "", ""]
    book = openpyxl.load_workbook(folder / "out" / "worklist.xlsx")
    sheet = book["待办"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("A2", "A1:L11", 11)
    notes = dict(book["说明"].iter_rows(values_only=True))
    assert (notes["文件"], notes["决定日期"], notes["待办"]) == ("decisions.csv", "2026年3月2日至2026年3月20日", "10件")


def test_a_cell_that_looks_like_a_formula_stays_text(folder: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装：xlsx 的测试跳过")
    text = DECISIONS.replace("2,超限运输", "=1+1,超限运输")
    (folder / "decisions.csv").write_text(text, encoding="utf-8")
    run(folder, "--out", str(folder / "out"))
    cell = openpyxl.load_workbook(folder / "out" / "worklist.xlsx")["待办"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_same_input_gives_the_same_ids_in_any_order(folder: Any) -> None:
    import pyarrow.parquet as pq

    found = []
    for name in ("a", "b"):
        run(folder, "--out", str(folder / name))
        found.append(
            pq.read_table(folder / name / "decisions.parquet", columns=["id", "signature", "finding"]).to_pylist()
        )
        head, *rows = DECISIONS.splitlines()
        (folder / "decisions.csv").write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")
    assert found[0] == found[1][::-1]
    assert len({row["finding"] for row in found[0]}) == 13
    by_id = {row["id"]: row["signature"] for row in found[0]}
    assert by_id["1"] == by_id["2"] == by_id["3"] != by_id["4"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("gross_mass_kg:", "gros_mass_kg:", "没有名为 gros_mass_kg 的事实（是否想写：gross_mass_kg）"),
        ("unit: t", "unit: m", "mapping.yaml:12:3: 不能从 m 换算为 kg（允许：t、吨、千克、公斤、g）"),
        ("unit: 元", "unit: 美元", "mapping.yaml:9:1: 不能从 美元 换算为 元（允许：万元、千元、角、分）"),
        ("constant: organisation", "constant: 单位", "mapping.yaml:8:1: party_kind 的值 单位：不是列举的值"),
        ("限值", "限制", "没有列“限制”（允许：案号、案由"),
    ],
)
def test_a_wrong_mapping_is_one_clear_error(folder: Any, old: Any, new: Any, message: str) -> None:
    (folder / "mapping.yaml").write_text(MAPPING.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError) as error:
        run(folder)
    assert message in str(error.value)


def test_recall_and_false_alarms_on_simulated_decisions(tmp_path: Path) -> None:
    """Every injected fault is found as what it is; nothing else is found."""
    runner = CliRunner()
    names = ["highway.overload.mass", "road.freight.unlicensed", "highway.occupy"]
    options = [option for name in names for option in ("--violation", name)]
    shares = ", ".join(f"{name}: 0.05" for name in FAULTS)
    (tmp_path / "noise.yaml").write_text(f"faults: {{{shares}}}\n")
    made = runner.invoke(
        simulate,
        [str(tmp_path), "--count", "5000", "--noise", str(tmp_path / "noise.yaml"), *options],
        catch_exceptions=False,
    )
    assert made.stdout == (
        f"5000件，1个区域，3种违法行为，写入 {tmp_path}\n"
        f"核查：discretion audit {tmp_path}/decisions.parquet --mapping {tmp_path}/mapping.yaml --truth {tmp_path}/truth.parquet\n"
    )
    paths = [tmp_path / name for name in ("decisions.parquet", "mapping.yaml", "truth.parquet")]
    result = runner.invoke(
        audit,
        [str(paths[0]), "--mapping", str(paths[1]), "--truth", str(paths[2]), "--format", "json"],
        catch_exceptions=False,
    )
    found = json.loads(result.stdout)
    assert found["read"] == sum(found["verdicts"].values()) == 5000
    assert found["measured"]["false_alarms"] == 0
    assert set(found["measured"]["faults"]) == set(FAULTS)
    for fault in found["measured"]["faults"].values():
        assert fault["injected"] == fault["found"] == fault["named"] > 10


def test_one_thread_and_several_write_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which judges work side by side depends on how many rows each has; what they find does not."""
    names = ["highway.overload.mass", "road.freight.unlicensed", "highway.occupy"]
    options = ["--count", "2000", *(option for name in names for option in ("--violation", name))]
    CliRunner().invoke(simulate, [str(tmp_path), *options], catch_exceptions=False)
    written = []
    for rows in (10**9, 0):
        monkeypatch.setattr(here, "MANY", rows)
        out = tmp_path / str(rows)
        paths = [str(tmp_path / name) for name in ("decisions.parquet", "mapping.yaml")]
        CliRunner().invoke(audit, [paths[0], "--mapping", paths[1], "--out", str(out)], catch_exceptions=False)
        written.append({file.name: file.read_bytes() for file in out.iterdir() if file.suffix != ".xlsx"})
    assert len(written[0]) == 11
    assert written[0] == written[1]


def test_the_same_seed_gives_the_same_decisions(tmp_path: Path) -> None:
    for name in ("a", "b"):
        options = [str(tmp_path / name), "--count", "50", "--violation", "highway.overload.mass"]
        CliRunner().invoke(simulate, options, catch_exceptions=False)
    assert (tmp_path / "a" / "decisions.parquet").read_bytes() == (tmp_path / "b" / "decisions.parquet").read_bytes()
