"""A case as it is compared and sealed: what it says, without how it was written."""

from __future__ import annotations

from typing import Any

import pytest

from discretion.case import Case, canonical, canonical_text, read_case

BARE: dict[str, Any] = {
    "violation": "test.act",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "person"},
}
TEXT = '{"decided":"2026-03-20","occurred":"2026-03-02","party":{"kind":"person"},"violation":"test.act"}'
CORRECTION = {"kind": "correction", "date": "2026-03-05"}


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, TEXT),
        ({"records": [], "facts": {}, "workdays": [], "reasons": {}, "place": None}, TEXT),
        ({"facts": {"size": None}}, TEXT),  # a fact that is null is not stated
        (
            {"facts": {"b": 1, "a": None, "c": False}},
            TEXT.replace('"occurred"', '"facts":{"b":1,"c":false},"occurred"'),
        ),
        # that there are no holidays is a statement
        ({"holidays": []}, TEXT.replace('"occurred"', '"holidays":[],"occurred"')),
        (
            {"holidays": ["2026-04-06", "2026-04-05", "2026-04-06"]},
            TEXT.replace('"occurred"', '"holidays":["2026-04-05","2026-04-06"],"occurred"'),
        ),
        (
            {"records": [CORRECTION, {**CORRECTION, "date": "2026-03-04"}, CORRECTION]},
            TEXT.replace(
                '"violation"',
                '"records":[{"date":"2026-03-04","kind":"correction"},{"date":"2026-03-05","kind":"correction"}],"violation"',
            ),
        ),
    ],
)
def test_what_a_case_says(more: dict[str, Any], text: str) -> None:
    assert canonical_text(read_case({**BARE, **more})) == text


def test_facts_of_several_violations_are_said_in_their_places() -> None:
    acts = [{"violation": "test.act", "facts": {"size": 1, "mass": None}}, {"violation": "test.more"}]
    case = read_case({**{key: value for key, value in BARE.items() if key != "violation"}, "violations": acts})
    assert canonical(case)["violations"] == [
        {"facts": {"size": 1}, "violation": "test.act"},
        {"violation": "test.more"},
    ]


def test_two_cases_are_equal_that_say_the_same() -> None:
    one, same = read_case(BARE), read_case({**BARE, "facts": {"size": None}, "records": []})
    other = read_case({**BARE, "decided": "2026-03-21"})
    assert (one == one, one == same, one == other, one == TEXT) == (True, True, False, False)  # noqa: PLR0124
    assert hash(one) == hash(same)
    assert isinstance(one, Case)
