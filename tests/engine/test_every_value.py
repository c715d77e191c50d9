"""Old and new law held against each other: only where the missing facts can be the same under both."""

from __future__ import annotations

import pytest

from discretion.decide.every_value import _Part


@pytest.mark.parametrize(
    ("old", "new", "meet"),
    [
        ({"mass": (0, 3)}, {"mass": (3, 9)}, True),
        ({"mass": (0, 3)}, {"mass": (4, 9)}, False),
        ({"mass": (4, 9)}, {"mass": (0, 3)}, False),
        ({"mass": (3, 9)}, {"mass": (0, 3)}, True),
        ({"mass": (0, 3)}, {"mass": (1, 1)}, True),
        ({"mass": (0, 3)}, {"speed": (9, 9)}, True),
        ({"mass": (0, 3), "speed": (1, 1)}, {"mass": (2, 2), "speed": (2, 2)}, False),
    ],
)
def test_parts_meet_where_every_fact_they_share_can_be_the_same(
    old: dict[str, tuple[int, int]], new: dict[str, tuple[int, int]], meet: bool
) -> None:
    assert _Part(old, None).meets(_Part(new, None)) is meet
