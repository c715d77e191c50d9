"""Every form of fine of docs/writing-rulesets.md, at its boundaries, against fractions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.facts import Fact, Vocabulary, encode
from discretion.penalty import Band, Fine
from discretion.plan import terms as t
from discretion.plan.ends import ends_of, shown
from discretion.plan.fines import FineTerms, Rounding, lower_fine, take_share
from discretion.plan.lower import Lowering, LoweringError

FACTS = {
    "gain": {"label": "违法所得", "type": "money", "range": "[0..100000000]"},
    "excess_kg": {"label": "超限质量", "type": "integer", "range": "[0..500000]"},
    "limit_kg": {"label": "限定标准", "type": "integer", "range": "[1..100000]"},
    "vehicles": {"label": "车辆数", "type": "integer", "range": "[0..1000]"},
}
WORDS = Vocabulary({name: Fact.model_validate(fact) for name, fact in FACTS.items()})
YUAN = Rounding(100)


def at(terms: FineTerms, lowering: Lowering, facts: Mapping[str, Any]) -> Band:
    values = [encode(WORDS[name], facts[name]) for name in lowering.slots]
    ends = ends_of(terms, None, lowering.box)
    lowest, highest = t.evaluate(ends.lowest, values), t.evaluate(ends.highest, values)
    return shown(lowest, highest, *([t.evaluate(end, values) for end in said] for said in (ends.over, ends.under)))


def band(fine: Mapping[str, Any], statute: Mapping[str, Any] | None = None, **facts: Any) -> Band:
    """The band of a fine at these facts, within a statutory fine."""
    lowering = Lowering(WORDS)
    law = lower_fine(Fine.model_validate(statute), lowering, None, Rounding()) if statute else None
    return at(lower_fine(Fine.model_validate(fine), lowering, law, YUAN), lowering, facts)


def interval(fine: Mapping[str, Any], statute: Mapping[str, Any] | None = None, **facts: Any) -> str:
    return band(fine, statute, **facts).interval


PER_TONNE = {"each": 500, "per": 1000, "of": "excess_kg", "rounding": "down", "cap": 30000}


@pytest.mark.parametrize(
    ("fine", "facts", "expected"),
    [
        # 定额 / 幅度 / 只有上限：3000元以上1万元以下 both included; N 元以下 excludes nothing at all
        ({"fixed": 3000}, {}, "[3000..3000]"),
        ({"from": 3000, "to": 10000}, {}, "[3000..10000]"),
        ({"above": 3000, "to": 10000}, {}, "(3000..10000]"),
        ({"from": 3000, "below": 10000}, {}, "[3000..10000)"),
        ({"to": 30000}, {}, "(0..30000]"),
        ({"below": 30000}, {}, "(0..30000)"),
        # 倍数
        ({"times": "gain", "from": 1, "to": 5}, {"gain": "10000.01"}, "[10000.01..50000.05]"),
        ({"times": "gain", "from": 2, "to": 10}, {"gain": 20000}, "[40000..200000]"),
        ({"times": "gain", "from": Decimal("0.02"), "to": Decimal("0.05")}, {"gain": "100.10"}, "[2.01..5]"),
        ({"times": "gain", "from": 1, "to": 5, "cap": 30000}, {"gain": 6000}, "[6000..30000]"),
        ({"times": "gain", "from": 1, "to": 5, "cap": 30000}, {"gain": 40000}, "[30000..30000]"),
        ({"times": "gain", "from": 3, "cap": 50000}, {"gain": "0.01"}, "[0.03..50000]"),
        ({"times": "gain", "from": 3, "cap": 50000}, {"gain": "16666.66"}, "[49999.98..50000]"),
        ({"times": "gain", "from": 3, "cap": 50000}, {"gain": "16666.67"}, "[50000..50000]"),
        ({"times": "gain", "from": 1, "to": 5, "at_least": 3000}, {"gain": 1000}, "[3000..5000]"),
        ({"times": "gain", "from": 1, "to": 5, "at_least": 3000}, {"gain": 0}, "[3000..3000]"),
        ({"times": "gain", "to": 3}, {"gain": 10}, "[0..30]"),
        # 每超 1000 kg 罚 500 元: only full tonnes count, at most 30 000
        (PER_TONNE, {"excess_kg": 999}, "[0..0]"),
        (PER_TONNE, {"excess_kg": 1000}, "[500..500]"),
        (PER_TONNE, {"excess_kg": 6300}, "[3000..3000]"),
        (PER_TONNE, {"excess_kg": 59_999}, "[29500..29500]"),
        (PER_TONNE, {"excess_kg": 60_000}, "[30000..30000]"),
        (PER_TONNE, {"excess_kg": 80_000}, "[30000..30000]"),
        (PER_TONNE | {"rounding": "up"}, {"excess_kg": 6300}, "[3500..3500]"),
        (PER_TONNE | {"rounding": "up"}, {"excess_kg": 6000}, "[3000..3000]"),
        (PER_TONNE | {"rounding": "half-up"}, {"excess_kg": 6499}, "[3000..3000]"),
        (PER_TONNE | {"rounding": "half-up"}, {"excess_kg": 6500}, "[3500..3500]"),
        (PER_TONNE | {"rounding": "none"}, {"excess_kg": 6300}, "[3150..3150]"),
        (PER_TONNE | {"rounding": "none", "each": Decimal("0.01")}, {"excess_kg": 1999}, "[0.01..0.01]"),
        (PER_TONNE | {"each": {"from": 200, "to": 500}}, {"excess_kg": 6300}, "[1200..3000]"),
        ({"each": {"from": 50, "to": 200}, "per": 1, "of": "vehicles"}, {"vehicles": 3}, "[150..600]"),
        # 各项之和, under a joint cap
        ({"sum": [{"from": 200, "to": 1000}, PER_TONNE], "cap": 30000}, {"excess_kg": 6300}, "[3200..4000]"),
        ({"sum": [{"from": 200, "to": 1000}, PER_TONNE], "cap": 30000}, {"excess_kg": 60_000}, "[30000..30000]"),
        ({"sum": [{"to": 200}, {"fixed": 300}]}, {}, "(300..500]"),
        ({"sum": [{"from": 100, "below": 200}, {"fixed": 300}]}, {}, "[400..500)"),
    ],
)
def test_every_form_at_its_boundaries(fine: dict[str, Any], facts: dict[str, Any], expected: str) -> None:
    assert interval(fine, **facts) == expected


NEARLY_NOTHING = {"sum": [{"times": "gain", "from": 1, "to": 2}, {"each": 5, "per": 1000, "of": "excess_kg"}]}


@pytest.mark.parametrize(
    ("fine", "facts", "expected"),
    [
        # ends that meet for the case's facts are one amount, rounded down: 61.725 is 61.72, not 61.73 to 61.72
        (NEARLY_NOTHING, {"gain": 0, "excess_kg": 12_345}, "[61.72..61.72]"),
        (NEARLY_NOTHING, {"gain": "0.01", "excess_kg": 12_345}, "[61.74..61.74]"),
        (NEARLY_NOTHING, {"gain": 1, "excess_kg": 12_345}, "[62.73..63.72]"),
        ({"sum": [{"fixed": Decimal("0.001")}, {"times": "gain", "to": Decimal("0.01")}]}, {"gain": 0}, "[0..0]"),
        # more than once nothing, up to twice nothing: nothing
        ({"times": "gain", "above": 1, "to": 2}, {"gain": 0}, "[0..0]"),
        ({"times": "gain", "above": 1, "below": 2}, {"gain": 0}, "[0..0]"),
        ({"times": "gain", "above": 1, "to": 2}, {"gain": "0.01"}, "[0.02..0.02]"),
        ({"times": "gain", "above": 1, "below": 2}, {"gain": "0.01"}, "[0.01..0.01]"),
    ],
)
def test_a_range_without_a_whole_fen_is_a_single_amount(
    fine: dict[str, Any], facts: dict[str, Any], expected: str
) -> None:
    assert interval(fine, **facts) == expected


def test_an_excluded_end_excludes_no_whole_fen_beside_it() -> None:
    """Above 1.5 × 0.33 元 = 49.5 分: 50 分 may be imposed; below it: 49 分 may be."""
    above = band({"times": "gain", "above": Decimal("1.5"), "to": 5}, gain="0.33")
    below = band({"times": "gain", "from": 0, "below": Decimal("1.5")}, gain="0.33")
    assert (above.lowest, below.highest) == (50, 49)


# 浙江省公路条例 art. 53, limit 49 000 kg: marks at 9800 kg (20 %) and 24 500 kg (50 %), 300 and 500 元 a tonne.
ZHEJIANG = {
    "of": "excess_kg",
    "per": 1000,
    "rounding": "none",
    "brackets": [{"above": "limit_kg * 0.2", "each": 300}, {"above": "limit_kg * 0.5", "each": 500}],
    "cap": 30000,
}


@pytest.mark.parametrize(
    ("excess", "yuan"),
    [
        (0, "0"),
        (9_800, "0"),  # exactly 20 %
        (9_801, "0.3"),  # 1 kg × 0.3
        (10_800, "300"),  # 1 t × 300
        (14_700, "1470"),  # 30 %: 4.9 t × 300
        (24_500, "4410"),  # exactly 50 %: 14.7 t × 300
        (24_501, "4410.5"),  # + 1 kg × 0.5
        (25_500, "4910"),  # + 1 t × 500
        (49_000, "16660"),  # 100 %: 4410 + 24.5 t × 500
        (75_679, "29999.5"),
        (75_680, "30000"),  # 4410 + 51.18 t × 500 = 30 000 exactly
        (75_681, "30000"),
        (100_000, "30000"),
    ],
)
def test_marginal_brackets_of_zhejiang(excess: int, yuan: str) -> None:
    assert interval(ZHEJIANG, excess_kg=excess, limit_kg=49_000) == f"[{yuan}..{yuan}]"


def test_each_bracket_is_rounded_by_itself_when_full_units_count() -> None:
    """49 000: 15 900 kg of the first bracket is capped at 14 700 → 14 full tonnes; 1200 kg above 50 % → 1."""
    full = ZHEJIANG | {"rounding": "down"}
    assert interval(full, excess_kg=25_700, limit_kg=49_000) == "[4700..4700]"  # 14 × 300 + 1 × 500
    assert (
        interval(full | {"rounding": "up"}, excess_kg=25_700, limit_kg=49_000) == "[5500..5500]"
    )  # 15 × 300 + 2 × 500


# ---- shares of the statutory range -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fine", "expected"),
    [
        ({"share": [0, Decimal("0.3")]}, "[3000..5100]"),
        ({"share": [Decimal("0.3"), Decimal("0.7")]}, "[5100..7900]"),
        ({"share": [Decimal("0.7"), 1]}, "[7900..10000]"),
        ({"share": [0, 1]}, "[3000..10000]"),
        ({"share": Decimal("0.5")}, "[6500..6500]"),
        ({"share": 0}, "[3000..3000]"),
        ({"share": 1}, "[10000..10000]"),
        ({"at": "floor"}, "[3000..3000]"),
        ({"at": "midpoint"}, "[6500..6500]"),
        ({"at": "cap"}, "[10000..10000]"),
    ],
)
def test_shares_of_three_thousand_to_ten_thousand(fine: dict[str, Any], expected: str) -> None:
    assert interval(fine, {"from": 3000, "to": 10000}) == expected


def test_a_share_follows_the_statute_into_a_multiple() -> None:
    """Gain 10 000.01: the statute gives 10 000.01 to 50 000.05; 30 % of the width is 12 000.012, rounded down to 元."""
    law = {"times": "gain", "from": 1, "to": 5}
    assert interval({"share": [0, Decimal("0.3")]}, law, gain="10000.01") == "[10000.01..22000.01]"
    assert interval({"share": [Decimal("0.7"), 1]}, law, gain="10000.01") == "[38000.01..50000.05]"


def test_an_end_of_the_statute_keeps_its_inclusivity_an_inner_point_belongs_to_both_sides() -> None:
    law = {"above": 1000, "below": 2000}
    assert interval({"share": [0, Decimal("0.3")]}, law) == "(1000..1300]"
    assert interval({"share": [Decimal("0.3"), 1]}, law) == "[1300..2000)"
    assert interval({"share": [0, Decimal("0.3")]}, {"to": 30000}) == "(0..9000]"


def test_shares_are_rounded_down_to_the_unit_from_the_low_end() -> None:
    """A third of 1000 元 is 333.33…: to 元 333, to tens 330, to hundreds 300."""
    lowering = Lowering(WORDS)
    law = lower_fine(Fine.model_validate({"from": 5, "to": 1005}), lowering, None, Rounding())
    third = Decimal("0.333333")
    found = [
        at(take_share(law, third, Decimal(1), Rounding(unit * 100)), lowering, {}).interval for unit in (1, 10, 100)
    ]
    assert found == ["[338..1005]", "[335..1005]", "[305..1005]"]


def test_neighbouring_tiers_leave_no_gap_whatever_the_rounding() -> None:
    law = {"times": "gain", "from": 1, "to": 5}
    for fen in range(1, 2000, 7):
        gain = Decimal(fen).scaleb(-2)
        lower = band({"share": [0, Decimal("0.3")]}, law, gain=gain)
        upper = band({"share": [Decimal("0.3"), 1]}, law, gain=gain)
        assert lower.high == upper.low
        assert lower.low == fen
        assert upper.high == 5 * fen


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(LoweringError, match="法定幅度没有罚款，不能按比例取值"):
        band({"share": [0, 1]})


def test_an_unknown_fact_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(LoweringError, match="没有名为 gian 的事实") as caught:
        band({"times": "gian", "from": 1, "to": 5})
    assert caught.value.nearest == "gain"


# ---- fractions as the oracle -----------------------------------------------------------------------------------------

End = tuple[Fraction, bool]


def oracle(fine: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[End, End]:
    """The exact ends in 元, each with its inclusivity, straight from the documentation."""
    numbers = {name: Fraction(value) for name, value in facts.items()}
    low, high = _oracle(fine, numbers)
    for key, combine in (("at_least", max), ("cap", min)):
        if key in fine:
            limit = Fraction(fine[key])
            low, high = (combine(low[0], limit), low[1]), (combine(high[0], limit), high[1])
    return low, high


def _oracle(fine: Mapping[str, Any], facts: Mapping[str, Fraction]) -> tuple[End, End]:
    def point(value: Fraction) -> tuple[End, End]:
        return (value, True), (value, True)

    if "fixed" in fine:
        return point(Fraction(fine["fixed"]))
    if "sum" in fine:
        parts = [oracle(part, facts) for part in fine["sum"]]
        lows, highs = [low for low, _ in parts], [high for _, high in parts]
        return (
            (sum((v for v, _ in lows), Fraction(0)), all(i for _, i in lows)),
            (sum((v for v, _ in highs), Fraction(0)), all(i for _, i in highs)),
        )
    if "brackets" in fine:
        marks = [_mark(item["above"], facts) for item in fine["brackets"]] + [None]
        total = Fraction(0)
        for item, start, end in zip(fine["brackets"], marks, marks[1:], strict=False):
            assert start is not None
            quantity = facts[fine["of"]]
            part = max((quantity if end is None else min(quantity, end)) - start, Fraction(0))
            total += _units(part / Fraction(fine["per"]), fine["rounding"]) * Fraction(item["each"])
        return point(total)
    if "each" in fine:
        units = _units(facts[fine["of"]] / Fraction(fine["per"]), fine["rounding"])
        rates = fine["each"] if isinstance(fine["each"], dict) else {"from": fine["each"], "to": fine["each"]}
        return (units * Fraction(rates["from"]), True), (units * Fraction(rates["to"]), True)
    base = facts[fine["times"]] if "times" in fine else Fraction(1)
    low = (
        base * Fraction(fine.get("from", fine.get("above", 0))),
        "from" in fine or ("times" in fine and "above" not in fine),
    )
    high = (base * Fraction(fine.get("to", fine.get("below", 0))), "to" in fine)
    return low, high


def _mark(above: Any, facts: Mapping[str, Fraction]) -> Fraction:
    if isinstance(above, str):
        name, factor = above.split(" * ")
        return facts[name] * Fraction(factor)
    return Fraction(above)


def _units(units: Fraction, rounding: str) -> Fraction:
    half_up = Fraction(floor(units + Fraction(1, 2)))
    return {"down": Fraction(floor(units)), "up": Fraction(ceil(units)), "half-up": half_up, "none": units}[rounding]


def payable(low: End, high: End) -> tuple[int, int]:
    """The smallest and the largest whole number of 分 between two ends; where there is none, the lower end, rounded down."""
    lowest = ceil(low[0] * 100) if low[1] else floor(low[0] * 100) + 1
    highest = floor(high[0] * 100) if high[1] else ceil(high[0] * 100) - 1
    if lowest > highest:
        return (floor(low[0] * 100),) * 2
    return lowest, highest


amounts = st.integers(0, 50_000).map(Decimal) | st.decimals(0, 1000, places=3)
fen = st.decimals(0, 50_000, places=2)
roundings = st.sampled_from(["down", "up", "half-up", "none"])
units = st.sampled_from([1, 1000, Decimal("0.5"), 300])
multiples = st.decimals(0, 10, places=2)


@st.composite
def limits(draw: st.DrawFn, values: st.SearchStrategy[Decimal]) -> dict[str, Any]:
    a, b = sorted((draw(values), draw(values)))
    closed = a == b
    low: dict[str, Any] = (
        {}
        if draw(st.booleans()) and not closed
        else {draw(st.sampled_from(["from"] if closed else ["from", "above"])): a}
    )
    return low | {draw(st.sampled_from(["to"] if closed else ["to", "below"])): b}


@st.composite
def per_unit(draw: st.DrawFn) -> dict[str, Any]:
    a, b = sorted((draw(amounts), draw(amounts)))
    each = draw(st.sampled_from([a, {"from": a, "to": b}]))
    return {
        "each": each,
        "per": draw(units),
        "of": draw(st.sampled_from(["excess_kg", "vehicles", "gain"])),
        "rounding": draw(roundings),
    }


@st.composite
def bracketed(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.booleans()):
        marks: list[Any] = [f"limit_kg * {part}" for part in ("0.2", "0.5", "1")]
    else:
        marks = sorted(draw(st.lists(st.integers(0, 200_000), min_size=1, max_size=3, unique=True)))
    brackets = [{"above": mark, "each": draw(amounts)} for mark in marks]
    return {"brackets": brackets, "per": draw(units), "of": "excess_kg", "rounding": draw(roundings)}


single = (
    st.builds(lambda value: {"fixed": value}, amounts)
    | limits(amounts)
    | limits(multiples).map(lambda ends: {"times": "gain"} | ends)
    | per_unit()
    | bracketed()
)
summed = st.lists(single, min_size=1, max_size=3).map(lambda parts: {"sum": parts})
stated = st.fixed_dictionaries(
    {
        "gain": st.decimals(0, 10**6, places=2),
        "excess_kg": st.integers(0, 500_000) | st.sampled_from([0, 999, 1000, 1001, 9800, 9801, 24_500]),
        "limit_kg": st.integers(1, 100_000) | st.just(49_000),
        "vehicles": st.integers(0, 1000),
    }
)


@settings(max_examples=400)
@given(single | summed, st.none() | fen, st.none() | fen, stated, st.sampled_from([3, 28]))
def test_every_fine_is_what_fractions_say(
    fine: dict[str, Any], cap: Decimal | None, at_least: Decimal | None, facts: dict[str, Any], precision: int
) -> None:
    form = Fine.model_validate(fine).form
    if cap is not None and form in ("times", "each", "brackets", "sum"):
        fine = fine | {"cap": cap}
    if at_least is not None and form == "times":
        fine = fine | {"at_least": at_least}
    low, high = oracle(fine, facts)
    with localcontext() as context:
        context.prec = precision
        found = band(fine, **facts)
    assert (found.lowest, found.highest) == payable(low, high)
