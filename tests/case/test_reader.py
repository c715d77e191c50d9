"""The code for one layout: each slot's value and where it comes from, in the order of what counts more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from discretion.case import Case
from discretion.case.reader import DEFAULT, PRESUMED, RECORDS, STATED, Bound, SlotSource, compile_layout
from discretion.facts import Fact
from discretion.plan import Slot

CASE = Case.model_validate(
    {"violation": "test.act", "occurred": date(2026, 3, 2), "decided": date(2026, 3, 20), "party": {"kind": "person"}}
)
FACT = Fact.model_validate({"label": "质量", "type": "integer", "range": "[0..10]"})
YES = Fact.model_validate({"label": "初次", "type": "boolean"})
HARM = Fact.model_validate({"label": "后果", "type": "enum", "values": {"none": "无", "grave": "重"}})
Other = Callable[[Case, Mapping[str, Any]], int | None]


def long_way(raw: object) -> int:
    """What decides what is an error."""
    if not isinstance(raw, str):
        raise TypeError(raw)
    return 100 + len(raw)


def source(
    *, absent: int | None = None, other: Other | None = None, origin: str = RECORDS, presumed: int | None = None
) -> SlotSource:
    """Of 质量, 0 to 10."""
    return SlotSource(Slot("mass", FACT, 0, 10), long_way, absent, other, origin, presumed, idle=False)


def nothing(_case: Case, _facts: Mapping[str, Any]) -> int | None:
    return None


def eight(_case: Case, _facts: Mapping[str, Any]) -> int | None:
    return 8


def read(found: SlotSource, **facts: Any) -> Bound | None:
    layout = compile_layout([found], list(facts), {})
    return None if layout is None else layout(CASE, facts)


@pytest.mark.parametrize(
    ("found", "value", "origin"),
    [
        (source(), None, None),
        (source(presumed=3), 3, PRESUMED),
        (source(absent=0), 0, RECORDS),
        (source(absent=0, presumed=3), 0, RECORDS),  # that there is no record is known, not presumed
        (source(other=eight), 8, RECORDS),
        (source(other=eight, origin=DEFAULT, presumed=3), 8, DEFAULT),
        (source(other=nothing), None, None),
        (source(other=nothing, presumed=3), 3, PRESUMED),
    ],
)
def test_where_a_fact_comes_from_that_is_not_stated(found: SlotSource, value: int | None, origin: str | None) -> None:
    assert read(found) == Bound((value,), (origin,), value is not None)


@pytest.mark.parametrize("found", [source(), source(presumed=3), source(absent=0), source(other=eight, origin=DEFAULT)])
def test_what_is_stated_counts_before_what_is_presumed_or_stands_in_a_table(found: SlotSource) -> None:
    assert read(found, mass=5) == Bound((5,), (STATED,), True)


def test_what_is_stated_and_may_be_found_otherwise_takes_the_long_way() -> None:
    """The statement has to be held against what the party or the dates say."""
    assert read(source(other=eight), mass=5) is None
    assert read(source(other=nothing), mass=5) is None
    assert read(source(other=eight)) is not None


@pytest.mark.parametrize(("raw", "value"), [(0, 0), (10, 10), ("", 100), ("xx", 102)])
def test_a_number_within_the_domain_takes_the_short_way(raw: object, value: int) -> None:
    assert read(source(), mass=raw) == Bound((value,), (STATED,), True)


@pytest.mark.parametrize("raw", [-1, 11, True, None])
def test_every_other_value_takes_the_way_that_knows_what_is_an_error(raw: object) -> None:
    with pytest.raises(TypeError):
        read(source(), mass=raw)


@pytest.mark.parametrize(("raw", "value"), [(True, 1), (False, 0), ("x", 101)])
def test_yes_and_no_are_read_at_once(raw: object, value: int) -> None:
    found = SlotSource(Slot("first", YES, 0, 1), long_way, None, None, RECORDS, None, idle=False)
    assert read(found, first=raw) == Bound((value,), (STATED,), True)


@pytest.mark.parametrize("raw", [1, 0, None])
def test_a_number_is_no_yes(raw: object) -> None:
    found = SlotSource(Slot("first", YES, 0, 1), long_way, None, None, RECORDS, None, idle=False)
    with pytest.raises(TypeError):
        read(found, first=raw)


def test_a_value_met_before_is_not_encoded_again() -> None:
    met: list[object] = []

    def encode(raw: object) -> int:
        met.append(raw)
        return len(met)

    layout = compile_layout(
        [SlotSource(Slot("harm", HARM, 0, 1), encode, None, None, RECORDS, None, idle=False)], ["harm"], {}
    )
    assert layout is not None
    assert [layout(CASE, {"harm": raw}).values for raw in ("none", "grave", "none", "grave")] == [
        (1,),
        (2,),
        (1,),
        (2,),
    ]
    assert met == ["none", "grave"]


@pytest.mark.parametrize(
    ("fact", "plain"),
    [(FACT, []), (YES, [True, False]), (HARM, ["none", "grave"])],
    ids=["number", "yes or no", "enum"],
)
def test_a_fact_that_is_not_read_is_checked_all_the_same_unless_it_is_plainly_right(
    fact: Fact, plain: list[object]
) -> None:
    checked: list[object] = []
    layout = compile_layout([source(presumed=3)], ["other"], {"other": (fact, checked.append)})
    assert layout is not None
    stated: list[object] = [True, False, 1, 0, "none", "grave", "甲", None]
    assert [layout(CASE, {"other": raw}) for raw in stated] == [Bound((3,), (PRESUMED,), True)] * len(stated)
    assert [repr(raw) for raw in checked] == [repr(raw) for raw in stated if not any(raw is one for one in plain)]


def test_complete_is_only_what_has_every_fact() -> None:
    layout = compile_layout([source(presumed=3), source(other=nothing), source(other=eight)], [], {})
    assert layout is not None
    assert layout(CASE, {}) == Bound((3, None, 8), (PRESUMED, None, RECORDS), False)
