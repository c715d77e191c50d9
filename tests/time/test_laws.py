"""The law of a day: a text that ended, one the rulebook lacks, one positively abolished, one that was new; and the days on which it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.time.conftest import CASE, LAW, VIOLATION, header

from discretion import Library
from discretion.facts import say_day


def test_the_days_on_which_the_law_of_a_violation_changes_within_a_ruleset(build: Callable[..., Path]) -> None:
    """Its own first day; the first day of each law; the first day without one: both ends of its validity included."""
    law = {
        "1": LAW.format(version="1", effective="2000-01-01", more='until: "2021-06-30"'),
        "2": LAW.format(version="2", effective="2021-07-01", more='supersedes: "1"\nuntil: "2022-12-30"'),
        "3": LAW.format(version="3", effective="2023-01-01", more='supersedes: "2"'),
    }
    plans = Library.load(build({"1": header("1", "2020-01-01", 'until: "2022-12-31"')}, law)).plans
    days = plans.law_days("test.act", plans.chain("national", date(2022, 1, 1)))
    assert days == [date(2020, 1, 1), date(2021, 7, 1), date(2022, 12, 31)]


def test_a_law_that_was_repealed_does_not_fall_back_to_an_older_one(build: Callable[..., Path]) -> None:
    laws = {
        "1": LAW.format(version="1", effective="2000-01-01", more='until: "2021-12-31"'),
        "2": LAW.format(version="2", effective="2022-01-01", more='until: "2023-12-31"'),
    }
    folder = build({"1": header("1", "2020-01-01")}, laws)
    case = {**CASE, "occurred": "2021-06-01", "decided": "2024-01-01"}
    result = Library.load(folder).recommend(case)
    assert (result.status, result.cause) == ("no_rule", "not_encoded")
    assert {item.id: item.reason for item in result.versions if item.kind == "law"} == {
        "test-law@1": "ended_on:2021-12-31", "test-law@2": "superseded:2023-12-31",
    }  # fmt: skip


def test_law_that_the_rulebook_does_not_know_is_not_taken_for_no_law(build: Callable[..., Path]) -> None:
    laws = {
        "1": LAW.format(version="1", effective="2020-06-01", more='until: "2021-12-31"'),
        "2": LAW.format(version="2", effective="2023-01-01", more=""),
    }
    library = Library.load(build({"1": header("1", "2020-01-01")}, laws))
    for day in ("2020-05-31", "2022-06-01"):
        result = library.recommend({**CASE, "occurred": day, "decided": "2023-06-01"})
        assert (result.status, result.cause, result.penalty) == ("no_rule", "not_encoded", None)
        assert result.lacking == [
            f"规则库没有收入{say_day(date.fromisoformat(day))}施行的《测试法》或者当时规定同一事项的规范（收入的是2020年6月1日至2021年12月31日、2023年1月1日至今的文本）"
        ]
        assert "不得据此认为不予处罚" in result.explain()


def test_a_law_that_was_positively_abolished_punishes_no_more(build: Callable[..., Path]) -> None:
    gone = 'until: "2023-12-31"\nrepealed: [{provision: "*", date: "2024-01-01", document: 某令}]'
    library = Library.load(
        build({"1": header("1", "2020-01-01")}, {"1": LAW.format(version="1", effective="2000-01-01", more=gone)})
    )
    result = library.recommend({**CASE, "occurred": "2023-06-01", "decided": "2024-01-01"})
    assert result.status == "not_prohibited"
    assert "《测试法》第二条已由某令自2024年1月1日起废止" in result.explain()


def test_of_an_act_before_a_provision_that_was_new_the_reason_is_told(build: Callable[..., Path]) -> None:
    laws = {
        "1": LAW.format(version="1", effective="2000-01-01", more='until: "2022-12-31"').replace("  act:", "  other:"),
        "2": LAW.format(version="2", effective="2023-01-01", more="").replace(
            "{cite: 第二条,", "{cite: 第二条, original: 本次修订新增,"
        ),
    }
    library = Library.load(build({"1": header("1", "2020-01-01")}, laws))
    result = library.recommend({**CASE, "occurred": "2022-06-01", "decided": "2023-06-01"})
    assert result.status == "not_prohibited"
    assert "此前没有这一规定（本次修订新增），不得追溯适用" in result.explain()


def test_the_new_law_may_end_it_whatever_the_unknown_old_one_said(build: Callable[..., Path]) -> None:
    laws = {"1": LAW.format(version="1", effective="2023-01-01", more="")}
    library = Library.load(build({"1": header("1", "2020-01-01")}, laws))
    case = {**CASE, "occurred": "2020-06-01", "decided": "2023-06-01"}
    assert library.recommend(case).status == "no_rule"
    departure = {"reason": "查明当时的规定", "approved_by": "机关负责人集体讨论", "fine": "500"}
    result = library.recommend({**case, "departure": departure})
    assert "【调整适用】实际决定罚款500元，理由：查明当时的规定；批准：机关负责人集体讨论。" in result.explain()
    assert "规则库无从核对其法定依据和幅度" in result.hints()


def test_before_the_first_version_of_a_new_law_nothing_was_prohibited(build: Callable[..., Path]) -> None:
    laws = {"1": LAW.format(version="1", effective="2023-01-01", more="original: 此前没有规范处罚该行为")}
    library = Library.load(build({"1": header("1", "2020-01-01")}, laws))
    result = library.recommend({**CASE, "occurred": "2022-12-31", "decided": "2023-06-01"})
    assert result.status == "not_prohibited"
    assert (
        "违法行为终了之日（2022年12月31日），《测试法》第二条自2023年1月1日起施行，此前没有这一规定（此前没有规范处罚该行为），不得追溯适用"
        in result.explain()
    )


def test_a_day_from_which_the_scope_leaves_acts_to_another_law_is_one_of_these_days(build: Callable[..., Path]) -> None:
    other = LAW.format(version="1", effective="2021-05-01", more="").replace("test-law", "other-law")
    folder = build({"1": header("1", "2020-01-01")}, None, "laws/other-law@1.yaml", other)
    facts = folder / "facts.yaml"
    facts.write_text("facts:\n  paid: {label: 收费, type: boolean}\n", encoding="utf-8")
    scope = 'scope: [{when: {paid: true}, since: "2021-05-01", otherwise: 适用另一部法律}]\n'
    act = folder / "national/1/violations/test.act.yaml"
    act.write_text(VIOLATION.replace("tiers:", scope + "tiers:"), encoding="utf-8")
    plans = Library.load(folder).plans
    chain = plans.chain("national", date(2022, 1, 1))
    assert plans.law_days("test.act", chain) == [date(2020, 1, 1), date(2021, 5, 1)]
