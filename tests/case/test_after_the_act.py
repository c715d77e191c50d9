"""What records say of the time after the act (corrected, refused, overdue, disclosed), as a case is decided by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.errors import CaseError

SEARCHED = "records: {complete: [correction, deadline, refusal, disclosure], basis: 测试}"
YES_NO = """
    - {tier: held, label: 有, when: {flag: true}, penalty: {fine: {fixed: 1000}}}
    - {tier: not-held, label: 没有, when: {flag: false}, penalty: {fine: {fixed: 2000}}}
"""
DEADLINE = {"kind": "deadline", "date": "2026-03-03", "until": "2026-03-10"}
EXTENDED = {"kind": "deadline", "date": "2026-03-10", "until": "2026-03-15"}
CORRECTED = {"kind": "correction", "date": "2026-03-10"}


@pytest.mark.parametrize(
    ("rule", "records", "tier"),
    [
        ("{kind: correction, within: deadline}", [], "not-held"),
        ("{kind: correction, within: deadline}", [CORRECTED], "held"),
        ("{kind: correction, within: deadline}", [DEADLINE, CORRECTED], "held"),
        ("{kind: correction, within: deadline}", [DEADLINE, {**CORRECTED, "date": "2026-03-11"}], "not-held"),
        ("{kind: correction, within: deadline}", [DEADLINE, EXTENDED, {**CORRECTED, "date": "2026-03-11"}], "held"),
        ("{kind: correction, within: deadline}", [{**CORRECTED, "date": "2026-03-01"}], "not-held"),
        ("{kind: correction, within: deadline}", [{**CORRECTED, "violation": "other.act"}], "not-held"),
        ("{kind: correction, within: deadline}", [{**DEADLINE, "violation": "other.act"}, {**CORRECTED, "date": "2026-03-11"}], "held"),
        ("{kind: disclosure, before: discovery}", [{"kind": "disclosure", "date": "2026-03-05"}], "held"),
        ("{kind: disclosure, before: discovery}", [{"kind": "disclosure", "date": "2026-03-06"}], "not-held"),
        ("{kind: refusal}", [{"kind": "refusal", "date": "2026-03-05"}], "held"),
        ("{kind: refusal}", [{"kind": "refusal", "date": "2026-03-02"}], "held"),  # the day of the act is not before it
        ("{kind: refusal}", [{"kind": "refusal", "date": "2026-03-01"}], "not-held"),
        ("{kind: refusal}", [DEADLINE, {"kind": "refusal", "date": "2026-03-02"}], "not-held"),
        ("{kind: refusal}", [DEADLINE, {"kind": "refusal", "date": "2026-03-05"}, CORRECTED], "not-held"),  # cured
        ("{kind: refusal}", [DEADLINE, {"kind": "refusal", "date": "2026-03-05"}, {**CORRECTED, "date": "2026-03-11"}], "held"),
        ("{kind: refusal}", [DEADLINE], "not-held"),
        ("{kind: refusal, overdue: late}", [DEADLINE], "held"),
        ("{kind: refusal, overdue: late}", [{**DEADLINE, "until": "2026-03-20"}], "not-held"),
        ("{kind: refusal, overdue: late}", [{**DEADLINE, "until": "2026-03-19"}], "held"),
        ("{kind: refusal, overdue: late}", [DEADLINE, CORRECTED], "not-held"),
        ("{kind: correction, before: act}", [{**CORRECTED, "date": "2026-03-01", "violation": "test.act"}], "held"),
        ("{kind: correction, before: act}", [{**CORRECTED, "date": "2026-03-01"}], "not-held"),
        ("{kind: correction, before: act}", [{**CORRECTED, "date": "2026-03-02", "violation": "test.act"}], "not-held"),
    ],
)  # fmt: skip
def test_what_happened_after_the_act(
    tiny: Callable[..., Any], rule: str, records: list[dict[str, Any]], tier: str
) -> None:
    facts = f"flag: {{label: 情形, type: boolean, finding: {rule}}}"
    result = tiny(facts, tiers=YES_NO, header=SEARCHED).recommend({}, records=records, discovered="2026-03-05")
    assert result.tier == tier


@pytest.mark.parametrize(
    ("occurred", "record", "tier"),
    [
        ("2026-03-02", {}, "held"),  # the only date may be that of the inspection which found it still undone
        ({"from": "2026-03-01", "to": "2026-03-02"}, {}, "not-held"),  # it began after the order
        ("2026-03-02", {"violation": "test.act"}, "held"),
        ("2026-03-02", {"violation": "other.act"}, "not-held"),
    ],
)
def test_an_order_before_the_only_date_of_the_act_was_about_this_act(
    tiny: Callable[..., Any], occurred: Any, record: dict[str, Any], tier: str
) -> None:
    facts = "flag: {label: 情形, type: boolean, finding: {kind: refusal, overdue: late}}"
    order = {"kind": "deadline", "date": "2026-02-20", "until": "2026-02-27", **record}
    assert tiny(facts, tiers=YES_NO, header=SEARCHED).recommend({}, records=[order], occurred=occurred).tier == tier


def test_in_time_or_not_is_unknown_when_nobody_looked_for_the_deadline(tiny: Callable[..., Any]) -> None:
    rulebook = tiny(
        "flag: {label: 情形, type: boolean, finding: {kind: correction, within: deadline}}",
        tiers=YES_NO,
        header=SEARCHED,
    )
    assert rulebook.recommend({}, records=[CORRECTED], searched={"deadline": False}).tier == "open"
    assert rulebook.recommend({}, records=[CORRECTED, DEADLINE], searched={"deadline": False}).tier == "held"


def test_working_days_need_the_holidays(tiny: Callable[..., Any]) -> None:
    rulebook = tiny(
        "flag: {label: 情形, type: boolean, finding: {kind: refusal, overdue: late}}", tiers=YES_NO, header=SEARCHED
    )
    order = {"kind": "deadline", "date": "2026-03-12", "days": 5, "working": True}
    with pytest.raises(CaseError, match="以工作日计算的期限，需要知道期间的法定节假日（改法：在案件中写 holidays"):
        rulebook.recommend({}, records=[order])
    assert rulebook.recommend({}, records=[order], holidays=[]).tier == "held"  # until 2026-03-19
    assert rulebook.recommend({}, records=[order], holidays=["2026-03-16"]).tier == "not-held"  # until 2026-03-20


def test_overdue_says_which_deadline(tiny: Callable[..., Any]) -> None:
    rulebook = tiny(
        "flag: {label: 拒不改正, type: boolean, finding: {kind: refusal, overdue: late}}", tiers=YES_NO, header=SEARCHED
    )
    told = rulebook.recommend({}, records=[DEADLINE]).reasons
    assert next(reason.text for reason in told if reason.step == "finding") == (
        "根据记录（2026年3月3日责令限期改正），认定拒不改正（改正期限于2026年3月10日届满，期限内没有改正）"
    )


def test_what_the_deadline_proves_cannot_be_stated_away(tiny: Callable[..., Any]) -> None:
    """It has passed and nobody corrected: that is no mere absence of a record."""
    rulebook = tiny(
        "flag: {label: 拒不改正, type: boolean, finding: {kind: refusal, overdue: late}}", tiers=YES_NO, header=SEARCHED
    )
    with pytest.raises(CaseError) as caught:
        rulebook.recommend({"flag": False}, records=[DEADLINE])
    assert str(caught.value) == (
        "facts.flag: 拒不改正载明为 否，但记录（2026年3月3日责令限期改正）表明是 是（改法：更正事实或者记录，使二者一致）"
    )
    assert rulebook.recommend({"flag": True}, records=[DEADLINE]).tier == "held"
    assert rulebook.recommend({"flag": True}).tier == "held"  # nothing was found: the officer may know more
