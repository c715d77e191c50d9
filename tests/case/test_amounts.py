"""Amounts of money in a case: 元 to the 分, as a number or as text, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from discretion.case import Departure

FIFTEEN = "9" * 15


def fine(amount: object) -> str | None:
    return Departure.model_validate({"reason": "理由", "approved_by": "负责人", "fine": amount}).fine


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        (3000, "3000"),
        (Decimal("3000.50"), "3000.50"),
        ("0.01", "0.01"),
        ("0.0100", "0.0100"),
        (FIFTEEN, FIFTEEN),
        (f"{FIFTEEN}.99", f"{FIFTEEN}.99"),
    ],
)
def test_an_amount_is_kept_as_it_was_written(amount: object, kept: str) -> None:
    assert fine(amount) == kept


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        ("0.001", "金额精确到分，整数部分不超过十五位"),
        ("1" + "0" * 15, "金额精确到分，整数部分不超过十五位"),
        ("3000元", "应当是不带单位的金额"),
        ("3,000", "应当是不带单位的金额"),
        ("-1", "应当是不带单位的金额"),
        ("3000.", "应当是不带单位的金额"),
        (".5", "应当是不带单位的金额"),
        ("1.5e3", "应当是不带单位的金额"),
        ("３０００", "应当是不带单位的金额"),
        ("1.５", "应当是不带单位的金额"),
        (True, "valid string"),
        (0.1, "valid string"),
    ],
)
def test_what_is_no_amount_is_refused(amount: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        fine(amount)
