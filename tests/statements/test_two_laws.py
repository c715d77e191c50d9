"""Old and new law held against each other for every value of a missing fact: given up only where the values differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Library

FACTS = """
size: {label: 面积, type: integer, unit: m2, range: "[0..100]", severity: aggravating}
helped: {label: 配合查处, type: boolean, negative: 没有配合查处, severity: mitigating}
"""
MAY_EXEMPT = """
- id: helped
  label: 配合查处
  force: may
  when: {helped: true}
  cite: [test-law/general]
  source: {kind: statute, cite: [test-law/general]}
"""
OLD = """
- {range: small, when: {size: "< 10"}, penalty: {fine: {from: 1000, to: 5000}}}
- {range: large, when: {size: ">= 10"}, penalty: {fine: {from: 5000, to: 20000}}}
"""
MILDER = """
- {range: small, when: {size: "< 10"}, penalty: {fine: {from: 500, to: 4000}}}
- {range: large, when: {size: ">= 10"}, penalty: {fine: {from: 4000, to: 10000}}}
"""
HARSHER = """
- {range: small, when: {size: "< 10"}, penalty: {fine: {from: 2000, to: 6000}}}
- {range: large, when: {size: ">= 10"}, penalty: {fine: {from: 5000, to: 20000}}}
"""
MIXED = """
- {range: small, when: {size: "< 10"}, penalty: {fine: {from: 2000, to: 6000}}}
- {range: large, when: {size: ">= 10"}, penalty: {fine: {from: 4000, to: 10000}}}
"""
Build = Callable[..., Any]


def changed(tiny: Build, new: str, **more: Any) -> Any:
    """The law of 2021, and another one from 2026-03-10: after the act, before the decision."""
    rules = tiny(FACTS, ranges=OLD, **more)
    old = (rules.folder / "laws/test-law@2021.yaml").read_text(encoding="utf-8")
    head, _, _ = old.partition("    ranges:\n")
    block = "".join(f"      {line}\n" for line in new.strip().splitlines())
    text = f"{head}    ranges:\n{block}".replace('"2021"', '"2026"').replace("2021-01-01", "2026-03-10")
    (rules.folder / "laws/test-law@2026.yaml").write_text(text, encoding="utf-8")
    until = old.replace('effective: "2021-01-01"', 'effective: "2021-01-01"\nuntil: "2026-03-09"')
    (rules.folder / "laws/test-law@2021.yaml").write_text(until, encoding="utf-8")
    return type(rules)(rules.folder, Library.load(rules.folder))


@pytest.mark.parametrize(
    ("new", "decided", "fines"),
    [
        (MILDER, "new_milder", ["500-4000", "4000-10000"]),
        (HARSHER, "old", ["1000-5000", "5000-20000"]),
        (OLD, "old", ["1000-5000", "5000-20000"]),
        (MIXED, "open", ["1000-5000", "5000-20000", "2000-6000", "4000-10000"]),
    ],
)
def test_the_laws_are_compared_value_by_value(tiny: Build, new: str, decided: str, fines: list[str]) -> None:
    result = changed(tiny, new).recommend({})
    assert result.status == "undetermined"
    (reason,) = [item for item in result.reasons if item.step == "versions"]
    assert reason.decided == decided
    found = [item.penalty.fine for item in result.outcomes]
    assert [f"{fine.low}-{fine.high}" for fine in found if fine is not None] == fines


def test_the_choice_says_that_it_holds_whatever_the_fact(tiny: Build) -> None:
    (reason,) = [item for item in changed(tiny, MILDER).recommend({}).reasons if item.step == "versions"]
    assert reason.text == (
        "行为时（2026年3月2日）的《测试法》第二条（2021年1月1日起施行）：事实不足，尚不能确定；"
        "决定时（2026年3月20日）的《测试法》第二条（2026年3月10日起施行）：事实不足，尚不能确定。"
        "不论尚未查明的事实如何，新规定处罚较轻，依照《行政处罚法》第三十七条，适用新规定"
    )


def test_what_both_laws_settle_is_compared_without_a_word_of_what_is_missing(tiny: Build) -> None:
    """On the missing fact only a choice (可以不予处罚) depends; the text goes into the decision."""
    result = changed(tiny, MILDER, lists={"exempt": MAY_EXEMPT}).recommend({"size": 5})
    (reason,) = [item for item in result.reasons if item.step == "versions"]
    assert (result.status, [item.fact for item in result.missing]) == ("determined", ["helped"])
    assert reason.text == (
        "行为时（2026年3月2日）的《测试法》第二条（2021年1月1日起施行）：法定幅度为1000元以上5000元以下，本案处1000元以上5000元以下罚款；"
        "决定时（2026年3月20日）的《测试法》第二条（2026年3月10日起施行）：法定幅度为500元以上4000元以下，本案处500元以上4000元以下罚款。"
        "新规定处罚较轻，依照《行政处罚法》第三十七条，适用新规定"
    )


GAP = """
- {range: lower, when: {size: "< 10"}, penalty: {fine: {from: 500, to: 900}}}
- {range: upper, when: {size: "> 10"}, penalty: {fine: {from: 4000, to: 10000}}}
"""
CLOSES = """
closes:
  - {when: {size: "= 10"}, range: lower, reason: 恰为该数的按较低一档处理, source: {kind: proposed, method: 测试}}
"""


def test_a_gap_that_only_the_new_law_has_is_closed_there_alone(tiny: Build) -> None:
    result = changed(tiny, GAP, violation=CLOSES).recommend({"size": 10})
    decided = {item.step: item.decided for item in result.reasons if item.step in ("versions", "statute")}
    assert decided == {"versions": "new_milder", "statute": "closes"}
    assert result.penalty.text == "处500元以上900元以下罚款"
