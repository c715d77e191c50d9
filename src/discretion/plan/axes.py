"""One fact moves, all others stay: the numbers at which a comparison of the plan changes on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from discretion.plan import formula as f
from discretion.plan.boundaries import slots_of
from discretion.plan.memo import per_plan, recent
from discretion.plan.model import Plan
from discretion.plan.space import Box, regions

ANSWERS = 256  # kept per comparison
BUDGET = 200  # cuts per comparison: more than any but a strange one needs


@dataclass(frozen=True, slots=True)
class _Axis:
    """The comparisons that read one slot: their cuts, where these are the same in every case; and the others."""

    always: tuple[int, ...]
    others: tuple[_Beside, ...]


@dataclass(frozen=True, slots=True)
class _Beside:
    """A comparison that reads further slots, and its cuts as far as they were worked out, by the values of these."""

    atom: f.Cmp
    read: tuple[int, ...]
    known: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict)


def cuts(plan: Plan, values: tuple[int, ...], slot: int) -> Sequence[int]:
    """Where guards may change as one fact moves through its domain.

    Args:
        plan: the plan.
        values: complete facts.
        slot: the fact that moves.

    Returns:
        The last value before each change, in order. Between two of them every guard is constant.
    """
    axis = _axes(plan)[slot]
    if not axis.others:
        return axis.always
    found = set(axis.always)
    for item in axis.others:
        found.update(_known_cuts(plan, item, values, slot))
    return sorted(found)


def _known_cuts(plan: Plan, item: _Beside, values: tuple[int, ...], slot: int) -> tuple[int, ...]:
    key = tuple([values[other] for other in item.read])
    return recent(item.known, key, lambda: tuple(_cuts(plan, item.atom, values, slot)), most=ANSWERS)


@per_plan
def _axes(plan: Plan) -> tuple[_Axis, ...]:
    reading: list[dict[f.Cmp, None]] = [{} for _ in plan.slots]
    for atom in dict.fromkeys(atom for guard in plan.guards for atom in f.atoms(guard)):
        for slot in slots_of(atom):
            reading[slot][atom] = None
    return tuple(_axis(plan, slot, tuple(atoms)) for slot, atoms in enumerate(reading))


def _axis(plan: Plan, slot: int, atoms: tuple[f.Cmp, ...]) -> _Axis:
    alone = [atom for atom in atoms if slots_of(atom) == (slot,)]
    zeros = tuple(low for low, _ in plan.box)
    always = {cut for atom in alone for cut in _cuts(plan, atom, zeros, slot)}
    beside = [(atom, tuple(other for other in slots_of(atom) if other != slot)) for atom in atoms]
    return _Axis(tuple(sorted(always)), tuple(_Beside(atom, read) for atom, read in beside if read))


def _cuts(plan: Plan, atom: f.Cmp, values: tuple[int, ...], slot: int) -> Iterator[int]:
    """The cuts of one comparison: one where it is monotonic, which nearly all are."""
    box: Box = [(value, value) for value in values]
    box[slot] = (plan.slots[slot].low, plan.slots[slot].high)

    def still_open(current: Box) -> f.Cmp | None:
        return atom if f.kleene(atom, current) is None else None

    for region, _ in regions(box, still_open, BUDGET):
        if region[slot][1] < plan.slots[slot].high:
            yield region[slot][1]
