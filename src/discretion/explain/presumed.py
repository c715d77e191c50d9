"""What was presumed. A presumption never chooses the statutory range in silence (design §3b): where it does, both ranges are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from discretion.decide import Assumed, Evaluation, Reachable, Told, evaluate_bound
from discretion.explain.held import within
from discretion.explain.missing import reached
from discretion.explain.said import said
from discretion.facts import NONE_OF_THEM
from discretion.plan import Plan, Presumed, Slot, answers, per_plan, recent
from discretion.plan import formula as f

MOST = 12  # values of an enum that are tried


@dataclass(frozen=True, slots=True)
class OtherRange:
    """What the case would come to, were a presumed fact another: under another statutory range.

    Attributes:
        presumed: the presumption.
        evaluation: of the case with the other value.
    """

    presumed: Presumed
    evaluation: Evaluation

    @property
    def name(self) -> str:
        """The fact that is presumed."""
        return self.evaluation.plan.slots[self.presumed.slot].name


def other_ranges(e: Evaluation) -> list[OtherRange]:
    """The statutory ranges that only a presumption keeps the case from, each once."""
    if e.settled.range is None:
        return []
    found: dict[int, OtherRange] = {}
    for item in _choosing(e.plan):
        if e.bound.origins[item.slot] != "presumed":
            continue
        for value in _others(e.plan.slots[item.slot], item.value):
            values = (*e.bound.values[: item.slot], value, *e.bound.values[item.slot + 1 :])
            changed = evaluate_bound(e.plan, e.case, e.facts, e.bound._replace(values=values))
            row = changed.settled.range
            if row is not None and e.plan.ranges[row].range != e.plan.ranges[e.settled.range].range:
                found.setdefault(row, OtherRange(item, changed))
    return list(found.values())


def assumed(e: Evaluation) -> Told[Assumed]:
    """The presumptions that filled missing facts; each has one value."""
    key = e.bound.origins, e.case.party.kind
    return recent(answers(e.plan, assumed), key, lambda: Told.of(_filled(e)), most=64)


def _filled(e: Evaluation) -> Iterator[Assumed]:
    """An organisation has no age and no mind of which anything is presumed."""
    person, origins = e.case.party.kind == "person", e.bound.origins
    for item in e.plan.presumed:
        if origins[item.slot] == "presumed" and not item.idle and (person or not e.plan.slots[item.slot].fact.personal):
            yield _assumed(e, item)


def _assumed(e: Evaluation, item: Presumed) -> Assumed:
    slot = e.plan.slots[item.slot]
    fact, label = said(e, slot.name), slot.fact.label
    # What nobody stated is not found; that it did not happen would contradict an act that is found without its particulars.
    text = f"不认定“{label}”" if fact.value == NONE_OF_THEM else fact.text
    return Assumed.model_construct(fact=slot.name, label=label, value=fact.value, basis=item.basis, text=text)


def under_other_ranges(e: Evaluation) -> list[Reachable]:
    """The result as it is, and what it would be under the other ranges."""
    others = [item.evaluation for item in other_ranges(e)]
    return [reached(item, _within(item)) for item in (e, *others)] if others else []


def _within(e: Evaluation) -> str:
    return within(e.plan, e.plan.ranges[e.settled.range].range) if e.settled.range is not None else ""


@per_plan
def _choosing(plan: Plan) -> tuple[Presumed, ...]:
    """The presumptions that the statutory ranges read."""
    read = {slot for row in plan.ranges for slot in f.slots(row.rule.guard)}
    return tuple(item for item in plan.presumed if item.slot in read and not item.idle)


def _others(slot: Slot, value: int) -> Iterator[int]:
    if slot.fact.type.coded:
        yield from (other for other in range(slot.low, min(slot.high, slot.low + MOST) + 1) if other != value)
