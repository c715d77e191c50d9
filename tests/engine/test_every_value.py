"""Old and new law held against each other: only where the missing facts can be the same under both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.case import read_case
from discretion.decide.evaluate import Evaluation, evaluate
from discretion.decide.every_value import _Part, for_every_value
from discretion.penalty import Order


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


FACTS = """
large: {label: 数额较大, type: boolean}
gain: {label: 违法所得, type: money, range: "[0..1000]"}
"""
Law = tuple[str, str]
OPEN = "times: gain, to: 3"


@pytest.fixture(scope="module")
def judge(tiny: Callable[..., Any]) -> Callable[..., Evaluation]:
    """Evaluate under a law with a fine for 数额不大 and one for 数额较大; both facts are missing unless they are stated."""

    def run(law: Law, *co_parties: str, **facts: Any) -> Evaluation:
        ranges = "\n".join(
            f"- {{range: r-{name}, when: {{large: {name}}}, penalty: {{fine: {{{fine}}}}}}}"
            for name, fine in zip(("false", "true"), law, strict=True)
        )
        made = tiny(FACTS, ranges, "- {tier: only, label: 一般, when: {}, penalty: statute}")
        case = made.case(facts, co_parties=list(co_parties))
        return evaluate(made.plan, read_case(case), facts)

    return run


def to(*yuan: int) -> Law:
    small, large = (f"to: {amount}" for amount in yuan)
    return small, large


@pytest.mark.parametrize(
    ("old", "new", "order"),
    [
        (to(100, 900), to(100, 900), Order.HARSHER),  # not milder
        (to(100, 900), to(90, 800), Order.MILDER),
        (to(100, 900), to(100, 800), Order.MILDER),
        (to(100, 900), to(100, 950), Order.HARSHER),
        (to(100, 900), to(110, 950), Order.HARSHER),
        (to(100, 900), to(90, 950), None),  # it depends
        (("from: 10, to: 100", "to: 900"), ("from: 5, to: 110", "to: 900"), None),  # and where it does not, neither is
        # an amount that is not known is not compared
        (("to: 100", OPEN), to(100, 900), None),
        (to(100, 900), ("to: 100", OPEN), None),
        (("to: 100", OPEN), ("to: 100", OPEN), None),
    ],
)
def test_milder_is_what_is_milder_whatever_the_missing_facts_are(
    judge: Callable[..., Evaluation], old: Law, new: Law, order: Order | None
) -> None:
    assert for_every_value(judge(old), judge(new)) is order


def test_what_is_known_under_one_law_is_held_against_all_that_is_open_under_the_other(
    judge: Callable[..., Evaluation],
) -> None:
    known = judge(to(100, 100), large=True)
    assert for_every_value(known, judge(to(50, 90))) is Order.MILDER
    assert for_every_value(judge(to(100, 110)), known) is Order.MILDER
    assert for_every_value(known, judge(to(90, 110))) is None


def test_with_further_subjects_it_is_left_open(judge: Callable[..., Evaluation]) -> None:
    old = judge(to(100, 900), "responsible_person")
    assert for_every_value(old, judge(to(90, 800))) is None
