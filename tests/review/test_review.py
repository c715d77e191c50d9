"""``discretion review``: what a table would change, as a draft over rules that stay as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from discretion.library import Library
from discretion.review import review, write
from discretion.tables import publish, view
from discretion.tables import writers as tables

openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
pytest.importorskip("z3", reason="可选组件 check 未安装")
DAY = date(2026, 6, 1)


def workbook(library: Library, folder: Path, before: str, after: str, area: str = "national") -> Path:
    """The workbook of an area with one cell of the benchmark edited."""
    content = tables.write(publish(view(library, area, DAY)), "xlsx")
    assert isinstance(content, bytes)
    path = folder / "edited.xlsx"
    path.write_bytes(content)
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book["裁量基准"].iter_rows() for cell in row if before in str(cell.value)]
    cell.value = after
    book.save(path)
    return path


def text(path: Path, library: Library, against: str | None = None) -> str:
    found = write(review(path, library, DAY, against), "text")
    assert isinstance(found, str)
    return found


def test_an_edited_amount_as_its_reviewer_reads_it(library: Library, tmp_path: Path) -> None:
    path = workbook(library, tmp_path, "即4000元以上8000元以下", "可以处2000元罚款")
    said = text(path, library)
    assert said.splitlines()[:2] == [
        "edited.xlsx 对照全国（1版），2026年6月1日：1处已读取",
        "已读取 裁量基准!E10 “责令停止违法行为；可以处法定幅度（1000元以上11000元以下）的30%至70%的罚款，即4000元以上8000元以下” → “可以处2000元罚款”：改动后的规则为建议稿，未审",
    ]
    assert "■ 草案全国（2版），建议稿，未审：1项违法行为" in said
    assert "可以处4000元以上8000元以下罚款\n" in said
    assert "可以处2000元罚款\n" in said
    assert said.endswith(
        "■ 结果不同的范例案件（1件）\n  二十平方米\n    现行：“一般”阶次：可以处4000元以上8000元以下罚款\n    草案：“一般”阶次：可以处2000元罚款\n"
    )


def test_a_change_that_turns_the_order_of_severity_is_shown_with_its_check(library: Library, tmp_path: Path) -> None:
    """Up to 10 square metres may cost 4000, more than that 2000: no such table may come into force unseen."""
    found = review(workbook(library, tmp_path, "即4000元以上8000元以下", "可以处2000元罚款"), library, DAY)
    assert [(item.code, item.before) for item in found.checks if item.code == "inversion"] == [("inversion", False)]
    assert not found.settled


def test_the_rulebook_itself_is_untouched(library: Library, small: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    digest = library.rulebook.digest
    review(workbook(library, tmp_path, "即4000元以上8000元以下", "可以处2000元罚款"), library, DAY)
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before
    assert library.rulebook.digest == digest


def test_a_changed_row_loses_its_rank_and_the_rest_keeps_theirs(library: Library, tmp_path: Path) -> None:
    words = "占用面积超过10平方米、不超过60平方米，且没有危害后果或者危害后果轻微的"
    found = review(workbook(library, tmp_path, "不超过50平方米", words), library, DAY, check=False)
    tiers = found.draft.ruleset.violations["road.occupy"].model.tiers
    assert tiers is not None
    sources = [tier.source and tier.source.method for tier in tiers]
    assert sources == [None, "审核表中改动，未审", None]  # None: as the file says
    header = found.draft.ruleset.header.model
    assert (header.version, header.status, header.supersedes) == ("2", "draft", "1")
    assert found.draft.ruleset.lists.keys() == library.rulebook.areas["national"][0].lists.keys()


def test_a_child_area_writes_only_what_it_changes(library: Library, tmp_path: Path) -> None:
    path = workbook(library, tmp_path, "即4000元以上8000元以下", "可以处2000元罚款", "child")
    draft = review(path, library, DAY, check=False).draft
    assert sorted(draft.texts) == ["national/child/2/ruleset.yaml", "national/child/2/violations/road.occupy.yaml"]
    model = draft.ruleset.violations["road.occupy"].model
    assert (model.remark, model.label, model.tiers is not None) == (
        "某省另有说明",
        None,
        True,
    )  # its own, inherited, new


def test_a_foreign_table_becomes_a_draft_of_the_area(library: Library, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "违法行为,处罚依据,违法程度,情节,处罚标准\n"
        "擅自占用公路,《公路法》第七十六条第一项,轻微,占用面积10平方米以下的,处1000元罚款\n"
        "擅自占用公路,《公路法》第七十六条第一项,严重,占用面积超过10平方米的,处2000元以上5000元以下罚款\n"
        "骑行,《公路法》第九条,严重,情况不太好的,处5元罚款\n"
    )
    found = review(tmp_path / "t.csv", library, DAY, "national@1", check=False)
    assert found.draft.violations == ("road.occupy",)
    assert [problem.where and problem.where.file for problem in found.draft.refused] == [
        "<草稿>/national/2/violations/imported.row-4.yaml"
    ] * len(found.draft.refused)
    case = {
        "violation": "road.occupy", "occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"},
        "facts": {"occupies": True, "area_m2": 20, "harm": "none"},
    }  # fmt: skip
    result = found.draft.library.recommend(case)
    assert result.penalty is not None
    assert result.penalty.text == "可以处2000元以上5000元以下罚款"


def test_the_draft_is_written_as_an_overlay_that_others_can_use(
    discretion: Callable[..., Result], library: Library, small: Path, tmp_path: Path
) -> None:
    path = workbook(library, tmp_path, "即4000元以上8000元以下", "可以处2000元罚款")
    arguments = ("review", path, "--rulesets", small, "--on", "2026-06-01", "--no-check", "--format", "json")
    result = discretion(*arguments, "--draft", tmp_path / "draft")
    data = json.loads(result.stdout)
    assert (data["draft"]["ruleset"], data["draft"]["violations"]) == ("national@2", ["road.occupy"])
    header = (tmp_path / "draft/national/2/ruleset.yaml").read_text(encoding="utf-8")
    assert "effective: '2026-06-01'  # 待确认：施行之日" in header
    assert Library.load(small, tmp_path / "draft", drafts=True).rulebook.version("national").id == "national@2"
    assert discretion(*arguments, "--draft", tmp_path / "draft").exit_code != 0  # nothing is overwritten


def test_decided_cases_that_would_come_out_otherwise(
    discretion: Callable[..., Result], library: Library, small: Path, tmp_path: Path
) -> None:
    pytest.importorskip("ibis", reason="可选组件 audit 未安装")
    from discretion.decisions import Store

    case = {
        "case": "试罚〔2026〕1号", "violation": "road.occupy", "occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"},
        "facts": {"occupies": True, "area_m2": 20, "harm": "none"},
    }  # fmt: skip
    Store(tmp_path / "decisions.db").add([library.decided(case, fine=500_000)])
    path = workbook(library, tmp_path, "即4000元以上8000元以下", "可以处2000元罚款")
    arguments = (
        "review",
        path,
        "--rulesets",
        small,
        "--on",
        "2026-06-01",
        "--no-check",
        "--decisions",
        tmp_path / "decisions.db",
    )
    result = discretion(*arguments)
    assert "■ 以全国（2版）代替全国（1版），对已决案件的影响\n读入1件\n结果不同的1件" in result.stdout
    assert "试罚〔2026〕1号" in result.stdout


@pytest.mark.parametrize("style", ["html", "docx", "md"])
def test_a_report_for_people(library: Library, tmp_path: Path, style: str) -> None:
    path = workbook(library, tmp_path, "即4000元以上8000元以下", "处20万元罚款")
    content: Any = write(review(path, library, DAY, check=False), style)
    if style == "docx":
        docx = pytest.importorskip("docx")
        (tmp_path / "r.docx").write_bytes(content)
        document = docx.Document(str(tmp_path / "r.docx"))
        content = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "错误" in content
    assert "罚款200000元高于法定上限11000元" in content


def test_a_draft_with_a_new_fact_that_counts_can_be_read(library: Library, tmp_path: Path) -> None:
    """The range of a drafted number was once written as a list, so that no such draft was ever taken up."""
    words = "违法行为,处罚依据,违法程度,适用条件,裁量标准\n擅自占用公路,《公路法》第七十六条第一项,{},{},处{}元罚款\n"
    lines = (
        words.format("轻微", "占用时间3日以下的", 1000)
        + words.format("一般", "占用时间超过3日的", 2000).splitlines()[1]
    )
    (tmp_path / "t.csv").write_text(lines, encoding="utf-8")
    draft = review(tmp_path / "t.csv", library, DAY, "national@1", check=False).draft
    assert draft.refused == ()
    assert "draft_1_days" in str(draft.files)
