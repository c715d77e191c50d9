"""Conditions read as a lawyer writes them."""

from __future__ import annotations

import re

import pytest

from discretion.conditions import parse_condition
from discretion.facts import Words
from discretion.library import Library

LAWYER = [
    ({"excess_mass_kg": "(1000..5000]"}, "超限质量超过1000千克、不超过5000千克"),
    ({"excess_mass_kg": "[1000..5000)"}, "超限质量1000千克以上、不足5000千克"),
    ({"excess_mass_kg": "[1000..5000]"}, "超限质量1000千克以上5000千克以下"),
    ({"excess_mass_kg": "> 0"}, "超限"),
    ({"excess_mass_kg": "(0..1000]"}, "超限且超限质量不超过1000千克"),
    ({"harm": "none"}, "没有危害后果"),
    ({"harm": ["none", "slight"]}, "没有危害后果或者危害后果轻微"),
    ({"harm": ["serious", "grave"]}, "危害后果较重或者严重"),
    ({"evasion_count": "<= 2"}, "本案查实的逃避检测次数两次以下"),
    ({"evasion_count": ">= 3"}, "本案查实的逃避检测次数三次以上"),
    ({"evasion_count": "(1..3]"}, "本案查实的逃避检测次数超过一次、不超过三次"),
    ({"violation_times": "<= 1"}, "违法行为次数为一次"),
    ({"illegal_gain_yuan": "> 10000"}, "违法所得超过1万元"),
    ({"illegal_gain_yuan": 0}, "没有违法所得"),
    ({"divisible_load": False}, "载运不可分载物品"),
    ({"has_road_permit": False}, "未取得相应的道路运输经营许可"),
    ({"port_licence_held": False}, "未依法取得港口经营许可证"),
    ({"occupies_highway": False}, "没有擅自占用公路的情形"),
    ({"traffic_effect": "accident"}, "引发交通中断或者交通事故"),
    ({"road_class": ["village", "township"]}, "公路类别为村道或者乡道"),
    (
        {"vehicles_in_violation": "> vehicles_total * 0.1"},
        "企业一年内违法超限运输的货运车辆数超过企业货运车辆总数的10%",
    ),
    (
        {"harm": "none", "corrected_in_time": True, "first_offence": True},
        "没有危害后果，及时改正，且初次违法",
    ),
    (
        {"first_offence": True, "any": [{"corrected_in_time": True}, {"restored_by_authority": True}]},
        "初次违法，且（及时改正，或者由执法部门代为恢复并由当事人承担费用）",
    ),
    ({"all": [{"first_offence": True}, {"not": {"harm": "grave"}}]}, "初次违法；但危害后果严重的除外"),
    ({}, "不论情节"),
]


@pytest.mark.parametrize(("when", "words"), LAWYER, ids=[words for _, words in LAWYER])
def test_reads_as_a_lawyer_writes(when: dict[str, object], words: str, shipped: Library) -> None:
    assert Words(shipped.rulebook.vocabulary).condition(parse_condition(when)) == words


def test_no_shipped_condition_reads_mechanically(shipped: Library) -> None:
    words = Words(shipped.rulebook.vocabulary)
    said = []
    for versions in shipped.rulebook.areas.values():
        for ruleset in versions:
            for file in ruleset.violations.values():
                said += [words.condition(tier.when) for tier in file.model.tiers if tier.when is not None]
                said.append(words.condition(file.model.elements))
            for entries in ruleset.lists.values():
                said += [words.condition(entry.when) for entry in entries.model.entries]
    assert len(said) > 500
    bad = [text for text in said if re.search(r"为没有|为无(，|；|、|或者|$)|超过0(?!\.)|“|_", text)]
    assert bad == []
