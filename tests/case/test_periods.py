"""A continuing act has a first and a last day: they may be the same, and never the other way round."""

from __future__ import annotations

import pytest

from discretion.case import Case
from discretion.errors import CaseError


def case(first: str, last: str) -> Case:
    return Case.model_validate(
        {
            "violation": "test.act",
            "occurred": {"from": first, "to": last},
            "decided": "2026-03-20",
            "party": {"kind": "person"},
        }
    )


def test_an_act_of_one_day_may_be_written_as_a_period() -> None:
    found = case("2026-03-02", "2026-03-02")
    assert found.start.isoformat() == found.end.isoformat() == "2026-03-02"


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises((CaseError, ValueError), match="结束日 2026-03-01 早于开始日 2026-03-02"):
        case("2026-03-02", "2026-03-01")
