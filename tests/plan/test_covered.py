"""Whether an item covers an act at all: the generated code says what the formula says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from discretion.plan import compiled
from discretion.plan import formula as f

FACTS = """
mass: {label: 质量, type: integer, range: '[0..4]'}
limit: {label: 限值, type: integer, range: '[1..3]'}
excess: {label: 超出, type: integer, derive: "max(mass - limit, 0)"}
"""


def test_the_code_and_the_formula_agree_on_every_case(tiny: Callable[..., Any]) -> None:
    scope = 'scope: [{when: {mass: "< 3"}, otherwise: 由他项处罚}]'
    plan = tiny(FACTS, elements='{excess: "> 0"}', violation=scope).plan
    values = list(product(*(range(slot.low, slot.high + 1) for slot in plan.slots)))
    told = [compiled(plan).outside(item) for item in values]
    assert told == [f.holds(plan.outside, item) for item in values]
    assert {True, False} == set(told)


def test_what_has_no_scope_covers_everything(tiny: Callable[..., Any]) -> None:
    plan = tiny(FACTS, elements='{excess: "> 0"}').plan
    assert not any(compiled(plan).outside(item) for item in product(range(5), range(1, 4)))
