"""The second opinion. Skipped, loudly, where durable-rules cannot be installed (no C compiler, or Python 3.13 and later)."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from discretion import Library
from discretion.cli.crosscheck import command
from discretion.errors import MissingExtra
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.boundaries import boundary_facts
from discretion.testing.rete import Matcher, ProcessFailure, compare, rules
from discretion.testing.rete.normal import FieldTest, TooLarge, disjunction
from discretion.testing.rete.rules import EXACT, network

FACTS = """
count: {label: 次数, type: integer, range: "[0..10]"}
limit: {label: 限定标准, type: integer, range: "[1..100000]"}
mass: {label: 总质量, type: integer, range: "[0..500000]"}
urgent: {label: 紧急, type: boolean}
harm: {label: 后果, type: enum, values: {none: 无, slight: 轻微, grave: 严重}}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {mass: "<= limit * 1.2", count: "< 3"}, penalty: statute}
- {tier: serious, label: 严重, when: {any: [{mass: "> limit * 1.2"}, {count: ">= 3"}]}, penalty: statute}
"""
HEAVIER = """
- id: urgent
  label: 紧急情况
  when: {urgent: true, not: {harm: none}}
  source: {kind: proposed, method: 测试}
"""


@pytest.fixture(scope="module")
def matcher() -> Iterator[Matcher]:
    try:
        with Matcher() as running:
            yield running
    except MissingExtra as missing:
        pytest.skip(str(missing))


def plan_of(tiny: Callable[..., Any]) -> Any:
    return tiny(FACTS, tiers=TIERS, elements='{count: "> 0"}', lists={"heavier": HEAVIER}).plan


def test_both_match_the_same_at_every_boundary(tiny: Callable[..., Any], matcher: Matcher) -> None:
    plan = plan_of(tiny)
    facts = list(boundary_facts(plan))
    result = compare(plan, facts, matcher)
    assert result.agrees, result
    assert result.compared == len(facts) > 50


def test_a_flipped_operator_is_a_disagreement(
    tiny: Callable[..., Any], matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rules.OPERATORS, "<=", "$lt")
    result = compare(plan_of(tiny), list(boundary_facts(plan_of(tiny))), matcher)
    assert not result.agrees
    assert {rule for item in result.disagreements for rule in item.only_engine} >= {"tiers.0"}


def test_a_crash_is_a_finding_and_the_next_plan_goes_on(tiny: Callable[..., Any]) -> None:
    plan = plan_of(tiny)
    with _running() as crashing:
        crashing.load(network(plan))
        os.kill(crashing._process.pid, signal.SIGSEGV)
        while crashing._process.is_alive():
            time.sleep(0.01)
        with pytest.raises(ProcessFailure, match=r"意外终止（退出码 -11）"):
            crashing.match([network(plan).fact(next(iter(boundary_facts(plan))))])
        assert compare(plan, list(boundary_facts(plan)), crashing).agrees


def test_a_hang_is_a_finding(tiny: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(tiny)
    with _running() as hanging:
        hanging.load(network(plan))
        monkeypatch.setattr("discretion.testing.rete.process.ANSWER_SECONDS", 0.2)
        os.kill(hanging._process.pid, signal.SIGSTOP)
        with pytest.raises(ProcessFailure, match="没有回答"):
            hanging.match([network(plan).fact(next(iter(boundary_facts(plan))))])


def _running() -> Matcher:
    running = Matcher()
    try:
        running.load  # noqa: B018
        running._start()
    except MissingExtra as missing:
        pytest.skip(str(missing))
    return running


def test_the_shipped_overload_rules(library: Library, matcher: Matcher) -> None:
    day = date(2026, 3, 2)
    for area, violation in (("zhejiang", "highway.overload.mass"), ("national", "road.freight.unlicensed")):
        plan = library.plans.plan(violation, library.plans.chain(area, day), day)
        assert plan is not None
        assert compare(plan, list(boundary_facts(plan))[:400], matcher).agrees


def test_an_act_left_to_another_law_from_a_day_on_is_compared_apart(library: Library, matcher: Matcher) -> None:
    """浙江省港口管理条例 art. 43: at sea from 2024, everywhere from 2026-08-15, the higher law punishes; the regulation itself did not change."""
    folder, violation = str(library.rulebook.layers[0].root), "pollution.reception.refused"
    result = CliRunner().invoke(command, [folder, "--area", "zhejiang", "--violation", violation, "--random", "5"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("3项违法行为，")


def test_the_command(tiny: Callable[..., Any], matcher: Matcher) -> None:
    made = tiny(FACTS, tiers=TIERS)
    result = CliRunner().invoke(command, [str(made.folder), "--random", "20"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("1项违法行为，")
    assert result.output.endswith("件案件：1项完全一致，0项有分歧或者没有完成\n")


X, Y = f.Cmp("<", t.Var(0), t.Const(5)), f.Cmp("=", t.Var(1), t.Const(2))


def literal(atom: f.Cmp) -> FieldTest:
    return FieldTest(f"s{atom.left.slot}", atom.op, atom.right.value)  # type: ignore[union-attr]


def test_disjunctive_normal_form() -> None:
    below, equal = FieldTest("s0", "<", 5), FieldTest("s1", "=", 2)
    assert disjunction(f.TRUE, literal) == [frozenset()]
    assert disjunction(f.FALSE, literal) == []
    assert disjunction(f.And((X, f.Not(Y))), literal) == [frozenset({below, FieldTest("s1", "!=", 2)})]
    assert disjunction(f.Not(f.And((X, Y))), literal) == [
        frozenset({FieldTest("s0", ">=", 5)}),
        frozenset({FieldTest("s1", "!=", 2)}),
    ]
    assert disjunction(f.Or((X, f.And((X, Y)))), literal) == [frozenset({below})]
    assert disjunction(f.And((X, f.Not(X))), literal) == []
    assert equal.negated().negated() == equal


def test_what_grows_without_bound_is_refused() -> None:
    pairs = [f.Or((f.Cmp("<", t.Var(n), t.Const(1)), f.Cmp("=", t.Var(n + 50), t.Const(1)))) for n in range(20)]
    with pytest.raises(TooLarge):
        disjunction(f.And(tuple(pairs)), literal)


def test_a_difference_too_large_for_durable_rules_keeps_its_sign(tiny: Callable[..., Any]) -> None:
    facts = 'a: {label: 甲, type: money, range: "[0..100000000000]"}\nb: {label: 乙, type: money, range: "[0..100000000000]"}'
    tiers = """
    - {tier: low, label: 轻, when: {a: "<= b * 1000000"}, penalty: statute}
    - {tier: high, label: 重, when: {a: "> b * 1000000"}, penalty: statute}
    """
    plan = tiny(facts, tiers=tiers).plan
    fact = network(plan).fact((0, 10**13) if plan.index["a"] == 0 else (10**13, 0))
    assert fact["d0"] in (EXACT - 1, 1 - EXACT)
