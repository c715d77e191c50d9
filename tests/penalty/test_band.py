"""The band: which amounts are in it, and how a lawyer writes it."""

from __future__ import annotations

from decimal import localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discretion.facts import say_yuan, yuan
from discretion.penalty import Band

WAN = 1_000_000  # 一万元 in 分


@pytest.mark.parametrize(
    ("fen", "plain", "said"),
    [
        (0, "0", "0元"),
        (1, "0.01", "0.01元"),
        (10, "0.1", "0.1元"),
        (300_000, "3000", "3000元"),
        (1_000_000, "10000", "1万元"),
        (1_000_001, "10000.01", "10000.01元"),
        (1_500_000, "15000", "15000元"),
        (30_000_000, "300000", "30万元"),
    ],
)
def test_amounts_are_written_exactly_and_without_needless_zeros(fen: int, plain: str, said: str) -> None:
    with localcontext() as context:
        context.prec = 2
        assert (yuan(fen), say_yuan(fen)) == (plain, said)


@pytest.mark.parametrize(
    ("band", "said", "interval"),
    [
        (Band(300_000, WAN), "3000元以上10000元以下", "[3000..10000]"),
        (Band(300_000, WAN, low_inclusive=False), "超过3000元、10000元以下", "(3000..10000]"),
        (Band(300_000, WAN, high_inclusive=False), "3000元以上不足10000元", "[3000..10000)"),
        (Band(300_000, WAN, low_inclusive=False, high_inclusive=False), "超过3000元、不足10000元", "(3000..10000)"),
        (Band(0, 3 * WAN, low_inclusive=False), "3万元以下", "(0..30000]"),
        (Band(0, 3 * WAN), "0元以上30000元以下", "[0..30000]"),  # nothing at all is in it too
        (Band(0, 3 * WAN, low_inclusive=False, high_inclusive=False), "不足3万元", "(0..30000)"),
        (Band(300_000, 300_000), "3000元", "[3000..3000]"),
    ],
)
def test_every_kind_of_end_is_told_apart(band: Band, said: str, interval: str) -> None:
    assert (str(band), band.interval) == (said, interval)


def test_an_excluded_end_is_one_fen_away() -> None:
    band = Band(300_000, WAN, low_inclusive=False, high_inclusive=False)
    assert (band.lowest, band.highest) == (300_001, 999_999)
    assert [fen in band for fen in (300_000, 300_001, 999_999, WAN)] == [False, True, True, False]


def test_fixed_and_empty() -> None:
    assert Band(5, 5).fixed
    assert not Band(5, 5).empty
    assert Band(5, 5, low_inclusive=False).empty
    assert Band(5, 6, low_inclusive=False, high_inclusive=False).empty


def test_within_counts_amounts_not_how_the_ends_are_written() -> None:
    assert Band(1, 9).within(Band(0, 10, low_inclusive=False, high_inclusive=False))
    assert not Band(0, 9).within(Band(0, 10, low_inclusive=False))
    assert not Band(1, 10).within(Band(1, 10, high_inclusive=False))


bands = st.builds(
    lambda a, b, i, j: Band(min(a, b), max(a, b), i, j),
    st.integers(0, 6), st.integers(0, 6), st.booleans(), st.booleans(),
).filter(lambda band: not band.empty)  # fmt: skip


@given(bands, bands)
def test_within_means_that_every_amount_of_the_one_is_an_amount_of_the_other(a: Band, b: Band) -> None:
    assert a.within(b) is all(fen in b for fen in range(-1, 8) if fen in a)
