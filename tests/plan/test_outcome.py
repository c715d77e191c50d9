"""What each subject of an act gets: nothing where no penalty is weighed; what the general law adds, it adds for the party."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.penalty import Band, Force
from discretion.plan import Disposition, Masks, Plan, Settled, Status, open_tier_sanctions, sanctions_of
from discretion.plan.law import Fault, rank_of
from discretion.plan.outcome import PARTY, outcome_at

FACTS = "gain: {label: 违法所得, type: money, range: '[0..1000]'}"
LAW = """
- range: any
  when: {gain: ">= 0"}
  penalty:
    fine: {from: 1000, to: 5000}
    also: {captain: {fine: {from: 100, to: 200}}, crew: {}, owner: {warning: shall}}
"""
SUPPLEMENT = """
supplements:
  - id: gain
    label: 没收违法所得
    when: {gain: "> 0"}
    penalty: {confiscate: {illegal_gain: shall}}
    cite: [test-law/general]
    source: {kind: statute, cite: [test-law/general]}
"""
MET = Settled(Status.DETERMINED, Disposition.GENERAL, Force.SHALL, 0, 0)


@pytest.fixture(scope="module")
def plan(tiny: Callable[..., Any]) -> Plan:
    made: Plan = tiny(
        FACTS, LAW, "- {tier: only, label: 一般, when: {}, penalty: {fine: {share: [0.5, 1]}}}", header=SUPPLEMENT
    ).plan
    return made


@pytest.mark.parametrize(
    ("settled", "subjects"),
    [
        (MET, [PARTY, "captain", "crew", "owner"]),
        (Settled(Status.NO_RULE, tier=0, range=0, fault=Fault.NO_CELL), []),
        (Settled(Status.NO_RULE, range=0, fault=Fault.NO_TIER), []),
        (Settled(Status.DETERMINED, Disposition.GENERAL, tier=None, range=0), []),  # the tier is open
        (Settled(Status.DETERMINED, Disposition.EXEMPT), []),
        (Settled(Status.DETERMINED, tier=0, range=None), []),
    ],
)
def test_whom_a_penalty_is_weighed_for(plan: Plan, settled: Settled, subjects: list[str]) -> None:
    assert list(sanctions_of(plan, settled)) == subjects
    assert settled.weighed is bool(subjects)


def test_another_effect_than_the_one_that_applies(plan: Plan) -> None:
    general, heavier = sanctions_of(plan, MET)[PARTY], sanctions_of(plan, MET, "heavier")[PARTY]
    assert general == plan.cells[0, 0].party["general"]
    assert heavier == plan.cells[0, 0].party["heavier"] != general
    assert open_tier_sanctions(plan, 0, "general")[PARTY].fine == plan.statute[0].party["general"].fine


@pytest.mark.parametrize(("supplements", "measures"), [(0, ()), (1, ("confiscate.illegal_gain",))])
def test_what_each_gets(plan: Plan, supplements: int, measures: tuple[str, ...]) -> None:
    """Of the crew the law says nothing at all: he is left out. The party is not, whatever it gets."""
    masks = Masks(tiers=1, ranges=1, supplements=supplements)
    found = outcome_at(plan, masks, MET, (0,))
    assert {who: (item.fine, tuple(measure.key for measure in item.measures)) for who, item in found.items()} == {
        PARTY: (Band(300_000, 500_000), measures),
        "captain": (Band(15_000, 20_000), ()),
        "owner": (None, ("warning",)),
    }
    assert outcome_at(plan, None, Settled(Status.NOT_ESTABLISHED), (0,)) == {}


@pytest.mark.parametrize(
    ("status", "disposition", "force", "rank"),
    [
        (Status.NOT_ESTABLISHED, None, Force.SHALL, 0),
        (Status.UNDETERMINED, None, Force.SHALL, 0),
        (Status.TIME_BARRED, None, Force.SHALL, 0),
        (Status.DETERMINED, Disposition.EXEMPT, Force.SHALL, 0),
        (Status.DETERMINED, Disposition.EXEMPT, Force.MAY, 1),
        (Status.DETERMINED, Disposition.MITIGATED, Force.SHALL, 2),
        (Status.DETERMINED, Disposition.GENERAL, Force.SHALL, 2),
    ],
)
def test_nothing_stands_before_what_may_be_nothing(
    status: Status, disposition: Disposition | None, force: Force, rank: int
) -> None:
    assert rank_of(status, disposition, force) == rank


def test_what_is_commanded_beside_a_choice_settles_nothing_of_it(tiny: Callable[..., Any]) -> None:
    """没收，并暂扣或者吊销: a tier that names what is confiscated leaves both to choose from, one that revokes does not."""
    law = """
    - range: any
      penalty: {confiscate: {goods: shall}, suspend_licence: shall, revoke: shall, choose: [suspend_licence, revoke]}
    """
    tier = "- {{tier: only, label: 一般, when: {{}}, penalty: {{{own}}}}}"
    open_, settled = (
        tiny(FACTS, law, tier.format(own=own)).plan.cells[0, 0].party["general"].measures
        for own in ("confiscate: {goods: shall}", "revoke: shall")
    )
    assert [(measure.key, measure.force) for measure in open_] == [
        ("confiscate.goods", Force.SHALL),
        ("suspend_licence", Force.CHOICE),
        ("revoke", Force.CHOICE),
    ]
    assert [measure.key for measure in settled] == ["confiscate.goods", "revoke"]
