"""``discretion show``: the published layouts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Discretion = Callable[..., Result]
COLUMNS = ["违法行为", "法定依据", "违法程度", "适用条件", "裁量标准", "来源", "备注"]


def test_one_violation_as_markdown(small: Path, discretion: Discretion) -> None:
    result = discretion("show", "national", "road.occupy", "--rulesets", small, "--on", "2026-06-01", "--format", "md")
    assert result.exit_code == 0
    assert (
        "## 公路路政与治超\n\n### 擅自占用公路\n\n认定：擅自占用公路\n\n罚则：《公路法》第七十六条第一项\n\n来源：建议稿，国办发〔2022〕27号\n\n"
        "| 违法程度 | 适用条件 | 裁量标准 | 来源 |\n"
        "| --- | --- | --- | --- |\n"
        "| 轻微 | 占用面积不超过10平方米，且没有危害后果或者危害后果轻微的 "
        "| 责令停止违法行为；可以处法定幅度（1000元以上11000元以下）的30%以下的罚款，即1000元以上4000元以下 "
        "| **建议稿** |\n"
    ) in result.output
    assert (
        "| 一般 | 占用面积超过10平方米、不超过50平方米，且没有危害后果或者危害后果轻微的 "
        "| 责令停止违法行为；可以处法定幅度（1000元以上11000元以下）的30%至70%的罚款，即4000元以上8000元以下 |"
    ) in result.output
    assert "| 严重 | 有下列情形之一的：<br>（1）占用面积超过50平方米；<br>（2）危害后果严重 |" in result.output
    assert (
        "| 1 | 占用轻微并及时改正 | 《公路法》第八条 | 1. 及时改正；<br>2. 没有危害后果；<br>3. 占用面积不超过5平方米 "
        "| **法定**<br>《公路法》第八条 | 适用于：擅自占用公路<br>对当事人进行教育 |"
    ) in result.output
    assert "| 及时改正 | 视为：未及时改正 | 改正由当事人举证 |  |" in result.output


def test_multiples_and_caps_are_computed_from_the_statute(small: Path, discretion: Discretion) -> None:
    output = discretion("show", "national", "road.supply", "--rulesets", small, "--format", "md").output
    assert (
        "| 一般 | 违法所得1万元以上，且涉案车辆数两辆以下的 | 没收违法所得，并处法定幅度（违法所得1倍以上3倍以下）的50%以下的罚款，即违法所得1倍以上2倍以下 |"
        in output
    )
    assert (
        "| 一般 | 违法所得不足1万元，且涉案车辆数两辆以下的 | 处法定幅度（3万元以下）的50%以下的罚款，即15000元以下 |"
        in output
    )
    assert "来源：已发布基准，试交规〔2023〕8号，附件第1项，2023-11-08" in output


def test_what_is_inherited_is_said_once_and_opened_on_demand(small: Path, discretion: Discretion) -> None:
    output = discretion("show", "child", "--rulesets", small, "--format", "md").output
    assert "某省另有说明" in output  # its own remark on road.occupy
    assert "1项违法行为、1条清单条目沿用全国（1版），见其裁量基准。" in output
    assert "为他人提供车辆" not in output
    whole = discretion("show", "child", "--rulesets", small, "--format", "md", "--all").output
    rows = [line for line in whole.splitlines() if line.startswith(("| 轻微", "| 一般", "| 严重", "| 1 | 占用轻微"))]
    assert len(rows) == 8
    assert all(any(mark in row for mark in ("**法定**", "**已发布基准**", "**建议稿**")) for row in rows)
    assert "\n## 沿用：清单\n" in whole


def test_the_index_leads_from_an_article_to_its_violations(small: Path, discretion: Discretion) -> None:
    html = discretion("show", "national", "--rulesets", small, "--format", "html").output
    assert '<a href="#v-road.occupy">擅自占用公路</a>' in html
    assert '<section id="v-road.occupy" data-item>' in html


def test_markup_in_labels_is_text(small: Path, discretion: Discretion) -> None:
    html = discretion("show", "national", "--rulesets", small, "--format", "html").output
    assert "为他人提供车辆&lt;b&gt;" in html
    assert "为他人提供车辆<b>" not in html
    assert "为他人提供车辆\\<b\\>" in discretion("show", "national", "--rulesets", small, "--format", "md").output


def test_workbook_is_ready_to_print(small: Path, tmp_path: Path, discretion: Discretion) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
    target = tmp_path / "t.xlsx"
    assert discretion("show", "national", "--rulesets", small, "--format", "xlsx", "-o", target).exit_code == 0
    book = openpyxl.load_workbook(target, rich_text=True)
    assert book.sheetnames == ["裁量基准", "清单", "规则设定", "案件没有载明时的处理", "说明", "规则数据"]
    sheet = book["裁量基准"]
    assert [cell.value for cell in sheet[2]][:7] == COLUMNS
    assert sheet.freeze_panes == "B3"
    page = sheet.page_setup
    assert (page.orientation, str(page.paperSize), page.fitToWidth) == ("landscape", "9", 1)  # 9 = A4
    assert sheet.print_title_rows == "$1:$2"
    assert all(sheet.column_dimensions[letter].hidden for letter in "HIJK")
    assert book["规则数据"].sheet_state == "hidden"
    remarks = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=1+1")]
    assert remarks
    assert {cell.data_type for cell in remarks} == {"s"}  # text, not a formula


def test_word_document_opens(small: Path, tmp_path: Path, discretion: Discretion) -> None:
    docx = pytest.importorskip("docx", reason="可选组件 tables 未安装")
    result = discretion("show", "national", "--rulesets", small, "--format", "docx", "-o", tmp_path / "t.docx")
    assert result.exit_code == 0
    document = docx.Document(io.BytesIO((tmp_path / "t.docx").read_bytes()))
    section = document.sections[0]
    assert section.page_width > section.page_height
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == COLUMNS[2:]
    assert all("w:cantSplit" in row._tr.xml for row in first.rows)
    assert "NUMPAGES" in section.footer._element.xml
    assert "w:tblHeader" in first.rows[0]._tr.xml


def test_terminal_table_fits_its_width(small: Path, discretion: Discretion) -> None:
    from rich.cells import cell_len

    output = discretion("show", "national", "--rulesets", small).output
    assert "【公路路政与治超】" in output
    assert max(cell_len(line) for line in output.splitlines()) <= 160


def test_unknown_names_are_told_with_the_nearest(small: Path, discretion: Discretion) -> None:
    assert "是否想写：road.occupy" in str(discretion("show", "national", "road.ocupy", "--rulesets", small).exception)
    assert "是否想写：national" in str(discretion("show", "nationl", "--rulesets", small).exception)
    assert "national@1 在2019-01-01无效" in str(
        discretion("show", "national@1", "--rulesets", small, "--on", "2019-01-01").exception
    )


def test_output_goes_whole_or_not_at_all(small: Path, tmp_path: Path, discretion: Discretion) -> None:
    missing = tmp_path / "no" / "t.md"
    result = discretion("show", "national", "--rulesets", small, "--format", "md", "-o", missing)
    assert "无法写入文件" in str(result.exception)
    assert not missing.exists()
