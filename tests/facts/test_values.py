"""Exact values: what a case may state for each type of fact, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discretion.facts import Fact, ValueProblem, bounds, decode, digits, encode, say


def fact(**keys: Any) -> Fact:
    return Fact.model_validate({"label": "事实", **keys})


YES_NO = fact(type="boolean")
MASS = fact(type="integer", unit="kg", range="[0..500000]")
HEIGHT = fact(type="decimal", digits=3, unit="m", range="(0..20]")
GAIN = fact(type="money", unit="元", range="[0..100000000]")
HARM = fact(type="enum", values={"none": "没有", "slight": "轻微", "grave": "严重"})
EXPIRES = fact(type="date")


@pytest.mark.parametrize(
    ("definition", "raw", "encoded", "stated", "said"),
    [
        (YES_NO, True, 1, True, "是"),
        (YES_NO, False, 0, False, "否"),
        (MASS, 55_300, 55_300, 55_300, "55300千克"),
        (MASS, "55300", 55_300, 55_300, "55300千克"),
        (MASS, Decimal("55300.0"), 55_300, 55_300, "55300千克"),
        (HEIGHT, Decimal("4.2"), 4_200, "4.2", "4.2米"),
        (HEIGHT, "4.201", 4_201, "4.201", "4.201米"),
        (HEIGHT, 4, 4_000, "4", "4米"),
        (GAIN, "10000.01", 1_000_001, "10000.01", "10000.01元"),
        (GAIN, Decimal("10000.00"), 1_000_000, "10000", "1万元"),
        (GAIN, 0, 0, "0", "0元"),
        (HARM, "slight", 1, "slight", "轻微"),
        (EXPIRES, "2026-03-02", date(2026, 3, 2).toordinal(), "2026-03-02", "2026年3月2日"),
        (EXPIRES, date(2026, 3, 2), date(2026, 3, 2).toordinal(), "2026-03-02", "2026年3月2日"),
    ],
)
def test_every_type_has_one_exact_integer(definition: Fact, raw: Any, encoded: int, stated: Any, said: str) -> None:
    assert encode(definition, raw) == encoded
    assert decode(definition, encoded) == stated
    assert say(definition, encoded) == said


@pytest.mark.parametrize(
    ("definition", "raw", "message"),
    [
        (YES_NO, 1, "应当是 true 或 false"),
        (YES_NO, "true", "应当是 true 或 false"),
        (MASS, True, "应当是数"),
        (MASS, -1, "超出允许的范围（0 至 500000kg）"),
        (MASS, 500_001, "超出允许的范围（0 至 500000kg）"),
        (MASS, Decimal("0.5"), "应当是整数"),
        (MASS, "5 吨", "应当是数，只写数字，不写单位"),
        (GAIN, "3000.5元", "应当是数，只写数字，不写单位"),
        (MASS, "5 吨 6", "应当是有限的十进制数"),
        (MASS, [5], "应当是数"),
        (MASS, None, "应当是数"),
        (HEIGHT, 0, "超出允许的范围（0.001 至 20m）"),
        (HEIGHT, "20.001", "超出允许的范围（0.001 至 20m）"),
        (HEIGHT, "4.2001", "最多3位小数"),
        (GAIN, "10000.001", "金额只精确到分"),
        (GAIN, 10000.01, "浮点数不精确"),
        (GAIN, float("nan"), "浮点数不精确"),
        (GAIN, "NaN", "应当是有限的十进制数"),
        (GAIN, Decimal("sNaN"), "应当是有限的十进制数"),
        (GAIN, "Infinity", "应当是有限的十进制数"),
        (GAIN, "1e999999999", "应当是有限的十进制数"),
        (GAIN, "1e-999999999", "应当是有限的十进制数"),
        (GAIN, "", "应当是数"),
        (HARM, "slihgt", "不是列举的值"),
        (HARM, 1, "不是列举的值"),
        (HARM, "轻微", "不是列举的值"),
        (EXPIRES, "20260302", "应当是日期，例如 2026-03-02"),
        (EXPIRES, "2026-W10-1", "应当是日期，例如 2026-03-02"),
        (EXPIRES, "2026-02-30", "应当是日期，例如 2026-03-02"),
        (EXPIRES, 20260302, "应当是日期，例如 2026-03-02"),
        (EXPIRES, "1911-10-10", "超出允许的范围（1949-10-01 至 2199-12-31）"),
    ],
)
def test_what_does_not_fit_is_refused_never_rounded(definition: Fact, raw: Any, message: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        encode(definition, raw)
    assert str(caught.value).startswith(message)


def test_a_wrong_code_tells_the_right_ones() -> None:
    with pytest.raises(ValueProblem) as caught:
        encode(HARM, "slihgt")
    assert caught.value.allowed == ("none", "slight", "grave")


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (YES_NO, (0, 1)),
        (HARM, (0, 2)),
        (MASS, (0, 500_000)),
        (fact(type="integer", range="(0..10)"), (1, 9)),
        (HEIGHT, (1, 20_000)),
        (GAIN, (0, 10_000_000_000)),
        (
            fact(type="date", range='[@"2026-01-01"..@"2026-12-31"]'),
            (date(2026, 1, 1).toordinal(), date(2026, 12, 31).toordinal()),
        ),
    ],
)
def test_the_legal_domain_has_explicit_ends(definition: Fact, expected: tuple[int, int]) -> None:
    assert bounds(definition) == expected


def test_digits() -> None:
    assert [digits(item) for item in (MASS, HEIGHT, GAIN)] == [0, 3, 2]


@given(st.integers(0, 10_000_000_000), st.integers(1, 28))
def test_money_survives_any_decimal_context(fen: int, precision: int) -> None:
    """A caller that computes with three digits must not move a case across 10 000 元."""
    text = f"{fen // 100}.{fen % 100:02}"
    with localcontext() as context:
        context.prec = precision
        assert encode(GAIN, text) == encode(GAIN, Decimal(text)) == fen
        assert encode(GAIN, decode(GAIN, fen)) == fen


@given(st.integers(1, 20_000))
def test_stating_what_was_decoded_gives_the_same_value(millimetres: int) -> None:
    assert encode(HEIGHT, decode(HEIGHT, millimetres)) == millimetres
