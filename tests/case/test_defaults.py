"""A fact that a table gives (车货总质量限定标准 by 轴型): taken from it where the case leaves it out, and never instead of what is stated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FACTS = """
axles: {label: 轴型, type: enum, values: {two: 二轴, three: 三轴}}
by_axles: {label: 按轴型的限定标准, type: integer, lookup: {of: axles, values: {two: 18, three: 25}}}
limit: {label: 限定标准, type: integer, range: "[1..100]", default_from: by_axles}
mass: {label: 质量, type: integer, range: "[0..100]"}
excess: {label: 超限质量, type: integer, derive: "max(mass - limit, 0)"}
"""
TIERS = """
- {tier: none, label: 不超限, when: {excess: 0}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: some, label: 超限, when: {excess: "> 0"}, penalty: {fine: {share: [0.5, 1]}}}
"""


@pytest.fixture(scope="module")
def book(tiny: Callable[..., Any]) -> Any:
    return tiny(FACTS, tiers=TIERS)


@pytest.mark.parametrize("records", [[], [{"kind": "correction", "date": "2026-03-05"}]], ids=["short-way", "long-way"])
@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({"mass": 20, "axles": "two"}, "some"),
        ({"mass": 20, "axles": "three"}, "none"),
        ({"mass": 18, "axles": "two"}, "none"),
        ({"mass": 20, "axles": "two", "limit": 20}, "none"),  # as the sign at the bridge says
        ({"mass": 20}, "open"),
        ({"mass": 20, "axles": None}, "open"),
    ],
)
def test_the_limit_of_the_axles(book: Any, facts: dict[str, Any], tier: str, records: list[dict[str, str]]) -> None:
    assert book.recommend(facts, records=records).tier == tier
