"""Known tiers in layouts at random: whatever table they stand in, every one of them is read as it is meant."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.importing.test_layouts import ACT, LAW, reading

from discretion.library import Library

CONDITIONS: list[tuple[str, dict[str, Any]]] = [
    ("占用面积5平方米以下", {"occupied_area_m2": "<= 5"}),
    ("占用面积5平方米以上不足20平方米", {"occupied_area_m2": "[5..20)"}),
    ("占用面积超过20平方米", {"occupied_area_m2": "> 20"}),
    ("一年内第二次违法", {"prior_count_12m": "= 1"}),
    ("再次违法", {"prior_count": ">= 1"}),
    ("拒不改正", {"refused_correction": True}),
    ("以暴力方式抗拒执法", {"obstructed": True}),
    ("造成交通堵塞", {"traffic_effect": "congestion"}),
    ("未造成危害后果", {"harm": "none"}),
]
PENALTIES: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("处1000元罚款", {"fine": {"fixed": 1000}}, ()),
    ("责令改正，处500元以上2000元以下罚款", {"fine": {"from": 500, "to": 2000}}, ("责令改正",)),
    ("可以处一千元以上不满五千元罚款", {"fine": {"from": 1000, "below": 5000, "force": "may"}}, ()),
    ("处0.1万元（含）-0.5万元（不含）罚款", {"fine": {"from": 1000, "below": 5000}}, ()),
    ("罚款3000元以下", {"fine": {"to": 3000}}, ()),
    ("处2万元罚款，吊销许可证", {"fine": {"fixed": 20000}, "revoke": {"force": "shall", "what": "许可证"}}, ()),
]
LEVELS = ("轻微", "一般", "严重")


@st.composite
def situations(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    one, other = draw(st.sampled_from(list(permutations(CONDITIONS, 2))))
    same: bool = bool(set(one[1]) & set(other[1]))
    if same or draw(st.booleans()):
        return one
    both = {**one[1], **other[1]}
    either = {"any": [one[1], other[1]]}
    return draw(
        st.sampled_from(
            [
                (f"{one[0]}且{other[0]}", both),
                (f"{one[0]}，并且{other[0]}", both),
                (f"{one[0]}或者{other[0]}", either),
                (f"{one[0]}，或者{other[0]}", either),
            ]
        )
    )


def laid_out(style: str, tiers: list[tuple[str, str]]) -> list[list[Any]]:
    """The table of the tiers (condition, penalty)."""
    named = [f"【{level}】{when}的，{then}" for level, (when, then) in zip(LEVELS, tiers, strict=True)]
    numbered = [f"{number}.{when}的，{then}；" for number, (when, then) in enumerate(tiers, 1)]
    match style:
        case "lines":
            lines = [[ACT, LAW, level, *tier] for level, tier in zip(LEVELS, tiers, strict=True)]
            return [["违法行为", "处罚依据", "违法程度", "违法情形", "处罚幅度"], *lines]
        case "named":
            return [["违法行为", "处罚依据", "裁量标准"], [ACT, LAW, "\n".join(named)]]
        case "numbered":
            return [["违法行为", "处罚依据", "裁量标准"], [ACT, LAW, "\n".join(numbered)]]
        case "beside":
            cells = ["\n".join(f"{n}.{tier[side]}；" for n, tier in enumerate(tiers, 1)) for side in (0, 1)]
            return [["违法行为", "处罚依据", "适用条件", "裁量标准"], [ACT, LAW, *cells]]
    across = [f"{when}：{then}" for when, then in tiers]
    return [["违法行为", "处罚依据", *LEVELS], [ACT, LAW, *across]]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    style=st.sampled_from(["lines", "named", "numbered", "beside", "across"]),
    conditions=st.lists(situations(), min_size=3, max_size=3),
    penalties=st.lists(st.sampled_from(PENALTIES), min_size=3, max_size=3),
)
def test_every_tier_is_read_as_it_is_meant(
    shipped: Library, tmp_path: Path, style: str, conditions: list[Any], penalties: list[Any]
) -> None:
    """Found so: 再次违法或者占用面积… lost the first half, 抗拒执法且拒不改正 the second."""
    tiers = [(when, then) for (when, _), (then, _, _) in zip(conditions, penalties, strict=True)]
    rows = reading(shipped, tmp_path, *laid_out(style, tiers)).rows
    assert [row.penalty for row in rows] == [penalty for _, penalty, _ in penalties]
    assert [row.orders for row in rows] == [orders for _, _, orders in penalties]
    assert [row.situation.when for row in rows] == [when for _, when in conditions]
