"""From prior decisions to a number: what counts, what does not and why, what stays unknown, what contradicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Recommendation
from discretion.errors import CaseError

FACTS = """
    priors: {label: 一年内受处罚次数, type: integer, range: "[0..100]", severity: aggravating, finding: {count: prior_decision, months: 12}}
"""
TIERS = """
    - {tier: none, label: 没有前科, when: {priors: 0}, penalty: {fine: {fixed: 1000}}}
    - {tier: one, label: 一次, when: {priors: 1}, penalty: {fine: {fixed: 2000}}}
    - {tier: more, label: 多次, when: {priors: "> 1"}, penalty: {fine: {fixed: 3000}}}
"""
SEARCHED = "records: {complete: [prior_decision, correction, deadline, refusal, disclosure], basis: 测试}"
PRIOR = {"kind": "prior_decision", "date": "2025-11-02", "violation": "test.act"}


@pytest.fixture
def judge(tiny: Callable[..., Any]) -> Callable[..., Recommendation]:
    """Judge a case under one counting rule: ``judge(rule, records, …)``."""

    def run(rule: str, *records: dict[str, Any], facts: dict[str, Any] | None = None, **more: Any) -> Recommendation:
        text = FACTS.replace("{count: prior_decision, months: 12}", rule)
        return tiny(text, tiers=TIERS, header=SEARCHED).recommend(facts or {}, records=list(records), **more)

    return run


def finding(result: Recommendation) -> str:
    """The sentence of the trace about the finding."""
    return next(reason.text for reason in result.reasons if reason.step == "finding")


COUNT = "{count: prior_decision, months: 12}"


@pytest.mark.parametrize(
    ("rule", "record", "why"),
    [
        (COUNT, {"date": "2025-03-01"}, "在规定的期间以外"),
        (COUNT, {"date": "2026-03-02"}, "不早于起算之日"),
        (COUNT, {"violation": "other.speeding"}, "不是同类违法行为"),
        (COUNT, {"subject": "vehicle"}, "不是按该对象统计"),
        (COUNT, {"who": "乙公司"}, "属于其他当事人、车辆、驾驶人或者船舶"),
        ("{count: prior_decision, months: 12, since: decision}", {"date": "2026-03-20"}, "不早于起算之日"),
        ("{count: prior_decision, before_months: 12}", {"date": "2025-03-02"}, "在规定的期间以外"),
    ],
)
def test_a_record_that_does_not_count_is_named_with_its_reason(
    judge: Callable[..., Recommendation], rule: str, record: dict[str, Any], why: str
) -> None:
    result = judge(rule, {**PRIOR, **record}, subjects={"party": "甲公司"})
    assert result.tier == "none"
    assert why in finding(result)


@pytest.mark.parametrize(
    ("rule", "record"),
    [
        (COUNT, {}),
        (COUNT, {"date": "2025-03-02"}),
        (COUNT, {"date": "2026-03-01", "who": "甲公司"}),
        (COUNT, {"area": "河北省"}),
        ("{count: prior_decision, months: 12, since: decision}", {"date": "2026-03-19"}),
        ("{count: prior_decision, months: 12, by: any}", {"subject": "driver"}),
        ("{count: prior_decision, months: 12, by: vehicle}", {"subject": "vehicle", "who": "浙A1"}),
        ("{count: prior_decision, months: 12, same: any}", {"violation": "other.speeding"}),
        ("{count: prior_decision, months: 12, same: sector}", {}),
        ("{count: prior_decision, months: 12, of: [other.*]}", {"violation": "other.speeding"}),
        ("{count: prior_decision, months: 12, of: [third.*, other.*]}", {"violation": "other.speeding"}),
        ("{count: prior_decision, before_months: 12}", {"date": "2025-03-01"}),
        ("{count: prior_decision}", {"date": "1999-01-01"}),
    ],
)
def test_a_record_that_counts(judge: Callable[..., Recommendation], rule: str, record: dict[str, Any]) -> None:
    result = judge(rule, {**PRIOR, **record}, subjects={"party": "甲公司", "vehicle": "浙A1"})
    assert result.tier == "one"


def test_the_trace_names_the_record_a_finding_rests_on(judge: Callable[..., Recommendation]) -> None:
    result = judge(COUNT, {**PRIOR, "id": "测交罚〔2025〕1号"}, {**PRIOR, "date": "2024-05-01"})
    assert finding(result) == (
        "根据记录（2025年11月2日处罚决定（测交罚〔2025〕1号）），认定一年内受处罚次数1"
        "（不计入：2024年5月1日处罚决定在规定的期间以外）"
    )


def test_the_same_document_counts_once_whoever_sends_it(judge: Callable[..., Recommendation]) -> None:
    numbered = {**PRIOR, "id": "测交罚〔2025〕1号"}
    assert judge(COUNT, numbered, {**numbered, "evidence": "信息系统"}, PRIOR).tier == "one"
    assert judge(COUNT, numbered, {**numbered, "id": "测交罚〔2025〕2号"}).tier == "more"


def test_without_a_number_one_day_is_one_record(judge: Callable[..., Recommendation]) -> None:
    assert judge(COUNT, PRIOR, PRIOR).tier == "one"
    assert judge(COUNT, PRIOR, {**PRIOR, "date": "2025-11-03"}).tier == "more"


def test_one_number_with_two_dates_is_an_error(judge: Callable[..., Recommendation]) -> None:
    with pytest.raises(CaseError, match="文书号 1号 的记录互相矛盾：date 有 2025-11-02、2025-11-03"):
        judge(COUNT, {**PRIOR, "id": "1号"}, {**PRIOR, "id": "1号", "date": "2025-11-03"})


def test_a_record_of_the_future_is_an_error(judge: Callable[..., Recommendation]) -> None:
    with pytest.raises(CaseError, match=r"records\[0\].date.*记录日期 2026-03-21 晚于决定日 2026-03-20"):
        judge(COUNT, {**PRIOR, "date": "2026-03-21"})


def test_a_record_about_an_unknown_violation_is_an_error_with_the_right_name(
    judge: Callable[..., Recommendation],
) -> None:
    with pytest.raises(CaseError, match=r"没有违法行为 test.akt（是否想写：test.act"):
        judge(COUNT, {**PRIOR, "violation": "test.akt"})


def test_a_prior_decision_must_say_for_what(judge: Callable[..., Recommendation]) -> None:
    with pytest.raises(CaseError, match="必须写 violation"):
        judge(COUNT, {"kind": "prior_decision", "date": "2025-11-02"})


def test_a_named_subject_needs_the_name_of_the_case(judge: Callable[..., Recommendation]) -> None:
    with pytest.raises(CaseError, match=r"案件没有写 subjects\.party"):
        judge(COUNT, {**PRIOR, "who": "乙公司"})


def test_without_a_complete_search_the_number_is_unknown(judge: Callable[..., Recommendation]) -> None:
    result = judge(COUNT, PRIOR, searched={"prior_decision": False})
    assert result.tier == "open"  # only the proposed tiers turn on it
    assert [item.fact for item in result.missing] == ["priors"]


def test_nothing_is_known_when_the_ruleset_promises_no_search(tiny: Callable[..., Any]) -> None:
    result = tiny(FACTS, tiers=TIERS).recommend({}, records=[PRIOR])
    assert result.tier == "open"
    assert tiny(FACTS, tiers=TIERS).recommend({}, records=[PRIOR], searched={"prior_decision": True}).tier == "one"


def test_a_statement_that_the_records_contradict_is_an_error(judge: Callable[..., Recommendation]) -> None:
    message = "一年内受处罚次数载明为 0，但记录（2025年11月2日处罚决定）表明是 1（改法：更正事实或者记录，使二者一致）"
    with pytest.raises(CaseError) as caught:
        judge(COUNT, PRIOR, facts={"priors": 0})
    assert message in str(caught.value)


def test_a_statement_that_the_records_confirm_says_so(judge: Callable[..., Recommendation]) -> None:
    result = judge(COUNT, PRIOR, facts={"priors": 1})
    assert finding(result) == (
        "案件载明一年内受处罚次数1，以办案人员的认定为准（记录（2025年11月2日处罚决定）与此一致）"
    )


def test_a_statement_stands_where_no_record_speaks(judge: Callable[..., Recommendation]) -> None:
    result = judge(COUNT, facts={"priors": 2})
    assert (result.tier, finding(result)) == (
        "more",
        "案件载明一年内受处罚次数2，以办案人员的认定为准（没有可以对照的记录）",
    )
    other = {**PRIOR, "who": "乙公司"}
    assert judge(COUNT, other, facts={"priors": 2}, subjects={"party": "甲公司"}).tier == "more"


def test_a_statement_against_a_search_that_the_case_itself_claims_is_an_error(
    judge: Callable[..., Recommendation],
) -> None:
    with pytest.raises(CaseError, match="载明为 2，但记录表明是 0"):
        judge(COUNT, facts={"priors": 2}, searched={"prior_decision": True})


def test_an_unknown_kind_of_record_is_an_error_with_the_right_name(judge: Callable[..., Recommendation]) -> None:
    with pytest.raises(CaseError, match="是否想写：prior_decision"):
        judge(COUNT, {"kind": "prior_decisions", "date": "2026-03-03"})
