"""Counting days and months as the law counts them. Periods begin on the day after the day that starts them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

SATURDAY = 5


def months_after(day: date, months: int) -> date:
    """The last day of a period of calendar months: the day of the same number, or that month's last day (对应日).

    >>> months_after(date(2025, 8, 31), 6), months_after(date(2024, 2, 29), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def within_months(earlier: date, later: date, months: int) -> bool:
    """Whether ``later`` still lies in the period of months that ``earlier`` starts; its last day belongs to it.

    >>> within_months(date(2025, 3, 2), date(2026, 3, 2), 12), within_months(date(2025, 3, 1), date(2026, 3, 2), 12)
    (True, False)
    """
    return later <= months_after(earlier, months)


def years_between(start: date, end: date) -> int:
    """Whole years that have passed since ``start``; on the anniversary itself the year is still running.

    >>> years_between(date(2024, 3, 2), date(2026, 3, 2)), years_between(date(2024, 3, 2), date(2026, 3, 3))
    (1, 2)
    """
    ahead = bool(anniversary_ahead(start.month, start.day, end.month, end.day))
    return max(end.year - start.year - ahead, 0)


def anniversary_ahead(month: Any, day: Any, month_now: Any, day_now: Any) -> object:
    """Whether this year's anniversary of a day is today or yet to come; of columns (the audit) as of numbers."""
    return (month_now < month) | ((month_now == month) & (day_now <= day))


def after_years(start: date, years: int) -> date:
    """The first day on which so many whole years have passed since ``start``.

    >>> after_years(date(2024, 2, 29), 1)
    datetime.date(2025, 3, 1)
    """
    return months_after(start, 12 * years) + timedelta(days=1) if years else start


def days_after(day: date, days: int) -> date:
    """The last day of a period of calendar days."""
    return day + timedelta(days=days)


def working_days_after(day: date, days: int, holidays: Collection[date], workdays: Collection[date]) -> date:
    """The last day of a period of working days (行政处罚法 art. 85: 二日、三日、五日、七日).

    Args:
        day: the day that starts the period; it does not count.
        days: the number of working days.
        holidays: public holidays that are not weekends.
        workdays: weekend days that are worked (调休).

    >>> working_days_after(date(2026, 4, 30), 3, {date(2026, 5, n) for n in range(1, 6)}, {date(2026, 5, 9)})
    datetime.date(2026, 5, 8)
    """
    last = day
    while days > 0:
        last += timedelta(days=1)
        days -= last in workdays or (last.weekday() < SATURDAY and last not in holidays)
    return last
