"""``discretion diff`` as a reviewer uses it: two folders, what differs, for whom, and by how much."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Tiny

from discretion import Library
from discretion.documents import dump

Write = Callable[..., Tiny]
Run = Callable[..., tuple[int, str, str]]

FACTS = """
area_m2: {label: 占用面积, type: integer, unit: m2, range: "[0..1000]", severity: aggravating}
harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
corrected: {label: 及时改正, type: boolean, severity: mitigating}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {area_m2: "<= 20"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {area_m2: "> 20"}, penalty: {fine: {share: [0.5, 1]}}}
"""
EXEMPT = """
- {id: small, label: 轻微并及时改正, when: {corrected: true, harm: none}, source: {kind: statute, cite: [test-law/general]}}
"""
ON = ("--on", "2026-06-01")


def test_nothing_differs(tiny: Write, discretion: Run) -> None:
    book = tiny(FACTS, tiers=TIERS)
    code, out, _ = discretion("diff", book.folder, book.folder, *ON)
    assert code == 0
    assert out.splitlines()[2] == "没有差异：1项违法行为的规则和任何案件的处理都相同。"


def test_a_moved_boundary_is_found_with_the_cases_it_touches(tiny: Write, discretion: Run) -> None:
    old = tiny(FACTS, tiers=TIERS)
    new = tiny(FACTS, tiers=TIERS.replace("<= 20", "< 20").replace("> 20", ">= 20"))
    _, out, _ = discretion("diff", old.folder, new.folder, *ON)
    assert out.partition("\n双方")[2] == (
        "都有处罚规定的违法行为1项：0项任何案件的处理都相同（已证明），1项有不同。\n"
        "新规定在部分情形下更重的：测试行为。\n"
        "\n"
        "■ 测试行为（test.act）\n"
        "  新规定在任何情形下都不更轻，下列案件较重\n"
        "  ~ 阶次条件·阶次“轻微”的条件：占用面积20平方米以下 → 占用面积不足20平方米〔较重〕\n"
        "  ~ 阶次条件·阶次“严重”的条件：占用面积超过20平方米 → 占用面积20平方米以上〔较重〕\n"
        "  1. 占用面积为20平方米\n"
        "     例（较重）：占用面积：20平方米\n"
        "       原：轻微阶次：处1000元以上3000元以下罚款\n"
        "       新：严重阶次：处3000元以上5000元以下罚款\n"
        "     罚款最多高出2000元\n"
    )


def test_a_milder_version_is_nowhere_harsher(tiny: Write, discretion: Run) -> None:
    old = tiny(FACTS, tiers=TIERS)
    new = tiny(FACTS, tiers=TIERS, lists={"exempt": EXEMPT})
    _, out, _ = discretion("diff", old.folder, new.folder, *ON)
    assert "双方都处罚的违法行为，新规定在任何情形下都不更重。" in out
    assert "  + 清单条目·不予处罚：轻微并及时改正：及时改正，且没有危害后果的，应当不予处罚〔较轻〕" in out
    assert "  1. 原规定予以处罚的案件中：及时改正，且没有危害后果\n     原规定予以处罚，新规定不予处罚" in out
    _, back, _ = discretion("diff", new.folder, old.folder, *ON)
    assert "  - 清单条目·不予处罚：轻微并及时改正：及时改正，且没有危害后果的，应当不予处罚〔较重〕" in back
    assert "  1. 新规定予以处罚的案件中：及时改正，且没有危害后果\n     原规定不予处罚，新规定予以处罚" in back


def test_other_names_and_another_order_are_no_difference(tiny: Write, discretion: Run) -> None:
    old = tiny(FACTS, tiers=TIERS)
    lines = (
        TIERS.replace("轻微", "较轻")
        .replace("tier: slight", "tier: mild")
        .replace('"<= 20"', '"[0..20]", harm: [none, slight, grave]')
    )
    new = tiny(FACTS.replace("占用面积", "面积"), tiers="\n".join(reversed(lines.strip().splitlines())))
    same = tiny(FACTS, tiers="\n".join(reversed(TIERS.strip().replace("轻微", "较轻").splitlines())))
    _, out, _ = discretion("diff", old.folder, same.folder, *ON)
    assert out.splitlines()[2].startswith("没有差异：1项违法行为的规则和任何案件的处理都相同（仅有")
    # a condition that says the same in more words is another rule, proved to treat every case alike
    _, out, _ = discretion("diff", old.folder, new.folder, *ON)
    assert "1项任何案件的处理都相同（已证明），0项有不同" in out
    assert "规则文字不同，任何案件的处理都相同（已证明）" in out


def test_where_directions_mix_each_says_how_far_it_reaches(tiny: Write, discretion: Run) -> None:
    """5 元 a square metre against a flat 500 元: harsher up to 99 square metres, milder from 101 on."""
    each = "- {tier: only, label: 一般, when: {}, penalty: {fine: {each: 5, per: 1, of: area_m2, rounding: down}}}"
    ranges = "- {range: any, penalty: {fine: {from: 0, to: 5000}}}"
    old = tiny(FACTS, ranges, each)
    new = tiny(FACTS, ranges, "- {tier: only, label: 一般, when: {}, penalty: {fine: {fixed: 500}}}")
    _, out, _ = discretion("diff", old.folder, new.folder, *ON)
    assert "     例（较重，仅限占用面积不超过99平方米的）" in out
    assert "     例（较轻，仅限占用面积不低于101平方米的）" in out
    assert "     罚款最多低4500元（示例案件另有或者改为：占用面积：1000平方米）" in out


def test_policy_moves_every_case_with_the_circumstance(tiny: Write, discretion: Run) -> None:
    lists = {"lighter": EXEMPT}
    old = tiny(FACTS, tiers=TIERS, lists=lists)
    policy = """
    lighter: {share: [0, 0.2]}
    heavier: {share: [0.7, 1]}
    mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.1}}}
    lighter_and_heavier: offset
    mitigated_and_heavier: open
    """
    new = tiny(FACTS, tiers=TIERS, lists=lists, policy=policy)
    _, out, _ = discretion("diff", old.folder, new.folder, *ON)
    assert "  ~ 情节规则·从轻处罚：在阶次幅度的0%至30%之间 → 在阶次幅度的0%至20%之间〔较轻〕" in out
    assert "  1. 从轻处罚的案件（各阶次相同，情节的幅度不同）" in out


def test_the_same_ruleset_on_two_days_meets_two_laws(tiny: Write, discretion: Run) -> None:
    book = tiny(FACTS, tiers=TIERS)
    law = book.folder / "laws/test-law@2021.yaml"
    text = law.read_text(encoding="utf-8")
    newer = text.replace('"2021"', '"2025"').replace('"2021-01-01"', '"2025-01-01"').replace("to: 5000", "to: 3000")
    law.write_text(
        text.replace('effective: "2021-01-01"', 'effective: "2021-01-01"\nuntil: "2024-12-31"'), encoding="utf-8"
    )
    (book.folder / "laws/test-law@2025.yaml").write_text(newer, encoding="utf-8")
    _, out, _ = discretion("diff", "national:2024-06-01", "national:2026-06-01", "--rulesets", book.folder)
    assert out.splitlines()[:2] == [
        "原：全国（1版，2024年6月1日适用的规定）",
        "新：全国（1版，2026年6月1日适用的规定）",
    ]
    assert (
        "  ~ 日期·法律版本：《测试法》2021版（自2021年1月1日施行，至2024年12月31日） → 《测试法》2025版（自2025年1月1日施行）〔不影响轻重〕"
        in out
    )
    assert "新规定在任何情形下都不更重，下列案件较轻" in out
    assert (
        discretion(
            "diff", "national", "national", "--on-a", "2024-06-01", "--on-b", "2026-06-01", "--rulesets", book.folder
        )[1]
        == out
    )


def test_a_law_that_is_not_encoded_for_the_day_proves_nothing(tiny: Write, discretion: Run) -> None:
    book = tiny(FACTS, tiers=TIERS)
    law = book.folder / "laws/test-law@2021.yaml"
    law.write_text(law.read_text(encoding="utf-8").replace('"2021-01-01"', '"2024-01-01"'), encoding="utf-8")
    _, out, _ = discretion("diff", "national:2022-01-01", "national:2026-06-01", "--rulesets", book.folder)
    assert "另有1项没有比较：规则库没有编入一方当日施行的法律版本。" in out
    assert "只有新规定处罚" not in out


def test_every_example_is_reproduced_by_recommend(tiny: Write, discretion: Run, tmp_path: Path) -> None:
    old = tiny(FACTS, tiers=TIERS)
    new = tiny(FACTS, tiers=TIERS.replace("20", "30"), lists={"exempt": EXEMPT})
    _, out, _ = discretion("diff", old.folder, new.folder, *ON, "--format", "json")
    (comparison,) = json.loads(out)["comparisons"]
    (violation,) = comparison["violations"]
    witnesses = [witness for region in violation["behaviour"]["regions"] for witness in region["witnesses"]]
    assert len(witnesses) == 2
    for witness in witnesses:
        for side, book, said in zip((0, 1), (old, new), (witness["a"], witness["b"]), strict=True):
            case = tmp_path / f"case{side}.yaml"
            case.write_text(dump(witness["cases"][side]), encoding="utf-8")
            _, text, _ = discretion("recommend", case, "--rulesets", book.folder, "--format", "json")
            result = json.loads(text)
            found = result["penalty"]["text"] if result["penalty"] else "不予处罚"
            assert found in said


def test_a_git_revision_is_compared_without_touching_the_work_tree(
    tiny: Write, discretion: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tiny(FACTS, tiers=TIERS)
    work = tmp_path / "repository"
    subprocess.run(["cp", "-r", str(book.folder), str(work / "rulesets")], check=False)
    work.mkdir(exist_ok=True)
    subprocess.run(["cp", "-r", str(book.folder), str(work / "rulesets")], check=True)
    git = ["git", "-C", str(work), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *arguments], check=True)
    file = work / "rulesets/national/1/violations/test.act.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("20", "30"), encoding="utf-8")
    monkeypatch.chdir(work)
    _, out, _ = discretion("diff", "git:HEAD", "rulesets", *ON)
    assert "占用面积20平方米以下 → 占用面积30平方米以下〔较轻〕" in out
    assert "  1. 占用面积超过20平方米、不超过30平方米" in out
    assert (
        subprocess.run([*git, "status", "--short"], capture_output=True, text=True, check=True).stdout
        == " M rulesets/national/1/violations/test.act.yaml\n"
    )
    _, same, _ = discretion("diff", "git:HEAD:rulesets/national/1", "git:HEAD", *ON)
    assert "没有差异" in same


def test_a_repository_that_is_the_rulebook_has_revisions_too(
    tiny: Write, discretion: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tiny(FACTS, tiers=TIERS)
    work = tmp_path / "repository"
    subprocess.run(["cp", "-r", str(book.folder), str(work)], check=True)
    git = ["git", "-C", str(work), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *arguments], check=True)
    monkeypatch.chdir(work)
    for revision in ("git:HEAD", "git:HEAD:."):
        _, same, error = discretion("diff", revision, ".", *ON)
        assert "没有差异" in same, error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("natonal", "national"), "没有区域 natonal（允许：全国（national）；是否想写：national）"),
        (("national@2", "national"), "区域 national 没有版本 2（允许：1"),
        (("national:2020-01-01", "national"), "区域 national 在2020-01-01没有有效的裁量基准"),
        (("national:2026-02-30", "national"), "2026-02-30 不是日期（允许：YYYY-MM-DD）"),
        (("./nowhere", "national"), "没有区域或者文件夹 ./nowhere"),
        (("git:-x", "national"), "git:-x 没有写明修订版本"),
        (("national", "national", "--violation", "test.atc"), "没有违法行为 test.atc"),
    ],
)
def test_what_cannot_be_compared_is_said(tiny: Write, discretion: Run, arguments: tuple[str, ...], said: str) -> None:
    book = tiny(FACTS, tiers=TIERS)
    code, out, err = discretion("diff", *arguments, "--rulesets", book.folder)
    assert code == 2
    assert out == ""
    assert said in err


def test_tables_mark_what_went_and_what_came(tiny: Write, discretion: Run, tmp_path: Path) -> None:
    old = tiny(FACTS, tiers=TIERS)
    new = tiny(FACTS, tiers=TIERS.replace("20", "30"))
    _, html, _ = discretion("diff", old.folder, new.folder, *ON, "--format", "html")
    assert "占用面积<del>20</del>平方米以下" in html
    assert "占用面积<ins>30</ins>平方米以下" in html
    _, md, _ = discretion("diff", old.folder, new.folder, *ON, "--format", "md")
    assert "| 违法行为 | 事项 | 原 | 新 | 说明 | 依据 |" in md


def test_excel_and_word_mark_it_too(tiny: Write, discretion: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
    docx = pytest.importorskip("docx", reason="可选组件 tables 未安装")
    old = tiny(FACTS, tiers=TIERS)
    new = tiny(FACTS, tiers=TIERS.replace("20", "30"))
    for style in ("xlsx", "docx"):
        arguments = ("diff", old.folder, new.folder, *ON, "--format", style, "-o", tmp_path / f"diff.{style}")
        assert discretion(*arguments)[0] == 0
    book: Any = openpyxl.load_workbook(tmp_path / "diff.xlsx", rich_text=True)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    marked = {
        part.text: part.font for cell in cells if isinstance(cell, list) for part in cell if hasattr(part, "font")
    }
    assert book.sheetnames == ["差异", "全部情形", "条文对照", "说明"]  # named for what they hold
    assert all(sheet.max_row > 2 for sheet in book)
    assert book["差异"].auto_filter.ref == "A2:H3"
    assert not [
        merged for merged in book["条文对照"].merged_cells.ranges if merged.min_row > 1
    ]  # a filter needs every cell
    assert marked["20"].strike and not marked["20"].u
    assert marked["30"].u == "single" and not marked["30"].strike
    document = docx.Document(str(tmp_path / "diff.docx"))
    body = document.element.body
    assert set(body.xpath("//w:del//w:delText/text()")) == {
        "20"
    }  # tracked changes: rejected, the old text; accepted, the new
    assert set(body.xpath("//w:ins//w:t/text()")) == {"30"}


def test_the_library_of_a_side_is_not_changed(tiny: Write, discretion: Run) -> None:
    book = tiny(FACTS, tiers=TIERS)
    before = Library.load(book.folder).rulebook.digest
    discretion("diff", book.folder, book.folder, *ON)
    assert Library.load(book.folder).rulebook.digest == before
