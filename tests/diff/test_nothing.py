"""A fine that comes to nothing, beside a case that may be exempted: no harsher than no penalty, and never a crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import Tiny
from tests.diff.test_properties import ON, behaviour

from discretion.diff import Direction, Sameness, Side
from discretion.diff.model import SideName

pytest.importorskip("z3")
FACTS = """
mass: {label: 质量, type: integer, unit: kg, range: "[0..1000]", severity: aggravating}
first: {label: 初次, type: boolean, severity: mitigating}
"""
EXEMPT = """
- {id: first, label: 初次, force: may, when: {first: true}, source: {kind: statute, cite: [test-law/general]}}
"""
FINED = "- {range: any, penalty: {fine: {each: 30, per: 1000, of: mass, rounding: none}}}"
BARE = "- {range: any, penalty: {}}"


def test_the_directions_of_a_fine_that_may_come_to_nothing(tiny: Callable[..., Tiny]) -> None:
    def side(ranges: str) -> tuple[Side, object]:
        book = tiny(FACTS, ranges, lists={"exempt": EXEMPT})
        chain = book.library.plans.chain("national", ON)
        return Side(
            book.library.plans, chain, ON, SideName("national", "全国", "national@1", str(ON), "", "")
        ), book.plan

    found = behaviour(side(BARE), side(FINED))  # type: ignore[arg-type]
    assert (found.verdict, found.unknown) == (Sameness.DIFFERENT, ())
    by_key = {region.key[0]: region.directions for region in found.regions}
    assert by_key["may_exempt"] == (Direction.STRICTER, Direction.NEUTRAL)


def test_how_much_a_case_confiscates_is_no_disagreement(tiny: Callable[..., Tiny]) -> None:
    """A decision names the sum (没收违法所得5000元), a difference does not: the example still stands, without a warning."""
    facts = 'gain: {label: 违法所得, type: money, unit: 元, range: "[0..10000]", typical: "[5000..5000]", confiscates: illegal_gain}'
    ranges = '- {{range: any, when: {{gain: "> 0"}}, penalty: {{confiscate: {{illegal_gain: shall}}, fine: {{from: 100, to: {0}}}}}}}'

    def side(most: int) -> tuple[Side, object]:
        book = tiny(facts, ranges.format(most))
        chain = book.library.plans.chain("national", ON)
        return Side(
            book.library.plans, chain, ON, SideName("national", "全国", "national@1", str(ON), "", "")
        ), book.plan

    found = behaviour(side(500), side(900))  # type: ignore[arg-type]
    assert [(one.b, one.note) for region in found.regions for one in region.witnesses] == [
        ("一般阶次：没收违法所得，处100元以上900元以下罚款", None)
    ]
