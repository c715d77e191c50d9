"""``discretion review``: every edit of a workbook of ours is read or refused with its cell; nothing vanishes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discretion.importing import import_table, read_cells
from discretion.library import Library
from discretion.tables import publish, view
from discretion.tables.writers import write

openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
DAY = date(2026, 6, 1)
Edit = Callable[[Any], None]


@pytest.fixture
def template(library: Library, tmp_path: Path) -> Path:
    """The workbook that ``show --format xlsx`` writes."""
    content = write(publish(view(library, "national", DAY)), "xlsx")
    assert isinstance(content, bytes)
    (tmp_path / "t.xlsx").write_bytes(content)
    return tmp_path / "t.xlsx"


def edited(template: Path, edit: Edit) -> Path:
    book = openpyxl.load_workbook(template)
    edit(book)
    book.save(template.with_name("e.xlsx"))
    return template.with_name("e.xlsx")


def amount(sheet: Any) -> Any:
    """The amount of 擅自占用公路, general tier."""
    return next(row[4] for row in sheet.iter_rows(min_row=3) if "即4000元以上8000元以下" in str(row[4].value))


def setting(book: Any) -> Any:
    """A cell of the sheet of the policy, which is only for reading."""
    cells = [cell for row in book["规则设定"].iter_rows(min_row=2) for cell in row if cell.value]
    return next(cell for cell in cells if type(cell).__name__ != "MergedCell")


def test_an_untouched_workbook_has_no_change(template: Path, library: Library) -> None:
    found = read_cells(template, library, DAY)
    assert found.changes == ()
    assert found.settled


@pytest.fixture
def document(library: Library, tmp_path: Path) -> Path:
    """The document that ``show --format docx`` writes."""
    pytest.importorskip("docx", reason="可选组件 tables 未安装")
    content = write(publish(view(library, "national", DAY)), "docx")
    assert isinstance(content, bytes)
    (tmp_path / "t.docx").write_bytes(content)
    return tmp_path / "t.docx"


def test_a_word_document_of_ours_comes_back_too(document: Path, library: Library) -> None:
    """Untouched, it has no change; a row that was rewritten, one that was deleted, are those rows."""
    import docx

    assert read_cells(document, library, DAY).changes == ()
    book = docx.Document(str(document))
    cell = next(c for t in book.tables for r in t.rows for c in r.cells if "即4000元以上8000元以下" in c.text)
    cell.text = "处2000元罚款"
    row = next(r for t in book.tables for r in t.rows if any("占用轻微并及时改正" in c.text for c in r.cells))
    row._tr.getparent().remove(row._tr)
    book.save(str(document))
    found = read_cells(document, library, DAY)
    assert [(change.status, change.after, change.rule) for change in found.changes] == [
        ("已读取", "处2000元罚款", "road.occupy#tier:general[0]@all"),
        ("已读取", "（删除）", "exempt:small"),
    ]
    assert "fixed: 2000" in found.files["violations/road.occupy.yaml"]


def test_an_amount_is_read_and_loses_its_rank(template: Path, library: Library) -> None:
    def edit(book: Any) -> None:
        amount(book["裁量基准"]).value = "处2000元罚款"

    path = edited(template, edit)
    (change,) = read_cells(path, library, DAY).changes
    assert (change.status, change.after, change.error) == ("已读取", "处2000元罚款", False)
    text = import_table(path, library, DAY).files["violations/road.occupy.yaml"]
    assert "method: 审核表中改动，未审" in text


def test_a_fine_above_the_statute_is_an_error_at_the_cell(template: Path, library: Library) -> None:
    def edit(book: Any) -> None:
        amount(book["裁量基准"]).value = "处20万元罚款"

    (change,) = read_cells(edited(template, edit), library, DAY).changes
    assert change.error
    assert "高于法定上限11000元" in change.why


def rows_of(sheet: Any, *words: str) -> list[int]:
    """The lines whose hidden columns name a rule."""
    return [row[0].row for row in sheet.iter_rows() for cell in row if any(word in str(cell.value) for word in words)]


def delete(sheet: Any, *words: str) -> None:
    for merge in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merge))
    for line in sorted(set(rows_of(sheet, *words)), reverse=True):
        sheet.delete_rows(line)


def test_a_deleted_tier_is_gone_from_the_draft(template: Path, library: Library) -> None:
    def edit(book: Any) -> None:
        delete(book["裁量基准"], "road.occupy#tier:general[")

    found = read_cells(edited(template, edit), library, DAY)
    assert [(change.status, change.rule) for change in found.changes] == [("已读取", "road.occupy#tier:general[0]@all")]
    text = found.files["violations/road.occupy.yaml"]
    assert "tier: slight" in text
    assert "tier: general" not in text


def test_a_violation_cannot_be_deleted(template: Path, library: Library) -> None:
    """Its rows are gone, its prohibition is not."""

    def edit(book: Any) -> None:
        delete(book["裁量基准"], "road.occupy#tier:")

    found = read_cells(edited(template, edit), library, DAY)
    assert {change.status for change in found.changes} == {"未读取"}
    assert {change.why for change in found.changes} == {"违法行为的各档全部删除没有读取：规则库不能没有它的处罚"}


def test_an_article_is_read_where_the_library_has_exactly_that_one(template: Path, library: Library) -> None:
    def edit(book: Any, words: str) -> None:
        cell = next(c for row in book["裁量基准"].iter_rows() for c in row if "第七十六条" in str(c.value))
        cell.value = words

    other = "罚则：《公路法》第七十七条"
    found = read_cells(edited(template, lambda book: edit(book, other)), library, DAY)
    assert [(change.status, change.after) for change in found.changes] == [("已读取", other)]
    text = found.files["violations/road.occupy.yaml"]
    assert "provision: road-law/supply\nsource:\n  kind: proposed\n  method: 审核表中改动，未审\n" in text
    (change,) = read_cells(edited(template, lambda book: edit(book, "罚则：《公路法》第九百条")), library, DAY).changes
    assert (change.status, change.why[:4]) == ("未读取", "没有读懂")
    (change,) = read_cells(
        edited(template, lambda book: edit(book, "《公路法》第七十六条第一项")), library, DAY
    ).changes
    assert (change.status, change.why[:8]) == ("未读取", "只读取“罚则：”")


def test_another_order_of_the_rows_is_told(template: Path, library: Library) -> None:
    def edit(book: Any) -> None:
        sheet = book["裁量基准"]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merge))
        last = [cell.value for cell in sheet[sheet.max_row]]
        sheet.delete_rows(sheet.max_row)
        sheet.insert_rows(3)
        for column, value in enumerate(last, 1):
            sheet.cell(3, column).value = value

    found = read_cells(edited(template, edit), library, DAY)
    assert any(change.why == "行的先后次序改变没有读取" for change in found.changes)


def test_the_policy_sheet_and_a_deleted_sheet_are_refused(template: Path, library: Library) -> None:
    def edit(book: Any) -> None:
        setting(book).value = "改成别的"

    assert [change.status for change in read_cells(edited(template, edit), library, DAY).changes] == ["未读取"]
    assert any("删除工作表没有读取" in c.why for c in read_cells(edited(template, lambda book: book.remove(book["规则设定"])), library, DAY).changes)  # fmt: skip


WORDS = st.sampled_from(
    ["改动", "处9元罚款", "占用面积7平方米以下的", "《公路法》第九条", "处警告或者9元罚款", "0", "同上"]
) | st.text(st.characters(whitelist_categories=("Lu", "Lo", "Nd", "Po", "Sm")), min_size=1, max_size=12)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_edit_of_any_cell_vanishes(data: st.DataObject, template: Path, library: Library) -> None:
    """Any cell of any sheet, whatever is written there, emptied too: told at that very cell, and read only if the draft has it."""
    book = openpyxl.load_workbook(template)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and sheet.title != "说明"]
    sheet = data.draw(st.sampled_from(sheets), label="sheet")
    cells = [cell for row in sheet.iter_rows() for cell in row if type(cell).__name__ != "MergedCell" and cell.value]
    cell = data.draw(st.sampled_from(cells), label="cell")
    words = data.draw(WORDS | st.none(), label="words")
    if str(cell.value) == (words or ""):
        return
    cell.value = words
    target = template.with_name("h.xlsx")
    book.save(target)
    accounted(target, template, library, f"{sheet.title}!{cell.coordinate}")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_edit_of_a_word_document_vanishes(data: st.DataObject, document: Path, library: Library) -> None:
    import docx

    book = docx.Document(str(document))
    cells = [cell for table in book.tables for row in table.rows for cell in row.cells if cell.text.strip()]
    cell = cells[data.draw(st.integers(0, len(cells) - 1), label="cell")]
    words = data.draw(WORDS, label="words")
    if cell.text.strip() == words:
        return
    cell.text = words
    target = document.with_name("h.docx")
    book.save(str(target))
    accounted(target, document, library, None)


def accounted(edited: Path, original: Path, library: Library, where: str | None) -> None:
    """Every edit is told, at its cell where that is known; what is said to be read stands in the draft."""
    found = read_cells(edited, library, DAY)
    assert found.changes, "no word of it"
    deleted = any(change.after == "（删除）" for change in found.changes)
    assert where is None or deleted or where in {change.where for change in found.changes}
    if any(change.status != "未读取" for change in found.changes):
        assert found.files != import_table(original, library, DAY).files, "said to be read, and not in the draft"


def test_hidden_data_that_somebody_changed_reach_no_draft(template: Path, library: Library) -> None:
    """Nobody relabels, or fines, through a column that nobody sees; a visible edit beside it is not read either."""

    def edit(book: Any) -> None:
        sheet = book["裁量基准"]
        cell = next(c for row in sheet.iter_rows() for c in row if str(c.value).startswith("tier: general"))
        cell.value = str(cell.value).replace("0.7", "1.0")
        amount(sheet).value = "处2000元罚款"

    found = read_cells(edited(template, edit), library, DAY)
    assert {change.status for change in found.changes} == {"未读取"}
    assert "violations/road.occupy.yaml" not in found.files


def test_a_foreign_table_is_reviewed_cell_by_cell(library: Library, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "违法行为,处罚依据,违法程度,情节,处罚标准\n"
        "擅自占用公路,《公路法》第七十六条第一项,轻微,占用面积10平方米以下的,处1000元罚款\n"
        "擅自占用公路,《公路法》第七十六条第一项,严重,情况不太好的,以车辆价值为参考\n"
    )
    statuses = [
        (change.where, change.status) for change in read_cells(tmp_path / "t.csv", library, DAY, "national").changes
    ]
    assert statuses == [("表1!E2", "已读取"), ("表1!D2", "已读取"), ("表1!E3", "未读取"), ("表1!D3", "需补充")]


def test_the_command_gives_the_workbook_back(
    template: Path, small: Path, discretion: Callable[..., Result], tmp_path: Path
) -> None:
    def edit(book: Any) -> None:
        setting(book).value = "改成别的"

    path = edited(template, edit)
    result = discretion(
        "review", path, "--rulesets", small, "--on", "2026-06-01", "--format", "json", "--marked", tmp_path / "m.xlsx"
    )
    assert result.exit_code == 1
    (change,) = json.loads(result.stdout)["changes"]
    cell = openpyxl.load_workbook(tmp_path / "m.xlsx")["规则设定"][change["where"].partition("!")[2]]
    assert "未读取" in cell.comment.text
    clean = discretion("review", template, "--rulesets", small, "--on", "2026-06-01", "--format", "html")
    assert (clean.exit_code, "没有改动" in clean.stdout) == (0, True)
