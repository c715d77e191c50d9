"""Hostile documents: every kind is refused, or read with a word about it, at its cell; in bounded memory. No guess, no crash, no injection."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from discretion.errors import UsageError
from discretion.importing import import_table, read_cells
from discretion.library import Library
from discretion.tables import view, written

openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
docx = pytest.importorskip("docx", reason="可选组件 tables 未安装")
DAY = date(2026, 6, 1)
HEAD = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"]
ROW = ["擅自占用公路", "《公路法》第七十六条第一项", "轻微", "占用面积10平方米以下的", "处1000元罚款"]
MEMORY = 400_000_000  # bytes; the merge of a whole sheet once took 3 GB


@contextmanager
def bounded() -> Iterator[None]:
    """What is done inside takes no more memory than a large table."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


def book(path: Path) -> Path:
    found = openpyxl.Workbook()
    found.active.title = "表"
    for row in (HEAD, ROW):
        found.active.append(row)
    found.save(path)
    return path


def document(path: Path) -> Path:
    found = docx.Document()
    table = found.add_table(rows=2, cols=len(HEAD))
    for line, row in enumerate((HEAD, ROW)):
        for column, text in enumerate(row):
            table.cell(line, column).text = text
    found.save(str(path))
    return path


def patched(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The file with one of its parts rewritten; a new part where there was none."""
    with zipfile.ZipFile(path) as archive:
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    parts[part] = change(parts.get(part, b"").decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


BOOK, SHEET, WORD = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "word/document.xml"
REFUSED = {
    "a part that unpacks without end": (WORD, lambda text: text.replace("<w:body>", "<w:body>" + " " * 150_000_000), "展开后过大"),
    "an entity that names itself": (WORD, lambda text: text.replace("<w:document ", '<!DOCTYPE a [<!ENTITY a "&a;&a;">]><w:document ', 1), "文档类型定义"),
    "tables in tables without end": (WORD, lambda text: text.replace("<w:body>", "<w:body>" + "<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200), "嵌套过深"),
    "ten thousand columns": (WORD, lambda text: text.replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="10000"/></w:tcPr>', 1), "400列"),
    "a merge of a whole sheet": (SHEET, lambda text: text.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "合并单元格的范围过大"),
    "a cell beyond any table": (SHEET, lambda text: text.replace('r="A1"', 'r="XFD1"'), "超过400列"),
    "sheets that are all the same part": (BOOK, lambda text: text.replace("<sheets>", "<sheets>" + '<sheet name="x" sheetId="9" state="visible" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>' * 600), "500个工作表"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bomb_is_refused_with_its_file(kind: str, library: Library, tmp_path: Path) -> None:
    part, change, message = REFUSED[kind]
    path = document(tmp_path / "t.docx") if part == WORD else book(tmp_path / "t.xlsx")
    evil = patched(path, part, change)
    with bounded(), pytest.raises(UsageError, match=message) as caught:
        import_table(evil, library, DAY)
    assert path.name in str(caught.value)


def test_a_sheet_that_leads_back_to_the_workbook_holds_nothing(library: Library, tmp_path: Path) -> None:
    """A cycle of parts is walked once at most: what is no worksheet is no table."""
    path = patched(
        book(tmp_path / "t.xlsx"), "xl/_rels/workbook.xml.rels", lambda text: text.replace("worksheets/sheet1.xml", "workbook.xml")
    )  # fmt: skip
    with pytest.raises(UsageError, match="没有认出裁量基准表的表头"):
        import_table(path, library, DAY)


def test_formulas_hidden_rows_and_hidden_sheets_are_told_at_their_cells(library: Library, tmp_path: Path) -> None:
    found = openpyxl.load_workbook(book(tmp_path / "t.xlsx"))
    sheet = found["表"]
    sheet.append(["擅自占用公路", ROW[1], "严重", "占用面积超过10平方米的", "=CONCAT(E2,E3)"])
    sheet.row_dimensions[2].hidden = True
    found.create_sheet("藏").append(HEAD)
    found["藏"].sheet_state = "hidden"
    found.save(tmp_path / "t.xlsx")
    told = [str(problem) for problem in import_table(tmp_path / "t.xlsx", library, DAY).problems]
    assert "t.xlsx[表!A2]: 这一行是隐藏的，仍然读取" in told
    assert "t.xlsx[表!E3]: 单元格是公式，按最后一次计算的结果读取" in told
    assert "t.xlsx[藏!A1]: 工作表是隐藏的，没有读取" in told


@pytest.mark.parametrize("mark", ["\n", ": ", "\u2028", "\r\n", "# "])
def test_titles_and_names_stay_words(mark: str, library: Library, tmp_path: Path) -> None:
    """A title with a line break or a colon once broke out of a comment into live YAML."""
    evil = f"备{mark}status{mark}published{mark}x: [1"
    (tmp_path / "t.csv").write_text(
        ",".join(['"' + text.replace('"', '""') + '"' for text in (*HEAD, evil)]) + "\n"
        + ",".join(['"' + text.replace('"', '""') + '"' for text in (*ROW, evil)]) + "\n"
    )  # fmt: skip
    text = import_table(tmp_path / "t.csv", library, DAY).files["violations/road.occupy.yaml"]
    assert not any(line.strip().startswith(("status", "published", "x:")) for line in text.splitlines())
    from discretion.documents import read

    assert "status" not in read(text, "t.yaml").data


def test_a_word_document_that_claims_to_be_ours_brings_no_rule(library: Library, tmp_path: Path) -> None:
    """The hidden part is only compared: what it says otherwise is refused, however it is called."""
    path = tmp_path / "t.docx"
    path.write_bytes(written(view(library, "national", DAY), "docx"))
    part = "customXml/item101.xml"
    evil = patched(path, part, lambda text: text.replace("0.3", "0.9", 1))
    found = read_cells(evil, library, DAY)
    assert {change.status for change in found.changes} == {"未读取"}
    deep = patched(path, part, lambda text: text.replace("<rows>", "<rows>" + "<a>" * 300 + "</a>" * 300, 1))
    with pytest.raises(UsageError, match="嵌套过深"):
        read_cells(deep, library, DAY)
