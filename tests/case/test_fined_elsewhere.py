"""The fine of another authority (行政处罚法 art. 29): it takes the fine away only where it is this party's, for this act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Recommendation

FINED = {"kind": "fined_elsewhere", "date": "2026-03-05"}
OTHER_SUBJECT = "属于其他当事人、车辆、驾驶人或者船舶，不是同一行为的罚款"
Judge = Callable[..., Recommendation]


@pytest.fixture(scope="module")
def judge(tiny: Callable[..., Any]) -> Judge:
    """Judge 甲公司, which drove 浙A1 from 1 to 2 March 2026, with one record."""
    rules = tiny("size: {label: 面积, type: integer, range: '[1..9]'}")
    who = {"subjects": {"party": "甲公司", "vehicle": "浙A1"}, "occurred": {"from": "2026-03-01", "to": "2026-03-02"}}

    def run(**record: str) -> Recommendation:
        result: Recommendation = rules.recommend({"size": 1}, records=[{**FINED, **record}], **who)
        return result

    return run


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"who": "甲公司"},
        {"occurred": "2026-03-01"},  # the first day
        {"occurred": "2026-03-02"},  # the last day
        {"date": "2026-03-01"},  # fined on the first day
    ],
)
def test_the_same_act_of_the_same_party_is_not_fined_again(judge: Judge, record: dict[str, str]) -> None:
    result = judge(**record)
    assert result.penalty is not None
    assert result.penalty.fine is None


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"subject": "vehicle"}, OTHER_SUBJECT),
        ({"subject": "vehicle", "who": "浙A1"}, OTHER_SUBJECT),
        ({"who": "乙公司"}, OTHER_SUBJECT),
        ({"occurred": "2026-02-28"}, "不是本案的行为，不是同一行为的罚款"),
        ({"occurred": "2026-03-03"}, "不是本案的行为，不是同一行为的罚款"),
        ({"date": "2026-02-28"}, "早于本次违法行为，不是同一行为的罚款"),
    ],
)
def test_any_other_fine_changes_nothing(judge: Judge, record: dict[str, str], why: str) -> None:
    result = judge(**record)
    assert result.penalty is not None
    assert result.penalty.text == "处1000元以上5000元以下罚款"
    assert [(item.use, item.why) for item in result.account if item.kind == "record"] == [("without_effect", why)]
