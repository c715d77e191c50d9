"""What the engine says of what is not known: a tier that is open, a range that a presumption chose, two laws and a missing fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FACTS = """
size: {label: 面积, type: integer, unit: m2, range: "[0..100]", severity: aggravating}
grave: {label: 情节严重, type: boolean, negative: 不属于情节严重, severity: aggravating}
helped: {label: 配合查处, type: boolean, negative: 没有配合查处, severity: mitigating}
"""
TIERS = """
- {tier: low, label: 较轻, when: {size: "< 10"}, penalty: {fine: {share: [0, 0.5]}}, source: {kind: proposed, method: 测试}}
- {tier: high, label: 较重, when: {size: ">= 10"}, penalty: {fine: {share: [0.5, 1]}}, source: {kind: proposed, method: 测试}}
"""
PUBLISHED = TIERS.replace(
    "kind: proposed, method: 测试", "kind: published, document: 某省基准, article: 第三条, date: '2024-01-01'"
)
RANGES = """
- {range: usual, when: {grave: false}, penalty: {fine: {from: 1000, to: 5000}}}
- {range: grave, when: {grave: true}, penalty: {fine: {from: 5000, to: 20000}}}
"""
HELPED = """
- id: helped
  label: 配合查处
  force: shall
  when: {helped: true}
  cite: [test-law/general]
  source: {kind: statute, cite: [test-law/general]}
"""
GRAVE = "presume: [{facts: {grave: false}, basis: 从严情节由行政机关举证}]"
Build = Callable[..., Any]


def said(result: Any, *names: str) -> list[str]:
    return [item.text for item in (*result.sections, *result.hint_sections) if item.name in names]


def test_a_fact_that_feeds_only_a_proposed_tier_leaves_the_law_settled(tiny: Build) -> None:
    result = tiny(FACTS, tiers=TIERS).recommend({})
    assert (result.status, result.disposition, result.tier, result.tier_label) == (
        "determined",
        "general",
        "open",
        "待定",
    )
    assert (result.penalty.fine.low, result.penalty.fine.high) == ("1000", "5000")
    assert [(item.tier, item.text) for item in result.outcomes] == [
        ("low", "“较轻”阶次：处1000元以上3000元以下罚款"),
        ("high", "“较重”阶次：处3000元以上5000元以下罚款"),
    ]
    assert said(result, "tier", "result", "missing") == [
        (
            "阶次待定：可能属于“较轻”、“较重”阶次，取决于尚未查明的面积；法定幅度不受其影响。"
            "各阶次的建议：“较轻”阶次：处1000元以上3000元以下罚款；“较重”阶次：处3000元以上5000元以下罚款。"
        ),
        "责令改正；对当事人处1000元以上5000元以下罚款。",
        "依次查明：1. 面积。构成要件和法定幅度已经确定，查明后确定裁量阶次。",
    ]


@pytest.mark.parametrize(
    ("more", "facts"),
    [
        ({"tiers": PUBLISHED}, {}),  # an issued benchmark is in force: which of its tiers applies is open
        ({"tiers": TIERS, "ranges": RANGES}, {"size": 5}),  # the range is open
        ({"tiers": TIERS, "elements": "{size: '> 3'}"}, {}),  # an element is open
        ({"tiers": TIERS, "lists": {"lighter": HELPED}}, {}),  # what the law commands is open
    ],
)
def test_anything_else_that_is_open_leaves_it_undetermined(
    tiny: Build, more: dict[str, Any], facts: dict[str, Any]
) -> None:
    result = tiny(FACTS, **more).recommend(facts)
    assert result.status == "undetermined"
    assert "事实不清的，不得给予行政处罚" in result.hints()


MAY_EXEMPT = HELPED.replace("force: shall", "force: may")


def test_a_fact_on_which_only_a_choice_depends_blocks_nothing(tiny: Build) -> None:
    rules = tiny(FACTS, lists={"exempt": MAY_EXEMPT})
    result = rules.recommend({})
    assert (result.status, result.disposition, result.tier) == ("determined", "general", "only")
    assert result.alternatives == []  # 可以不予处罚 is offered when its condition is established, not before
    assert said(result, "result", "missing") == [
        "责令改正；对当事人处1000元以上5000元以下罚款。",
        "依次查明：1. 配合查处。处罚的幅度已经确定，查明后确定是否可以选择不予处罚、减轻或者从轻处罚。",
    ]
    assert [(item.when, item.outcomes) for item in result.missing[0].branches] == [
        ("配合查处：否", ["依法处罚"]),
        ("配合查处：是", ["依法处罚，另可选择不予处罚"]),
    ]
    assert [item.disposition for item in rules.recommend({"helped": True}).alternatives] == ["exempt"]
    assert rules.recommend({"helped": False}).missing == []


def test_a_tier_and_a_choice_may_both_be_open(tiny: Build) -> None:
    result = tiny(FACTS, tiers=TIERS, lists={"exempt": MAY_EXEMPT}).recommend({})
    assert (result.status, result.tier, [item.fact for item in result.missing]) == (
        "determined",
        "open",
        ["helped", "size"],
    )


def test_what_the_law_commands_holds_while_the_tier_is_open(tiny: Build) -> None:
    result = tiny(FACTS, tiers=TIERS, lists={"lighter": HELPED}).recommend({"helped": True})
    assert (result.disposition, result.tier, result.penalty.text) == ("lighter", "open", "处1000元以上2200元以下罚款")


def test_a_presumption_never_chooses_the_range_in_silence(tiny: Build) -> None:
    rules = tiny(FACTS, ranges=RANGES, header=GRAVE)
    result = rules.recommend({})
    assert said(result, "law", "ranges") == [
        (
            "依照《测试法》第二条，不属于情节严重的，处1000元以上5000元以下罚款；"
            "案卷没有载明情节严重，从严情节由行政机关举证；查明情节严重的，依照《测试法》第二条，处5000元以上20000元以下罚款。"
        ),
        "案卷没有载明情节严重，从严情节由行政机关举证；查明情节严重的，依照《测试法》第二条，处5000元以上20000元以下罚款。",
    ]
    assert [item.text for item in result.outcomes] == [
        "不属于情节严重的，“一般”阶次：处1000元以上5000元以下罚款",
        "情节严重的，“一般”阶次：处5000元以上20000元以下罚款",
    ]


def test_a_range_that_facts_chose_stands_alone(tiny: Build) -> None:
    rules = tiny(FACTS, ranges=RANGES, header=GRAVE)
    result = rules.recommend({"grave": False})
    assert (result.outcomes, said(result, "law", "ranges")) == (
        [],
        ["依照《测试法》第二条，不属于情节严重的，处1000元以上5000元以下罚款。"],
    )


EITHER = """
- tier: high
  label: 较重
  when: {any: [{size: "> 50"}, {grave: true}]}
  penalty: {fine: {share: [0.5, 1]}}
- {tier: low, label: 较轻, otherwise: true, penalty: {fine: {share: [0, 0.5]}}}
"""


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"size": 60, "grave": False}, "面积60平方米，属于“较重”阶次（面积超过50平方米）"),
        ({"size": 5, "grave": True}, "情节严重，属于“较重”阶次"),
        ({"size": 60, "grave": True}, "面积60平方米、情节严重，属于“较重”阶次（面积超过50平方米，或者情节严重）"),
    ],
)
def test_of_alternatives_the_one_that_holds_is_told(tiny: Build, facts: dict[str, Any], text: str) -> None:
    (reason,) = [item for item in tiny(FACTS, tiers=EITHER).recommend(facts).reasons if item.step == "tier"]
    assert reason.text == text


def test_a_range_beside_another_is_named_without_what_the_elements_exclude(tiny: Build) -> None:
    facts = (
        "paper: {label: 证书, type: enum, values: {valid: 有效, expired: 失效, forged: 伪造}, severity: aggravating}"
    )
    ranges = """
    - {range: invalid, when: {paper: [valid, expired]}, penalty: {fine: {from: 1000, to: 5000}}}
    - {range: forged, when: {paper: forged}, penalty: {fine: {from: 5000, to: 20000}}}
    """
    result = tiny(facts, ranges, elements="{paper: [expired, forged]}").recommend({})
    told = [item.text for item in result.outcomes]
    assert any(text.startswith("证书为失效的，") for text in told) and not any("有效" in text for text in told), told


def test_what_holds_whatever_a_missing_fact_is_tells_nothing_of_it(tiny: Build) -> None:
    facts = """
gross: {label: 总质量, type: integer, unit: kg, range: "[0..100]", severity: aggravating}
limit: {label: 限定质量, type: integer, unit: kg, range: "[10..100]", severity: mitigating}
excess: {label: 超限质量, type: integer, unit: kg, derive: "gross - limit", severity: aggravating}
"""
    tiers = TIERS.replace('size: "< 10"', 'excess: "<= 5"').replace('size: ">= 10"', 'excess: "> 5"')
    result = tiny(facts, tiers=tiers).recommend({"gross": 5})
    assert (result.status, result.tier) == ("determined", "low")
    assert said(result, "tier") == [
        "本案属于“较轻”阶次（超限质量不超过5千克）；“较重”阶次适用于超限质量超过5千克的，与本案不符。"
    ]
    assert "未查明" not in result.explain()
