"""Missing facts: the outcomes that the engine calls reachable contain that of *every* completion. Proven, not sampled.

The engine cuts the space of the missing facts by three-valued logic (``decide.explore``); here the solver is asked for a completion whose
outcome, as the prover's model has it, is none of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discretion import Library
from discretion.check.encode import Facts
from discretion.check.outcome import EncodedPlan
from discretion.check.solver import Answer, Claim, Prover
from discretion.decide.explore import Outcome, explore, merged
from discretion.decide.possible import Walk
from discretion.penalty import Force
from discretion.plan import Disposition, Status
from discretion.plan.model import Plan
from discretion.rulebook.lists import ListKind
from discretion.testing import encoded

DAY = date(2026, 3, 2)
# A gap of the law; ratios of two facts; brackets per axle; a further subject; lists of the area; fines per ton; offered exemption.
VIOLATIONS = (
    ("national", "road.freight.unlicensed"),
    ("national", "highway.overload.mass"),
    ("zhejiang", "highway.overload.mass"),
    ("national", "maritime.overload.loadline"),
    ("shandong", "taxi.unlicensed"),
    ("yangtze-delta", "inland.entry.unreported"),
)


class Model:
    """The prover's reading of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.decision = EncodedPlan(plan, Facts(Prover()))
        self.decision.outcome()
        self.prover = self.decision.prover

    def outside(self, known: Iterable[int | None], outcomes: Iterable[Outcome]) -> Answer:
        """Whether some completion of the facts has none of the outcomes."""
        plan, facts, prover = self.decision.plan, self.decision.facts, self.prover
        stated = [
            facts.equals(slot.name, value) for slot, value in zip(plan.slots, known, strict=True) if value is not None
        ]
        inside = prover.any([claim for outcome in outcomes for claim in self.claims(outcome)])
        return prover.ask(*stated, prover.no(inside), *self.decision.amounts())

    def claims(self, outcome: Outcome) -> Iterator[Claim]:
        decision, prover = self.decision, self.prover
        barred, exempt = (self.gate(kind) for kind in (ListKind.BARRED, ListKind.EXEMPT))
        outside = decision.encoding.formula(decision.plan.outside)
        if outcome.status is Status.NOT_ESTABLISHED:
            yield prover.all([prover.no(decision.established), prover.no(outside)])
        elif outcome.status is Status.TIME_BARRED:
            yield prover.all([decision.established, barred])
        elif outcome.status is Status.NO_RULE:
            yield prover.any([outside, prover.all([decision.punishable, prover.no(decision.clear)])])
        elif outcome.disposition is Disposition.EXEMPT and outcome.force is Force.SHALL:
            yield prover.all([decision.established, prover.no(barred), exempt])
        else:
            yield from self.punished(outcome)

    def gate(self, kind: ListKind) -> Claim:
        return self.prover.any([claim for gate, claim in self.decision.gates.items() if gate.about is kind])

    def punished(self, outcome: Outcome) -> Iterator[Claim]:
        decision, prover = self.decision, self.prover
        exempted = Disposition.EXEMPT in (outcome.disposition, *outcome.offered)
        for piece in decision.pieces():
            same = (piece.weight.rank == 1) == exempted and piece.weight.measures == outcome.measures
            row, law = decision.plan.tiers[piece.tier], decision.plan.ranges[piece.range]
            if (row.tier, law.range) != (outcome.tier, outcome.range) or not same:
                continue
            if outcome.fine is None or piece.sanction.fine is None:
                if outcome.fine is None and piece.sanction.fine is None:
                    yield prover.all([decision.punishable, decision.clear, piece.claim])
                continue
            low, high = decision.ends(piece.sanction)
            band = [outcome.fine.lowest <= low, high <= outcome.fine.highest]
            yield prover.all([decision.punishable, decision.clear, piece.claim, *band])


@pytest.mark.parametrize(("area", "violation"), VIOLATIONS)
def test_no_completion_leaves_the_reachable_outcomes(library: Library, area: str, violation: str) -> None:
    plan = library.plans.plan(violation, library.plans.chain(area, DAY), DAY)
    assert plan is not None
    model = Model(plan)

    @settings(max_examples=15, database=None, suppress_health_check=list(HealthCheck))
    @given(encoded(plan), st.sets(st.sampled_from(range(len(plan.slots))), min_size=1, max_size=5))
    def check(values: tuple[int, ...], missing: set[int]) -> None:
        known = [None if slot in missing else value for slot, value in enumerate(values)]
        assert model.outside(known, merged(explore(plan, known))) is Answer.IMPOSSIBLE

    check()


@pytest.mark.parametrize(("area", "violation"), VIOLATIONS)
def test_nor_when_nothing_is_known(library: Library, area: str, violation: str) -> None:
    plan = library.plans.plan(violation, library.plans.chain(area, DAY), DAY)
    assert plan is not None
    known = [None] * len(plan.slots)
    assert Model(plan).outside(known, merged(explore(plan, known))) is Answer.IMPOSSIBLE


def test_an_outcome_that_is_left_out_is_noticed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that takes an unsettled condition for false (missing = no) is caught."""
    plan = library.plans.plan("highway.overload.mass", library.plans.chain("national", DAY), DAY)
    assert plan is not None
    monkeypatch.setattr(Walk, "open_atom", lambda walk, box: None)
    known = [None] * len(plan.slots)
    assert Model(plan).outside(known, merged(explore(plan, known))) is Answer.SATISFIABLE
