"""What can be decided while facts are missing: all of it, all but a choice, all but the tier, or nothing yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.decide.open import decide_open
from discretion.plan import Plan

FACTS = """
mass: {label: 质量, type: integer, range: "[0..10]"}
gain: {label: 违法所得, type: money, range: "[0..1000]"}
done: {label: 实施, type: boolean}
first: {label: 初次, type: boolean}
minor: {label: 轻微, type: boolean}
"""
SOURCE = "source: {kind: statute, cite: [test-law/general]}"
LISTS = {
    "exempt": f"""
        - {{id: first, label: 首违, force: may, when: {{first: true}}, {SOURCE}}}
        - {{id: minor, label: 轻微, when: {{minor: true}}, {SOURCE}}}
    """
}
ONE = "- {tier: only, label: 一般, when: {}, penalty: {fine: {fixed: 1000}}}"
TWO = """
- {tier: slight, label: 轻微, when: {mass: "<= 5"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {mass: "> 5"}, penalty: {fine: {share: [0.5, 1]}}}
"""
WHOLE = "- {tier: only, label: 一般, when: {}, penalty: statute}"
DONE = "{done: true}"
CERTAIN = """{any: [{mass: "<= 5"}, {mass: "> 5"}]}"""  # always so, but not seen of an open number
GAIN = "- {range: any, penalty: {fine: {times: gain, from: 1, to: 5}}}"
ANY = "- {range: any, penalty: {fine: {from: 1000, to: 5000}}}"
PLAIN = {"mass": 1, "gain": 100, "done": 1, "first": 0, "minor": 0}


def told(plan: Plan, *missing: str, fined: bool = False, **facts: int) -> str:
    """What a decision comes to, of which these facts are missing: the status, whether only the tier is open, what is offered; how many outcomes there are."""
    values = [None if name in missing else (PLAIN | facts)[name] for name in plan.index]
    _, decided, regions, outcomes = decide_open(plan, values, "", fined=fined)
    settled = decided.settled
    assert bool(regions) is bool(outcomes)
    words = [str(settled.disposition or settled.status)]
    words += ["open tier"] if decided.open_tier else []
    words += [f"~{item}" for item in settled.offered]
    return " ".join(words) + (f" of {len(outcomes)}" if outcomes else "")


@pytest.fixture(scope="module")
def build(tiny: Callable[..., Any]) -> Callable[..., Plan]:
    def made(ranges: str = ANY, tiers: str = ONE, elements: str = DONE) -> Plan:
        plan: Plan = tiny(FACTS, ranges, tiers, elements=elements, lists=LISTS).plan
        return plan

    return made


def test_what_nothing_turns_on_is_decided(build: Callable[..., Plan]) -> None:
    plan = build(tiers=TWO)
    assert told(plan) == "general"
    assert told(plan, "mass", done=0) == "not_established"
    assert told(plan, "mass", "first", minor=1) == "exempt"


def test_a_choice_that_may_be_open_is_offered_only_where_it_is_certain(build: Callable[..., Plan]) -> None:
    plan = build()
    assert told(plan, "first") == "general of 2"
    assert told(plan, first=1) == "general ~exempt"
    assert told(plan, "first", "minor") == "undetermined of 3"  # 应当不予 is no choice
    assert told(plan, "first", "done") == "undetermined of 3"


def test_an_act_that_is_not_seen_to_be_established_leaves_no_choice(build: Callable[..., Plan]) -> None:
    """Whatever the number is the elements hold, but no box of it shows that."""
    assert told(build(elements=CERTAIN), "mass", "first") == "undetermined of 2"


def test_a_proposed_tier_may_be_open(build: Callable[..., Plan]) -> None:
    assert told(build(tiers=TWO), "mass") == "general open tier of 2"
    assert told(build(tiers=TWO), "mass", "minor") == "undetermined of 3"
    assert told(build(tiers=TWO), "mass", "done") == "undetermined of 3"
    assert told(build(tiers=TWO), "mass", first=1) == "general open tier ~exempt of 2"
    assert told(build(tiers=TWO), "mass", "first") == "general open tier of 4"


def test_no_tier_is_left_open_where_nothing_is_imposed(build: Callable[..., Plan]) -> None:
    """The law sets no penalty for it: to waive it is the outcome, and of which tier is not left open."""
    plan = build(
        "- {range: any, penalty: {}}",
        TWO.replace("{fine: {share: [0, 0.5]}}", "statute").replace("{fine: {share: [0.5, 1]}}", "statute"),
    )
    assert told(plan, first=1) == "exempt"
    assert told(plan, "mass", first=1) == "undetermined of 2"
    assert told(plan, "mass") == "general open tier of 2"


def test_an_amount_that_is_open_leaves_the_case_open_unless_none_is_imposed(build: Callable[..., Plan]) -> None:
    plan = build(GAIN, WHOLE)
    assert told(plan) == "general"
    assert told(plan, "gain") == "undetermined of 1"
    assert told(plan, "gain", minor=1) == "exempt"
    assert told(plan, "gain", fined=True) == "general"
    assert told(plan, "gain", "first", fined=True) == "general of 2"
    assert told(plan, "gain", "first") == "undetermined of 2"
    assert told(plan, "first") == "general of 2"
    assert told(build(GAIN, TWO), "mass") == "general open tier of 2"
    assert told(build(GAIN, TWO), "mass", "gain") == "undetermined of 2"
