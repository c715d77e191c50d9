"""Every kind of Word document and workbook as LibreOffice opens and prints it: nothing empty, nothing mislabelled, no row split."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.office import printed

from discretion.pages import Chapter, Column, Publication, Table, TableRow
from discretion.tables.writers import write

openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
Made = Callable[[str, str], Path]
SHEETS = {
    "show": ["裁量基准", "清单", "规则设定", "案件没有载明时的处理", "说明", "规则数据"],
    "difference": ["差异", "全部情形", "条文对照", "说明"],
    "matrix": ["违法行为与区域", "两两比较", "全部示例", "处理相同的", "说明"],
}
DOCUMENTS = {"show": "擅自占用公路", "difference": "测试行为", "matrix": "测试行为", "review": "擅自占用公路"}


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_is_named_for_what_it_holds_and_holds_something(kind: str, made: Made) -> None:
    book = openpyxl.load_workbook(made(kind, "xlsx"))
    assert book.sheetnames == SHEETS[kind]
    assert [sheet.title for sheet in book if sheet.max_row < (2 if sheet.title in ("说明", "规则数据") else 3)] == []


def test_an_office_opens_and_prints_every_document(made: Made, tmp_path: Path) -> None:
    files = [made(kind, "xlsx") for kind in SHEETS] + [made(kind, "docx") for kind in DOCUMENTS]
    pages = printed(files, tmp_path)
    for file in files:
        kind, _, style = file.stem.partition("-")
        assert pages[file.name], file.name
        assert [page for page in pages[file.name] if len(page.strip()) < 20] == [], file.name  # nothing but its number
        assert DOCUMENTS[kind] in "".join(pages[file.name]).replace("\n", "")
        if style == "xlsx":  # every visible sheet begins a page of its own
            assert len(pages[file.name]) >= len(SHEETS[kind]) - (kind == "show")


def test_no_row_is_split_over_two_pages_and_none_is_cut_off(tmp_path: Path) -> None:
    """Rows of seven lines, as the tables of benchmarks have them: the first and the last line of each stand on one page."""
    rows = tuple(
        TableRow((f"首{n:02}首", "\n".join(["一行"] * 6 + [f"尾{n:02}尾"]), "建议稿"), kind="proposed")
        for n in range(30)
    )
    table = Table("表", (Column("甲", 20), Column("乙", 60), Column("来源", 20)), rows)
    files = [tmp_path / f"rows-{style}.{style}" for style in ("docx", "xlsx")]
    for file in files:
        file.write_bytes(write(Publication("题", (), (Chapter("表", (table,)),)), file.suffix[1:]))  # type: ignore[arg-type]
    for name, pages in printed(files, tmp_path).items():
        assert len(pages) > 3, name
        for n in range(30):
            first, last = (
                [i for i, page in enumerate(pages) if f"{mark}{n:02}{mark}" in "".join(page.split())] for mark in "首尾"
            )
            assert (name, n, first) == (name, n, last)
            assert len(first) == 1
