"""Columns of text are read as one case reads them: the same integers, or a reason why not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from hypothesis import example, given, settings
from hypothesis import strategies as st

from discretion import Library
from discretion.audit.backend import connect
from discretion.audit.distinct import Distinct
from discretion.audit.mapping import MappedColumn
from discretion.audit.reader import ColumnReader
from discretion.case.calendar import years_between
from discretion.facts import FactType, ValueProblem, encode

VOCABULARY = Library.default().rulebook.vocabulary
BACKEND = connect()
DAYS = st.dates(date(1949, 1, 1), date(2199, 12, 31))


def read(columns: Any, write: Any) -> Any:
    """Read rows of texts; the value and the problem of every row."""
    import pyarrow as pa

    texts = {name: pa.array(column, pa.string()) for name, column in columns.items()}
    table = BACKEND.load("texts", pa.table({"at": range(len(columns["a"])), **texts}))
    reader = ColumnReader({name: name for name in columns})
    value = write(reader)
    result = reader.run(table).select(at="at", value=value, problem=reader.first_problem()).order_by("at")
    return [(row["value"], row["problem"]) for row in BACKEND.fetch(result).to_pylist()]


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=200))
@settings(max_examples=20)
def test_whole_years_pass_as_the_law_counts_them(pairs: Any) -> None:
    pairs += [(date(2024, 2, 29), date(2025, 2, 28)), (date(2024, 2, 29), date(2025, 3, 1))]
    columns = {"a": [str(start) for start, _ in pairs], "b": [str(end) for _, end in pairs]}
    found = read(
        columns, lambda reader: reader.years(*(reader.day(MappedColumn(column=name), "日") for name in columns))
    )
    assert found == [(years_between(start, end), None) for start, end in pairs]


@given(st.lists(DAYS, max_size=200))
@example([])
@settings(max_examples=20)
def test_a_day_is_its_number_in_the_calendar(days: Any) -> None:
    fact = VOCABULARY["gross_mass_kg"].model_copy(update={"type": FactType.DATE, "range": None})
    wanted = [day for day in days if day >= date(1949, 10, 1)]
    found = read({"a": [str(day) for day in wanted]}, lambda reader: reader.fact(MappedColumn(column="a"), fact))
    assert found == [(day.toordinal(), None) for day in wanted]


UNREADABLE = ["1e3", "١", "1,000", "--1", "1.", ".5", "9" * 16, "5.0000000001"]
NUMBERS = st.decimals(-(10**6), 10**6, places=4).map(str) | st.sampled_from(["", " ", "9" * 15, *UNREADABLE])


@pytest.mark.parametrize("name", ["gross_mass_kg", "illegal_gain_yuan", "height_m"])
@given(st.lists(NUMBERS, min_size=1, max_size=200))
@settings(max_examples=20)
def test_a_number_is_exact_or_a_problem(name: Any, texts: Any) -> None:
    fact = VOCABULARY[name]
    found = read({"a": texts}, lambda reader: reader.fact(MappedColumn(column="a"), fact))
    for text, (value, problem) in zip(texts, found, strict=True):
        if not text.strip():
            assert (value, problem) == (None, None)
        elif problem is None:
            assert value == encode(fact, Decimal(text))
        elif text not in UNREADABLE:
            with pytest.raises(ValueProblem):
                encode(fact, Decimal(text))


@pytest.mark.parametrize(
    ("unit", "text", "expected"),
    [
        ("t", "55.3", (55_300, None)),
        ("t", "55.3001", (None, "车货总质量的小数位太多")),
        ("g", "1500", (None, "车货总质量的小数位太多")),
        ("g", "2000", (2, None)),
        ("kg", "500001", (None, "车货总质量超出允许的范围")),
        ("t", "九十", (None, "车货总质量不是数")),
    ],
)
def test_units_are_converted_exactly(unit: Any, text: str, expected: Any) -> None:
    fact = VOCABULARY["gross_mass_kg"]
    ((value, problem),) = read({"a": [text]}, lambda reader: reader.fact(MappedColumn(column="a", unit=unit), fact))
    assert (value if problem is None else None, problem) == expected


BLANK = ["", " ", "\t\n", "\x0b", "\u3000"]
WORDS = [
    "true",
    "0",
    "是",
    "none",
    "没有",
    "vessel",
    "别的",
    "2026-02-29",
    "2024-02-29",
    "2024-02-29 10:00",
    "5.00",
    "-0",
]


@pytest.mark.parametrize(
    "name", ["gross_mass_kg", "illegal_gain_yuan", "divisible_load", "small_passenger_vessel", "day"]
)
@given(st.lists(st.tuples(st.sampled_from(BLANK), NUMBERS | st.sampled_from(WORDS)).map("".join), max_size=60))
@settings(max_examples=10)
def test_texts_that_are_read_once_mean_what_they_mean_in_every_row(name: str, texts: list[str]) -> None:
    fact = VOCABULARY["gross_mass_kg" if name == "day" else name]
    if name == "day":
        fact = fact.model_copy(update={"type": FactType.DATE, "range": None})
    column, distinct = MappedColumn(column="a"), Distinct(BACKEND)
    rows = read({"a": texts}, lambda reader: reader.fact(column, fact))
    for _ in ("asked", "remembered"):
        assert distinct.facts([(column, fact, texts)]) == [[(None if why else value, why) for value, why in rows]]
