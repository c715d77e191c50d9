"""What a tier's condition says beyond the law's own: no tautology is printed."""

from __future__ import annotations

import pytest

from discretion.conditions import ALWAYS, Condition, parse_condition
from discretion.tables.contradiction import added


def cond(raw: object) -> Condition:
    return parse_condition(raw, ())


GRAVE = {"grave": True}


@pytest.mark.parametrize(
    ("law", "own", "left"),
    [
        (GRAVE, {"any": [{"harm": "serious"}, GRAVE]}, None),
        ({"grave": False}, {"any": [{"harm": "serious"}, GRAVE]}, {"harm": "serious"}),
        (GRAVE, {"all": [GRAVE, {"harm": "serious"}]}, {"harm": "serious"}),
        (GRAVE, {"harm": "serious"}, {"harm": "serious"}),
    ],
)
def test_what_the_law_settles_is_not_said_again(law: object, own: object, left: object) -> None:
    found = added(cond(law), cond(own))
    assert str(found) == str(ALWAYS if left is None else cond(left)) or _same(found, cond(left))


def _same(a: Condition, b: Condition) -> bool:
    from discretion.diff.canonical import canonical

    return canonical(a) == canonical(b)
