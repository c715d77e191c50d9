"""逸脱: a decision outside the recommendation may leave the benchmark, never the statute; and never for the defence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from discretion import Library, Recommendation
from discretion.engine.verify import verify
from discretion.errors import CaseError

CASE: dict[str, Any] = {
    "violation": "road.freight.unlicensed", "occurred": "2026-03-02", "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": {
        "engaged_in_freight": True, "has_road_permit": False, "goods_vehicle_mass_kg": 12000,
        "unlicensed_vehicle_count": 2, "illegal_gain_yuan": "0", "harm": "none",
    },
}  # fmt: skip  # recommended: 5100–7900 of 3000–10000
BECAUSE = {"reason": "当事人为小微企业，首次经营", "approved_by": "机关负责人集体讨论"}


@pytest.fixture
def depart(library: Library) -> Callable[..., Recommendation]:
    def run(facts: dict[str, Any] | None = None, **departure: Any) -> Recommendation:
        return library.recommend(
            {**CASE, "facts": {**CASE["facts"], **(facts or {})}, "departure": {**BECAUSE, **departure}}
        )

    return run


@pytest.mark.parametrize(
    ("departure", "direction"),
    [
        ({"fine": "3000"}, "milder"),
        ({"fine": 5100}, "within"),
        ({"fine": "7900.00"}, "within"),
        ({"fine": "10000"}, "harsher"),
        ({"disposition": "lighter"}, "milder"),
        ({"disposition": "heavier"}, "harsher"),
    ],
)
def test_inside_the_statute_it_is_recorded_with_its_direction(
    library: Library, depart: Callable[..., Recommendation], departure: dict[str, Any], direction: str
) -> None:
    result = depart(**departure)
    assert result.departure is not None
    assert result.departure.direction == direction
    assert result.penalty is not None
    assert result.penalty.fine is not None
    assert result.penalty.fine.low == "5100"  # the recommendation stays what it is
    assert result.receipt.case["departure"]["approved_by"] == "机关负责人集体讨论"
    assert verify(library.plans, json.loads(result.to_json())).same


def test_it_stands_in_the_paragraph(depart: Callable[..., Recommendation]) -> None:
    text = depart(fine="4000", procedure="法制审核").explain()
    assert (
        "【调整适用】实际决定罚款4000元（轻于裁量基准），理由：当事人为小微企业，首次经营；批准：机关负责人集体讨论，经过法制审核。"
        in text
    )


@pytest.mark.parametrize(
    ("facts", "departure", "message"),
    [
        ({}, {"fine": "2999.99"}, "departure.fine: 罚款2999.99元超出法定幅度3000元以上10000元以下；低于法定最低限的，应当有法律规定的减轻情形"),
        ({}, {"fine": "10000.01"}, "罚款10000.01元超出法定幅度"),
        ({}, {"fine": "2000", "disposition": "mitigated"}, "本案没有法律规定的减轻处罚情形（允许：一般处罚）"),
        ({}, {"disposition": "exempt"}, "本案没有法律规定的不予处罚情形"),
        ({"harm_removed": True}, {"fine": "3000", "disposition": "mitigated"}, "减轻处罚应当低于法定最低限3000元"),
        ({}, {"fine": "9000", "because_of_defence": True}, "不得因当事人陈述、申辩而给予更重的处罚（《行政处罚法》第四十五条第二款）"),
        ({}, {}, "调整适用（departure）应当写明实际决定的 fine 或者 disposition"),
        ({}, {"fine": "3000元"}, "应当是不带单位的金额"),
        ({}, {"fine": "3000.001"}, "金额精确到分"),
        ({}, {"fine": "-1"}, "应当是不带单位的金额"),
        ({}, {"fine": "3000", "approved_by": ""}, "approved_by"),
        ({}, {"fine": "3000", "reason": ""}, "reason"),
    ],
)  # fmt: skip
def test_what_the_law_forbids_is_refused(
    depart: Callable[..., Recommendation], facts: dict[str, Any], departure: dict[str, Any], message: str
) -> None:
    with pytest.raises(CaseError) as caught:
        depart(facts, **departure)
    assert message in str(caught.value)


def test_below_the_minimum_with_a_ground_of_the_law(depart: Callable[..., Recommendation]) -> None:
    result = depart({"harm_removed": True}, fine="1000", disposition="mitigated")
    assert result.departure is not None
    assert result.departure.direction == "milder"


def test_milder_after_the_defence_is_welcome(depart: Callable[..., Recommendation]) -> None:
    result = depart(fine="4000", because_of_defence=True)
    assert result.departure is not None


def test_one_of_several_violations(library: Library) -> None:
    act = {"violation": CASE["violation"], "facts": CASE["facts"], "departure": {**BECAUSE, "fine": "4000"}}
    case = {key: value for key, value in CASE.items() if key not in ("violation", "facts")}
    result = library.recommend({**case, "violations": [act, {**act, "act": "另一次", "departure": None}]})
    assert [part.departure is not None for part in result.parts] == [True, False]
    with pytest.raises(CaseError, match=r"写了 violations 时，调整适用.*写在各违法行为之下"):
        library.recommend({**case, "violations": [act], "departure": {**BECAUSE, "fine": "4000"}})
