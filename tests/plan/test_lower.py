"""From FEEL to integers: every comparison is exact at its boundary, and what does not fit the vocabulary is refused at its place."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from discretion.conditions import parse_condition
from discretion.facts import Fact, Vocabulary, encode
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.lower import Lowering, LoweringError
from discretion.plan.ratio import Ratio


def vocabulary(**facts: Mapping[str, Any]) -> Vocabulary:
    return Vocabulary({name: Fact.model_validate({"label": name, **fact}) for name, fact in facts.items()})


WORDS = vocabulary(
    mass={"type": "integer", "range": "[0..500000]"},
    limit={"type": "integer", "range": "[1..100000]"},
    load={"type": "integer", "unit": "kg", "range": "[0..500000]"},
    height={"type": "decimal", "digits": 3, "range": "[0..20]"},
    gain={"type": "money", "range": "[0..100000000]"},
    harm={"type": "enum", "values": {"none": "无", "slight": "轻微", "grave": "严重"}, "severity": "aggravating"},
    corrected={"type": "boolean"},
    expires={"type": "date"},
    axles={"type": "enum", "values": {"two": "二轴", "six": "六轴"}},
    axle_limit={"type": "integer", "lookup": {"of": "axles", "values": {"two": 18000, "six": 49000}}},
    excess={"type": "integer", "derive": "max(mass - limit, 0)"},
    percent={"type": "decimal", "derive": "excess * 100 / limit"},
    over={"type": "boolean", "derive": {"excess": "> 0"}},
)


def holds(when: Mapping[str, Any], **facts: Any) -> bool:
    """Whether a condition holds for stated facts."""
    lowering = Lowering(WORDS)
    formula = lowering.condition(parse_condition(when))
    values = [encode(WORDS[name], facts[name]) for name in lowering.slots]
    truth = f.holds(formula, values)
    assert f.kleene(formula, [(value, value) for value in values]) is truth
    return truth


MASSES = (0, 999, 1000, 1001, 4999, 5000, 5001)


@pytest.mark.parametrize(
    ("test", "meant"),
    [
        ("> 1000", [1001, 4999, 5000, 5001]),  # 超过一千
        (">= 1000", [1000, 1001, 4999, 5000, 5001]),  # 一千以上
        ("< 1000", [0, 999]),  # 不足一千
        ("<= 1000", [0, 999, 1000]),  # 未超过一千
        ("= 1000", [1000]),
        ("1000", [1000]),
        ("[1000..5000]", [1000, 1001, 4999, 5000]),
        ("(1000..5000]", [1001, 4999, 5000]),
        ("[1000..5000)", [1000, 1001, 4999]),
        ("(1000..5000)", [1001, 4999]),
        ("< 1000, > 5000", [0, 999, 5001]),
        ("0, [1000..1001], 5001", [0, 1000, 1001, 5001]),
        ("not(1000)", [0, 999, 1001, 4999, 5000, 5001]),
        ("not(< 1000, > 5000)", [1000, 1001, 4999, 5000]),
        ("[limit..limit * 5)", [1000, 1001, 4999]),
        ("> max(limit, 999 + 1)", [1001, 4999, 5000, 5001]),
    ],
)
def test_every_bound_says_whether_it_includes_its_number(test: str, meant: list[int]) -> None:
    facts = {"limit": 1000} if "limit" in test else {}
    assert [mass for mass in MASSES if holds({"mass": test}, mass=mass, **facts)] == meant


def test_money_is_compared_to_the_fen() -> None:
    """道路运输条例 art. 63: over 10 000 元, under 10 000 元, and the point between."""
    cases = {"9999.99": [False, True, False], "10000": [False, False, True], "10000.00": [False, False, True]}
    cases["10000.01"] = [True, False, False]
    for gain, expected in cases.items():
        tests = ("> 10000", "< 10000", "= 10000")
        assert [holds({"gain": test}, gain=gain) for test in tests] == expected, gain


def test_a_bound_finer_than_the_fact_is_not_rounded() -> None:
    assert holds({"mass": "> 999.5"}, mass=1000)
    assert not holds({"mass": "> 999.5"}, mass=999)
    assert not holds({"mass": "= 999.5"}, mass=999)
    assert not holds({"mass": "= 999.5"}, mass=1000)


def test_decimals_count_to_their_digits() -> None:
    assert not holds({"height": "> 4"}, height="4.000")
    assert holds({"height": "> 4"}, height="4.001")


def test_a_percentage_is_never_rounded() -> None:
    """浙江省公路条例 art. 53: 20 % of 49 001 kg is 9800.2 kg; 9800 kg are within, 9801 kg are not."""
    assert holds({"percent": "<= 20"}, mass=49001 + 9800, limit=49001)
    assert not holds({"percent": "<= 20"}, mass=49001 + 9801, limit=49001)
    assert holds({"percent": "= 20"}, mass=58800, limit=49000)


def test_enums_booleans_dates_and_derived_facts() -> None:
    assert holds({"harm": ["none", "slight"]}, harm="slight")
    assert not holds({"harm": ["none", "slight"]}, harm="grave")
    assert holds({"harm": "not(none)"}, harm="grave")
    assert holds({"corrected": False}, corrected=False)
    assert holds({"expires": '< @"2026-05-01"'}, expires="2026-04-30")
    assert not holds({"expires": '< @"2026-05-01"'}, expires="2026-05-01")
    assert holds({"expires": '<= @"2026-05-01"'}, expires="2026-05-01")
    assert holds({"axle_limit": "> 18000"}, axles="six")
    assert not holds({"axle_limit": "> 18000"}, axles="two")
    assert holds({"over": True}, mass=49001, limit=49000)
    assert holds({"over": False}, mass=49000, limit=49000)
    assert holds(
        {"any": [{"harm": "grave"}, {"all": [{"corrected": True}, {"mass": 0}]}]}, harm="none", corrected=True, mass=0
    )
    assert holds({"not": {"harm": "none", "corrected": True}}, harm="none", corrected=False)
    assert holds({})


@pytest.mark.parametrize(
    ("when", "message", "path"),
    [
        ({"mas": "> 5"}, "没有名为 mas 的事实", ("mas",)),
        ({"mass": "> limt"}, "没有名为 limt 的事实", ("mass",)),
        ({"any": [{"mass": 1}, {"mas": 2}]}, "没有名为 mas 的事实", ("any", 1, "mas")),
        ({"corrected": "> 5"}, "是非事实只能检验 true 或 false", ("corrected",)),
        ({"mass": True}, "mass不是是非事实", ("mass",)),
        ({"harm": "> 1"}, "列举值只能与同一事实的值比较，没有这个值", ("harm",)),
        ({"harm": ">= two"}, "列举值只能与同一事实的值比较，没有这个值：two", ("harm",)),
        ({"harm": "> grave"}, "没有任何值符合（由轻到重：none、slight、grave）", ("harm",)),
        ({"axles": ">= six"}, "axles的值没有轻重之分（没有写 severity），不能比较大小", ("axles",)),
        ({"mass": "<= harm * 1000"}, "只有数才能相乘（发现：harm是列举值）", ("mass",)),
        ({"mass": "> harm"}, "mass是数，不能与列举值比较", ("mass",)),
        ({"mass": "> corrected + 1"}, "只有数才能相加（发现：corrected是是非）", ("mass",)),
        ({"expires": "> expires * 2"}, "只有数才能相乘（发现：expires是日期）", ("expires",)),
        ({"expires": "> expires - expires"}, "只有数才能相减（发现：expires是日期）", ("expires",)),
        ({"expires": "> min(expires, 5)"}, "日期不能与数放在同一个 min 里", ("expires",)),
        ({"mass": "> floor(expires)"}, "只有数才能用于 floor（发现：expires是日期）", ("mass",)),
        ({"mass": "> max(corrected, corrected)"}, "max 只用于数或者日期（发现：是非）", ("mass",)),
        ({"load": "> gain"}, "单位不同，不能比较：千克与元", ("load",)),
        ({"mass": "> load + gain"}, "单位不同，不能相加：千克与元", ("mass",)),
        ({"harm": "slihgt"}, "harm没有值 slihgt", ("harm",)),
        ({"mass": "> gain / (limit - 50)"}, "除数在允许的范围内可能是零，或者可正可负", ("mass",)),
        ({"mass": "> over"}, "mass是数，不能与是非比较", ("mass",)),
        ({"mass": '> @"2026-05-01"'}, "mass是数，不能与日期比较", ("mass",)),
        ({"expires": "> 20260501"}, "expires是日期，不能与数比较", ("expires",)),
        ({"expires": '[20260501..@"2026-06-01"]'}, "expires是日期，不能与数比较", ("expires",)),
    ],
)
def test_what_does_not_fit_the_vocabulary_is_refused_at_its_place(
    when: Mapping[str, Any], message: str, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(LoweringError) as caught:
        Lowering(WORDS).condition(parse_condition(when))
    assert (str(caught.value), caught.value.path) == (message, path)


@pytest.mark.parametrize(
    ("low", "high", "divides"),
    [(1, 9, True), (0, 9, False), (-9, 9, False), (-9, 0, False), (-9, -1, True)],
)
def test_what_may_be_nothing_does_not_divide(low: int, high: int, divides: bool) -> None:
    lowering = Lowering(WORDS)
    lowering.box.append((low, high))
    by = Ratio(t.Var(0))
    if not divides:
        with pytest.raises(LoweringError, match="除数在允许的范围内可能是零，或者可正可负"):
            lowering.binary("/", Ratio(t.Const(6)), by)
        return
    quotient = lowering.binary("/", Ratio(t.Const(6)), by)
    for value in (low, high):
        den = t.evaluate(quotient.den, (value,))
        assert den > 0
        assert Fraction(t.evaluate(quotient.num, (value,)), den) == Fraction(6, value)


def test_an_ordered_enum_is_compared_by_rank_with_its_own_values() -> None:
    for code, at_least, above, between in (
        ("none", False, False, False),
        ("slight", True, False, True),
        ("grave", True, True, False),
    ):
        assert holds({"harm": ">= slight"}, harm=code) is at_least
        assert holds({"harm": "> slight"}, harm=code) is above
        assert holds({"harm": "(none..slight]"}, harm=code) is between
        assert holds({"harm": "not(>= slight)"}, harm=code) is not at_least


def test_a_quotient_by_a_negative_constant_keeps_its_value() -> None:
    assert holds({"mass": "= 0 - 100 / -5"}, mass=20)


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(LoweringError) as caught:
        Lowering(WORDS).condition(parse_condition({"harm": "slihgt"}))
    assert caught.value.nearest == "slight"
    assert caught.value.allowed == ("none", "slight", "grave")


def test_a_table_without_a_number_for_some_value_is_refused_not_taken_as_zero() -> None:
    words = vocabulary(
        axles={"type": "enum", "values": {"two": "二轴", "six": "六轴"}},
        axle_limit={"type": "integer", "lookup": {"of": "axles", "values": {"two": 18000}}},
    )
    with pytest.raises(LoweringError, match="axle_limit 的表中没有 six 的数"):
        Lowering(words).condition(parse_condition({"axle_limit": "> 18000"}))
