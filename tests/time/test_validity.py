"""Validity: which version counts on a day; what ended never comes back; drafts and expiries are said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.time.conftest import CASE, LAW, header

from discretion import Library
from discretion.decide import choose_at_place
from discretion.errors import CaseError, RulebookError, UsageError


def used(folder: Path, day: str, *, drafts: bool = False, **more: Any) -> str:
    """Which ruleset a case of one day is decided by."""
    result = Library.load(folder, drafts=drafts).recommend({**CASE, "occurred": day, "decided": day, **more})
    return next(item.id for item in result.versions if item.kind == "ruleset" and item.used)


@pytest.mark.parametrize(
    ("day", "version"),
    [("2020-01-01", "1"), ("2022-12-31", "1"), ("2023-01-01", "2"), ("2023-12-31", "2"), ("2024-01-01", "3")],
)
def test_both_ends_of_the_validity_are_included(build: Callable[..., Path], day: str, version: str) -> None:
    folder = build({
        "1": header("1", "2020-01-01", 'until: "2022-12-31"'),
        "2": header("2", "2023-01-01"),
        "3": header("3", "2024-01-01", 'supersedes: "2"'),
    })  # fmt: skip
    assert used(folder, day) == f"national@{version}"


def test_a_superseded_version_does_not_come_back_when_its_successor_ends(build: Callable[..., Path]) -> None:
    folder = build({
        "1": header("1", "2020-01-01"),
        "2": header("2", "2023-01-01", 'supersedes: "1"\nuntil: "2023-12-31"'),
    })  # fmt: skip
    assert used(folder, "2023-12-31") == "national@2"
    with pytest.raises(CaseError, match="2024-01-01没有有效的裁量基准"):
        used(folder, "2024-01-01")


def test_an_act_before_everything_is_judged_by_the_first_ruleset_and_the_law_of_its_day(
    build: Callable[..., Path],
) -> None:
    folder = build({"1": header("1", "2020-01-01")})
    result = Library.load(folder).recommend({**CASE, "occurred": "2019-12-31", "decided": "2020-02-01"})
    assert result.explain().partition("【结论】")[2].startswith("对当事人处100元以上200元以下罚款")
    assert result.notes[0] == (
        "行为发生于2020年1月1日以前：一般规定和裁量基准按决定之日适用，"
        "行为时的一般规定没有收入规则库，较轻的应当查明适用（行政处罚法第三十七条）"
    )


def test_on_the_first_day_of_all_rulesets_the_library_knows_the_law(build: Callable[..., Path]) -> None:
    folder = build({"1": header("1", "2020-01-01")})
    result = Library.load(folder).recommend({**CASE, "occurred": "2020-01-01", "decided": "2020-01-01"})
    assert result.explain().partition("【结论】")[2].startswith("对当事人处100元以上200元以下罚款")


def test_each_day_has_the_rules_of_the_area_that_covers_the_place_then(build: Callable[..., Path]) -> None:
    """浙江 has rules of its own from 10 March 2026: an act of 2 March was one under those of the whole country."""
    own = header("1", "2026-03-10", area="zhejiang", codes='["33"]')
    folder = build({"1": header("1", "2020-01-01")}, None, "zhejiang/1/ruleset.yaml", own)
    library = Library.load(folder)
    case = library.case({**CASE, "place": "330106", "occurred": "2026-03-02", "decided": "2026-03-20"})
    versions = choose_at_place(library.plans, case).versions
    assert [chain[0].area for chain in (versions.act_chain, versions.new_chain)] == ["national", "zhejiang"]


def test_of_a_decision_before_everything_the_library_knows_no_law(build: Callable[..., Path]) -> None:
    folder = build({"1": header("1", "2020-01-01")})
    result = Library.load(folder).recommend({**CASE, "occurred": "2019-12-01", "decided": "2019-12-31"})
    assert (result.status, result.cause, result.penalty) == ("no_rule", "not_encoded", None)
    assert result.lacking == ["规则库没有收入2020年1月1日以前作出决定所适用的一般规定和裁量基准"]
    assert "不得据此认为不予处罚" in result.explain()


def test_a_gap_between_two_versions_is_an_error(build: Callable[..., Path]) -> None:
    folder = build({"1": header("1", "2020-01-01", 'until: "2020-12-31"'), "2": header("2", "2022-01-01")})
    with pytest.raises(CaseError, match="decided: 2021-06-01没有有效的裁量基准"):
        Library.load(folder).recommend({**CASE, "occurred": "2020-06-01", "decided": "2021-06-01"})


def test_two_published_versions_of_one_day_are_refused(build: Callable[..., Path]) -> None:
    folder = build({"1": header("1", "2020-01-01"), "2": header("2", "2023-01-01")})
    with pytest.raises(RulebookError) as caught:
        Library.load(folder)
    assert str(caught.value) == (
        f"{folder}/national/2/ruleset.yaml:6:12: 版本 1 与 2 的有效期间重叠"
        '（改法：写 supersedes: "1"，或者给旧版本写 until）'
    )


def test_an_unknown_predecessor_is_refused_with_the_right_name(build: Callable[..., Path]) -> None:
    folder = build({
        "2026.1": header("2026.1", "2020-01-01"), "2": header("2", "2023-01-01", 'supersedes: "2026.01"'),
    })  # fmt: skip
    with pytest.raises(RulebookError, match=r"没有被取代的版本 2026.01（是否想写：2026.1"):
        Library.load(folder)


def test_drafts_are_used_only_when_asked_for_and_every_result_says_so(build: Callable[..., Path]) -> None:
    folder = build({
        "1": header("1", "2020-01-01"), "2": header("2", "2023-01-01", 'supersedes: "1"', status="draft"),
    })  # fmt: skip
    assert used(folder, "2024-01-01") == "national@1"
    assert used(folder, "2024-01-01", drafts=True) == "national@2"
    case = {**CASE, "occurred": "2024-01-01", "decided": "2024-01-01"}
    result = Library.load(folder, drafts=True).recommend(case)
    assert (
        result.notes[0] == "national裁量基准（2版）是尚未发布的草案，不得作为处罚依据（行政处罚法第五条、第三十四条）"
    )
    assert "national裁量基准（2版）是尚未发布的草案" in result.hints()
    assert result.receipt.drafts is True
    assert not any("草案" in note for note in Library.load(folder).recommend(case).notes)


def test_a_draft_is_flagged_even_when_nothing_is_punished(build: Callable[..., Path]) -> None:
    laws = {
        "1": LAW.format(version="1", effective="2000-01-01", more='until: "2023-12-31"'),
        "2": LAW.format(version="2", effective="2024-01-01", more="").replace("  act:", "  other:"),
    }
    folder = build({"1": header("1", "2020-01-01", status="draft")}, laws)
    result = Library.load(folder, drafts=True).recommend({**CASE, "occurred": "2023-12-31", "decided": "2024-01-01"})
    assert (result.status, result.cause, len(result.notes)) == ("no_rule", "not_encoded", 2)
    assert "草案" in result.notes[0]
    assert "不得据此认为不予处罚" in result.notes[1]


@pytest.mark.parametrize(("day", "warned"), [("2023-07-04", True), ("2023-07-03", False), ("2023-12-31", True)])
def test_half_a_year_before_its_end_a_benchmark_warns(build: Callable[..., Path], day: str, warned: bool) -> None:
    folder = build({"1": header("1", "2020-01-01", 'until: "2023-12-31"')})
    notes = Library.load(folder).recommend({**CASE, "occurred": day, "decided": day}).notes
    assert ("national裁量基准（1版）有效期至2023年12月31日，将于其后失效" in notes) is warned


def test_a_province_whose_own_rules_begin_later_is_under_the_nation_until_then(build: Callable[..., Path]) -> None:
    province = header("1", "2023-01-01", 'until: "2023-12-31"', area="zhejiang", codes='["33"]')
    folder = build({"1": header("1", "2020-01-01")}, None, "national/zhejiang/1/ruleset.yaml", province)
    assert used(folder, "2022-12-31", place="330106") == "national@1"
    assert used(folder, "2023-06-01", place="330106") == "zhejiang@1"
    result = Library.load(folder).recommend({**CASE, "occurred": "2024-01-01", "decided": "2024-01-01", "place": "33"})
    assert result.area == "national"
    assert "zhejiang在2024年1月1日没有有效的裁量基准，适用其上级national裁量基准（1版）" in result.notes


@pytest.mark.parametrize("having", ["1", "2"])
def test_a_benchmark_that_says_nothing_of_an_act_does_not_make_it_lawful(
    build: Callable[..., Path], having: str
) -> None:
    """What only the older or only the newer of two has, that one says for both days."""
    reaching = "  lex_mitior: {benchmarks: true, basis: 测试}\n"
    folder = build({
        "1": header("1", "2020-01-01", 'until: "2026-03-09"') + reaching,
        "2": header("2", "2026-03-10") + reaching,
    })  # fmt: skip
    (folder / f"national/{3 - int(having)}/violations/test.act.yaml").unlink()
    library = Library.load(folder)
    case = library.case({**CASE, "occurred": "2026-03-02", "decided": "2026-03-20"})
    versions = choose_at_place(library.plans, case).versions
    assert {chain[0].id for chain in (versions.old_chain, versions.new_chain)} == {f"national@{having}"}
    assert [chain[0].id for chain in (versions.act_chain,)] == ["national@1"]


def test_a_day_without_rules_is_told_with_the_days_that_have_some(build: Callable[..., Path]) -> None:
    folder = build({
        "1": header("1", "2020-01-01", 'until: "2020-12-31"'),
        "2": header("2", "2022-01-01", status="draft"),
    })  # fmt: skip
    plans = Library.load(folder).plans
    with pytest.raises(UsageError) as caught:
        plans.chain("national", date(2021, 6, 1))
    assert caught.value.problems[0].allowed == ("2020-01-01 至 2020-12-31", "2022-01-01 至 未定（草案）")
