"""One violation decided under one plan: what another effect would give, what the statute gives, and what is known of a fact."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from discretion.case import read_case
from discretion.decide.decide import decide
from discretion.decide.evaluate import Evaluation, evaluate
from discretion.penalty import Band
from discretion.plan import Disposition, Status

FACTS = """
mass: {label: 质量, type: integer, unit: kg, range: "[0..100]"}
limit: {label: 限定, type: integer, unit: kg, range: "[1..100]"}
rate: {label: 超限率, type: decimal, unit: "%", derive: "(mass - limit) / limit * 100"}
over: {label: 超限, type: boolean, derive: {mass: "> limit"}}
first: {label: 初次, type: boolean}
"""
LAW = """
- range: any
  when: {rate: "> 0"}
  penalty: {fine: {from: 1000, to: 5000}, also: {captain: {fine: {from: 100, to: 200}}}}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {rate: "<= 50"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {rate: "> 50"}, penalty: {fine: {share: [0.5, 1]}}}
"""
FINED = {"kind": "fined_elsewhere", "date": "2026-03-05"}
Judge = Callable[..., Evaluation]


@pytest.fixture(scope="module")
def judge(tiny: Callable[..., Any]) -> Judge:
    """Evaluate a case of 60 kg where 50 are allowed; None leaves a fact out."""
    book = tiny(FACTS, LAW, TIERS, elements="{over: true}")

    def run(*records: dict[str, str], **facts: int | None) -> Evaluation:
        stated = {name: value for name, value in ({"mass": 60, "limit": 50} | facts).items() if value is not None}
        case = read_case(book.case(stated, records=list(records), co_parties=["captain"]))
        return evaluate(book.plan, case, case.facts)

    return run


def yuan(low: int, high: int) -> Band:
    return Band(low * 100, high * 100)


def test_what_another_effect_would_give(judge: Judge) -> None:
    plain = judge()
    assert (plain.fine, plain.settled.disposition) == (yuan(1000, 3000), Disposition.GENERAL)
    assert (plain.fine_under("lighter"), plain.fine_under("heavier")) == (yuan(1000, 1600), yuan(2400, 3000))
    assert plain.fine_under("heavier", "captain") == yuan(135, 150)
    assert plain.fine_under("heavier", "nobody") is None


def test_where_another_authority_fined_him_no_effect_gives_the_party_a_fine(judge: Judge) -> None:
    """The captain was not fined."""
    fined = judge(FINED)
    assert (fined.fine, fined.fine_under("lighter"), fined.fine_under("lighter", "captain")) == (
        None,
        None,
        judge().fine_under("lighter", "captain"),
    )


def test_where_nothing_is_weighed_no_effect_gives_anything(judge: Judge) -> None:
    nothing = judge(mass=40)
    assert (nothing.sanction_of("lighter"), nothing.fine_under("lighter"), nothing.statutory) == (None, None, None)
    assert (nothing.law_of(), nothing.statutory_of("captain")) == (None, None)


def test_what_the_statute_gives(judge: Judge) -> None:
    plain = judge()
    assert (plain.statutory, plain.statutory_of("captain")) == (yuan(1000, 5000), yuan(100, 200))
    assert plain.statutory_of("nobody") is None


def test_while_it_is_open_whether_there_is_an_act_no_tier_is_open_and_nothing_is_decided(judge: Judge) -> None:
    """100 kg go beyond every limit but one of 100."""
    open_ = judge(mass=100, limit=None)
    assert (open_.decision.open_tier, open_.settled.disposition) == (False, None)


@pytest.mark.parametrize(
    ("facts", "name", "value", "said", "stated"),
    [
        ({}, "mass", Fraction(60), "60千克", 60),
        ({"mass": None}, "mass", None, "未查明", None),
        ({}, "rate", Fraction(20), "20%", None),
        ({"limit": 45}, "rate", Fraction(100, 3), "约33.33%", None),
        ({"limit": None}, "rate", None, "未查明", None),
        ({}, "over", True, "是", None),
        ({"mass": 50}, "over", False, "否", None),
        ({"mass": None}, "over", None, "未查明", None),
        ({}, "first", None, "未查明", None),  # no rule reads it
    ],
)
def test_what_is_known_of_a_fact(
    judge: Judge, facts: dict[str, int | None], name: str, value: object, said: str, stated: int | None
) -> None:
    found = judge(**facts)
    assert (found.value(name), found.say(name)) == (value, said)
    if name in found.plan.index:
        assert found.stated(name) == stated


def test_the_general_law_adds_nothing_to_no_penalty(tiny: Callable[..., Any]) -> None:
    source = "source: {kind: statute, cite: [test-law/general]}"
    supplement = f"supplements:\n  - {{id: a, label: 警告, when: {{first: true}}, penalty: {{warning: shall}}, cite: [test-law/general], {source}}}"
    barred = f"- {{id: late, label: 过时效, when: {{over: true, first: true}}, {source}}}"
    plan = tiny(FACTS, elements="{over: true}", header=supplement, lists={"barred": barred}).plan
    values = {"mass": 60, "limit": 50, "first": 1}
    found = decide(plan, tuple(values[slot.name] for slot in plan.slots))
    assert (found.settled.status, found.measures, found.sanction) == (Status.TIME_BARRED, (), None)
    assert found.masks is not None
    assert found.masks.supplements == 1
