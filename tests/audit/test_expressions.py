"""The traps of databases: division through doubles, silent overflow, remainders with the sign of the dividend."""

from typing import Any

import pytest

ibis = pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.audit.backend import connect
from discretion.audit.expressions import DOUBLE, Lowered
from discretion.errors import UsageError
from discretion.plan import terms as t

BACKEND = connect()


def by_columns(term: Any, values: Any, box: Any) -> Any:
    columns = [ibis.literal(value, "int64") for value in values]
    return BACKEND.connection.execute(Lowered(columns, box).term(term))


LARGEST = DOUBLE - 10**6 - 1  # with the largest divisor, the last dividend that is allowed


@st.composite
def quotients(draw: Any) -> Any:
    """A dividend and a divisor; mostly one below, on or above a multiple, where a rounded quotient would show."""
    divisor = draw(st.integers(1, 10**6))
    multiple = draw(st.integers(-(LARGEST // divisor), LARGEST // divisor)) * divisor
    dividend = draw(st.sampled_from((multiple - 1, multiple, multiple + 1)) | st.integers(-LARGEST, LARGEST))
    return max(-LARGEST, min(LARGEST, dividend)), divisor


@given(st.lists(quotients(), min_size=1, max_size=300))
@settings(max_examples=40)
def test_division_rounds_down_exactly(pairs: Any) -> None:
    table = ibis.memtable({"a": [a for a, _ in pairs], "b": [b for _, b in pairs], "n": range(len(pairs))})
    quotient = Lowered([table["a"], table["b"]], [(-LARGEST, LARGEST), (1, 10**6)]).term(t.Div(t.Var(0), t.Var(1)))
    found = BACKEND.connection.to_pyarrow(table.select(q=quotient, n="n").order_by("n"))["q"].to_pylist()
    assert found == [a // b for a, b in pairs]


def test_where_doubles_end_there_is_an_error_and_no_number() -> None:
    with pytest.raises(UsageError, match="不能精确计算"):
        by_columns(t.Div(t.Var(0), t.Const(10)), [1], [(0, DOUBLE)])


def test_where_64_bits_end_there_is_an_error_and_no_number() -> None:
    with pytest.raises(UsageError, match="不能精确计算"):
        by_columns(t.Mul(t.Var(0), t.Var(0)), [1], [(0, 2**32)])


def test_a_column_named_like_a_table_method_is_not_shadowed() -> None:
    table = ibis.memtable({"fact_agg": [1, 2]})
    column = Lowered([table["fact_agg"]], [(0, 9)]).term(t.Var(0))
    assert list(BACKEND.connection.execute(column)) == [1, 2]
