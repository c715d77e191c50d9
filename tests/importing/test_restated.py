"""A table says the act over again in every tier: that is no condition of a tier, unless the tiers tell acts apart by it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from discretion.facts import Fact, Vocabulary
from discretion.importing.acts import Match
from discretion.importing.proposals import Situation
from discretion.importing.restated import drop_restated
from discretion.importing.rows import ReadRow

ACT = Fact.model_validate(
    {"label": "擅自设卡、收费的行为", "type": "enum", "values": {"barrier": "设卡", "toll": "收费"}}
)
ASKED = "“擅自设卡、收费的行为”是本项违法行为的构成要件，各档相同，没有写进阶次的条件，须确认"
BARRIER, TOLL, DAYS = {"act": "barrier"}, {"act": "toll"}, {"days": "< 10"}
LONG: dict[str, object] = {"days": ">= 10"}


def tier(when: dict[str, object] | None) -> ReadRow:
    block: Any = SimpleNamespace(item=("擅自在公路上设卡、收费", ""))
    return ReadRow(block, "tier", "一般", "shall", Match("toll-barrier", ()), "", "", "", Situation(when))


@pytest.mark.parametrize(
    ("read", "left"),
    [
        # 擅自设卡不满10日的；擅自设卡10日以上的
        ([{**BARRIER, **DAYS}, {**BARRIER, **LONG}], [DAYS, LONG]),
        # …… 擅自设卡10日以上的，或者引起事故的
        ([{**BARRIER, **DAYS}, {"any": [{**BARRIER, **LONG}, {"accident": True}]}], [DAYS, {"any": [LONG, {"accident": True}]}]),
        # 擅自设卡不满10日的；擅自收费不满10日的: it tells the tiers apart
        ([{**BARRIER, **DAYS}, {**TOLL, **DAYS}], [{**BARRIER, **DAYS}, {**TOLL, **DAYS}]),
        # 擅自设卡的；引起事故的: it is all that the tier says
        ([BARRIER, {"accident": True}], [BARRIER, {"accident": True}]),
        ([None, {**BARRIER, **DAYS}], [None, DAYS]),
    ],
)  # fmt: skip
def test_the_act_over_again_is_left_out_and_said_to_be(read: list[Any], left: list[Any]) -> None:
    rows = [tier(when) for when in read]
    drop_restated(rows, {"toll-barrier": {"act"}}, Vocabulary({"act": ACT}))
    assert [row.situation.when for row in rows] == left
    assert [row.situation.questions for row in rows] == [
        [ASKED] if was != now else [] for was, now in zip(read, left, strict=True)
    ]
