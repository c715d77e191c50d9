"""Examples a reader believes: sought among what is common in practice (``typical``); what only extreme facts reach is called so."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.conftest import Tiny

FACTS = """
area_m2: {label: 占用面积, type: integer, unit: m2, range: "[0..100000]", typical: "[1..100]", severity: aggravating}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {area_m2: "<= 20"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {area_m2: "> 20"}, penalty: {fine: {each: 10, per: 1, of: area_m2, cap: 5000}}}
"""
ON = ("--on", "2026-06-01", "--format", "json")
Run = Callable[..., tuple[int, str, str]]


def _regions(tiny: Callable[..., Tiny], discretion: Run, old: str, new: str) -> list[dict[str, Any]]:
    a, b = tiny(FACTS, tiers=old), tiny(FACTS, tiers=new)
    (violation,) = json.loads(discretion("diff", a.folder, b.folder, *ON)[1])["comparisons"][0]["violations"]
    found: list[dict[str, Any]] = violation["behaviour"]["regions"]
    return found


def test_an_example_is_common_where_one_is(tiny: Callable[..., Tiny], discretion: Run) -> None:
    regions = _regions(tiny, discretion, TIERS, TIERS.replace("each: 10", "each: 20"))
    for region in regions:
        (witness,) = region["witnesses"]
        assert not witness["extreme"]
        assert 1 <= witness["facts"]["area_m2"] <= 100


def test_the_largest_difference_is_of_common_cases_and_that_of_all_stands_apart(
    tiny: Callable[..., Tiny], discretion: Run
) -> None:
    (region,) = _regions(tiny, discretion, TIERS, TIERS.replace("each: 10", "each: 20"))
    upper = {item["extreme"]: item["fen"] for item in region["largest"] if item["end"] == "high"}
    assert upper == {False: 100_000, True: 250_000}  # 100 m²: 2000 for 1000; 250 m²: 5000 for 2500


def test_what_only_extreme_facts_reach_is_called_so(tiny: Callable[..., Tiny], discretion: Run) -> None:
    (region,) = _regions(tiny, discretion, TIERS, TIERS.replace("cap: 5000", "cap: 4000"))
    assert [witness["extreme"] for witness in region["witnesses"]] == [True]
    assert all(item["extreme"] for item in region["largest"])
