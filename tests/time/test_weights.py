"""Old and new law weighed for everybody the case names: milder for one and harsher for another is neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.case import read_case
from discretion.decide.evaluate import Evaluation, evaluate
from discretion.decide.versions import Milder, _unpunished, _verdict, compare_subjects, weights
from discretion.penalty import Band, Order

FACTS = """
first: {label: 初次, type: boolean}
late: {label: 过时效, type: boolean}
done: {label: 实施, type: boolean}
large: {label: 数额较大, type: boolean}
"""
SOURCE = "source: {kind: statute, cite: [test-law/general]}"
LISTS = {
    "barred": f"- {{id: late, label: 过时效, when: {{late: true}}, {SOURCE}}}",
    "exempt": f"- {{id: first, label: 首违, force: FORCE, when: {{first: true}}, {SOURCE}}}",
}
TIER = "- {tier: only, label: 一般, when: {large: false}, penalty: statute}"
PLAIN = {"first": False, "late": False, "done": True, "large": False}
Judge = Callable[..., Evaluation]


@pytest.fixture(scope="module")
def judge(tiny: Callable[..., Any]) -> Judge:
    """Evaluate a case of an organisation and of its responsible person, under a law that gives each a fine in 元."""

    def run(
        own: int | None, person: int | None, *, force: str = "may", alone: bool = False, **facts: Any
    ) -> Evaluation:
        parts = [] if own is None else [f"fine: {{from: 0, to: {own}}}"]
        parts += [] if person is None else [f"also: {{responsible_person: {{fine: {{from: 0, to: {person}}}}}}}"]
        lists = {kind: text.replace("FORCE", force) for kind, text in LISTS.items()}
        made = tiny(
            FACTS, f"- {{range: any, penalty: {{{', '.join(parts)}}}}}", TIER, elements="{done: true}", lists=lists
        )
        case = made.case(PLAIN | facts, co_parties=[] if alone else ["responsible_person"])
        return evaluate(made.plan, read_case(case), case["facts"])

    return run


def told(found: Evaluation) -> dict[str, tuple[int, Band | None]]:
    """Of each subject the rank, and the fine."""
    return {who: (weight.rank, weight.fine) for who, weight in weights(found).items()}


def to(yuan: int) -> Band:
    return Band(0, yuan * 100)


def test_each_whom_the_case_names_has_a_weight(judge: Judge) -> None:
    assert told(judge(900, 90)) == {"": (2, to(900)), "responsible_person": (2, to(90))}
    assert told(judge(900, 90, alone=True)) == {"": (2, to(900))}
    assert told(judge(900, None)) == {"": (2, to(900))}


def test_where_nothing_is_imposed_nobody_else_weighs(judge: Judge) -> None:
    assert told(judge(900, 90, done=False)) == {"": (0, None)}
    assert told(judge(900, 90, late=True)) == {"": (0, None)}
    assert told(judge(900, 90, first=True, force="shall")) == {"": (0, None)}
    assert told(judge(None, 90, first=True)) == {"": (1, None)}  # nothing but an order, and that may be left


@pytest.mark.parametrize(
    ("old", "new", "order", "verdict"),
    [
        ((900, 90), (900, 90), Order.EQUAL, Milder.OLD),
        ((900, 90), (800, 90), Order.MILDER, Milder.NEW),
        ((900, 90), (900, 80), Order.MILDER, Milder.NEW),
        ((900, 90), (800, 80), Order.MILDER, Milder.NEW),
        ((900, 90), (900, None), Order.MILDER, Milder.NEW),
        ((900, None), (900, 90), Order.HARSHER, Milder.OLD),
        ((900, 90), (950, 95), Order.HARSHER, Milder.OLD),
        ((900, 90), (800, 95), Order.INCOMPARABLE, Milder.INCOMPARABLE),
        ((900, None), (800, 90), Order.INCOMPARABLE, Milder.INCOMPARABLE),
    ],
)
def test_the_new_law_is_milder_if_it_is_for_all(
    judge: Judge, old: tuple[int, int | None], new: tuple[int, int | None], order: Order, verdict: Milder
) -> None:
    before, after = judge(*old), judge(*new)
    assert compare_subjects(after, before) is order
    assert _verdict(before, after) is verdict


def test_nothing_is_milder_than_nothing(judge: Judge) -> None:
    """Neither who else is named nor what is open under the other law changes that; of two the older applies."""
    fined, open_ = judge(900, 90), judge(900, 90, done=None)
    for free in (judge(900, 90, done=False), judge(900, 90, late=True), judge(900, 90, first=True, force="shall")):
        assert _unpunished(free)
        assert (_verdict(free, fined), _verdict(fined, free)) == (Milder.OLD, Milder.NEW)
        assert (_verdict(free, open_), _verdict(open_, free)) == (Milder.OLD, Milder.NEW)
        assert _verdict(free, free) is Milder.OLD
    assert not any(_unpunished(item) for item in (fined, open_, judge(900, 90, first=True)))


def test_a_fault_of_the_rulebook_is_told_not_passed_over(judge: Judge) -> None:
    """数额较大 has no tier."""
    fined, fault = judge(900, 90), judge(900, 90, large=True)
    assert (_verdict(fault, fined), _verdict(fined, fault)) == (Milder.OLD, Milder.NEW)


def test_what_is_open_is_compared_for_every_value(judge: Judge) -> None:
    known, open_ = judge(900, None, alone=True), judge(900, None, alone=True, first=None)
    assert _verdict(open_, judge(950, None, alone=True, first=None)) is Milder.OLD
    assert _verdict(open_, judge(800, None, alone=True, first=None)) is Milder.NEW
    assert _verdict(known, open_) is Milder.OLD
    # 实施 is open under one of them: there it is no act, or one that is fined otherwise
    assert _verdict(known, judge(950, None, alone=True, done=None)) is Milder.OPEN
    assert _verdict(judge(950, None, alone=True, done=None), known) is Milder.OPEN
    assert _verdict(known, judge(800, None, alone=True, done=None)) is Milder.NEW
