"""The ends of a band: cut to the statute, never empty, never reversed, and the same for everyone who reads the plan."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.check.encode import Facts
from discretion.check.outcome import EncodedPlan
from discretion.check.solver import Prover
from discretion.decide.decide import decide
from discretion.decide.explore import explore
from discretion.facts import Fact, Vocabulary, encode
from discretion.penalty import Fine
from discretion.plan import terms as t
from discretion.plan.boundaries import random_facts
from discretion.plan.ends import Ends, ends_of, shown
from discretion.plan.fines import Rounding, lower_fine, take_share
from discretion.plan.lower import Lowering
from discretion.plan.model import Plan

FACTS = {
    "gain": {"label": "违法所得", "type": "money", "range": "[0..1000000]"},
    "excess_kg": {"label": "超限质量", "type": "integer", "range": "[0..500000]"},
    "owed": {"label": "差额", "type": "money", "range": "[-1000..1000]"},
}
WORDS = Vocabulary({name: Fact.model_validate(fact) for name, fact in FACTS.items()})

yuan: st.SearchStrategy[Any] = st.sampled_from(
    [0, 1, Decimal("0.01"), Decimal("0.02"), 2, 1000, 12000, Decimal("0.005")]
)
factor = st.sampled_from([0, Decimal("0.5"), 1, Decimal("1.5"), 2, 5])


@st.composite
def limits(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> dict[str, Any]:
    """A range whose ends are in or out; the form refuses one without any amount."""
    low, high = sorted((draw(values), draw(values)))
    if low == high:
        return {"from": low, "to": high}
    return {draw(st.sampled_from(["from", "above"])): low, draw(st.sampled_from(["to", "below"])): high}


@st.composite
def per_tonne(draw: st.DrawFn) -> dict[str, Any]:
    low, high = sorted((draw(yuan), draw(yuan)))
    rounding = draw(st.sampled_from(["down", "up", "none"]))
    return {"each": {"from": low, "to": high}, "per": 1000, "of": "excess_kg", "rounding": rounding}


times = st.builds(lambda fact, ends: {"times": fact} | ends, st.sampled_from(["gain", "owed"]), limits(factor))
single = limits(yuan) | times | per_tonne()
fines = single | st.lists(single, min_size=2, max_size=3).map(lambda parts: {"sum": parts})
facts = st.fixed_dictionaries(
    {
        "gain": st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("0.03"), Decimal(10), Decimal(1_000_000)]),
        "excess_kg": st.sampled_from([0, 1, 999, 12_345, 500_000]),
        "owed": st.sampled_from([Decimal(-1000), Decimal("-0.01"), Decimal(0), Decimal("0.01"), Decimal(1000)]),
    }
)
shares = st.sampled_from([(0, 1), (0, Decimal("0.3")), (Decimal("0.3"), Decimal("0.7")), (Decimal("0.7"), 1), (0, 0)])


def closed(ends: Ends, values: list[int]) -> tuple[int, int]:
    return t.evaluate(ends.lowest, values), t.evaluate(ends.highest, values)


@settings(max_examples=300, deadline=None)
@given(fines, fines, st.none() | shares, facts)
def test_no_band_is_empty_or_reversed_or_outside_the_statute(
    own: dict[str, Any], law: dict[str, Any], share: tuple[Any, Any] | None, stated: dict[str, Any]
) -> None:
    """Whatever the tier and the law say, whatever share a circumstance takes, at whatever facts."""
    lowering = Lowering(WORDS)
    written, statute = (lower_fine(Fine.model_validate(fine), lowering, None, Rounding()) for fine in (own, law))
    if share is not None:
        written = take_share(written, Decimal(share[0]), Decimal(share[1]), Rounding())
    values = [encode(WORDS[name], stated[name]) for name in lowering.slots]
    floor, cap = closed(ends_of(statute, None, lowering.box), values)
    low, high = closed(ends_of(written, None, lowering.box), values)
    cut = ends_of(written, statute, lowering.box)
    lowest, highest = closed(cut, values)
    assert 0 <= floor <= cap
    assert 0 <= low <= high
    assert (lowest, highest) == (max(floor, min(low, cap)), min(cap, max(high, floor)))
    assert floor <= lowest <= highest <= cap
    said = [[t.evaluate(end, values) for end in ends] for ends in (cut.over, cut.under)]
    band = shown(lowest, highest, *said)
    assert (band.lowest, band.highest) == (lowest, highest)


# ---- everyone who reads the plan -------------------------------------------------------------------------------------

VOCABULARY = """
mass: {label: 质量, type: integer, range: "[0..100000]", severity: aggravating}
gain: {label: 违法所得, type: money, range: "[0..100000]", severity: aggravating}
grave: {label: 严重, type: boolean, severity: aggravating}
"""
LISTS = {
    "heavier": "- {id: grave, label: 从重, when: {grave: true}, source: {kind: proposed, method: 测试}}",
}
NEARLY = "{sum: [{times: gain, from: 1, to: 2}, {each: 5, per: 1000, of: mass}]}"
PAIRS = [
    ("{from: 1000, to: 10000}", "{above: 12000, to: 15000}"),
    ("{from: 1000, to: 10000}", "{from: 1, below: 1000}"),
    ("{above: 1000, below: 1000.03}", "{from: 100, to: 2000}"),
    ("{to: 200}", "{times: gain, above: 1, to: 2}"),
    ("{times: gain, above: 1, below: 5}", "{above: 100, to: 3000}"),
    ("{times: gain, from: 1, to: 5}", "{each: {from: 1, to: 3}, per: 1000, of: mass}"),
    ("{from: 0, to: 100000}", NEARLY),
    (NEARLY, "{above: 10, below: 20}"),
    ("{each: {from: 0.001, to: 0.002}, per: 7, of: mass}", "{share: [0, 0.3]}"),
]


@pytest.fixture(params=PAIRS, ids=lambda pair: f"{pair[1]} in {pair[0]}")
def plan(request: pytest.FixtureRequest, tiny: Callable[..., Any]) -> Plan:
    law, tier = request.param
    book = tiny(
        VOCABULARY,
        f"- {{range: any, penalty: {{fine: {law}}}}}",
        f"- {{tier: only, label: 一般, when: {{mass: '>= 0', gain: '>= 0'}}, penalty: {{fine: {tier}}}}}",
        lists=LISTS,
    )
    found: Plan = book.plan
    return found


def cases(plan: Plan, count: int) -> list[tuple[int, ...]]:
    from random import Random

    zeros = tuple(low for low, _ in plan.box)
    return [zeros, *random_facts(plan, Random(7), count)]


def test_engine_regions_and_prover_read_the_same_ends(plan: Plan) -> None:
    decision = EncodedPlan(plan, Facts(Prover()))
    outcome = decision.outcome()
    for values in cases(plan, 12):
        band = decide(plan, values).band
        assert band is not None
        found, clamped = band(values)
        assert not found.empty
        assert not (clamped and plan.cells[0, 0].party["general"].clamp is None)
        (region,) = explore(plan, values)
        assert region.outcome.fine == found
        prover = decision.prover
        with prover.scope():
            for slot, value in zip(plan.slots, values, strict=True):
                prover.add(decision.facts.equals(slot.name, value))
            prover.add(*decision.encoding.definitions(), *decision.amounts())
            same = prover.all(
                [
                    prover.equal(outcome.low, prover.constant(found.lowest)),
                    prover.equal(outcome.high, prover.constant(found.highest)),
                ]
            )
            assert prover.ask(prover.no(same)).value == "impossible"


def test_a_region_of_missing_facts_holds_every_band_in_it(plan: Plan) -> None:
    for values in cases(plan, 12):
        band = decide(plan, values).band
        assert band is not None
        found, _ = band(values)
        for slot in range(len(values)):
            hulls = [r.outcome.fine for r in explore(plan, (*values[:slot], None, *values[slot + 1 :]))]
            assert all(hull is not None and not hull.empty for hull in hulls)
            assert any(hull is not None and found.within(hull) for hull in hulls)


def test_columns_give_the_bands_of_the_engine(plan: Plan) -> None:
    pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")
    from discretion.audit.backend import connect
    from discretion.simulation.agree import disagreements

    assert list(disagreements(plan, connect(), 120)) == []
