"""减轻 where the law sets only a cap: a small part of the cap, and never an empty band."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import SOURCE, Tiny

FACTS = """
illegal_gain_yuan: {label: 违法所得, type: money, unit: 元, range: "[0..1000]"}
helped: {label: 立功, type: boolean}
"""
RANGES = "- {range: gain, when: {}, penalty: {fine: {times: illegal_gain_yuan, to: 3}}}"
MITIGATED = f"- {{id: helped, label: 立功, when: {{helped: true}}, cite: [test-law/general], {SOURCE}}}"


@pytest.mark.parametrize(
    ("gain", "fine"),
    [
        ("100", "(0..30]"),  # a tenth of 300
        ("3", "(0..1]"),  # a tenth of 9 元 is less than one 元: one is left
        ("0.04", "[0..0]"),  # of 12 分 no whole 元 can be imposed: nothing, and never more than the law allows
    ],
)
def test_a_tenth_of_the_cap_but_at_least_one_yuan(tiny: Callable[..., Tiny], gain: str, fine: str) -> None:
    book = tiny(FACTS, RANGES, lists={"mitigated": MITIGATED})
    result = book.recommend({"illegal_gain_yuan": gain, "helped": True})
    assert result.disposition == "mitigated"
    assert result.penalty is not None
    band = result.penalty.fine
    assert band is not None
    left, right = "(["[band.low_inclusive], ")]"[band.high_inclusive]
    assert f"{left}{band.low}..{band.high}{right}" == fine
