"""Numbers and days at the edge of what can be computed: one kind error, never a wrong number, never a crash."""

from __future__ import annotations

from typing import Any

import pytest

from discretion import Library
from discretion.documents import read
from discretion.errors import CaseError, DiscretionError


@pytest.fixture(scope="module")
def case(library: Library) -> Any:
    def run(**changes: Any) -> Any:
        base: dict[str, Any] = {
            "violation": "highway.overload.mass", "place": "330106", "occurred": "2026-03-02", "decided": "2026-03-20",
            "party": {"kind": "organisation"}, "facts": {"mass_limit_kg": 49000, "divisible_load": True},
        }  # fmt: skip
        facts = base["facts"] | {"gross_mass_kg": changes.pop("mass", 60000)}
        return library.recommend({**base, "facts": facts, **changes})

    return run


@pytest.mark.parametrize(
    "text",
    [
        "60_000",
        "6_0000",
        "６００００",
        "٦٠٠٠٠",
        "+6e4",
        "6e4",
        "+60000",
        "0060000",
        " 60000 ",
        "60000\n",
        "6,0000",
        "60000.",
    ],
)
def test_a_look_alike_of_a_number_is_no_number(case: Any, text: str) -> None:
    with pytest.raises(CaseError, match="应当是有限的十进制数；写成"):
        case(mass=text)


@pytest.mark.parametrize("text", ["60000", "60000.0", "60000.00"])
def test_a_quoted_number_is_exact(case: Any, text: str) -> None:
    assert case(mass=text).penalty == case().penalty


@pytest.mark.parametrize("number", ["1e99999999999999999999", "-1e-99999999999999999999", "1e400"])
def test_an_exponent_beyond_all_numbers_is_refused(number: str) -> None:
    with pytest.raises(DiscretionError, match="数字过大或过长"):
        read(f'{{"a": {number}}}', "a.json")


@pytest.mark.parametrize("field", ["occurred", "decided", "discovered", "filed"])
@pytest.mark.parametrize("day", ["9999-12-31", "9998-12-31", "3000-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_refused(case: Any, field: str, day: str) -> None:
    with pytest.raises(CaseError, match="日期晚于2999年"):
        case(**{field: day})


def test_the_last_days_are_computed(case: Any) -> None:
    found = case(occurred="2999-12-31", decided="2999-12-31", filed="2999-12-31", holidays=[],
                 records=[{"kind": "deadline", "date": "2999-12-31", "days": 3650}])  # fmt: skip
    assert found.procedure
    assert found.to_json()
