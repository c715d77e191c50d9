"""处…罚款，或者暂扣…: one choice of at least one measure, in the result, its words, the order of severity and the readers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from discretion.check.run import run_checks
from discretion.errors import RulebookError
from discretion.penalty import Band, Extent, Force, Kind, Measure, Order, Weight, compare

Build = Callable[..., Any]
DAY, VIOLATION = "2026-03-02", "test.act"
FACTS = "size: {label: 面积, type: integer, range: '[1..9]', severity: aggravating}"
LAW = """
- range: any
  penalty: {fine: {from: 1000, to: 10000}, suspend_licence: {what: 适任证书, months: "[3..12]"}, choose: [fine, suspend_licence]}
"""
CHOICE, OPTION = Force.CHOICE, Force.OPTION
SUSPEND = Measure(Kind.SUSPEND_LICENCE, CHOICE, what="适任证书", extent=Extent("months", 3, 12))


def test_it_is_one_choice_and_not_two_permissions(tiny: Build) -> None:
    penalty = tiny(FACTS, LAW).recommend({"size": 1}).penalty
    assert penalty.text == "处1000元以上10000元以下罚款，或者暂扣适任证书3个月以上12个月以下"
    assert (penalty.fine.force, penalty.measures[0].force) == (CHOICE, CHOICE)


def test_a_tier_that_speaks_of_the_fine_leaves_the_choice(tiny: Build) -> None:
    tiers = "- {tier: only, label: 一般, when: {}, penalty: {fine: {share: [0, 0.5]}}}"
    penalty = tiny(FACTS, LAW, tiers).recommend({"size": 1}).penalty
    assert penalty.text == "处1000元以上5500元以下罚款，或者暂扣适任证书3个月以上12个月以下"


def test_a_tier_may_choose(tiny: Build) -> None:
    tiers = "- {tier: only, label: 一般, when: {}, penalty: {fine: {share: [0, 0.5], force: shall}}}"
    assert tiny(FACTS, LAW, tiers).recommend({"size": 1}).penalty.text == "处1000元以上5500元以下罚款"


def test_a_tier_may_not_make_it_a_permission(tiny: Build) -> None:
    tiers = "- {tier: only, label: 一般, when: {}, penalty: {fine: {share: [0, 0.5], force: may}}}"
    book = tiny(FACTS, LAW, tiers)
    assert "把法条应当处以的罚款写成了可以处以" in _statute(book)


def test_warning_or_fine(tiny: Build) -> None:
    law = "- {range: any, penalty: {warning: shall, fine: {to: 200}, choose: [warning, fine]}}"
    assert tiny(FACTS, law).recommend({"size": 1}).penalty.text == "警告，或者处200元以下罚款"


ONE_OF = "- {range: any, penalty: {warning: may, fine: {to: 200, force: may}, choose: [warning, fine]}}"


def test_one_of_several_may_be_imposed(tiny: Build) -> None:
    penalty = tiny(FACTS, ONE_OF).recommend({"size": 1}).penalty
    assert penalty.text == "可以警告，或者处200元以下罚款"  # not 可以警告，可以处…: both at once are not allowed
    assert (penalty.fine.force, penalty.measures[0].force) == (OPTION, OPTION)


@pytest.mark.parametrize(
    ("tier", "text"),
    [
        ("{warning: may}", "可以警告"),
        ("{fine: {share: [0, 0.5]}}", "可以处100元以下罚款"),
        ("{warning: may, fine: {share: [0, 0.5], force: may}}", "可以警告，或者处100元以下罚款"),
        ("{fine: {share: [0, 0.5], force: shall}}", "处100元以下罚款"),
    ],
)
def test_a_tier_offers_those_that_it_names(tiny: Build, tier: str, text: str) -> None:
    book = tiny(FACTS, ONE_OF, f"- {{tier: only, label: 一般, when: {{}}, penalty: {tier}}}")
    assert (book.recommend({"size": 1}).penalty.text, "法条应当" in _statute(book)) == (text, False)


@pytest.mark.parametrize(
    ("penalty", "message"),
    [
        ("{fine: {to: 200}, choose: [fine]}", "至少两项"),
        ("{fine: {to: 200}, choose: [fine, revoke]}", "revoke"),
        ("{fine: {to: 200, force: may}, revoke: shall, choose: [fine, revoke]}", "fine 写了 may"),
        ("{fine: {to: 200, force: choice}}", "写在 choose 之下"),
        ("{fine: {to: 200, force: option}}", "写在 choose 之下"),
    ],
)
def test_what_is_no_choice_is_refused(tiny: Build, penalty: str, message: str) -> None:
    with pytest.raises(RulebookError, match=message):
        tiny(FACTS, f"- {{range: any, penalty: {penalty}}}")


def _weight(fine: Force | None, *measures: Measure) -> Weight:
    return Weight(2, Band(100000, 1000000) if fine else None, fine or Force.SHALL, measures)


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        (_weight(Force.MAY, Measure(Kind.REVOKE, Force.MAY)), _weight(CHOICE, Measure(Kind.REVOKE, CHOICE)), Order.MILDER),
        (_weight(OPTION, Measure(Kind.REVOKE, OPTION)), _weight(Force.MAY, Measure(Kind.REVOKE, Force.MAY)), Order.EQUAL),
        (_weight(CHOICE, SUSPEND), _weight(Force.SHALL), Order.INCOMPARABLE),
        (_weight(CHOICE, Measure(Kind.WARNING, CHOICE)), _weight(Force.SHALL), Order.MILDER),
        (_weight(None, Measure(Kind.WARNING)), _weight(CHOICE, Measure(Kind.WARNING, CHOICE)), Order.MILDER),
        (_weight(None, Measure(Kind.WARNING)), _weight(Force.MAY, Measure(Kind.WARNING, Force.MAY)), Order.INCOMPARABLE),
    ],
)  # fmt: skip
def test_the_order_of_severity_knows_that_something_must_be_chosen(a: Weight, b: Weight, order: Order) -> None:
    assert compare(a, b) is order


def _statute(book: Any) -> str:
    day, plans = date.fromisoformat(DAY), book.library.plans
    return "\n".join(
        item.message for item in run_checks(plans, plans.chain("national", day), VIOLATION, day, ["statute"])
    )
