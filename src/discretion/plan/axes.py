"""One fact moves, all others stay: the numbers at which a comparison of the plan changes on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from discretion.plan import formula as f
from discretion.plan.boundaries import slots_of
from discretion.plan.memo import per_plan
from discretion.plan.model import Plan
from discretion.plan.space import Box, regions

BUDGET = 200  # cuts per comparison: more than any but a strange one needs


@dataclass(frozen=True, slots=True)
class _Axis:
    """The comparisons that read one slot: their cuts, where these are the same in every case; and the others."""

    always: frozenset[int]
    others: tuple[f.Cmp, ...]


def cuts(plan: Plan, values: tuple[int, ...], slot: int) -> list[int]:
    """Where guards may change as one fact moves through its domain.

    Args:
        plan: the plan.
        values: complete facts.
        slot: the fact that moves.

    Returns:
        The last value before each change, in order. Between two of them every guard is constant.
    """
    axis = _axes(plan)[slot]
    found = set(axis.always)
    for atom in axis.others:
        found.update(_cuts(plan, atom, values, slot))
    return sorted(found)


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
    always = frozenset(cut for atom in alone for cut in _cuts(plan, atom, zeros, slot))
    return _Axis(always, tuple(atom for atom in atoms if slots_of(atom) != (slot,)))


def _cuts(plan: Plan, atom: f.Cmp, values: tuple[int, ...], slot: int) -> Iterator[int]:
    """The cuts of one comparison: one where it is monotonic, which nearly all are."""
    box: Box = [(value, value) for value in values]
    box[slot] = (plan.slots[slot].low, plan.slots[slot].high)

    def still_open(current: Box) -> f.Cmp | None:
        return atom if f.kleene(atom, current) is None else None

    for region, _ in regions(box, still_open, BUDGET):
        if region[slot][1] < plan.slots[slot].high:
            yield region[slot][1]
