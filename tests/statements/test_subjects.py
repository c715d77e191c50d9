"""What is said of those whom the law punishes beside the party: the range that the law gives them, and how their amount comes about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FACTS = """
size: {label: 面积, type: integer, unit: m2, range: "[0..100]", severity: aggravating}
"""
RANGES = """
- {range: any, penalty: {fine: {from: 1000, to: 5000}, also: {responsible_person: {fine: {from: 100, to: 500}}}}}
"""
TIERS = """
- {tier: low, label: 较轻, when: {size: "< 10"}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: high, label: 较重, when: {size: ">= 10"}, penalty: {fine: {share: [0.3, 1]}}}
"""
Build = Callable[..., Any]


def test_the_responsible_person_is_accounted_for(tiny: Build) -> None:
    result = tiny(FACTS, RANGES, TIERS).recommend({"size": 5}, co_parties=["responsible_person"])
    texts = {item.name: item.text for item in result.sections}
    label = result.others[0].label
    assert texts["law"] == (f"依照《测试法》第二条，处1000元以上5000元以下罚款；对{label}处100元以上500元以下罚款。")
    assert texts["result"] == (
        f"责令改正；对当事人处1000元以上2200元以下罚款；对{label}处100元以上220元以下罚款。"
        "罚款的计算：“较轻”阶次取法定幅度的30%以下：1000+(5000−1000)×30%=2200元；"
        f"对{label}，“较轻”阶次取法定幅度的30%以下：100+(500−100)×30%=220元。"
    )
    assert [step.subject for step in result.computation] == ["", "responsible_person"]


def test_nobody_is_added_unasked(tiny: Build) -> None:
    result = tiny(FACTS, RANGES, TIERS).recommend({"size": 5})
    assert (result.others, [step.subject for step in result.computation]) == ([], [""])
    assert "处100元" not in result.explain()
