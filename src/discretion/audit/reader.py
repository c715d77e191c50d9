"""Columns of text read exactly: numbers with units, days, codes; and what is wrong with a row."""

from __future__ import annotations

import string
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from discretion.audit.mapping import MappedColumn, scale, unit_of
from discretion.audit.stages import as_number, whole
from discretion.case import anniversary_ahead
from discretion.facts import Fact, FactType, bounds, digits, encode

NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,9})?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?$"
EXACT = "decimal(38, 9)"
LARGEST = 10**17  # the largest integer that a text may become
TRUTHS = {"true": 1, "false": 0, "1": 1, "0": 0, "是": 1, "否": 0}
BLANKS = string.whitespace  # what ``strip`` of Ibis takes off
UNLISTED = "不是列举的值"
OUTSIDE = "超出允许的范围"
BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


class ColumnReader:
    """Collects columns in stages, so that no text is parsed twice; each stage reads the columns of those before it.

    Args:
        texts: where the table has the text of each mapped column.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.stages: list[dict[str, Any]] = [{}, {}, {}]
        self.problems: list[tuple[Any, str]] = []
        self._read: dict[str, Any] = {}

    @property
    def used(self) -> list[str]:
        """The columns of the table that are read."""
        return [self.texts[name] for name in self._read]

    def run(self, table: Any) -> Any:
        """The table with all collected columns."""
        for columns in self.stages:
            if columns:
                table = table.mutate(**columns)
        return table

    def problem(self, wrong: Any, message: str) -> None:
        """Note what makes a row unusable."""
        self.problems.append((wrong.fill_null(False), message))

    def first_problem(self) -> Any:
        """The first problem of a row, or null."""
        import ibis

        found = [(wrong, ibis.literal(message)) for wrong, message in self.problems]
        return ibis.cases(*found, else_=ibis.null("string")) if found else ibis.null("string")

    def text(self, column: MappedColumn | None) -> Any:
        """A text without surrounding blanks; null when nothing is left."""
        import ibis

        if column is None:
            return ibis.null("string")
        if column.column is None:
            return ibis.literal(str(column.constant), "string")
        if column.column not in self._read:
            text = ibis._[self.texts[column.column]].strip()
            self._read[column.column] = self._add(0, text.nullif(""))
        return self._read[column.column]

    def code(self, column: MappedColumn | None, label: str) -> Any:
        """A text, translated by the column's table of codes; a code that is not in it is a problem."""
        text = self.text(column)
        if column is None or column.values is None:
            return text
        return self._translated(text, {key: str(value) for key, value in column.values.items()}, "string", label)

    def day(self, column: MappedColumn, label: str, *, needed: bool = False) -> Any:
        """A day as ISO text, checked by the calendar: a cast that fails is an error on some backends."""
        import ibis

        text = self.text(column)
        fits = self._add(1, text.re_search(DAY))
        day = self._add(1, text.re_search(DAY).ifelse(text.substr(0, 10), ibis.null("string")))
        year, month, number = (self._add(2, part) for part in _parts(day))
        last = ibis.cases((month == 2, _leap(year).ifelse(29, 28)), (month.isin([4, 6, 9, 11]), 30), else_=31)
        self.problem(text.notnull() & ~fits, f"{label}不是 YYYY-MM-DD")
        self.problem(~(month.between(1, 12) & (number >= 1) & (number <= last) & (year >= 1949)), f"{label}不存在")
        if needed:
            self.problem(text.isnull(), f"没有{label}")
        return day

    def fact(self, column: MappedColumn, fact: Fact) -> Any:
        """A fact as its integer."""
        if column.column is None:
            return whole(encode(fact, column.constant))
        codes = codes_of(column, fact)
        if codes is not None:
            return self._translated(self.text(column), codes, "int64", fact.label)
        value = self.value(column, fact)
        domain = bounds(fact)
        if domain is not None:
            self.problem(~value.between(*domain), f"{fact.label}{OUTSIDE}")
        return value

    def value(self, column: MappedColumn, fact: Fact) -> Any:
        """A number or a day as its integer, whatever the fact allows."""
        if fact.type is FactType.DATE:
            return self._ordinal(self.day(column, fact.label))
        return self.number(column, scale(column, unit_of(fact)), digits(fact), fact.label)

    def number(self, column: MappedColumn, factor: Decimal, places: int, label: str) -> Any:
        """A decimal text times a factor as an integer of ``places`` decimals: exact, or a problem."""
        import ibis

        text = self.text(column)
        fits = self._add(1, text.re_search(NUMBER))
        number = self._add(1, text.re_search(NUMBER).ifelse(text, ibis.literal("0")).cast(EXACT))
        num, den = (factor * 10**places).as_integer_ratio()
        # A number that does not fit is a problem of its row, not of the whole audit.
        limit = min(10**15, LARGEST * den // num)
        small = number.between(-limit, limit)
        number = small.ifelse(number, ibis.literal(0).cast(EXACT))
        scaled = (number * ibis.literal(num, "int64")).cast(EXACT) if num != 1 else number
        # The quotient may be rounded here; multiplied back, exactly, it shows whether it was.
        value = self._add(2, (scaled / den if den != 1 else scaled).cast("int64"))
        exact = (value * ibis.literal(den, "int64")).cast(EXACT) == scaled
        self.problem(text.notnull() & ~fits, f"{label}不是数")
        self.problem(fits & ~exact, f"{label}的小数位太多")
        self.problem(fits & ~small, f"{label}{OUTSIDE}")
        return fits.ifelse(value, ibis.null("int64"))

    def years(self, start: Any, end: Any) -> Any:
        """Whole years between two days; the anniversary itself is still inside."""
        (y1, m1, d1), (y2, m2, d2) = (tuple(self._add(2, part) for part in _parts(day)) for day in (start, end))
        years = y2 - y1 - as_number(anniversary_ahead(m1, d1, m2, d2))
        return (years > 0).ifelse(years, whole(0))

    def _ordinal(self, day: Any) -> Any:
        """The number of a day in the calendar, as ``date.toordinal`` counts."""
        import ibis

        year, month, number = (self._add(2, part) for part in _parts(day))
        years = year - 1
        before = [(month == at, whole(days)) for at, days in enumerate(BEFORE_MONTH, 1)]
        leaps = _whole_part(years, 4) - _whole_part(years, 100) + _whole_part(years, 400)
        return (
            years * 365 + leaps + ibis.cases(*before, else_=ibis.null("int64"))
            + as_number(_leap(year) & (month > 2)) + number
        )  # fmt: skip

    def _translated(self, text: Any, codes: dict[str, Any], kind: str, label: str) -> Any:
        import ibis

        pairs = [(text == key, ibis.literal(value, kind)) for key, value in codes.items()]
        found = self._add(1, ibis.cases(*pairs, else_=ibis.null(kind)))
        self.problem(text.notnull() & found.isnull(), f"{label}{UNLISTED}")
        return found

    def _add(self, stage: int, column: Any) -> Any:
        import ibis

        name = f"stage_{stage}_{len(self.stages[stage])}"
        self.stages[stage][name] = column
        return ibis._[name]


def codes_of(column: MappedColumn, fact: Fact) -> dict[str, int] | None:
    """The texts of a fact that has a list of them, and their integers; None for numbers and days."""
    if column.values is not None:
        return {key: encode(fact, value) for key, value in column.values.items()}
    if fact.type is FactType.BOOLEAN:
        return TRUTHS
    if fact.type is FactType.ENUM:
        values = fact.values or {}
        return {name: number for number, name in [*enumerate(values), *enumerate(values.values())]}
    return None


def _parts(day: Any) -> tuple[Any, ...]:
    """Year, month and day of an ISO text."""
    return tuple(day.substr(start, length).cast("int64") for start, length in ((0, 4), (5, 2), (8, 2)))


def _leap(year: Any) -> Any:
    return ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)


def _whole_part(number: Any, divisor: int) -> Any:
    """A quotient rounded down: what is divided is a multiple, so that nothing is left to round."""
    return ((number - number % divisor) / divisor).cast("int64")
