"""Binding a case by generated code gives what the long way gives: the same values, from the same places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion import Case, Library
from discretion.case import bind
from discretion.case.bind import LAYOUTS, _long_way, _reader
from discretion.errors import CaseError
from discretion.facts import decode
from discretion.plan.model import Plan

DAY = date(2026, 3, 20)
PARTIES = ({"kind": "organisation"}, {"kind": "person"}, {"kind": "person", "age": 16})


@pytest.fixture(scope="module")
def shipped(library: Library) -> list[Plan]:
    return list(library.plans.all(library.plans.chain("zhejiang", DAY), DAY))


def bound(way: Callable[..., Any], plan: Plan, facts: dict[str, Any], party: dict[str, Any], presume: bool) -> Any:
    case = Case.model_validate({"violation": plan.violation, "occurred": DAY, "decided": DAY, "party": party})
    try:
        return way(plan, case, facts, presume=presume)
    except CaseError as error:
        return str(error)


def long_way(plan: Plan, case: Case, facts: dict[str, Any], *, presume: bool) -> Any:
    return _long_way(plan, _reader(plan), case, facts, presume=presume)


@settings(max_examples=300)
@given(st.integers(0, 2**32).map(Random))
def test_a_layout_reads_as_the_long_way_does(shipped: list[Plan], random: Random) -> None:
    plan, party, presume = random.choice(shipped), random.choice(PARTIES), random.random() < 0.5
    stated = [slot for slot in plan.slots if random.random() < 0.6]
    facts: dict[str, Any] = {
        slot.name: random.choice((decode(slot.fact, random.randint(slot.low, slot.high)), None, "？", True, 3))
        if random.random() < 0.1
        else decode(slot.fact, random.randint(slot.low, slot.high))
        for slot in random.sample(stated, len(stated))
    }
    if random.random() < 0.3:
        facts[random.choice(("gross_mass_kg", "illegal_gain_yuan", "harm", "no_such_fact"))] = random.choice(
            (1, "none")
        )
    short = bound(bind, plan, facts, party, presume)
    assert short == bound(long_way, plan, facts, party, presume), plan.violation
    assert short == bound(bind, plan, facts, party, presume)  # the second time, values met before


def test_more_layouts_than_are_kept_change_nothing(shipped: list[Plan]) -> None:
    plan = shipped[0]
    names = [slot.name for slot in plan.slots if slot.fact.finding is None][:9]
    stated = {slot.name: decode(slot.fact, slot.low) for slot in plan.slots}
    for number in range(LAYOUTS + 40):
        facts = {name: stated[name] for bit, name in enumerate(names) if number >> bit & 1}
        assert bound(bind, plan, facts, PARTIES[0], True) == bound(long_way, plan, facts, PARTIES[0], True)
    assert len(_reader(plan).layouts) == LAYOUTS
