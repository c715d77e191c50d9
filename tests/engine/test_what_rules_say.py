"""Small words of a ruleset that are easily lost on the way: ``unless``, rows, sources, supplements, penalties that fit no range."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Library, Recommendation, RulebookError

FACTS = """
mass: {label: 质量, type: integer, range: "[0..100]", severity: aggravating}
gain: {label: 违法所得, type: money, range: "[0..100000]", severity: aggravating}
first: {label: 首次违法, type: boolean, severity: mitigating}
helped: {label: 配合查处, type: boolean, severity: mitigating}
"""
UNLESS = """
- id: helped
  label: 配合查处
  when: {helped: true}
  unless: {mass: "> 50"}
  cite: [test-law/general]
  source: {kind: statute, cite: [test-law/general]}
"""
Build = Callable[..., Any]
Brief = Callable[[Recommendation], str]


@pytest.mark.parametrize(
    ("facts", "result"),
    [
        ({"helped": True, "mass": 50}, "lighter/only [1000..2200]"),
        ({"helped": True, "mass": 51}, "general/only [1000..5000]"),  # excluded
        ({"helped": False, "mass": 50}, "general/only [1000..5000]"),
        ({"helped": False}, "general/only [1000..5000]"),  # the exclusion cannot matter
        ({"helped": True}, "undetermined"),  # it may
    ],
)
def test_unless_excludes(tiny: Build, brief: Brief, facts: dict[str, Any], result: str) -> None:
    assert brief(tiny(FACTS, lists={"lighter": UNLESS}).recommend(facts)) == result


def test_the_reason_names_the_facts_of_the_exclusion_too(tiny: Build) -> None:
    result = tiny(FACTS, lists={"lighter": UNLESS}).recommend({"helped": True, "mass": 50})
    (reason,) = [item for item in result.reasons if item.rule == "lighter:helped"]
    assert [(fact.name, fact.value) for fact in reason.facts] == [("helped", "是"), ("mass", "50")]


ROWS = """
- tier: a
  label: 甲
  when: {mass: "> 0"}
  rows: [{when: {gain: 0}, penalty: {fine: {fixed: 1000}}}, {when: {gain: "> 0"}, penalty: {fine: {fixed: 2000}}}]
  source: {kind: published, document: 某省基准, article: 第三条, date: "2024-01-01"}
- {tier: none, label: 无, when: {mass: 0}, penalty: statute}
"""


def tier_reason(result: Recommendation) -> Any:
    return next(item for item in result.reasons if item.step == "tier")


def test_the_condition_of_a_row_is_told_with_that_of_its_tier(tiny: Build) -> None:
    reason = tier_reason(tiny(FACTS, tiers=ROWS).recommend({"mass": 1, "gain": "0.01"}))
    assert [fact.name for fact in reason.facts] == ["mass", "gain"]


def test_a_tier_says_its_own_source_and_else_that_of_its_violation(tiny: Build) -> None:
    book = tiny(FACTS, tiers=ROWS)
    assert tier_reason(book.recommend({"mass": 1, "gain": 0})).source == "published"
    assert tier_reason(book.recommend({"mass": 0, "gain": 0})).source == "proposed"


CONFISCATE = """
supplements:
  - id: confiscate-gain
    label: 没收违法所得
    when: {gain: "> 0"%s}
    penalty: {confiscate: {illegal_gain: shall}}
    cite: [test-law/general]
    source: {kind: statute, cite: [test-law/general]}
"""
READS_GAIN = '- {range: any, when: {gain: ">= 0"}, penalty: {fine: {from: 1000, to: 5000}%s}}'


def test_a_supplement_that_also_reads_a_foreign_fact_does_not_apply(tiny: Build, brief: Brief) -> None:
    """The violation reads the gain but not the mass: nobody is asked for a mass, and nothing is confiscated on a guess."""
    foreign = tiny(FACTS, READS_GAIN % "", header=CONFISCATE % ', mass: "> 5"')
    assert "mass" not in [slot.name for slot in foreign.plan.slots]
    assert brief(foreign.recommend({"gain": 1})) == "general/only [1000..5000]"
    own = tiny(FACTS, READS_GAIN % "", header=CONFISCATE % "")
    assert brief(own.recommend({"gain": 1})) == "general/only [1000..5000] +confiscate.illegal_gain"


def test_a_supplement_does_not_rewrite_a_measure_of_the_provision_itself(tiny: Build, brief: Brief) -> None:
    law = READS_GAIN % ", confiscate: {illegal_gain: may}"
    tiers = "- {tier: only, label: 一般, when: {}, penalty: {fine: {at: floor}, confiscate: {illegal_gain: may}}}"
    result = tiny(FACTS, law, tiers, header=CONFISCATE % "").recommend({"gain": 1})
    assert brief(result) == "general/only [1000..1000] may +confiscate.illegal_gain"


TWO_RANGES = """
- {range: warned, when: {mass: "<= 50"}, penalty: {warning: shall}}
- {range: fined, when: {mass: "> 50"}, penalty: {fine: {from: 1000, to: 5000}}}
"""


def test_a_penalty_that_fits_no_range_it_meets_is_a_fault_of_the_rulebook(tiny: Build) -> None:
    """A share of a fine that the law does not have: told with its line, not dropped."""
    tiers = '- {tier: only, label: 一般, when: {mass: ">= 0"}, penalty: {fine: {share: [0, 0.5]}}}'
    with pytest.raises(RulebookError) as caught:
        tiny(FACTS, TWO_RANGES, tiers).recommend({"mass": 60})
    where = caught.value.problems[0].where
    assert where is not None
    assert where.file.endswith("test.act.yaml")


def test_where_tier_and_range_never_meet_nothing_is_at_fault(tiny: Build, brief: Brief) -> None:
    tiers = """
    - {tier: low, label: 轻, when: {mass: "<= 50"}, penalty: statute}
    - {tier: high, label: 重, when: {mass: "> 50"}, penalty: {fine: {share: [0, 0.5]}}}
    """
    book = tiny(FACTS, TWO_RANGES, tiers)
    assert brief(book.recommend({"mass": 60})) == "general/high [1000..3000]"
    assert brief(book.recommend({"mass": 50})) == "general/low +warning"


# ---- what the provision itself asks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("towing", "status"), [(True, "determined"), (False, "not_established")])
def test_what_the_provision_itself_asks_is_an_element(tiny: Build, towing: bool, status: str) -> None:
    book = tiny("towing: {label: 拖带, type: boolean, severity: neutral}")
    law = book.folder / "laws" / "test-law@2021.yaml"
    text = law.read_text(encoding="utf-8")
    law.write_text(text.replace("label: 测试行为\n", "label: 测试行为\n    when: {towing: true}\n"), encoding="utf-8")
    assert Library.load(book.folder).recommend(book.case({"towing": towing})).status == status


KINDS = f"""{FACTS}
act: {{label: 擅自占用航道的行为, type: enum, values: {{none: 没有, a: 停泊, b: 养殖, c: 堆放, d: 捕捞}}}}
occupied: {{label: 擅自占用航道, type: boolean}}
"""
NOT = "没有擅自占用航道的行为，不符合"
NEITHER = "没有擅自占用航道的行为、没有擅自占用航道的情形，不符合"


@pytest.mark.parametrize(
    ("elements", "called", "unmet"),
    [
        ("{act: [a, b, c, d]}", "擅自占用航道的行为", NOT),  # any of them: its name says it
        (
            "{act: [a, b, c]}",
            "擅自占用航道的行为为停泊、养殖或者堆放",
            NOT,
        ),  # not any: the list says what does not count
        ("{any: [{act: [a, b, c, d]}, {occupied: true}]}", "擅自占用航道", NEITHER),  # the act, and of what kind it was
    ],
)
def test_an_element_that_any_of_many_values_meets_is_called_by_its_name(
    tiny: Build, elements: str, called: str, unmet: str
) -> None:
    book = tiny(KINDS, elements=elements)
    told = [book.recommend(facts).reasons for facts in ({}, {"act": "none", "occupied": False})]
    assert [next(item.text for item in reasons if item.step == "elements") for reasons in told] == [
        f"构成要件“{called}”尚待查明",
        f"{unmet}“{called}”的构成要件",
    ]
