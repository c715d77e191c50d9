"""The decision at complete facts: which guards hold (generated code), and what follows from that (``plan.law``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from discretion.penalty import Band, Force, Measure
from discretion.plan import (
    ABOUT,
    ABSENT,
    OUTSIDE,
    PARTY,
    Masks,
    Plan,
    Sanction,
    Settled,
    Status,
    Values,
    answers,
    band_of,
    compiled,
    measures_of,
    open_tier_sanctions,
    per_plan,
    recent,
    sanctions_of,
    settle,
)

REMEMBERED = 10_000  # decisions kept per plan: a plan of thirty rules meets some dozens of combinations


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows when certain rules hold: the same for all cases in which they do, the amounts apart.

    Attributes:
        subjects: what applies to each subject of the act, the party first; none when nothing does.
        band: the fine in 分 at complete facts, and whether it had to be clamped; None for no fine.
        subject: whom ``band``, ``force`` and ``measures`` are of.
        memo: what readers make of the decision once and keep with it (``plan.memo``).
    """

    plan: Plan = field(compare=False, repr=False)
    masks: Masks | None
    settled: Settled
    subjects: Mapping[str, Sanction] = field(default_factory=dict)
    band: Callable[[Values], tuple[Band, bool]] | None = None
    force: Force = Force.SHALL
    measures: tuple[Measure, ...] = ()
    subject: str = PARTY
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def open_tier(self) -> bool:
        """Whether all is settled but the tier."""
        return self.settled.status is Status.DETERMINED and bool(self.subjects) and self.settled.tier is None

    @property
    def sanction(self) -> Sanction | None:
        """What applies to the party: nothing but the orders, where the law does not punish him in this range."""
        return self.subjects.get(self.subject, ABSENT) if self.subjects else None


def decide(plan: Plan, values: Values, subject: str = PARTY) -> Decision:
    """Decide complete facts, for the subject whom the case is against."""
    return decider(plan)(values, subject)


@per_plan
def decider(plan: Plan) -> Callable[[Values, str], Decision]:
    """``decide`` for one plan: who tries many facts asks for it once."""
    code, decisions = compiled(plan), dict[tuple[int, ...] | None, Decision]()  # by the rules that hold
    guards, outside = code.guards, code.outside

    def decided(values: Values, subject: str) -> Decision:
        raw = guards(values)
        found = decisions.get(raw)
        if found is None:
            if len(decisions) >= REMEMBERED:
                decisions.clear()
            masks = None if raw is None else Masks(**dict(zip(ABOUT, raw, strict=True)))
            found = decisions[raw] = decision(plan, masks, settle(plan, masks))
        if raw is None and outside(values):
            return _outside(plan)
        return found if subject == PARTY else _against(found, subject)

    return decided


@per_plan
def _outside(plan: Plan) -> Decision:
    return decision(plan, None, OUTSIDE)


def _against(found: Decision, subject: str) -> Decision:
    """The same decision, as it concerns one of the further subjects."""
    return recent(answers(found, _against), subject, lambda: decision(found.plan, found.masks, found.settled, subject))


def decision(plan: Plan, masks: Masks | None, settled: Settled, subject: str = PARTY) -> Decision:
    """The sanction that a settled outcome leads to."""
    if masks is None or not settled.weighed:
        return Decision(plan, masks, settled)
    return _of_subject(plan, masks, settled, sanctions_of(plan, settled), subject)


def tier_open(plan: Plan, masks: Masks, settled: Settled, subject: str) -> Decision:
    """The decision as to the law, while the tier is open: within the statutory range, by the circumstances."""
    assert settled.range is not None
    return _of_subject(plan, masks, settled, open_tier_sanctions(plan, settled.range, settled.effect), subject)


def _of_subject(plan: Plan, masks: Masks, settled: Settled, subjects: Mapping[str, Sanction], subject: str) -> Decision:
    sanction = subjects.get(subject, ABSENT)
    measures = measures_of(plan, sanction, masks)
    return Decision(plan, masks, settled, subjects, band_of(plan, sanction), sanction.force, measures, subject)
