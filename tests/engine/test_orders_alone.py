"""A missing fact that changes no penalty but adds an order is asked for: an order is part of the outcome."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import Tiny

from discretion.errors import RulebookError

FACTS = "blocked: {label: 阻塞道路, type: boolean, severity: aggravating}"
TIERS = """
- {tier: free, label: 未阻塞, when: {blocked: false}, penalty: statute}
- {tier: blocked, label: 阻塞, when: {blocked: true}, penalty: statute, orders: [恢复通行]}"""
RANGES = """
- {range: free, when: {blocked: false}, penalty: {fine: {from: 1000, to: 5000}}}
- {range: blocked, when: {blocked: true}, orders: [恢复通行], penalty: {fine: {from: 1000, to: 5000}}}"""
ENTRY = """- {id: blocked, label: 阻塞道路, when: {blocked: true}, force: may, orders: [恢复通行],
  source: {kind: proposed, method: 测试}}"""


@pytest.mark.parametrize("rules", [{"tiers": TIERS}, {"ranges": RANGES}], ids=["tier", "range"])
def test_it_is_asked_for(tiny: Callable[..., Tiny], rules: dict[str, str]) -> None:
    book = tiny(FACTS, **rules)
    assert "恢复通行" in book.recommend({"blocked": True}).orders
    assert "恢复通行" not in book.recommend({"blocked": False}).orders
    assert [item.fact for item in book.recommend({}).missing] == ["blocked"]


@pytest.mark.parametrize("kind", ["lighter", "heavier", "mitigated", "barred"])
def test_an_order_where_none_is_given_is_refused_and_not_lost(tiny: Callable[..., Tiny], kind: str) -> None:
    with pytest.raises(RulebookError, match="条目 blocked 的 orders 没有作用"):
        tiny(FACTS, lists={kind: ENTRY})
