"""The decision at complete facts: which guards hold (generated code), and what follows from that (``plan.law``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from discretion.penalty import Band, Force, Measure
from discretion.plan import (
    ABOUT,
    PARTY,
    Disposition,
    Masks,
    Plan,
    Sanction,
    Settled,
    Status,
    band_of,
    chosen,
    compiled,
    fine_band,
    measures_of,
    per_plan,
    sanctions_of,
    settle,
)

REMEMBERED = 10_000  # decisions kept per plan: a plan of thirty rules meets some dozens of combinations

Values = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows when certain rules hold: the same for all cases in which they do, the amounts apart.

    Attributes:
        subjects: what applies to each subject of the act, the party first; none when nothing does.
        band: the fine in 分 at complete facts, and whether it had to be clamped; None for no fine.
        memo: what readers make of the decision once and keep with it (``plan.memo``).
    """

    plan: Plan = field(compare=False, repr=False)
    masks: Masks | None
    settled: Settled
    subjects: Mapping[str, Sanction] = field(default_factory=dict)
    band: Callable[[Values], tuple[Band, bool]] | None = None
    force: Force = Force.SHALL
    measures: tuple[Measure, ...] = ()
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def sanction(self) -> Sanction | None:
        """What applies to the party."""
        return self.subjects.get(PARTY)


@per_plan
def _decisions(_: Plan) -> dict[tuple[int, ...] | None, Decision]:
    """The decisions that were worked out so far, by the rules that hold."""
    return {}


def decide(plan: Plan, values: Values) -> Decision:
    """Decide complete facts."""
    raw = compiled(plan).guards(values)
    decisions = _decisions(plan)
    found = decisions.get(raw)
    if found is None:
        if len(decisions) >= REMEMBERED:
            decisions.clear()
        masks = None if raw is None else Masks(**dict(zip(ABOUT, raw, strict=True)))
        found = decisions[raw] = decision(plan, masks, settle(plan, masks))
    return found


def decision(plan: Plan, masks: Masks | None, settled: Settled) -> Decision:
    """The sanction that a settled outcome leads to."""
    if masks is None or not settled.weighed:
        return Decision(plan, masks, settled)
    subjects = sanctions_of(plan, settled)
    sanction = subjects[PARTY]
    measures = measures_of(plan, sanction, masks)
    return Decision(plan, masks, settled, subjects, band_of(plan, sanction), sanction.force, measures)


__all__ = [
    "Decision", "Disposition", "Masks", "Settled", "Status", "Values", "chosen", "compiled", "decide", "decision", "fine_band",
    "measures_of", "settle",
]  # fmt: skip
