"""Every kind of file becomes the same grid; what is no table, or a bomb, is refused with what to do."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from discretion.errors import UsageError
from discretion.grids import Grid, read_grids

openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
docx = pytest.importorskip("docx", reason="可选组件 tables 未安装")
ROWS = [["违法行为", "裁量标准"], ["擅自挖掘公路", "处3000元以下的罚款"], ["", "处5000元罚款"]]
WANTED = {
    (1, 1): "违法行为",
    (1, 2): "裁量标准",
    (2, 1): "擅自挖掘公路",
    (2, 2): "处3000元以下的罚款",
    (3, 2): "处5000元罚款",
}


def as_xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(path)
    return path


def as_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("某市公路处罚裁量基准")
    table = document.add_table(rows=3, cols=2)
    for line, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(line, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(path)
    return path


def as_html(path: Path) -> Path:
    path.write_text(
        "<meta charset=utf-8><p>某市</p><table><tr><th>违法行为<th>裁量标准</tr><tr><td rowspan=2>擅自挖掘公路<td>"
        "处3000元<b>以下</b>的罚款</tr><tr><td>处5000元罚款</table><script>alert(1)</script>"
    )
    return path


def as_gbk(path: Path) -> Path:
    path.write_bytes("\r\n".join(",".join(row) for row in ROWS).encode("gb18030"))
    return path


def as_xls(path: Path) -> Path:
    xlwt = pytest.importorskip("xlwt", reason="写 .xls 的库未安装")
    pytest.importorskip("python_calamine", reason="可选组件 tables 未安装")
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    for line, row in enumerate(ROWS):
        for column, text in enumerate(row):
            if text:
                sheet.write(line, column, text)
    book.save(str(path))
    return path


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.xlsx", as_xlsx), ("a.docx", as_docx), ("a.html", as_html), ("a.csv", as_gbk), ("a.xls", as_xls)],
)
def test_one_table_in_every_format(name: str, make: Callable[[Path], Path], tmp_path: Path) -> None:
    (grid,) = read_grids(make(tmp_path / name))
    assert grid.cells == WANTED
    if name in ("a.xlsx", "a.docx", "a.html"):
        assert grid.merged == ((2, 1, 3, 1),)
    assert str(grid.where(2, 2)) == f"{name}[{grid.title}!B2]"


def test_text_before_a_table_is_kept(tmp_path: Path) -> None:
    assert read_grids(as_docx(tmp_path / "a.docx"))[0].above == ("某市公路处罚裁量基准",)


def test_a_document_without_a_table_is_read_by_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("（一）情节轻微")
    document.add_paragraph("及时纠正的，不予处罚")
    document.save(tmp_path / "t.docx")
    (grid,) = read_grids(tmp_path / "t.docx")
    assert grid.prose
    assert grid.cells == {(1, 1): "（一）情节轻微", (2, 1): "及时纠正的，不予处罚"}


def test_deleted_words_are_not_read(tmp_path: Path) -> None:
    """Word keeps the words a reviewer struck out."""
    path = as_docx(tmp_path / "a.docx")
    patch(path, "word/document.xml", "处3000元以下的罚款</w:t>", "处</w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:r><w:t>3000元以下的罚款</w:t>")  # fmt: skip
    (grid,) = read_grids(path)
    assert grid.cells[2, 2] == "处3000元以下的罚款"
    assert "修订" in "".join(grid.notes)


def test_hidden_sheets_lines_and_columns_are_marked(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(as_xlsx(tmp_path / "a.xlsx"))
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("藏").append(["x"])
    book["藏"].sheet_state = "hidden"
    book.save(tmp_path / "h.xlsx")
    first, second = read_grids(tmp_path / "h.xlsx")
    assert first.hidden_lines == {3}
    assert first.hidden_columns == {2}
    assert second.hidden


def test_a_formula_is_marked_and_never_computed(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(as_xlsx(tmp_path / "a.xlsx"))
    book.active["B4"] = "=1+1"
    book.save(tmp_path / "f.xlsx")
    (grid,) = read_grids(tmp_path / "f.xlsx")
    assert (4, 2) in grid.formulas
    assert (4, 2) not in grid.cells


def patch(path: Path, part: str, old: str, new: str) -> Path:
    """Rewrite one part of an office file."""
    with zipfile.ZipFile(path) as archive:
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    changed = parts[part].decode().replace(old, new, 1)
    assert changed != parts[part].decode()
    parts[part] = changed.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><worksheet '


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<mergeCell ref="A2:A3"', "<mergeCell ref='A1:XFD1048576'", "合并单元格的范围过大"),
        ('<mergeCell ref="A2:A3"', '<mergeCell ref="A3:A2"', "合并单元格的范围不能读取"),
        ('<mergeCell ref="A2:A3"', '<x:mergeCell xmlns:x="u" ref="A1:XFD1048576"', "合并单元格的范围过大"),
        ('r="A1"', 'r="XFD1"', "超过400列"),
        ('<row r="1"', '<row r="99999999999"', "行号99999999999超出"),
        ("<worksheet ", ENTITY, "文档类型定义"),
        ("</sheetData>", "</sheetdata>", "不是完好的 XML"),
        ("<sheetData>", "<a>" * 500 + "</a>" * 500 + "<sheetData>", "嵌套过深"),
    ],
)
def test_a_workbook_that_is_no_table_is_refused_at_once(old: str, new: str, message: str, tmp_path: Path) -> None:
    path = patch(as_xlsx(tmp_path / "a.xlsx"), SHEET, old, new)
    started = time.perf_counter()
    with pytest.raises(UsageError, match=message):
        read_grids(path)
    assert time.perf_counter() - started < 5


def test_a_part_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    parts["xl/sharedStrings.xml"] = b"<sst>" + b" " * 150_000_000 + b"</sst>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(UsageError, match="展开后过大"):
        read_grids(path)


def test_ten_thousand_columns_and_a_million_cells_are_refused(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text(",".join("x" * 10_000))
    (tmp_path / "long.csv").write_text("x,y\n" * 300_000)
    (tmp_path / "span.html").write_text("<table>" + "<tr><td rowspan=1000 colspan=399>x<td>y</tr>" * 2000 + "</table>")
    for name, message in (("wide.csv", "400列"), ("long.csv", "400000个单元格"), ("span.html", "400列|合并")):
        with pytest.raises(UsageError, match=message):
            read_grids(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "另存为 .docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.xls", b"\xd0\xcf\x11\xe0 nothing", "不能作为 Excel 97–2003"),
        ("a.docx", b"PK\x03\x04 broken", "已损坏"),
        ("a.png", b"\x89PNG", "不能读取"),
        ("a.csv", b"\x00\x01\xff\xfe\x00\x00", "编码不能识别"),
    ],
)
def test_other_files_are_refused_with_what_to_do(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    if name == "a.xls":
        pytest.importorskip("python_calamine", reason="可选组件 tables 未安装")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read_grids(tmp_path / name)


def test_the_grid_says_which_cells_are_numbers_and_days(tmp_path: Path) -> None:
    from datetime import date
    from decimal import Decimal

    book = openpyxl.Workbook()
    book.active.append([date(2026, 3, 1), 0.1, 3000, True])
    book.save(tmp_path / "v.xlsx")
    grid: Grid = read_grids(tmp_path / "v.xlsx")[0]
    assert grid.values == {(1, 1): date(2026, 3, 1), (1, 2): Decimal("0.1"), (1, 3): Decimal(3000), (1, 4): True}
    assert grid.cells[1, 1] == "2026-03-01"


def test_a_share_is_what_the_cell_shows(tmp_path: Path) -> None:
    """30%, stored as 0.3, was once read as 0.3 and its percent lost."""
    book = openpyxl.Workbook()
    book.active.append([0.3, 0.025, 0.3])
    book.active["A1"].number_format, book.active["B1"].number_format = "0%", "0.0%"
    book.save(tmp_path / "v.xlsx")
    grid: Grid = read_grids(tmp_path / "v.xlsx")[0]
    assert [grid.text(1, column) for column in (1, 2, 3)] == ["30%", "2.5%", "0.3"]
