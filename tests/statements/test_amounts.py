"""Fines in whole 元: ranges keep the whole amounts inside them and never leave the statute, single amounts are rounded down."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

FACTS = """
mass: {label: 超限质量, type: integer, unit: kg, range: "[0..100000]", severity: aggravating}
gain: {label: 违法所得, type: money, unit: 元, range: "[0..100000]", severity: aggravating}
"""
EACH = "- {range: any, penalty: {fine: {each: 500, per: 1000, of: mass, rounding: none}}}"
TIMES = "- {range: any, penalty: {fine: {times: gain, from: 1, to: 5}}}"
SHARE = "- {tier: low, label: 较轻, when: {}, penalty: {fine: {share: [0, 0.3]}}}"
Build = Callable[..., Any]


@pytest.mark.parametrize(
    ("ranges", "facts", "text"),
    [
        (EACH, {"mass": 8821}, "处4410元罚款"),  # 4410.5 元
        (EACH, {"mass": 8000}, "处4000元罚款"),
        (EACH, {"mass": 1}, "罚款计算所得不足1元，不作罚款"),
        (TIMES, {"gain": "1000.01"}, "处1001元以上5000元以下罚款"),  # 1000.01 to 5000.05
        (TIMES, {"gain": "0.30"}, "处1元罚款"),  # 0.3 to 1.5
        (TIMES, {"gain": 0}, "罚款计算所得不足1元，不作罚款"),
    ],
)
def test_computed_fines_are_whole(tiny: Build, ranges: str, facts: dict[str, Any], text: str) -> None:
    assert tiny(FACTS, ranges).recommend({"mass": 0, "gain": 0} | facts).penalty.text == text


def test_the_computation_says_that_it_was_rounded(tiny: Build) -> None:
    result = tiny(FACTS, EACH).recommend({"mass": 8821, "gain": 0})
    (text,) = [item.text for item in result.sections if item.name == "result"]
    assert (
        text
        == "责令改正；对当事人处4410元罚款。罚款的计算：法定罚款：超限质量8821千克→8.821吨×500元=4410.5元，取整到元为4410元。"
    )


MITIGATED = """
- id: helped
  label: 配合查处
  force: shall
  when: {mass: "> 0"}
  cite: [test-law/general]
  source: {kind: statute, cite: [test-law/general]}
"""


@pytest.mark.parametrize(
    ("gain", "text"),
    [
        ("12000", "处3600元以上不足12000元罚款"),  # as of a floor that the law writes out
        ("12000.50", "处3601元以上不足12001元罚款"),  # the least fine of whole 元 is 12001
        ("1", "罚款计算所得不足1元，不作罚款"),
        ("2", "处1元以上不足2元罚款"),
    ],
)
def test_a_computed_floor_is_said_as_one_that_is_written(tiny: Build, gain: str, text: str) -> None:
    rules = tiny(FACTS, TIMES, lists={"mitigated": MITIGATED})
    assert rules.recommend({"mass": 1, "gain": gain}).penalty.text == text


def test_a_shown_computation_multiplies_out(tiny: Build) -> None:
    each = EACH.replace("500", "300")
    (text,) = [
        item.text for item in tiny(FACTS, each).recommend({"mass": 1201, "gain": 0}).sections if item.name == "result"
    ]
    assert "超限质量1201千克→1.201吨×300元=360.3元，取整到元为360元" in text


def test_a_share_of_a_computed_range_is_whole_and_inside_it(tiny: Build) -> None:
    result = tiny(FACTS, TIMES, SHARE).recommend({"mass": 0, "gain": "1000.01"})
    assert result.penalty.text == "处1001元以上2200元以下罚款"  # 1001 + 3999 × 30 % = 2200.7


@pytest.mark.parametrize(
    ("gain", "text"),
    [
        ("20000", "违法所得2万元"),
        ("20000.50", "违法所得20000.5元"),
        ("20001", "违法所得20001元"),
        ("9000", "违法所得9000元"),
    ],
)
def test_an_amount_among_the_facts_is_written_as_in_the_conditions(tiny: Build, gain: str, text: str) -> None:
    tiers = '- {tier: low, label: 较轻, when: {gain: "<= 30000"}, penalty: {fine: {share: [0, 0.3]}}}'
    result = tiny(FACTS, TIMES, tiers).recommend({"mass": 0, "gain": gain})
    told = {item.name: item.text for item in result.sections}
    assert re.search(f"{text}(?![0-9.])", told["facts"])
    assert "3万元" in told["tier"]
