"""Missing facts: unknown is neither true nor false, nothing reachable is left out, and what settles most comes first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion import Recommendation
from discretion.decide.decide import decide
from discretion.decide.explore import explore, merged
from discretion.explain.missing import _stage
from discretion.plan import fine_band

Build = Callable[..., Any]
Brief = Callable[..., str]

# 两个事实：质量 0 至 10（5 以下轻微），是否初次
TWO = """
mass: {label: 质量, type: integer, range: "[0..10]", severity: aggravating, evidence: 称重单}
first: {label: 初次违法, type: boolean, severity: mitigating}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {mass: "<= 5"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {mass: "> 5"}, penalty: {fine: {share: [0.5, 1]}}}
"""
EXEMPT = """
- {id: first, label: 首违轻微, when: {first: true, mass: "<= 2"}, source: {kind: statute, cite: [test-law/general]}}
"""


def outcomes(result: Recommendation) -> list[str]:
    return [item.text for item in result.outcomes]


@pytest.fixture(scope="module")
def two(tiny: Build) -> Any:
    return tiny(TWO, tiers=TIERS, elements='{mass: "> 0"}', lists={"exempt": EXEMPT})


def test_with_no_fact_every_outcome_is_reachable_and_each_is_told(two: Any) -> None:
    result = two.recommend({})
    assert (result.status, result.disposition, result.tier, result.penalty) == ("undetermined", None, None, None)
    assert set(outcomes(result)) == {
        "违法行为不成立",
        "不予处罚",
        "“轻微”阶次：处1000元以上3000元以下罚款",
        "“严重”阶次：处3000元以上5000元以下罚款",
    }


def test_the_fact_that_settles_most_comes_first(two: Any) -> None:
    """质量 decides between four outcomes and leaves two at worst (1 or 2 kg); 初次 alone leaves up to four."""
    result = two.recommend({})
    assert [(item.fact, item.leaves, item.evidence) for item in result.missing] == [
        ("mass", 2, "称重单"),
        ("first", 4, None),
    ]


def test_the_same_empty_case_is_worked_out_once_and_nobody_shares_the_answer(
    tiny: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, calls = sys.modules["discretion.decide.open"], list[int]()

    def counted(*args: Any, **more: Any) -> Any:
        calls.append(1)
        return explore(*args, **more)

    monkeypatch.setattr(module, "explore", counted)
    book = tiny(TWO, tiers=TIERS)
    one, other = book.recommend({}), book.recommend({})
    assert (len(calls), one.missing, one.outcomes) == (1, other.missing, other.outcomes)
    one.missing[0].branches.clear()
    one.missing.clear()
    assert other.missing == book.recommend({}).missing != []
    assert book.recommend({"mass": 3}).missing != other.missing


def test_each_branch_says_what_it_would_lead_to(two: Any) -> None:
    mass, first = two.recommend({}).missing
    assert [(branch.when, branch.outcomes) for branch in mass.branches] == [
        ("质量：0", ["违法行为不成立"]),
        ("质量1以上、不超过2", ["“轻微”阶次", "不予处罚"]),
        ("质量3以上、不超过5", ["“轻微”阶次"]),
        ("质量6以上", ["“严重”阶次"]),
    ]
    assert [set(branch.outcomes) for branch in first.branches] == [
        {"违法行为不成立", "“轻微”阶次", "“严重”阶次"},
        {"违法行为不成立", "不予处罚", "“轻微”阶次", "“严重”阶次"},
    ]


def test_a_missing_fact_that_cannot_matter_leaves_the_case_determined(two: Any, brief: Brief) -> None:
    assert brief(two.recommend({"mass": 6})) == "general/serious [3000..5000]"
    assert brief(two.recommend({"mass": 0})) == "not_established"
    assert brief(two.recommend({"mass": 3})) == "general/slight [1000..3000]"
    assert two.recommend({"mass": 3}).missing == []


def test_a_missing_fact_that_matters_does_not(two: Any) -> None:
    result = two.recommend({"mass": 2})
    assert result.status == "undetermined"
    assert outcomes(result) == ["“轻微”阶次：处1000元以上3000元以下罚款", "不予处罚"]
    assert [(item.fact, item.leaves) for item in result.missing] == [("first", 1)]
    assert "【待查明】依次查明：1. 初次违法。" in result.hints()
    assert "待查明】" not in result.explain()


MAY = EXEMPT.replace("id: first,", "id: first, force: may,")


def test_what_only_a_choice_turns_on_leaves_the_case_determined(tiny: Build, brief: Brief) -> None:
    """可以不予处罚 of a first act: until that is known, the penalty stands and nothing is offered."""
    book = tiny(TWO, tiers=TIERS, elements='{mass: "> 0"}', lists={"exempt": MAY})
    result = book.recommend({"mass": 2})
    assert brief(result) == "general/slight [1000..3000]"
    assert [item.fact for item in result.missing] == ["first"]
    assert brief(book.recommend({"mass": 2, "first": True})) == "general/slight [1000..3000] ~exempt"
    assert brief(book.recommend({"first": True})) == "undetermined"  # the tier turns on 质量 too


PRESUME = """
presume:
  - {facts: {first: false}, basis: 未检索到记录的，不作认定}
"""


def test_a_presumption_settles_the_case_and_is_shown(tiny: Build, brief: Brief) -> None:
    book = tiny(TWO, tiers=TIERS, elements='{mass: "> 0"}', lists={"exempt": EXEMPT}, header=PRESUME)
    result = book.recommend({"mass": 2})
    assert brief(result) == "general/slight [1000..3000]"
    assert [(item.fact, item.value, item.basis) for item in result.assumed] == [
        ("first", "否", "未检索到记录的，不作认定")
    ]
    assert "【推定】未检索到记录的，不作认定：" in result.hints()
    stated = book.recommend({"mass": 2, "first": False})
    assert (brief(stated), stated.assumed) == (brief(result), [])
    assert brief(book.recommend({"mass": 2, "first": True})) == "exempt"


@pytest.mark.parametrize(
    ("elements", "facts", "found"),
    [
        # The act is stated; that the statute does not except it, is presumed.
        ('{mass: "> 0", first: false}', {"mass": 2}, "general/slight [1000..3000]"),
        ('{mass: "> 0", first: false}', {"mass": 2, "first": True}, "not_established"),
        # What is presumed the other way never makes an act lawful, and nothing but presumptions never makes one.
        ('{mass: "> 0", first: true}', {"mass": 2}, "undetermined"),
        ("{first: false}", {"mass": 2}, "undetermined"),
    ],
)
def test_an_exception_of_the_statute_may_be_presumed_absent_but_an_act_is_never_presumed(
    tiny: Build, brief: Brief, elements: str, facts: dict[str, Any], found: str
) -> None:
    assert brief(tiny(TWO, tiers=TIERS, elements=elements, header=PRESUME).recommend(facts)) == found


def test_without_presumptions_the_fact_stays_open(tiny: Build) -> None:
    book = tiny(TWO, tiers=TIERS, elements='{mass: "> 0"}', lists={"exempt": EXEMPT}, header=PRESUME)
    result = book.recommend({"mass": 2}, presume=False)
    assert (result.status, result.assumed) == ("undetermined", [])
    assert [item.fact for item in result.missing] == ["first"]


def test_an_amount_that_depends_on_an_open_fact_is_not_settled(tiny: Build) -> None:
    """One tier, one disposition, but the number is not known: no number is given."""
    law = "- {range: any, penalty: {fine: {each: 500, per: 1, of: mass, rounding: none, cap: 2000}}}"
    result = tiny(TWO, law, elements='{mass: "> 0"}').recommend({})
    assert result.status == "undetermined"
    result = tiny(TWO, law).recommend({})
    assert (result.status, result.penalty) == ("undetermined", None)
    assert outcomes(result) == ["依法处罚：罚款数额取决于质量"]
    fine = result.outcomes[0].penalty.fine
    assert fine is not None
    assert (fine.low, fine.high) == ("0", "2000")
    assert [item.fact for item in result.missing] == ["mass"]


def test_a_range_of_the_law_that_depends_on_an_open_fact_cuts_only_where_it_surely_does(tiny: Build) -> None:
    """The tier says 500 元 fixed; the law gives 100 to 200 元 per unit. From 0 to 10 units the cut gives 0 to 500 元."""
    law = "- {range: any, penalty: {fine: {each: {from: 100, to: 200}, per: 1, of: mass, rounding: none}}}"
    result = tiny(TWO, law, "- {tier: only, label: 一般, when: {}, penalty: {fine: {fixed: 500}}}").recommend({})
    assert result.status == "undetermined"
    fine = result.outcomes[0].penalty.fine
    assert fine is not None
    # 0 units: 0; 1 unit: [100..200] → 200; 3 to 5 units: 500; 10 units: [1000..2000] → 1000
    assert (fine.low, fine.high) == ("0", "1000")


# ---- against every completion ----------------------------------------------------------------------------------------

THREE = """
mass: {label: 质量, type: integer, range: "[0..6]", severity: aggravating}
limit: {label: 限值, type: integer, range: "[1..4]"}
harm: {label: 后果, type: enum, values: {none: 无, slight: 轻微, grave: 严重}, severity: aggravating}
late: {label: 超过时效, type: boolean}
helped: {label: 配合, type: boolean, severity: mitigating}
hindered: {label: 阻碍, type: boolean, severity: aggravating}
excess: {label: 超限, type: integer, derive: "max(mass - limit, 0)"}
"""
SOURCE = "source: {kind: statute, cite: [test-law/general]}"
RICH = {
    "barred": f"- {{id: late, label: 时效, when: {{late: true}}, {SOURCE}}}",
    "exempt": f"""
        - {{id: small, label: 轻微, when: {{excess: "<= 1", harm: none}}, {SOURCE}}}
        - {{id: maybe, label: 首违, force: may, when: {{harm: [none, slight], hindered: false}}, {SOURCE}}}
    """,
    "lighter": f"- {{id: helped, label: 配合, or_mitigated: true, when: {{helped: true}}, {SOURCE}}}",
    "heavier": f"- {{id: hindered, label: 阻碍, when: {{hindered: true}}, {SOURCE}}}",
}
LAWS = """
- {range: low, when: {excess: "< 3"}, penalty: {warning: shall, fine: {to: 2000, force: may}}}
- {range: high, when: {excess: "> 3"}, penalty: {fine: {each: {from: 100, to: 500}, per: 1, of: excess, rounding: none}}}
"""
SEVERAL = """
- {tier: a, label: 甲, when: {harm: [none, slight]}, penalty: {fine: {from: 100, to: 900}}}
- {tier: b, label: 乙, when: {harm: grave, mass: "> limit * 1.5"}, penalty: {fine: {share: [0.5, 1]}}}
"""


@pytest.fixture(scope="module")
def rich(tiny: Build) -> Any:
    """A gap of the law (excess 3), a gap of the tiers, a clamp that depends on facts, all the lists."""
    return tiny(THREE, LAWS, SEVERAL, elements='{excess: "> 0"}', lists=RICH)


def completions(plan: Any, values: Iterable[int | None]) -> list[tuple[int, ...]]:
    pairs = zip(plan.slots, values, strict=True)
    return list(product(*(range(s.low, s.high + 1) if v is None else (v,) for s, v in pairs)))


def reachable(plan: Any, values: list[int | None]) -> dict[tuple[Any, ...], tuple[int, int] | None]:
    """Every outcome by trying every completion, with the hull of its fine; nothing of the exploring code is used."""
    found: dict[tuple[Any, ...], tuple[int, int] | None] = {}
    for point in completions(plan, values):
        decision = decide(plan, point)
        settled, sanction = decision.settled, decision.sanction
        fine = fine_band(plan, sanction, point)[0] if sanction is not None else None
        tier = plan.tiers[settled.tier].tier if settled.tier is not None else None
        law = plan.ranges[settled.range].range if sanction is not None else None
        key = (
            settled.status,
            settled.disposition,
            settled.force,
            tier,
            law,
            decision.force,
            decision.measures,
            settled.offered,
            fine is None,
        )
        ends = found.get(key)
        if fine is not None:
            found[key] = (
                (min(ends[0], fine.lowest), max(ends[1], fine.highest)) if ends else (fine.lowest, fine.highest)
            )
        else:
            found[key] = None
    return found


def explored(plan: Any, values: list[int | None], budget: int) -> dict[tuple[Any, ...], tuple[int, int] | None]:
    return {
        item.kind: (item.fine.lowest, item.fine.highest) if item.fine is not None else None
        for item in merged(explore(plan, values, budget))
    }


@settings(max_examples=60)
@given(st.data())
def test_the_reachable_outcomes_are_exactly_those_of_all_completions(rich: Any, data: st.DataObject) -> None:
    plan = rich.plan
    values = [data.draw(st.none() | st.integers(slot.low, slot.high)) for slot in plan.slots]
    truth, found = reachable(plan, values), explored(plan, values, 600)
    assert set(found) == set(truth)
    for key, ends in truth.items():  # the hull may be wider than the truth, never narrower
        hull = found[key]
        assert ends is None or (hull is not None and hull[0] <= ends[0] and ends[1] <= hull[1])


@settings(max_examples=60)
@given(st.data(), st.integers(0, 12))
def test_when_the_budget_ends_too_many_outcomes_are_named_never_too_few(
    rich: Any, data: st.DataObject, budget: int
) -> None:
    plan = rich.plan
    values = [data.draw(st.none() | st.integers(slot.low, slot.high)) for slot in plan.slots]
    truth, found = reachable(plan, values), explored(plan, values, budget)
    truth = {key: ends for key, ends in truth.items() if key[0] != "no_rule"}  # faults are for `check` to find
    assert set(truth) <= set(found)
    for key, ends in truth.items():
        hull = found[key]
        assert ends is None or (hull is not None and hull[0] <= ends[0] and ends[1] <= hull[1])


@settings(max_examples=60)
@given(st.data())
def test_what_is_determined_with_facts_missing_holds_for_every_completion(
    rich: Any, brief: Brief, data: st.DataObject
) -> None:
    plan, facts = rich.plan, {}
    from discretion.facts import decode

    for slot in plan.slots:
        value = data.draw(st.none() | st.integers(slot.low, slot.high), label=slot.name)
        if value is not None:
            facts[slot.name] = decode(slot.fact, value)
    result = rich.recommend(facts)
    if result.status == "undetermined":
        return
    open_slots = [slot for slot in plan.slots if slot.name not in facts]
    for values in product(*((slot.low, slot.high, (slot.low + slot.high) // 2) for slot in open_slots)):
        more = {slot.name: decode(slot.fact, value) for slot, value in zip(open_slots, values, strict=True)}
        complete = rich.recommend(facts | more)
        if result.tier == "open":  # determined as to the law alone
            assert (complete.disposition, complete.force) == (result.disposition, result.force)
            assert complete.tier in {item.tier for item in result.outcomes}
        else:
            assert brief(complete) == brief(result)


def test_missing_facts_are_ranked_by_the_order_of_the_law_then_by_how_few_outcomes_they_leave(rich: Any) -> None:
    result = rich.recommend({"mass": 6, "limit": 1})
    ranks = [(_stage(rich.plan, rich.plan.index[item.fact]), item.leaves) for item in result.missing]
    assert ranks == sorted(ranks)
    for item in result.missing:
        assert item.leaves == max(len(set(branch.outcomes)) for branch in item.branches) or item.leaves > 0


def test_what_the_budget_does_not_settle_is_never_called_determined(tiny: Build) -> None:
    """mass = 2 × limit + 0.5 never holds, but to see that every point near a long line would have to be tried."""
    facts = """
    mass: {label: 质量, type: integer, range: "[0..1000000]"}
    limit: {label: 限值, type: integer, range: "[0..1000000]"}
    """
    when = '{mass: "not(limit * 2 + 0.5)"}'
    book = tiny(facts, tiers=f"- {{tier: only, label: 一般, when: {when}, penalty: {{fine: {{at: floor}}}}}}")
    result = book.recommend({})
    assert (result.status, result.penalty) == ("undetermined", None)
    assert {item.fact for item in result.missing} == {"mass", "limit"}
    assert book.recommend({"mass": 5, "limit": 5}).status == "determined"
