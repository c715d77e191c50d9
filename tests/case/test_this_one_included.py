"""Counts that include the act that is judged (含本次), the day of filing, and searches nobody made: each one by its own cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Library, Recommendation

FACTS = """
count: {label: 一年内违法次数, type: integer, range: "[0..100]", severity: aggravating, finding: %s}
"""
TIERS = """
- {tier: one, label: 一, when: {count: "<= 1"}, penalty: {fine: {fixed: 1000}}}
- {tier: two, label: 二, when: {count: 2}, penalty: {fine: {fixed: 2000}}}
- {tier: more, label: 多, when: {count: "> 2"}, penalty: {fine: {fixed: 3000}}}
"""
SEARCHED = "records: {complete: [prior_decision], basis: 测试}"
TIMES = "{count: prior_decision, by: vehicle, months: 12, dated: act, including_this: true}"
VEHICLES = "{count: prior_decision, by: vehicle, distinct: true, months: 12, dated: act, including_this: true}"
PRIOR = {"kind": "prior_decision", "violation": "test.act", "subject": "vehicle", "who": "浙A1"}
LAST_YEAR = {**PRIOR, "date": "2025-11-02", "occurred": "2025-10-30"}
SAME_DAY = {**PRIOR, "date": "2026-03-10", "occurred": "2026-03-02"}  # decided before this one, of the day of this act
Judge = Callable[..., Recommendation]


@pytest.fixture
def judge(tiny: Callable[..., Any]) -> Judge:
    """Judge a case of 浙A1 on 2026-03-02 under one counting rule."""

    def run(rule: str, *records: dict[str, Any]) -> Recommendation:
        book = tiny(FACTS % rule, tiers=TIERS, header=SEARCHED)
        return book.recommend({}, records=list(records), subjects={"vehicle": "浙A1"})

    return run


def finding(result: Recommendation) -> str:
    """The sentence of the trace about the finding."""
    return next(reason.text for reason in result.reasons if reason.step == "finding")


@pytest.mark.parametrize(
    ("rule", "records", "number"),
    [
        (TIMES, [], "1"),  # this one alone
        (TIMES, [LAST_YEAR], "2"),
        (TIMES, [SAME_DAY], "1"),  # the record of the day is this act: not once more
        (TIMES, [LAST_YEAR, SAME_DAY], "2"),
        (TIMES, [{**SAME_DAY, "occurred": "2026-03-03"}], "1"),  # after the act: never
        (VEHICLES, [], "1"),
        (VEHICLES, [LAST_YEAR], "1"),  # the same vehicle is one vehicle, however often
        (VEHICLES, [{**LAST_YEAR, "who": "浙B2"}], "2"),
        (VEHICLES, [{**LAST_YEAR, "who": "浙B2"}, LAST_YEAR], "2"),
    ],
)
def test_this_one_counts_once(judge: Judge, rule: str, records: list[dict[str, Any]], number: str) -> None:
    assert f"认定一年内违法次数{number}" in finding(judge(rule, *records))


@pytest.mark.parametrize(
    ("rule", "records", "said"),
    [
        (TIMES, [LAST_YEAR], "（含本次"),
        (TIMES, [SAME_DAY], None),  # it was not added, so it is not said
        (VEHICLES, [{**LAST_YEAR, "who": "浙B2"}], "（含本案车辆"),
        (VEHICLES, [LAST_YEAR], None),
    ],
)
def test_what_was_added_to_the_records_is_said(
    judge: Judge, rule: str, records: list[dict[str, Any]], said: str | None
) -> None:
    text = finding(judge(rule, *records))
    assert (said in text) if said is not None else ("含本" not in text)


def test_without_the_word_the_day_itself_does_not_count(judge: Judge) -> None:
    plain = TIMES.replace(", including_this: true", "")
    assert "认定一年内违法次数0" in finding(judge(plain, SAME_DAY))
    assert "认定一年内违法次数1" in finding(judge(plain, LAST_YEAR))


YEARS = """
years: {label: 经过年数, type: integer, range: "[0..50]", severity: neutral, finding: {elapsed: years}}
"""
BY_YEARS = """
- {tier: fresh, label: 二年以内, when: {years: "< 2"}, penalty: {fine: {fixed: 1000}}}
- {tier: old, label: 二年以上, when: {years: ">= 2"}, penalty: {fine: {fixed: 2000}}}
"""


@pytest.mark.parametrize(
    ("dates", "tier"),
    [
        ({"discovered": "2026-02-28"}, "fresh"),
        ({"discovered": "2026-03-01"}, "fresh"),  # the anniversary still belongs to the second year
        ({"discovered": "2026-03-02"}, "old"),
        ({"filed": "2026-02-28"}, "fresh"),  # what is filed has been discovered
        ({"filed": "2026-03-02"}, "open"),  # but when? Silence about the day is no limitation
        ({"filed": "2026-03-02", "discovered": "2026-02-28"}, "fresh"),
        ({}, "open"),
    ],
)
def test_limitation_ends_with_discovery_and_not_with_silence_about_it(
    tiny: Callable[..., Any], dates: dict[str, str], tier: str
) -> None:
    book = tiny(YEARS, tiers=BY_YEARS)
    assert book.recommend({}, occurred="2024-03-01", decided="2026-03-20", **dates).tier == tier


@pytest.mark.parametrize(
    ("filed", "applies", "said"),
    [
        ("2025-12-20", False, "最迟应当于2026年3月20日作出决定"),  # 90 days, the last one included
        ("2025-12-19", True, "最迟应当于2026年3月19日作出决定，已经逾期"),
        (None, None, "案件未载明立案日期"),
    ],
)
def test_ninety_days_are_counted_from_the_filing(
    library: Library, filed: str | None, applies: bool | None, said: str
) -> None:
    case = {
        "violation": "highway.overload.mass",
        "place": "110101",
        "occurred": "2025-12-01",
        "decided": "2026-03-20",
        "party": {"kind": "organisation"},
        "facts": {"gross_mass_kg": 50000, "mass_limit_kg": 49000, "divisible_load": True},
    }
    result = library.recommend(case if filed is None else {**case, "filed": filed})
    (flag,) = [item for item in result.procedure if item.flag == "deadline"]
    assert flag.applies is applies
    assert said in flag.text


REFUSED = "flag: {label: 拒不改正, type: boolean, severity: aggravating, finding: {kind: refusal, overdue: never}}"
YES_NO = """
- {tier: held, label: 有, when: {flag: true}, penalty: {fine: {fixed: 2000}}}
- {tier: not-held, label: 没有, when: {flag: false}, penalty: {fine: {fixed: 1000}}}
"""


@pytest.mark.parametrize(
    ("complete", "tier"),
    [
        ("[refusal, deadline]", "not-held"),
        ("[refusal]", "open"),  # no refusal, but a deadline may have passed: nobody looked
        ("[deadline]", "open"),
    ],
)
def test_no_record_says_nothing_where_nobody_looked_for_deadlines(
    tiny: Callable[..., Any], complete: str, tier: str
) -> None:
    book = tiny(REFUSED, tiers=YES_NO, header=f"records: {{complete: {complete}, basis: 测试}}")
    assert book.recommend({}).tier == tier


def test_a_kind_of_record_that_does_not_exist_is_refused(tiny: Callable[..., Any]) -> None:
    from discretion import RulebookError

    with pytest.raises(RulebookError, match="refusual"):
        tiny(REFUSED, tiers=YES_NO, header="records: {complete: [refusual], basis: 测试}")
    with pytest.raises(RulebookError, match="refusual"):
        tiny(REFUSED.replace("refusal", "refusual"), tiers=YES_NO)
