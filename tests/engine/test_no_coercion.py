"""不予行政强制 (行政强制法 16 II): the officer is told that no coercion is used; the penalty is what it would be without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import Tiny

from discretion.errors import RulebookError

FACTS = """
trivial: {label: 情节显著轻微, type: boolean, severity: mitigating}
blocked: {label: 阻塞道路, type: boolean, severity: aggravating}"""
TIERS = """
- {tier: free, label: 未阻塞, when: {blocked: false}, penalty: {fine: {from: 1000, to: 2000}}}
- {tier: blocked, label: 阻塞, when: {blocked: true}, penalty: {fine: {from: 2000, to: 5000}}}"""
ENTRY = """- {id: trivial, label: 情节显著轻微, when: {trivial: true}, force: may, coercion: [扣押车辆],
  cite: [test-law/general], source: {kind: published, document: 测试清单, date: "2023-11-08"}}"""


@pytest.fixture(scope="module")
def book(tiny: Callable[..., Tiny]) -> Tiny:
    return tiny(FACTS, tiers=TIERS, lists={"no-coercion": ENTRY})


def test_the_officer_is_told_and_the_penalty_is_not_moved(book: Tiny) -> None:
    with_it, without = (book.recommend({"blocked": False, "trivial": value}) for value in (True, False))
    assert (with_it.disposition, with_it.tier, with_it.penalty) == (without.disposition, without.tier, without.penalty)
    (told,) = [section.text for section in with_it.hint_sections if section.name == "coercion"]
    assert told == (
        "具有“情节显著轻微”的情形，依照测试清单，参照《测试法》第一条的原则，可以不采取扣押车辆的行政强制措施；是否处罚、怎样处罚不因此改变。"
    )
    assert "强制" not in with_it.explain()
    assert not [section for section in without.hint_sections if section.name == "coercion"]


def test_what_it_reads_is_accounted_for_and_never_blocks(book: Tiny) -> None:
    result = book.recommend({"blocked": False})
    assert (result.status, result.missing) == ("determined", [])
    (used,) = [item for item in book.recommend({"blocked": False, "trivial": True}).account if item.name == "trivial"]
    assert used.rules == ["no-coercion:trivial"]
    (idle,) = [item for item in book.recommend({"blocked": False, "trivial": False}).account if item.name == "trivial"]
    assert "不予行政强制情形“情节显著轻微”" in idle.why


@pytest.mark.parametrize(
    ("kind", "entry", "why"),
    [
        ("exempt", ENTRY, "条目 trivial 的 coercion 没有作用"),
        ("no-coercion", ENTRY.replace("force: may", "prevails: true"), "条目 trivial 不影响处罚"),
    ],
)
def test_what_has_no_effect_is_refused(tiny: Callable[..., Tiny], kind: str, entry: str, why: str) -> None:
    with pytest.raises(RulebookError, match=why):
        tiny(FACTS, lists={kind: entry})
