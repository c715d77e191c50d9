"""What the engine says, kind by kind: a small ruleset, a case, the exact text. 行政处罚法 28, 29, 32, 33 reach every violation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Recommendation
from discretion.errors import CaseError

FACTS = """
size: {label: 面积, type: integer, unit: m2, range: "[0..100]", severity: aggravating}
illegal_gain_yuan: {label: 违法所得, type: money, unit: 元, range: "[0..100000]", severity: aggravating}
gain_refunded_yuan: {label: 已经退赔的款项, type: money, unit: 元, range: "[0..100000]", severity: mitigating}
gain_to_confiscate_yuan: {label: 应当没收的违法所得, type: money, unit: 元, derive: "max(illegal_gain_yuan - gain_refunded_yuan, 0)", confiscates: illegal_gain, severity: aggravating}
prior: {label: 同类违法受处罚次数, type: integer, unit: 次, range: "[0..9]", severity: aggravating, finding: {count: prior_decision}}
spared: {label: 同类违法曾被不予处罚次数, type: integer, unit: 次, range: "[0..9]", severity: aggravating, finding: {count: exempt_decision}}
first: {label: 初次违法, type: boolean, negative: 不是初次违法, derive: {prior: 0, spared: 0}, severity: mitigating}
corrected_in_time: {label: 及时改正, type: boolean, negative: 未及时改正, severity: mitigating, finding: {kind: correction}}
"""
GENERAL = """
records: {complete: [prior_decision, exempt_decision, correction, fined_elsewhere], basis: 测试}
supplements:
  - id: gain
    label: 没收违法所得
    when: {gain_to_confiscate_yuan: "> 0"}
    unstated: {illegal_gain_yuan: 0, gain_refunded_yuan: 0}
    basis: 没有载明的，不作没收
    penalty: {confiscate: {illegal_gain: shall}}
    cite: [test-law/general]
    source: {kind: statute, cite: [test-law/general]}
  - id: order
    label: 责令改正
    orders: [责令改正]
    cite: [test-law/general]
    source: {kind: statute, cite: [test-law/general]}
"""
EXEMPT = """
- id: first
  label: 初次违法并及时改正
  force: may
  when: {first: true, corrected_in_time: true}
  orders: [对当事人进行教育]
  cite: [test-law/general]
  source: {kind: statute, cite: [test-law/general]}
"""
PRIOR = {"kind": "prior_decision", "date": "2025-11-02", "violation": "test.act"}
SPARED = {"kind": "exempt_decision", "date": "2025-11-02", "violation": "test.act"}
CORRECTED = {"kind": "correction", "date": "2026-03-03"}
FINED = {"kind": "fined_elsewhere", "date": "2026-03-05", "id": "公交罚〔2026〕1号"}
Build = Callable[..., Any]


@pytest.fixture(scope="module")
def rules(tiny: Build) -> Any:
    """The violation itself reads only ``size``; the law confiscates nothing and orders 责令改正."""
    return tiny(FACTS, header=GENERAL, lists={"exempt": EXEMPT})


@pytest.fixture(scope="module")
def unordered(tiny: Build) -> Any:
    """The same under a provision that orders nothing."""
    made = tiny(FACTS, header=GENERAL)
    law = made.folder / "laws/test-law@2021.yaml"
    law.write_text(law.read_text(encoding="utf-8").replace("    orders: [责令改正]\n", ""), encoding="utf-8")
    return type(made)(made.folder, type(made.library).load(made.folder))


def said(result: Recommendation, *names: str) -> list[str]:
    return [item.text for item in result.sections if item.name in names]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "责令改正；对当事人处1000元以上5000元以下罚款。"),
        ({"illegal_gain_yuan": "300.50"}, "责令改正；对当事人没收违法所得300.5元，处1000元以上5000元以下罚款。"),
        ({"illegal_gain_yuan": 300, "gain_refunded_yuan": 300}, "责令改正；对当事人处1000元以上5000元以下罚款。"),
    ],
)
def test_a_gain_is_confiscated_whether_or_not_the_violation_reads_it(
    rules: Any, facts: dict[str, Any], text: str
) -> None:
    assert said(rules.recommend(facts), "result") == [text]


def test_what_was_refunded_is_deducted_and_told(rules: Any) -> None:
    result = rules.recommend({"illegal_gain_yuan": 300, "gain_refunded_yuan": 100})
    assert said(result, "circumstances") == ["依照《测试法》第一条，没收违法所得（应当没收的违法所得200元）。"]
    assert [(item.name, item.use) for item in result.account] == [
        ("gain_refunded_yuan", "used"),
        ("illegal_gain_yuan", "used"),
    ]


def test_a_provision_that_confiscates_confiscates_nothing_of_nothing(tiny: Build) -> None:
    rules = tiny(
        FACTS,
        "- {range: any, penalty: {confiscate: {illegal_gain: shall}, fine: {from: 1000, to: 5000}}}",
        header=GENERAL,
    )
    result = rules.recommend({})
    assert (said(result, "result"), result.penalty.measures[0].amount) == (
        ["责令改正；对当事人处1000元以上5000元以下罚款。"],
        "0",
    )
    assert "《测试法》第二条规定没收违法所得；案件没有载明违法所得，未作没收" in result.notes
    result = rules.recommend({"illegal_gain_yuan": 80000, "gain_refunded_yuan": 300})
    assert said(result, "result") == ["责令改正；对当事人没收违法所得79700元，处1000元以上5000元以下罚款。"]
    assert result.penalty.measures[0].amount == "79700"


def test_a_gain_that_goes_back_whole_is_told_and_not_confiscated(rules: Any) -> None:
    result = rules.recommend({"illegal_gain_yuan": 300, "gain_refunded_yuan": 300})
    assert said(result, "circumstances", "result") == [
        "违法所得300元、已经退赔的款项300元，依照《测试法》第一条，没有应当没收的违法所得。",
        "责令改正；对当事人处1000元以上5000元以下罚款。",
    ]
    assert {item.name: item.use for item in result.account}["gain_refunded_yuan"] == "used"


def test_an_unstated_gain_is_neither_asked_for_nor_told_as_a_presumption(rules: Any) -> None:
    result = rules.recommend({}, presume=False)
    assert (result.status, result.missing, result.assumed) == ("determined", [], [])


def test_a_provision_that_orders_nothing_is_completed_by_the_general_law(unordered: Any) -> None:
    result = unordered.recommend({})
    assert (result.orders, said(result, "circumstances")) == (["责令改正"], ["依照《测试法》第一条，责令改正。"])


def test_one_that_orders_something_needs_none(rules: Any) -> None:
    result = rules.recommend({})
    assert (result.orders, said(result, "circumstances")) == (["责令改正"], [])


@pytest.mark.parametrize(
    ("records", "offered"),
    [([CORRECTED], ["exempt"]), ([CORRECTED, PRIOR], []), ([CORRECTED, SPARED], []), ([SPARED], [])],
)
def test_who_was_spared_once_is_no_first_offender(rules: Any, records: list[Any], offered: list[str]) -> None:
    result = rules.recommend({}, records=records)
    assert [item.disposition for item in result.alternatives] == offered


def test_being_spared_is_no_earlier_punishment(rules: Any) -> None:
    result = rules.recommend({}, records=[SPARED])
    texts = [item.text for item in result.reasons if item.step == "finding"]
    assert texts == ["根据记录（2025年11月2日不予处罚决定），认定同类违法曾被不予处罚次数1次"]


def test_nothing_is_ordered_any_more_where_nothing_is_punished_and_all_is_put_right(tiny: Build) -> None:
    rules = tiny(FACTS, header=GENERAL, lists={"exempt": EXEMPT.replace("force: may", "force: shall")})
    assert said(rules.recommend({}, records=[CORRECTED]), "result") == ["不予处罚；对当事人进行教育。"]
    assert rules.recommend({"illegal_gain_yuan": 1}, records=[CORRECTED]).penalty is None


def test_another_authority_fined_the_same_act(rules: Any) -> None:
    result = rules.recommend({"illegal_gain_yuan": 300}, records=[FINED])
    assert said(result, "circumstances", "result") == [
        (
            "依照《测试法》第一条，没收违法所得（应当没收的违法所得300元）；"
            "同一行为已由其他机关罚款（2026年3月5日其他机关的罚款决定（公交罚〔2026〕1号）），"
            "依照《行政处罚法》第二十九条，不再给予罚款。"
        ),
        "责令改正；对当事人没收违法所得300元。",
    ]
    assert [(item.name, item.rules) for item in result.account if item.kind == "record"] == [
        ("fined_elsewhere", ["same-act"])
    ]


@pytest.mark.parametrize("facts", [{}, {"illegal_gain_yuan": 300}, {"corrected_in_time": True}])
def test_the_fine_of_another_authority_takes_away_the_fine_and_nothing_else(rules: Any, facts: dict[str, Any]) -> None:
    """Why the plan, and all proofs and columns that rest on it, need not know of it: what the rules decide stays the same object."""
    alone, fined = rules.recommend(facts), rules.recommend(facts, records=[FINED])
    assert fined._source.evaluation.decision is alone._source.evaluation.decision
    assert (alone.penalty.fine is not None, fined.penalty.fine) == (True, None)
    assert (fined.penalty.measures, fined.orders, fined.disposition) == (
        alone.penalty.measures, alone.orders, alone.disposition,
    )  # fmt: skip


def test_without_another_measure_only_the_order_is_left(rules: Any) -> None:
    result = rules.recommend({}, records=[FINED])
    assert (result.penalty.fine, said(result, "result")) == (None, ["责令改正，不作罚款。"])


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"date": "2026-03-01"}, "早于本次违法行为，不是同一行为的罚款"),
        ({"occurred": "2026-03-04"}, "不是本案的行为，不是同一行为的罚款"),
        ({"subject": "driver"}, "属于其他当事人、车辆、驾驶人或者船舶，不是同一行为的罚款"),
    ],
)
def test_a_fine_for_something_else_changes_nothing_and_is_accounted_for(
    rules: Any, more: dict[str, Any], why: str
) -> None:
    result = rules.recommend({}, records=[FINED | more])
    assert result.penalty.fine is not None
    assert [(item.use, item.why) for item in result.account if item.kind == "record"] == [("without_effect", why)]


def test_no_departure_fines_twice(rules: Any) -> None:
    departure = {"reason": "测试", "approved_by": "机关负责人", "fine": 1000}
    with pytest.raises(CaseError, match="同一行为已由其他机关罚款，不得再次罚款"):
        rules.recommend({}, records=[FINED], departure=departure)


def test_what_is_corrected_is_not_ordered_again(unordered: Any) -> None:
    result = unordered.recommend({}, records=[CORRECTED])
    assert (result.orders, said(result, "result")) == ([], ["对当事人处1000元以上5000元以下罚款。"])


def test_what_the_law_adds_to_the_penalty_reaches_the_officer_and_not_the_decision(tiny: Build) -> None:
    """A consequence that is no penalty (逾期由…代为清除) stands in the provision's note, who is competent in the remark."""
    made = tiny(FACTS, violation="remark: 不属于本机关职责的，移送")
    law = made.folder / "laws/test-law@2021.yaml"
    added = "    note: 逾期不清除的，代为清除\n    orders: [责令改正]\n"
    law.write_text(law.read_text(encoding="utf-8").replace("    orders: [责令改正]\n", added), encoding="utf-8")
    result = type(made)(made.folder, type(made.library).load(made.folder)).recommend({})
    told = ["《测试法》第二条：逾期不清除的，代为清除", "不属于本机关职责的，移送"]
    assert [note for note in result.notes if note in told] == told
    assert "代为清除" not in "".join(item.text for item in result.sections)
