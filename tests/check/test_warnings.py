"""A warning beside a fine: a fine that is imposed is harsher than any warning; one that comes to nothing, or may be left out, is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.conftest import DAY, VIOLATION, Tiny

from discretion.check import Verdict, run_checks

pytest.importorskip("z3")
FACTS = """
mass: {label: 质量, type: integer, unit: kg, range: "[0..100000]", severity: aggravating}
"""
RANGES = "- {range: any, penalty: {warning: may, fine: {from: 1000, to: 5000, force: may}}}"
TIERS = """
- {{tier: low, label: 较轻, when: {{mass: "<= 100"}}, penalty: {low}}}
- {{tier: high, label: 较重, when: {{mass: "> 100"}}, penalty: {high}}}
"""
EACH = "- {range: any, penalty: {warning: may, fine: {each: 1, per: 1000, of: mass, rounding: none}}}"


@pytest.mark.parametrize(
    ("ranges", "low", "high", "verdict"),
    [
        (RANGES, "{fine: {share: [0, 0.3], force: shall}}", "{warning: shall}", Verdict.REFUTED),
        (RANGES, "{warning: shall}", "{fine: {share: [0, 0.3], force: shall}}", Verdict.PROVEN),
        (RANGES, "{fine: {share: [0, 0.3]}}", "{warning: shall}", Verdict.PROVEN),  # it may be left out
        (EACH, "{fine: {each: 1, per: 1000, of: mass, rounding: none}}", "{warning: shall}", Verdict.PROVEN),  # 0 元
    ],
)
def test_a_warning_for_the_worse_case(
    tiny: Callable[..., Tiny], ranges: str, low: str, high: str, verdict: Verdict
) -> None:
    plans = tiny(FACTS, ranges, TIERS.format(low=low, high=high)).library.plans
    day = date.fromisoformat(DAY)
    found = run_checks(plans, plans.chain("national", day), VIOLATION, day, ["inversion"])
    assert {item.verdict for item in found} == {verdict}
