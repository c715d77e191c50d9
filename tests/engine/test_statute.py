"""Step 8: the law's range, its gaps and how they are closed, and faults of a rulebook, which are always loud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FACTS = """
mass: {label: 质量, type: integer, range: "[0..100]", severity: aggravating}
gain: {label: 违法所得, type: money, range: "[0..100000]", severity: aggravating}
"""
GAP = """
- {range: high, when: {gain: "> 10000"}, penalty: {fine: {times: gain, from: 1, to: 5}}}
- {range: low, when: {gain: "< 10000"}, penalty: {fine: {from: 3000, to: 10000}}}
"""
CLOSES = """
closes:
  - {when: {gain: "= 10000"}, range: low, reason: 恰为该数的按较低一档处理, source: {kind: proposed, method: 测试}}
"""
Build = Callable[..., Any]
Brief = Callable[..., str]


def test_a_point_the_law_leaves_open_gives_no_penalty(tiny: Build, brief: Brief) -> None:
    book = tiny(FACTS, GAP)
    assert brief(book.recommend({"gain": "9999.99"})) == "general/only [3000..10000]"
    assert brief(book.recommend({"gain": "10000.01"})) == "general/only [10001..50000]"
    open_point = book.recommend({"gain": 10000})
    assert (brief(open_point), open_point.penalty) == ("no_rule", None)
    assert "法定幅度没有覆盖本案" in open_point.reasons[-1].text


def test_a_closure_is_told_with_its_reason_and_whose_it_is(tiny: Build, brief: Brief) -> None:
    result = tiny(FACTS, GAP, violation=CLOSES).recommend({"gain": 10000})
    assert brief(result) == "general/only [3000..10000]"
    (reason,) = [item for item in result.reasons if item.step == "statute"]
    assert (reason.rule, reason.decided, reason.source) == ("closes:low", "closes", "proposed")
    assert "没有覆盖本案" in reason.text
    assert "恰为该数的按较低一档处理" in reason.text


def test_a_closure_has_the_penalty_of_the_range_that_it_extends(tiny: Build) -> None:
    high, low, closed = tiny(FACTS, GAP, violation=CLOSES).plan.ranges
    assert (closed.range, closed.closes, closed.cite) == ("low", "恰为该数的按较低一档处理", "《测试法》第二条")
    assert closed.penalty == low.penalty != high.penalty


def test_a_closure_never_overrides_what_the_law_does_say(tiny: Build, brief: Brief) -> None:
    greedy = CLOSES.replace('"= 10000"', '"<= 20000"')
    book = tiny(FACTS, GAP, violation=greedy)
    assert brief(book.recommend({"gain": "10000.01"})) == "general/only [10001..50000]"
    assert brief(book.recommend({"gain": 10000})) == "general/only [3000..10000]"


def test_a_closure_must_name_a_range_of_the_law(tiny: Build) -> None:
    from discretion import RulebookError

    with pytest.raises(RulebookError, match="test-law/act 没有幅度 lower（允许：high、low") as caught:
        tiny(FACTS, GAP, violation=CLOSES.replace("range: low", "range: lower")).recommend({"gain": 1})
    where = caught.value.problems[0].where
    assert where is not None
    assert (where.file.endswith("test.act.yaml"), where.line) == (True, 8)


@pytest.mark.parametrize(
    ("ranges", "fault"),
    [
        ('- {range: a, when: {mass: "> 5"}, penalty: {warning: shall}}', "法定幅度没有覆盖本案"),
        (
            (
                '- {range: a, when: {mass: "<= 5"}, penalty: {warning: shall}}\n'
                '- {range: b, when: {mass: ">= 5"}, penalty: {fine: {to: 5}}}'
            ),
            "本案同时落入两个法定幅度",
        ),
    ],
)
def test_a_gap_and_an_overlap_of_the_law_are_loud(tiny: Build, ranges: str, fault: str) -> None:
    result = tiny(FACTS, ranges).recommend({"mass": 5})
    assert (result.status, result.disposition, result.tier, result.penalty) == ("no_rule", None, None, None)
    assert fault in result.explain()


@pytest.mark.parametrize(
    ("tiers", "fault"),
    [
        ('- {tier: a, label: 甲, when: {mass: "> 5"}, penalty: statute}', "没有裁量阶次与本案相符"),
        (
            (
                '- {tier: a, label: 甲, when: {mass: "<= 5"}, penalty: statute}\n'
                '- {tier: b, label: 乙, when: {mass: ">= 5"}, penalty: statute}'
            ),
            "本案同时符合两个裁量阶次",
        ),
        (
            '- {tier: a, label: 甲, when: {}, rows: [{when: {mass: "> 5"}, penalty: statute}]}',
            "没有裁量阶次与本案相符",
        ),
    ],
)
def test_a_gap_and_an_overlap_of_the_tiers_are_loud(tiny: Build, tiers: str, fault: str) -> None:
    result = tiny(FACTS, tiers=tiers).recommend({"mass": 5})
    assert (result.status, result.disposition, result.tier, result.penalty) == ("no_rule", None, None, None)
    assert fault in result.explain()


def test_first_match_lets_the_order_decide_only_where_declared(tiny: Build, brief: Brief) -> None:
    tiers = """
    - {tier: a, label: 甲, when: {mass: "<= 5"}, penalty: {fine: {at: floor}}}
    - {tier: b, label: 乙, when: {mass: ">= 5"}, penalty: {fine: {at: cap}}}
    """
    book = tiny(FACTS, tiers=tiers, violation="hit: first")
    assert brief(book.recommend({"mass": 5})) == "general/a [1000..1000]"


def test_a_residual_tier_takes_what_the_others_leave(tiny: Build, brief: Brief) -> None:
    tiers = """
    - {tier: a, label: 甲, when: {mass: "<= 5"}, penalty: {fine: {at: floor}}}
    - {tier: b, label: 乙, otherwise: true, penalty: {fine: {at: cap}}}
    """
    book = tiny(FACTS, tiers=tiers)
    assert [brief(book.recommend({"mass": mass})) for mass in (5, 6)] == [
        "general/a [1000..1000]",
        "general/b [5000..5000]",
    ]


def test_rows_of_a_tier_give_amounts_by_a_further_condition(tiny: Build, brief: Brief) -> None:
    tiers = """
    - tier: a
      label: 甲
      when: {mass: "> 0"}
      rows: [{when: {gain: 0}, penalty: {fine: {fixed: 1000}}}, {when: {gain: "> 0"}, penalty: {fine: {fixed: 2000}}}]
    """
    book = tiny(FACTS, tiers=tiers)
    assert brief(book.recommend({"mass": 1, "gain": 0})) == "general/a [1000..1000]"
    assert brief(book.recommend({"mass": 1, "gain": "0.01"})) == "general/a [2000..2000]"


# ---- never outside the law's range, and never silently ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("law", "tier", "result", "clamped"),
    [
        ("{from: 1000, to: 5000}", "{from: 2000, to: 3000}", "[2000..3000]", False),
        ("{from: 1000, to: 5000}", "{from: 500, to: 3000}", "[1000..3000]", True),
        ("{from: 1000, to: 5000}", "{from: 2000, to: 9000}", "[2000..5000]", True),
        ("{from: 1000, to: 5000}", "{from: 7000, to: 9000}", "[5000..5000]", True),
        ("{from: 1000, to: 5000}", "{from: 100, to: 900}", "[1000..1000]", True),
        ("{from: 1000, below: 5000}", "{from: 2000, to: 5000}", "[2000..5000)", True),
        ("{to: 5000}", "{from: 0, to: 3000}", "(0..3000]", True),
        # an open end outside the law means nothing there: the law's end is the amount, and it may be imposed
        ("{from: 1000, to: 10000}", "{above: 12000, to: 15000}", "[10000..10000]", True),
        ("{from: 1000, to: 10000}", "{from: 100, below: 900}", "[1000..1000]", True),
        ("{above: 1000, to: 10000}", "{from: 100, below: 900}", "(1000..1000.01]", True),
        ("{above: 1000, to: 10000}", "{from: 100, to: 2000}", "(1000..2000]", True),
        ("{above: 1000, below: 1000.02}", "{from: 100, to: 2000}", "(1000..1000.02)", True),
        ("{times: gain, from: 1, to: 5}", "{from: 200, to: 300}", "[200..300]", False),
        ("{times: gain, from: 1, to: 5}", "{from: 50, to: 3000}", "[100..500]", True),
    ],
)
def test_a_tier_outside_the_law_is_cut_to_it_and_says_so(
    tiny: Build, brief: Brief, law: str, tier: str, result: str, clamped: bool
) -> None:
    book = tiny(
        FACTS,
        f"- {{range: any, penalty: {{fine: {law}}}}}",
        f"- {{tier: only, label: 一般, when: {{gain: 100}}, penalty: {{fine: {tier}}}}}",
    )
    found = book.recommend({"gain": 100})
    assert brief(found) == f"general/only {result}"
    told = [reason.text for reason in found.reasons if reason.rule == "statute:clamp"]
    assert bool(told) is clamped
    assert all("超出法定幅度" in text for text in told)
    assert ("超出法定幅度" in found.hints()) is clamped


def test_what_the_law_commands_comes_along_what_it_allows_only_if_named(tiny: Build, brief: Brief) -> None:
    law = "- {range: any, penalty: {warning: shall, revoke: may, fine: {from: 1000, to: 5000}}}"
    silent = tiny(FACTS, law, "- {tier: only, label: 一般, when: {}, penalty: {fine: {at: floor}}}")
    naming = tiny(FACTS, law, "- {tier: only, label: 一般, when: {}, penalty: {fine: {at: floor}, revoke: may}}")
    assert brief(silent.recommend({})) == "general/only [1000..1000] +warning"
    assert brief(naming.recommend({})) == "general/only [1000..1000] +warning may +revoke"


def test_further_subjects_take_the_same_share_of_their_own_range(tiny: Build) -> None:
    law = """
    - {range: any, penalty: {fine: {from: 1000, to: 5000}, also: {responsible_person: {fine: {from: 100, to: 200}}}}}
    """
    book = tiny(FACTS, law, "- {tier: only, label: 一般, when: {}, penalty: {fine: {share: [0.5, 1]}}}")
    assert book.recommend({}).others == []  # nobody is added unasked
    (person,) = book.recommend({}, co_parties=["responsible_person"]).others
    assert person.penalty.fine is not None
    assert (person.subject, person.penalty.fine.low, person.penalty.fine.high) == ("responsible_person", "150", "200")


SUPPLEMENT = """
supplements:
  - id: confiscate-gain
    label: 没收违法所得
    when: {gain: "> 0"}
    penalty: {confiscate: {illegal_gain: shall}}
    cite: [test-law/general]
    source: {kind: statute, cite: [test-law/general]}
"""


def test_the_general_law_adds_what_the_provision_does_not_say(tiny: Build, brief: Brief) -> None:
    """违法所得 is confiscated under 行政处罚法 art. 28 though the low branch of art. 63 does not say so."""
    book = tiny(FACTS, GAP, header=SUPPLEMENT)
    result = book.recommend({"gain": "0.01"})
    assert brief(result) == "general/only [3000..10000] +confiscate.illegal_gain"
    assert [reason.cites for reason in result.reasons if reason.step == "supplement"] == [["《测试法》第一条"]]
    assert brief(book.recommend({"gain": 0})) == "general/only [3000..10000]"


def test_a_supplement_asks_for_no_fact_the_violation_does_not_read(tiny: Build, brief: Brief) -> None:
    book = tiny(FACTS, header=SUPPLEMENT)
    assert brief(book.recommend({})) == "general/only [1000..5000]"


def test_a_measure_the_law_already_has_is_not_added_twice(tiny: Build, brief: Brief) -> None:
    law = """
    - range: any
      when: {gain: ">= 0"}
      penalty: {confiscate: {illegal_gain: shall}, fine: {from: 1000, to: 5000}}
    """
    result = tiny(FACTS, law, header=SUPPLEMENT).recommend({"gain": 5})
    assert brief(result) == "general/only [1000..5000] +confiscate.illegal_gain"


BEYOND = """
- tier: mild
  label: 轻微
  when: {mass: "<= 50"}
  penalty: {warning: shall}
- tier: grave
  label: 严重
  when: {mass: "> 50"}
  penalty: {revoke: shall, suspend_licence: {months: "[3..12]"}, fine: {from: 1000, to: 2000}}
"""


def test_kinds_and_extents_the_law_does_not_have_are_left_out_loudly(tiny: Build, brief: Brief) -> None:
    """The tier writes a revocation and a fine; the law has a warning and a suspension of one to six months."""
    law = '- {range: any, penalty: {warning: shall, suspend_licence: {months: "[1..6]"}}}'
    book = tiny(FACTS, law, tiers=BEYOND)
    assert brief(book.recommend({"mass": 50, "gain": 1})) == "general/mild +warning +suspend_licence"
    result = book.recommend({"mass": 51, "gain": 1})
    assert brief(result) == "general/grave +warning +suspend_licence"
    assert result.penalty.text == "警告，暂扣许可证件1个月以上6个月以下"
    assert result.reasons[-1].decided == "clamped"
    assert result.reasons[-1].text == (
        "阶次写的暂扣许可证件3个月以上12个月以下、吊销许可证件、罚款超出《测试法》第二条规定的种类或者期限，"
        "不予采用；请报告规则库维护者"
    )
