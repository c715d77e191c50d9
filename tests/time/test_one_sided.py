"""One of the two days has no text to apply: what is known of the other still counts where nothing could be milder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from discretion.case import read_case
from discretion.decide import Milder, Versions, choose
from discretion.rulebook import IN_FORCE, Standing, Stood

FACTS = "done: {label: 实施, type: boolean}"
UNKNOWN, REPEALED, NOT_YET = Standing(Stood.NOT_ENCODED), Standing(Stood.REPEALED), Standing(Stood.NOT_YET)


@pytest.mark.parametrize(
    ("known", "then", "now", "done", "verdict"),
    [
        # an act that is none under the text there is: nothing is milder
        ("old", IN_FORCE, UNKNOWN, False, Milder.OLD),
        ("new", UNKNOWN, IN_FORCE, False, Milder.NEW),
        # one that is punished: the other text may be milder
        ("old", IN_FORCE, UNKNOWN, True, Milder.NOT_ENCODED),
        ("new", UNKNOWN, IN_FORCE, True, Milder.NOT_ENCODED),
        ("", UNKNOWN, UNKNOWN, True, Milder.NOT_ENCODED),
        # the law says positively that it is not, or was not yet, forbidden
        ("old", IN_FORCE, REPEALED, True, Milder.REPEALED),
        ("new", REPEALED, IN_FORCE, True, Milder.REPEALED),
        ("old", IN_FORCE, REPEALED, False, Milder.REPEALED),
        ("new", NOT_YET, IN_FORCE, True, Milder.NOT_IN_FORCE),
        ("", NOT_YET, REPEALED, True, Milder.REPEALED),
    ],
)
def test_which_law_counts(
    tiny: Callable[..., Any], known: str, then: Standing, now: Standing, done: bool, verdict: Milder
) -> None:
    book = tiny(FACTS, elements="{done: true}")
    case = read_case(book.case({"done": done}))
    old, new = (book.plan if known == name else None for name in ("old", "new"))
    versions = Versions(
        date(2026, 3, 2), date(2026, 3, 20), old, new, False, (), (), (), None, (), (), (then, now)
    )  # fmt: skip
    found = choose(versions, case, case.facts)
    assert found.verdict is verdict
    assert (found.evaluation is not None) is (verdict in (Milder.OLD, Milder.NEW))
    assert versions.plans == (((old, versions.end),) if old else ((new, versions.decided),) if new else ())


def test_two_days_with_the_same_rules_have_one_plan(tiny: Callable[..., Any]) -> None:
    plan = tiny(FACTS).plan
    days = date(2026, 3, 2), date(2026, 3, 20)
    same, two = (Versions(*days, plan, plan, same, (), (), (), None, (), ()).plans for same in (True, False))
    assert (same, two) == (((plan, days[0]),), ((plan, days[0]), (plan, days[1])))
