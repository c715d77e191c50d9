"""The largest difference is proved: where moving one fact at a time gets stuck, the solver goes on."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.conftest import Tiny

pytest.importorskip("z3", reason="可选组件 check 未安装")
FACTS = """
seats: {label: 超员人数, type: integer, unit: 人, range: "[0..1000]", severity: aggravating}
boxes: {label: 行李件数, type: integer, unit: 人, range: "[0..1000]", severity: aggravating}
load: {label: 总数, type: integer, unit: 人, derive: "seats + boxes", severity: aggravating}
"""
RANGES = "- {range: any, penalty: {fine: {to: 50000}}}"
TIERS = """
- {{tier: some, label: 一般, when: {{load: "[1000..1100]"}}, penalty: {{fine: {fine}}}}}
- {{tier: none, label: 其他, otherwise: true, penalty: {{warning: shall}}}}
"""


def test_where_one_fact_alone_cannot_move(
    tiny: Callable[..., Tiny], discretion: Callable[..., tuple[int, str, str]]
) -> None:
    """10 元 a seat against 1 元: seats and boxes make 1000 to 1100 together, so the most is at 1000 seats: 9000 元."""
    old = tiny(FACTS, RANGES, TIERS.format(fine="{each: 10, per: 1, of: seats, rounding: down}"))
    new = tiny(FACTS, RANGES, TIERS.format(fine="{each: 1, per: 1, of: seats, rounding: down}"))
    _, out, _ = discretion("diff", old.folder, new.folder, "--on", "2026-06-01", "--format", "json")
    (violation,) = json.loads(out)["comparisons"][0]["violations"]
    (region,) = violation["behaviour"]["regions"]
    assert [(item["end"], item["fen"]) for item in region["largest"]] == [("low", -900_000), ("high", -900_000)]
    assert all(["超员人数", "1000人"] in item["at"] for item in region["largest"])
