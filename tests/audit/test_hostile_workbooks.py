"""Workbooks as they come from outside: bombs, broken parts, numbers that a spreadsheet spoilt. One error, or one fault of one row."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion.audit.xlsx_file import Xlsx
from discretion.errors import UsageError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{{sheets}}</sheets></workbook>'
RELATIONS = "<Relationships>{targets}</Relationships>"
HEAD = '<row r="1"><c t="inlineStr"><is><t>案号</t></is></c><c t="inlineStr"><is><t>罚款</t></is></c></row>'


def workbook(path: Path, *sheets: str, hidden: int = -1, **parts: str) -> Path:
    """A workbook of the rows given, part by part."""
    names = range(1, len(sheets) + 1)
    states = {n: 'state="hidden"' if n == hidden else "" for n in names}
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}" {states[n]}/>' for n in names)
    targets = "".join(f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in names)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK.format(sheets=listed))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(targets=targets))
        for number, rows in zip(names, sheets, strict=True):
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
            )
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    return [row for batch in Xlsx(path).batches(["案号", "罚款"], "row", "fault") for row in batch.to_pylist()]


def refused(path: Path) -> str:
    start = time.process_time()
    with pytest.raises(UsageError) as caught:
        rows(path)
    assert time.process_time() - start < 5
    return str(caught.value).partition(": ")[2]


def test_a_row_far_away_or_a_huge_dimension_costs_nothing(tmp_path: Path) -> None:
    assert refused(workbook(tmp_path / "a.xlsx", HEAD + '<row r="99999999999"/>')).startswith("行号")
    far = workbook(
        tmp_path / "b.xlsx", HEAD + '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>一</t></is></c></row>'
    )
    assert rows(far) == [{"row": 1048575, "fault": None, "案号": "一", "罚款": None}]
    assert refused(workbook(tmp_path / "c.xlsx", HEAD + '<row r="2"><c r="XFD2"><v>1</v></c></row>')) == "表格超过400列"


def test_merges_of_a_whole_sheet_are_refused_however_they_are_written(tmp_path: Path) -> None:
    for merge in ("<mergeCell ref='A1:XFD1048576'/>", '<x:mergeCell xmlns:x="m" ref="A1:XFD1048576"/>'):
        assert refused(workbook(tmp_path / "a.xlsx", HEAD + merge)) == "合并单元格的范围过大"


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    assert "xl/sharedStrings.xml" in refused(workbook(tmp_path / "a.xlsx", HEAD, sharedStrings=bomb))


@pytest.mark.parametrize(
    "content", [b"PK", b"PK\x03\x04" + b"\0" * 40, b"PK\x05\x06" + b"\xff" * 18, b"\xd0\xcf\x11\xe0" * 9, b"<html>"]
)
def test_what_is_no_workbook_is_one_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    refused(tmp_path / "a.xlsx")


def test_broken_xml_and_broken_compression_are_one_error(tmp_path: Path) -> None:
    assert "sheet1.xml" in refused(workbook(tmp_path / "a.xlsx", HEAD + "<row"))
    good = workbook(tmp_path / "b.xlsx", HEAD).read_bytes()
    at = good.index(b"xl/worksheets/sheet1.xml") + 30
    (tmp_path / "c.xlsx").write_bytes(good[:at] + b"\xff" * 20 + good[at + 20 :])
    refused(tmp_path / "c.xlsx")


def test_a_number_longer_than_a_spreadsheet_keeps_is_a_fault_of_its_row(tmp_path: Path) -> None:
    body = (
        HEAD
        + '<row r="2"><c><v>2026033012345678</v></c><c><v>500</v></c></row><row r="3"><c><v>2.0260330123456781E+17</v></c></row>'
    )
    found = rows(workbook(tmp_path / "a.xlsx", body))
    assert [row["fault"] for row in found] == [
        f"A{n} 的数超过15位，表格软件只保留前15位；编号应当存为文本" for n in (2, 3)
    ]


def test_a_formula_without_a_value_is_no_zero(tmp_path: Path) -> None:
    body = (
        HEAD
        + '<row r="2"><c><v>1</v></c><c><f>A1*2</f></c></row><row r="3"><c><v>2</v></c><c><f>A1*2</f><v>500</v></c></row>'
    )
    found = rows(workbook(tmp_path / "a.xlsx", body))
    assert [(row["罚款"], row["fault"]) for row in found] == [
        (None, "B2 是公式，文件中没有它的计算值；在表格软件中打开并保存"), ("500", None)
    ]  # fmt: skip


def test_a_hidden_sheet_never_wins_over_a_visible_one(tmp_path: Path) -> None:
    body = '<row r="2"><c t="inlineStr"><is><t>{}</t></is></c></row>'
    book = workbook(tmp_path / "a.xlsx", HEAD + body.format("隐藏"), HEAD + body.format("可见"), hidden=1)
    assert [row["案号"] for row in rows(book)] == ["可见"]
