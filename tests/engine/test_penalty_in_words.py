"""How the measures of a penalty are put into one sentence: warnings first, choices together, what another body imposes last."""

from __future__ import annotations

from typing import Any

import pytest

from discretion.decide import PenaltyText
from discretion.penalty import Force, Kind

SHALL, MAY, CHOICE, OPTION = Force.SHALL, Force.MAY, Force.CHOICE, Force.OPTION


Part = dict[str, Any]


def measure(kind: Kind, text: str, force: Force = SHALL, **more: str) -> Part:
    return {"kind": kind, "text": text, "force": force, **more}


def fine(force: Force = SHALL) -> Part:
    text = f"{'可以' if force is MAY else ''}处200元以下罚款"
    return {"low": "0", "high": "200", "low_inclusive": False, "high_inclusive": True, "force": force, "text": text}


WARNING, REVOKE = measure(Kind.WARNING, "警告"), measure(Kind.REVOKE, "吊销许可证件")
ELSEWHERE = measure(Kind.REVOKE, "由原许可机关吊销许可证", by="原许可机关")


@pytest.mark.parametrize(
    ("fined", "measures", "text"),
    [
        (None, [], "不作处罚，责令改正"),
        (fine(), [], "处200元以下罚款"),
        (fine(MAY), [], "可以处200元以下罚款"),
        (fine(), [WARNING], "警告，处200元以下罚款"),
        (fine(), [REVOKE], "吊销许可证件，处200元以下罚款"),
        (None, [measure(Kind.REVOKE, "吊销许可证件", MAY)], "可以吊销许可证件"),
        (fine(), [ELSEWHERE, WARNING], "警告，处200元以下罚款，由原许可机关吊销许可证"),
        # of a choice the warning comes before the fine, all else after it
        (fine(CHOICE), [measure(Kind.REVOKE, "吊销许可证件", CHOICE)], "处200元以下罚款，或者吊销许可证件"),
        (fine(OPTION), [measure(Kind.WARNING, "警告", OPTION), REVOKE], "吊销许可证件，可以警告，或者处200元以下罚款"),
        (fine(CHOICE), [{**ELSEWHERE, "force": CHOICE}], "处200元以下罚款，或者由原许可机关吊销许可证"),
        # where nothing was gained, nothing is confiscated
        (fine(), [measure(Kind.CONFISCATE, "没收违法所得", amount="0")], "处200元以下罚款"),
        (None, [measure(Kind.CONFISCATE, "没收违法所得", amount="300")], "没收违法所得"),
    ],
)  # fmt: skip
def test_a_penalty_in_one_sentence(fined: Part | None, measures: list[Part], text: str) -> None:
    assert PenaltyText.model_validate({"fine": fined, "measures": measures}).text == text
