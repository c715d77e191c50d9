"""The same overloaded truck under three laws: the answers differ exactly as the texts do, and each says why."""

from __future__ import annotations

import pytest

from discretion import Library

TRUCK = {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"}


@pytest.mark.parametrize(
    ("place", "area", "low", "high", "cite"),
    [
        # 超限11000千克：每超1000千克罚500元，11 × 500
        ("620102", "national", "5500", "5500", "《超限运输车辆行驶公路管理规定》第四十三条第一款第二项"),
        # 超过限值20%（9800千克）的部分1200千克：每吨300元，1.2 × 300
        ("330106", "hangzhou", "360", "360", "《浙江省公路条例》第五十三条第一款"),
        ("330400", "zhejiang", "360", "360", "《浙江省公路条例》第五十三条第一款"),
        # 可以处一千元以下；建议稿的一般阶次取三成至七成
        ("440106", "guangdong", "300", "700", "《广东省公路条例》第五十一条"),
    ],
)
def test_the_same_truck(library: Library, place: str, area: str, low: str, high: str, cite: str) -> None:
    case = {
        "violation": "highway.overload.mass",
        "place": place,
        "occurred": "2026-03-02",
        "decided": "2026-03-20",
        "party": {"kind": "organisation"},
        "facts": TRUCK,
    }
    result = library.recommend(case)
    assert result.area == area
    assert result.penalty is not None
    assert result.penalty.fine is not None
    assert (result.penalty.fine.low, result.penalty.fine.high) == (low, high)
    assert cite in result.explain()
