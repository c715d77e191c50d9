"""认定: facts inferred from dated records, from the party and from the dates of the case."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from discretion.case.model import Case, Record
from discretion.facts import FindingRule


def months_before(day: date, months: int) -> date:
    """The same day of an earlier calendar month, or that month's last day.

    >>> months_before(date(2026, 3, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_between(start: date, end: date) -> int:
    """Whole years from ``start`` to ``end``; the first day does not count, so the anniversary is still inside.

    >>> years_between(date(2024, 3, 2), date(2026, 3, 2)), years_between(date(2024, 3, 2), date(2026, 3, 3))
    (1, 2)
    """
    if end <= start:
        return 0
    years = end.year - start.year
    anniversary = months_before(end, 0) if years == 0 else _anniversary(start, years)
    return years if end > anniversary and years > 0 else max(years - 1, 0)


def find(rule: FindingRule, case: Case, violation: str, sector: str, complete: frozenset[str]) -> Any:
    """Settle a fact by records; None when they do not settle it (no record, and no complete search).

    Args:
        rule: the vocabulary's rule.
        case: the case.
        violation: the violation that is judged.
        sector: its sector, for ``same: sector``.
        complete: kinds of records that count as completely searched.
    """
    if rule.party == "kind":
        return case.party.kind
    if rule.party == "age":
        return case.party.age
    if rule.elapsed is not None:
        return years_between(case.end, case.discovered or case.filed or case.decided)
    if rule.count is not None:
        return _count(rule, case, violation, sector, complete)
    return _exists(rule, case, complete)


def distinct(records: Sequence[Record]) -> list[Record]:
    """Records without repeats: the same document number, or the same content, counts once."""
    found: dict[Any, Record] = {}
    for record in records:
        key = (record.kind, record.id) if record.id else (record.kind, record.date, record.violation, record.subject)
        found.setdefault(key, record)
    return list(found.values())


def searched(case: Case, kind: str, complete: frozenset[str]) -> bool:
    """Whether the absence of a record means that there is none."""
    return case.searched.get(kind, kind in complete)  # type: ignore[call-overload, no-any-return]


def _count(rule: FindingRule, case: Case, violation: str, sector: str, complete: frozenset[str]) -> int | None:
    assert rule.count is not None
    if not searched(case, rule.count, complete):
        return None
    anchor = case.end if rule.since == "act" else case.decided
    return sum(
        1
        for record in distinct(case.records)
        if record.kind == rule.count
        and rule.by in ("any", record.subject)
        and _similar(rule, record, violation, sector)
        and _in_window(rule, record.date, anchor)
    )


def _in_window(rule: FindingRule, day: date, anchor: date) -> bool:
    """The window ends on the day before the anchor and begins on the same day of the earlier month, inclusive."""
    if day >= anchor:
        return False
    if rule.months is not None and day < months_before(anchor, rule.months):
        return False
    return rule.before_months is None or day < months_before(anchor, rule.before_months)


def _similar(rule: FindingRule, record: Record, violation: str, sector: str) -> bool:
    if rule.same == "any" or record.violation is None:
        return True
    if rule.same == "sector":
        return record.violation.split(".")[0] == violation.split(".")[0]
    return record.violation == violation


def _exists(rule: FindingRule, case: Case, complete: frozenset[str]) -> bool | None:
    assert rule.kind is not None
    records = [record for record in case.records if record.kind == rule.kind and record.date >= case.start]
    if rule.within == "deadline":
        deadlines = [record for record in case.records if record.kind == "deadline" and record.until is not None]
        if deadlines:
            last = max(record.until for record in deadlines if record.until is not None)
            records = [record for record in records if record.date <= last]
    if records:
        return True
    return False if searched(case, rule.kind, complete) else None


def _anniversary(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return date(start.year + years, 2, 28)
