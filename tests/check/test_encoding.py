"""The encoded decision is the engine's decision, and where it is not, the replay says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discretion import Library
from discretion.check import Verdict, run_checks
from discretion.check.encode import Encoding
from discretion.check.solver import Answer, Prover
from discretion.check.subject import ViolationCheck
from discretion.check.witness import case_file, replay
from discretion.check.words import weight_of
from discretion.decide import Evaluation
from discretion.penalty import Force

DAY = date(2026, 3, 2)
# Every form of fine, every list, a clamp, a supplement, divisions on both sides of a comparison.
FACTS = """
mass_kg: {label: 质量, type: integer, unit: kg, range: "[0..60000]", severity: aggravating}
limit_kg: {label: 限值, type: integer, unit: kg, range: "[1000..49000]"}
excess_kg: {label: 超限质量, type: integer, unit: kg, derive: "max(mass_kg - limit_kg, 0)", severity: aggravating}
excess_percent: {label: 超限比例, type: decimal, unit: "%", derive: "excess_kg * 100 / limit_kg", severity: aggravating}
gain_yuan: {label: 违法所得, type: money, unit: 元, range: "[0..100000]", severity: aggravating}
harm: {label: 后果, type: enum, values: {none: 无, slight: 轻微, grave: 严重}, severity: aggravating}
removed: {label: 消除后果, type: boolean, severity: mitigating}
obstructed: {label: 阻碍执法, type: boolean, severity: aggravating}
sorry: {label: 悔过, type: boolean, severity: mitigating}
"""
RANGES = """
- {range: gain, when: {gain_yuan: "> 1000"}, penalty: {confiscate: {gain: shall}, fine: {times: gain_yuan, from: 1, to: 5}}}
- {range: mass, when: {gain_yuan: "<= 1000", harm: [none, slight]}, penalty: {warning: may, fine: {each: {from: 100, to: 300}, per: 1000, of: excess_kg, rounding: up, cap: 3000}}}
- {range: grave, when: {gain_yuan: "<= 1000", harm: grave}, penalty: {fine: {above: 500, to: 9000, force: may}}}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {excess_percent: "<= 10"}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: general, label: 一般, when: {excess_percent: "(10..33.3]"}, penalty: {fine: {from: 900, to: 4000}}}
- {tier: serious, label: 严重, otherwise: true, penalty: {fine: {share: [0.7, 1]}}}
"""
LISTS = {
    "exempt": """
        - {id: must, label: 应当不予, when: {harm: none, sorry: true, excess_kg: "< 10"}, source: {kind: proposed, method: 测试}}
        - {id: may, label: 可以不予, force: may, when: {removed: true}, source: {kind: proposed, method: 测试}}""",
    "mitigated": """
        - {id: both, label: 减轻, when: {removed: true, sorry: true}, source: {kind: proposed, method: 测试}}
        - {id: little, label: 可以减轻, force: may, when: {sorry: true, harm: slight}, source: {kind: proposed, method: 测试}}""",
    "lighter": "- {id: removed, label: 从轻, when: {removed: true}, source: {kind: proposed, method: 测试}}",
    "heavier": """
        - {id: grave, label: 可以从重, force: may, when: {harm: grave}, source: {kind: proposed, method: 测试}}
        - {id: obstructed, label: 从重, when: {obstructed: true}, source: {kind: proposed, method: 测试}}""",
}


@pytest.fixture(scope="module")
def subject(tiny: Callable[..., Any]) -> ViolationCheck:
    book = tiny(FACTS, RANGES, TIERS, elements='{excess_kg: "> 0"}', lists=LISTS)
    chain = book.library.plans.chain("national", DAY)
    return ViolationCheck(book.library.plans, chain, book.plan, DAY)


def numbers(low: int, high: int) -> st.SearchStrategy[int]:
    """Ends and everything between, thresholds included by chance and by nearness to them."""
    near = st.sampled_from([low, low + 1, high - 1, high, 1000_00, 1000_01, 11_000, 13_330]).filter(
        lambda value: low <= value <= high
    )
    return st.one_of(near, st.integers(low, high))


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_model_and_engine_agree_on_every_case(subject: ViolationCheck, data: st.DataObject) -> None:
    values = {slot.name: data.draw(numbers(slot.low, slot.high), slot.name) for slot in subject.plan.slots}
    decision, prover = subject.decision, subject.prover
    outcome, facts = decision.outcome(), decision.facts
    result = replay(subject.plan, case_file(subject.plan, values, DAY, "case"))
    assert isinstance(result, Evaluation)
    claims = [facts.equals(name, value) for name, value in values.items()]
    assert prover.ask(*claims, *decision.amounts()) is Answer.SATISFIABLE
    held = [weight for weight, claim in zip(outcome.weights, outcome.classes, strict=True) if prover.value(claim)]
    found = weight_of(result)
    assert len(held) == 1
    assert (held[0].rank, held[0].fine is None, held[0].fine_force, held[0].measures) == (
        found.rank,
        found.fine is None,
        found.fine_force,
        found.measures,
    )
    if found.rank and found.fine is not None:
        low = 0 if found.fine_force is Force.MAY else found.fine.lowest
        assert (prover.value(outcome.low), prover.value(outcome.high)) == (low, found.fine.highest)


def test_flipped_operator_is_caught_by_the_replay(tiny: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoder that reads ``<`` as ``<=`` sees two tiers at 1000; the engine does not, so no finding is shown."""
    book = tiny(
        "mass_kg: {label: 质量, type: integer, unit: kg, range: '[0..9000]', severity: aggravating}",
        tiers="""
        - {tier: slight, label: 轻微, when: {mass_kg: "<= 1000"}, penalty: {fine: {share: [0, 0.5]}}}
        - {tier: serious, label: 严重, when: {mass_kg: "> 1000"}, penalty: {fine: {share: [0.5, 1]}}}""",
    )
    chain = book.library.plans.chain("national", DAY)

    def overlap() -> list[tuple[str, Verdict]]:
        found = run_checks(book.library.plans, chain, "test.act", DAY, ["overlap"])
        return [(item.id, item.verdict) for item in found]

    assert overlap() == [("overlap/national@1/test.act", Verdict.PROVEN)]
    honest = Encoding.comparison
    monkeypatch.setattr(
        Encoding, "comparison", lambda self, op, left, right: honest(self, "<=" if op == "<" else op, left, right)
    )
    assert overlap() == [("disagreement/national@1/test.act/overlap/slight+serious", Verdict.UNKNOWN)]


def test_giving_up_is_said_and_is_no_proof(tiny: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    book = tiny(
        "mass_kg: {label: 质量, type: integer, unit: kg, range: '[0..9000]', severity: aggravating}",
        tiers='- {tier: only, label: 一般, when: {mass_kg: ">= 0"}, penalty: statute}',
    )
    monkeypatch.setattr(Prover, "_check", lambda self, solver: Answer.UNKNOWN)
    chain = book.library.plans.chain("national", DAY)
    (found,) = run_checks(book.library.plans, chain, "test.act", DAY, ["gap"])
    assert found.verdict is Verdict.UNKNOWN
    assert found.message == "未能证明：求解器没有得出结论（资源用尽）"


def test_giving_up_on_an_example_is_said_too(tiny: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be told as an example, not as a fault (``refine`` over a proposal), is unknown like anything else."""
    book = tiny(
        "mass_kg: {label: 质量, type: integer, unit: kg, range: '[0..9000]', severity: aggravating}",
        tiers='- {tier: only, label: 一般, when: {mass_kg: ">= 0"}, penalty: statute}',
    )
    chain = book.library.plans.chain("national", DAY)
    subject = ViolationCheck(book.library.plans, chain, book.plan, DAY)
    claim = subject.prover.number(0, 9)[1]
    monkeypatch.setattr(Prover, "_check", lambda self, solver: Answer.UNKNOWN)
    found = subject.shown("refine", [claim], lambda _: None, "only", proves=True)
    assert found is not None
    assert (found.verdict, found.message) == (Verdict.UNKNOWN, "未能证明：求解器没有得出结论（资源用尽）")


def test_cases_of_findings_go_through_the_ordinary_door(tiny: Callable[..., Any]) -> None:
    """The case file of a finding is a case like any other: ``recommend`` shows the fault itself."""
    book = tiny(
        "mass_kg: {label: 质量, type: integer, unit: kg, range: '[0..9000]', severity: aggravating}",
        tiers="""
        - {tier: slight, label: 轻微, when: {mass_kg: "< 1000"}, penalty: {fine: {share: [0, 0.5]}}}
        - {tier: serious, label: 严重, when: {mass_kg: "> 1000"}, penalty: {fine: {share: [0.5, 1]}}}""",
    )
    chain = book.library.plans.chain("national", DAY)
    (found,) = run_checks(book.library.plans, chain, "test.act", DAY, ["gap"])
    library: Library = book.library
    assert library.recommend(found.cases[0]).status == "no_rule"


def test_a_violation_that_no_case_can_be_is_said_to_be_so(tiny: Callable[..., Any]) -> None:
    """No tier meets a range: every check still has its say, and the emptiness is a finding."""
    book = tiny(
        "mass_kg: {label: 质量, type: integer, unit: kg, range: '[0..9000]', severity: aggravating}",
        tiers='- {tier: only, label: 一般, when: {mass_kg: "< 1000"}, penalty: statute}',
        elements='{mass_kg: "> 5000"}',
    )
    found = run_checks(book.library.plans, book.library.plans.chain("national", DAY), "test.act", DAY)
    assert [item.id for item in found if item.verdict is not Verdict.PROVEN] == [
        "gap/national@1/test.act",
        "dead/national@1/test.act/only",
        "vacuous/national@1/test.act/punishable",
    ]


def test_proofs_need_no_luck_with_the_order_of_checks(subject: ViolationCheck) -> None:
    """All checks share one prover: none leaves anything behind that changes another's verdict."""
    plan = subject.plan
    alone = [
        (item.id, item.verdict)
        for code in ("wide", "cliff", "inversion", "statute", "gap")
        for item in run_checks(subject.plans, subject.chain, plan.violation, DAY, [code])
    ]
    together = run_checks(
        subject.plans, subject.chain, plan.violation, DAY, ["gap", "statute", "inversion", "cliff", "wide"]
    )
    assert sorted(alone) == sorted((item.id, item.verdict) for item in together)
