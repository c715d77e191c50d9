"""Between two cuts of an axis nothing changes; at a cut something may."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

from discretion.plan import compiled
from discretion.plan.axes import cuts
from discretion.plan.model import Plan

Build = Callable[..., Any]

FACTS = """
mass: {label: 质量, type: integer, unit: kg, range: "[0..40]", severity: aggravating}
limit: {label: 限定标准, type: integer, unit: kg, range: "[1..12]"}
excess: {label: 超限, type: integer, unit: kg, derive: "max(mass - limit, 0)", severity: aggravating}
rate: {label: 超限率, type: decimal, digits: 2, unit: "%", derive: "excess * 100 / limit", severity: aggravating}
harm: {label: 后果, type: enum, values: {none: 无, slight: 轻微, grave: 严重}, severity: aggravating}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {rate: "< 50", harm: "none"}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: general, label: 一般, when: {rate: "[50..150)", harm: "none"}, penalty: {fine: {share: [0.3, 0.7]}}}
- {tier: serious, label: 严重, when: {any: [{rate: ">= 150"}, {harm: [slight, grave]}]}, penalty: {fine: {share: [0.7, 1]}}}
"""


def test_every_guard_is_constant_between_two_cuts(tiny: Build) -> None:
    plan: Plan = tiny(FACTS, tiers=TIERS, elements='{excess: "> 0"}').plan
    guards = compiled(plan).guards
    for values in product(*(range(slot.low, slot.high + 1, 1 + (slot.high > 20) * 3) for slot in plan.slots)):
        for slot, domain in enumerate(plan.slots):
            ends = [domain.low - 1, *cuts(plan, values, slot), domain.high]
            assert all(a < b for a, b in pairwise(ends))
            for before, last in pairwise(ends):
                seen = {guards((*values[:slot], v, *values[slot + 1 :])) for v in range(before + 1, last + 1)}
                assert len(seen) == 1, (values, domain.name, before + 1, last, seen)


def test_the_cuts_of_a_quotient_are_exact(tiny: Build) -> None:
    """Limit 8: 50 % from 12 on, 150 % from 20 on, over from 9 on."""
    plan: Plan = tiny(FACTS, tiers=TIERS, elements='{excess: "> 0"}').plan
    at = {slot.name: number for number, slot in enumerate(plan.slots)}
    values = [slot.low for slot in plan.slots]
    values[at["limit"]] = 8
    assert cuts(plan, tuple(values), at["mass"]) == [8, 11, 19]
