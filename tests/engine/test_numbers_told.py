"""Derived quantities as a reader sees them: exact where two decimals are exact, otherwise rounded and marked 约, never as a whole number that they are not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from discretion.decide import say_fraction, say_number
from discretion.facts import Fact

FINE = Fact.model_validate({"label": "应处罚款", "type": "money", "derive": "a"})
RATE = Fact.model_validate({"label": "超限率", "type": "decimal", "unit": "%", "derive": "a"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(20), "20"),
        (Fraction(41, 2), "20.5"),
        (Fraction(2001, 100), "20.01"),
        (Fraction(1, 3), "约0.33"),
        (Fraction(2, 3), "约0.67"),
        (Fraction(1001, 1000), "约1.001"),  # two decimals would say 1
        (Fraction(20002, 1000), "约20.002"),
        (20 + Fraction(1, 10**6), "约20.000001"),
        (20 + Fraction(3, 10**7), "约20"),  # six decimals are enough
        (Fraction(1, 200), "约0.01"),  # half is rounded up
        (Fraction(-1, 3), "约-0.33"),
    ],
)
def test_a_fraction_shows_that_it_is_no_whole_number(value: Fraction, text: str) -> None:
    assert say_fraction(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(300), "300元"),
        (Fraction(30000), "3万元"),
        (Fraction(1, 100), "0.01元"),
        (Fraction(1, 101), "约0.01元"),  # no whole number of 分
        (Fraction(30000 * 3 + 1, 3), "约30000.33元"),
    ],
)
def test_an_amount_is_exact_to_the_fen_or_says_that_it_is_not(value: Fraction, text: str) -> None:
    assert say_number(FINE, value) == text


def test_another_quantity_has_its_unit_and_no_wan() -> None:
    assert say_number(RATE, Fraction(90, 7)) == "约12.86%"
    assert say_number(RATE, Fraction(30000)) == "30000%"
