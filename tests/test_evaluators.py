"""All that read a plan must read the same: the generated code, the formulas, three-valued logic, the prover's model, and Rete."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discretion import Library, MissingExtra
from discretion.check.encode import Encoding, Facts
from discretion.check.solver import Answer, Prover
from discretion.plan import formula as f
from discretion.plan.model import Plan
from discretion.plan.terms import Values
from discretion.testing import encoded
from discretion.testing.rete import Matcher
from discretion.testing.rete.compare import matched
from discretion.testing.rete.rules import network, rows

DAY = date(2026, 3, 2)
# Amounts against a gap of the law; ratios of two facts; brackets per axle; measures beside the fine; a list of its own.
VIOLATIONS = (
    ("national", "road.freight.unlicensed"),
    ("national", "highway.overload.mass"),
    ("zhejiang", "highway.overload.mass"),
    ("national", "highway.spillage"),
    ("shandong", "taxi.unlicensed"),
)


@pytest.fixture(scope="module")
def matcher() -> Iterator[Matcher | None]:
    """Rete where it can run; elsewhere the other four are compared without it."""
    try:
        with Matcher() as running:
            yield running
    except MissingExtra:
        yield None


class Model:
    """The prover's reading: which rows can hold when every fact has its value."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.prover = plan, Prover()
        self.facts = Facts(self.prover)
        self.encoding = Encoding(plan.slots, self.facts)
        self.claims = {name: self.encoding.formula(guard) for name, guard in rows(plan)}

    def holds(self, values: Values) -> set[str]:
        with self.prover.scope():
            for slot, value in zip(self.plan.slots, values, strict=True):
                self.prover.add(self.facts.equals(slot.name, value))
            self.prover.add(*self.encoding.definitions())
            answers = {name: self.prover.ask(claim) for name, claim in self.claims.items()}
        assert Answer.UNKNOWN not in answers.values()
        return {name for name, answer in answers.items() if answer is Answer.SATISFIABLE}


@pytest.mark.parametrize(("area", "violation"), VIOLATIONS)
def test_five_evaluators_agree(library: Library, matcher: Matcher | None, area: str, violation: str) -> None:
    plan = library.plans.plan(violation, library.plans.chain(area, DAY), DAY)
    assert plan is not None
    rete, model = network(plan), Model(plan)
    if matcher is not None:
        matcher.load(rete)

    @settings(max_examples=40, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(encoded(plan), min_size=1, max_size=3))
    def check(several: list[Values]) -> None:
        for values in several:
            box = [(value, value) for value in values]
            formulas = {name for name, guard in rows(plan) if f.holds(guard, values)}
            assert {name for name, guard in rows(plan) if f.kleene(guard, box)} == formulas
            assert model.holds(values) == formulas
            assert matched(plan, values) == (formulas if "established" in formulas else set())
            if matcher is not None:
                assert matcher.match([rete.fact(values)]) == [formulas]

    check()
