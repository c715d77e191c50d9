"""Counting of periods: 对应日, month ends, leap days, working days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discretion.case.calendar import (
    after_years,
    anniversary_ahead,
    days_after,
    months_after,
    within_months,
    working_days_after,
    years_between,
)

days = st.dates(date(1990, 1, 1), date(2080, 12, 31))
months = st.integers(1, 60)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2025-03-02", 12, "2026-03-02"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-01-31", 3, "2025-04-30"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-12-31", 2, "2026-02-28"),
    ],
)
def test_a_period_of_months_ends_on_the_day_of_the_same_number_or_the_last_of_the_month(
    day: str, months: int, last: str
) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("earlier", "later", "inside"),
    [
        ("2025-08-31", "2026-02-28", True),
        ("2025-08-31", "2026-03-01", False),
        ("2025-08-30", "2026-02-28", True),
        ("2025-08-28", "2026-02-28", True),
        ("2025-08-27", "2026-02-28", False),
        ("2025-02-28", "2025-08-28", True),
        ("2025-02-28", "2025-08-31", False),
    ],
)
def test_a_window_of_six_months(earlier: str, later: str, inside: bool) -> None:
    assert within_months(date.fromisoformat(earlier), date.fromisoformat(later), 6) is inside


@given(days, days, months)
def test_an_older_day_never_lies_in_a_window_that_a_younger_one_has_left(a: date, b: date, number: int) -> None:
    older, younger = sorted((a, b))
    anchor = date(2030, 6, 15)
    assert not within_months(older, anchor, number) or within_months(younger, anchor, number)


@given(days, st.integers(0, 40))
def test_the_anniversary_still_belongs_to_the_year(start: date, years: int) -> None:
    anniversary = months_after(start, 12 * years)
    assert years_between(start, anniversary) == max(years - 1, 0)
    assert years_between(start, date.fromordinal(anniversary.toordinal() + 1)) == years


@given(days, st.integers(1, 30))
def test_without_holidays_five_working_days_are_a_week(start: date, number: int) -> None:
    last = working_days_after(start, number, (), ())
    between = [date.fromordinal(n) for n in range(start.toordinal() + 1, last.toordinal() + 1)]
    assert sum(day.weekday() < 5 for day in between) == number
    assert last.weekday() < 5


def test_a_worked_weekend_shortens_the_period_and_a_holiday_lengthens_it() -> None:
    friday = date(2026, 4, 24)
    assert working_days_after(friday, 2, (), ()) == date(2026, 4, 28)
    assert working_days_after(friday, 2, (), (date(2026, 4, 26),)) == date(2026, 4, 27)
    assert working_days_after(friday, 2, (date(2026, 4, 27),), ()) == date(2026, 4, 29)


@pytest.mark.parametrize(
    ("start", "years", "first"),
    [
        ("2024-03-02", 0, "2024-03-02"),
        ("2024-03-02", 1, "2025-03-03"),
        ("2024-03-02", 2, "2026-03-03"),
        ("2024-02-29", 1, "2025-03-01"),
        ("2024-02-29", 4, "2028-03-01"),
    ],
)
def test_so_many_years_have_passed_on_the_day_after_the_anniversary(start: str, years: int, first: str) -> None:
    assert after_years(date.fromisoformat(start), years) == date.fromisoformat(first)
    assert years_between(date.fromisoformat(start), date.fromisoformat(first)) == years


def test_nothing_has_passed_before_it_began() -> None:
    assert years_between(date(2026, 3, 2), date(2026, 3, 1)) == 0
    assert years_between(date(2026, 3, 2), date(2024, 3, 1)) == 0


def test_days_are_counted_from_the_next_one() -> None:
    assert days_after(date(2026, 2, 26), 3) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("now", "ahead"), [((2, 28), True), ((3, 1), True), ((3, 2), True), ((3, 3), False), ((4, 1), False)]
)
def test_the_anniversary_is_ahead_until_its_day_is_over(now: tuple[int, int], ahead: bool) -> None:
    assert anniversary_ahead(3, 2, *now) is ahead
