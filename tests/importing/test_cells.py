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


def test_a_deleted_row_is_refused(template: Path, library: Library) -> None:
    def edit(book: Any) -> None:
        sheet = book["裁量基准"]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merge))
        sheet.delete_rows(sheet.max_row)

    found = read_cells(edited(template, edit), library, DAY)
    assert any("整行删除没有生效" in change.why for change in found.changes)


def test_the_policy_sheet_and_a_deleted_sheet_are_refused(template: Path, library: Library) -> None:
    def edit(book: Any) -> None:
        setting(book).value = "改成别的"

    assert [change.status for change in read_cells(edited(template, edit), library, DAY).changes] == ["未读取"]
    assert any("删除工作表没有读取" in c.why for c in read_cells(edited(template, lambda book: book.remove(book["规则设定"])), library, DAY).changes)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_edit_of_any_cell_vanishes(data: st.DataObject, template: Path, library: Library) -> None:
    book = openpyxl.load_workbook(template)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and sheet.title != "说明"]
    sheet = data.draw(st.sampled_from(sheets), label="sheet")
    cells = [cell for row in sheet.iter_rows() for cell in row if type(cell).__name__ != "MergedCell" and cell.value]
    cell = data.draw(st.sampled_from(cells), label="cell")
    cell.value = data.draw(
        st.sampled_from(["改动", "处9元罚款", "占用面积7平方米以下的", "《公路法》第九条"]), label="words"
    )
    target = template.with_name("h.xlsx")
    book.save(target)
    found = read_cells(target, library, DAY)
    assert any(
        cell.coordinate in change.where or cell.value == change.after or change.sheet == sheet.title
        for change in found.changes
    )


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
