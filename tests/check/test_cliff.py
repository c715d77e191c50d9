"""The limit of a jump is the ruleset's own; one half of the statutory maximum where it says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.conftest import POLICY

from discretion.check import run_checks

DAY = date(2026, 3, 2)
COUNT = "count: {label: 件数, type: integer, unit: 件, range: '[0..9]', severity: aggravating}"
TIERS = """
- {tier: slight, label: 轻微, when: {count: "< 3"}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: serious, label: 严重, when: {count: ">= 3"}, penalty: {fine: {share: [0.7, 1]}}}
"""


def found(tiny: Callable[..., Any], policy: str) -> list[tuple[str, str, str]]:
    """From 2200 to 5000 元 at a statutory maximum of 5000 元: a rise of 0.56."""
    plans = tiny(COUNT, tiers=TIERS, policy=policy).library.plans
    findings = run_checks(plans, plans.chain("national", DAY), "test.act", DAY, ["cliff"])
    return [(str(item.verdict), item.id, item.message) for item in findings]


def test_without_a_limit_one_half_is_meant(tiny: Callable[..., Any]) -> None:
    step = "件数为2件时，其他事实不变，件数由2件变为3件，罚款上限一步上升2800元"
    change = "（由“处1000元以上2200元以下罚款”变为“处3800元以上5000元以下罚款”）"
    assert found(tiny, POLICY) == [("REFUTED", "cliff/national@1/test.act/count", step + change)]


def test_a_ruleset_may_set_its_own(tiny: Callable[..., Any]) -> None:
    largest = "一步之差的最大上升为2800元：件数为2件时，件数由2件变为3件"
    assert found(tiny, POLICY + "cliff_limit: 0.56\n") == [("PROVEN", "cliff/national@1/test.act", largest)]
    assert found(tiny, POLICY + "cliff_limit: 0.55\n")[0][0] == "REFUTED"


def test_whole_yuan_make_a_step_and_no_cliff(tiny: Callable[..., Any]) -> None:
    """At a toll of 0.5 元 the fine of twice the toll becomes the first whole 元: nothing, then 1 元."""
    toll = "toll: {label: 通行费, type: money, unit: 元, range: '[0..10000]', severity: aggravating}"
    ranges = "- {range: any, penalty: {fine: {times: toll, from: 1, to: 2}}}"
    plans = tiny(toll, ranges).library.plans
    findings = run_checks(plans, plans.chain("national", DAY), "test.act", DAY, ["cliff"])
    assert [str(item.verdict) for item in findings] == ["PROVEN"]
