"""The cases everyone must be able to follow, on the shipped rulebook. Each number is worked out beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Library, Recommendation

Brief = Callable[[Recommendation], str]


def case(violation: str, facts: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"}}
    return {**base, "violation": violation, "facts": facts, **more}


def overload(gross: int, limit: int = 49_000, **more: Any) -> dict[str, Any]:
    facts = {"gross_mass_kg": gross, "mass_limit_kg": limit, "divisible_load": True}
    return case("highway.overload.mass", facts, **more)


def cited(result: Recommendation) -> str:
    return "；".join(cite for reason in result.reasons for cite in reason.cites)


# ---- 超限: 49 000 kg allowed, 55 300 kg weighed ----------------------------------------------------------------------


def test_national_six_full_tonnes_over_are_three_thousand_yuan(library: Library, brief: Brief) -> None:
    """6300 kg over: six full tonnes × 500 元 (超限规定 art. 43)."""
    result = library.recommend(overload(55_300))
    assert brief(result) == "general/general [3000..3000]"
    assert "《超限运输车辆行驶公路管理规定》第四十三条" in cited(result)
    explained = result.explain()
    assert "第四十三条" in explained
    assert "3000元" in explained


@pytest.mark.parametrize(
    ("gross", "expected"),
    [
        (49_000, "not_established"),
        (49_001, "general/slight +warning"),  # 1 kg over: 未超过1000千克 → 警告
        (50_000, "general/slight +warning"),  # exactly 1000 kg over
        (50_001, "general/general [500..500]"),  # one full tonne
        (50_999, "general/general [500..500]"),
        (51_000, "general/general [1000..1000]"),  # two full tonnes
        (108_999, "general/general [29500..29500]"),  # 59 full tonnes
        (109_000, "general/general [30000..30000]"),  # 60 × 500 = 30 000
        (110_000, "general/general [30000..30000]"),  # at most 30 000
    ],
)
def test_national_boundaries(library: Library, brief: Brief, gross: int, expected: str) -> None:
    assert brief(library.recommend(overload(gross))) == expected


def test_hangzhou_the_same_truck_is_educated_and_may_be_spared(library: Library, brief: Brief) -> None:
    """6300 / 49 000 = 12.857… % ≤ 20 % (浙江省公路条例 art. 53 (1)): 给予批评教育，可以不予处罚."""
    result = library.recommend(overload(55_300, place="330100"))
    assert brief(result) == "may-exempt/education"
    assert (result.area, result.penalty) == ("hangzhou", None)
    assert "《浙江省公路条例》第五十三条第一款第一项" in cited(result)
    explained = result.explain()
    assert "12.86%" in explained
    assert "可以不予处罚" in explained
    assert "批评教育" in explained


@pytest.mark.parametrize(
    ("gross", "expected"),
    [
        (58_800, "may-exempt/education"),  # exactly 20 %
        (58_801, "general/general [0..0]"),  # 1 kg × 300 元/t = 0.3 元: no whole 元
        (59_800, "general/general [300..300]"),  # 1 t × 300
        (73_500, "general/general [4410..4410]"),  # exactly 50 %: (24.5 − 9.8) t × 300
        (73_501, "general/serious [4410..4410]"),  # + 1 kg × 500 元/t = 0.5 元, dropped
        (98_000, "general/serious [16660..16660]"),  # 100 %: 14.7 t × 300 + 24.5 t × 500
        (124_680, "general/serious [30000..30000]"),  # 4410 + 51.18 t × 500 = 30 000
        (130_000, "general/serious [30000..30000]"),
    ],
)
def test_zhejiang_marginal_brackets(library: Library, brief: Brief, gross: int, expected: str) -> None:
    assert brief(library.recommend(overload(gross, place="330100"))) == expected


def test_the_limit_follows_the_axles_and_says_so(library: Library, brief: Brief) -> None:
    """Two axles: 18 000 kg (超限规定 art. 3)."""
    facts = {"gross_mass_kg": 20_000, "axle_configuration": "two_axle", "divisible_load": True}
    result = library.recommend(case("highway.overload.mass", facts))
    assert brief(result) == "general/general [1000..1000]"
    assert [reason.rule for reason in result.reasons if reason.step == "finding"] == ["finding:mass_limit_kg"]


# ---- 无证普通货运: 违法所得 around 10 000 元 (道路运输条例 art. 63 (1)) ---------------------------------------------------

FREIGHT = {
    "engaged_in_freight": True,
    "has_road_permit": False,
    "goods_vehicle_mass_kg": 12_000,
    "unlicensed_vehicle_count": 1,
    "harm": "none",
}


def freight(gain: str, **more: Any) -> dict[str, Any]:
    return case("road.freight.unlicensed", {**FREIGHT, "illegal_gain_yuan": gain, **more})


def rules(result: Recommendation) -> list[str]:
    return [reason.rule for reason in result.reasons if reason.step == "statute" and reason.decided != "presumed_not"]


def test_one_fen_below_ten_thousand_is_the_fixed_range(library: Library, brief: Brief) -> None:
    """不足1万: 3000 to 10 000; the slight tier takes the lower 30 %: 3000 + 2100. 违法所得 still goes (处罚法 art. 28)."""
    result = library.recommend(freight("9999.99"))
    assert brief(result) == "general/slight [3000..5100] +confiscate.illegal_gain"
    assert rules(result) == ["road-transport-regulations/unlicensed-freight#low"]


def test_one_fen_above_ten_thousand_is_the_multiple(library: Library, brief: Brief) -> None:
    """超过1万: 1 to 5 times 10 000.01, in whole 元 10 001 to 50 000; lower 30 % of 39 999 is 11 999.7, in whole 元 11 999."""
    result = library.recommend(freight("10000.01"))
    assert brief(result) == "general/slight [10001..22000] +confiscate.illegal_gain"
    assert rules(result) == ["road-transport-regulations/unlicensed-freight#gain"]


@pytest.mark.parametrize("gain", ["10000", "10000.00"])
def test_exactly_ten_thousand_shows_the_gap_and_how_it_is_closed(library: Library, brief: Brief, gain: str) -> None:
    result = library.recommend(freight(gain))
    assert brief(result) == "general/slight [3000..5100] +confiscate.illegal_gain"
    (reason,) = [item for item in result.reasons if item.decided == "closes"]
    assert (reason.rule, reason.source) == ("closes:low", "proposed")  # never mistaken for law
    assert "没有覆盖本案" in reason.text
    assert "没有覆盖本案" in result.explain()
    assert "有利于当事人" in result.explain()


def test_grave_circumstances_matter_only_below_ten_thousand(library: Library, brief: Brief) -> None:
    """情节严重 raises the range to 10 000–50 000 (lower 30 %: 10 000 to 22 000); the multiple knows no such step."""
    assert brief(library.recommend(freight("9999.99", grave=True))).startswith("general/slight [10000..22000]")
    assert brief(library.recommend(freight("10000.01", grave=True))).startswith("general/slight [10001..22000]")


# ---- half the facts --------------------------------------------------------------------------------------------------


def test_half_the_facts_give_the_reachable_outcomes_and_what_to_establish_first(library: Library) -> None:
    """Only the gross mass is known: 55 300 kg. Limit and load decide everything; no number is given."""
    result = library.recommend(case("highway.overload.mass", {"gross_mass_kg": 55_300}))
    assert (result.status, result.disposition, result.tier, result.penalty) == ("undetermined", None, None, None)
    kinds = {(item.status.value, item.tier) for item in result.outcomes}
    assert {("not_established", None), ("determined", "slight"), ("determined", "general")} <= kinds
    assert {item.fact for item in result.missing[:2]} == {"mass_limit_kg", "divisible_load"}
    assert "【待查明】" in result.hints()
    assert "事实不清的，不得给予行政处罚" in result.hints()


def test_establishing_the_named_facts_settles_the_case(library: Library) -> None:
    facts: dict[str, Any] = {"gross_mass_kg": 55_300}
    known = {"mass_limit_kg": 49_000, "divisible_load": True, "harm": "none"}
    for _ in range(len(known)):
        result = library.recommend(case("highway.overload.mass", facts))
        if result.status == "determined":
            break
        fact = result.missing[0].fact
        facts[fact] = known[fact]
    assert library.recommend(case("highway.overload.mass", facts)).status == "determined"


def test_a_fact_that_settles_everything_makes_the_others_needless(library: Library, brief: Brief) -> None:
    assert brief(library.recommend(case("road.passenger.unlicensed", {"has_road_permit": True}))) == "not_established"
