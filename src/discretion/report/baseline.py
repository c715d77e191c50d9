"""Complete facts to start from: those of a golden case, else any that establish the violation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from discretion.case import Case
from discretion.decide import decide, evaluate
from discretion.errors import DiscretionError
from discretion.plan import Disposition, Plan, Status, law_of, regions
from discretion.plan import formula as f

BUDGET = 500


@dataclass(frozen=True, slots=True)
class Baseline:
    """Values of all slots, and the golden case they come from."""

    values: tuple[int, ...]
    name: str = ""


def baseline(plan: Plan, cases: Iterable[tuple[str, Case]]) -> Baseline | None:
    """Find facts under which an ordinary penalty is due.

    Args:
        plan: the violation.
        cases: named cases of it, the first ordinary one is taken.
    """
    for name, case in cases:
        try:
            found = evaluate(plan, case, case.facts)
        except DiscretionError:
            continue
        # facts that the case leaves out do not matter to a determined result: any completion will do
        if found.settled.status is Status.DETERMINED and _ordinary(plan, found.values):
            return Baseline(found.values, name)
    values = _any(plan)
    return Baseline(values) if values is not None else None


def _ordinary(plan: Plan, values: tuple[int, ...]) -> bool:
    settled = decide(plan, values).settled
    return (
        settled.status is Status.DETERMINED and settled.disposition is Disposition.GENERAL and settled.tier is not None
    )


def _any(plan: Plan) -> tuple[int, ...] | None:
    box = plan.box
    for item in plan.presumed:
        box[item.slot] = (item.value, item.value)
    ending = (rule.guard for gate in law_of(plan).gates for rule in plan.rules(gate.about))
    goal = f.both((plan.established, f.negate(f.either(ending))))
    for region, settled in regions(box, lambda current: next(f.unsettled(goal, current), None), BUDGET):
        if settled and f.kleene(goal, region):
            return tuple(low for low, _ in region)
    return None
