"""The fact space: cut a box of possible facts at the very number where a comparison changes.

Used wherever facts are missing, to find what is reachable, and for the nearest other tier. Exact for comparisons of one
open fact; several open facts in one comparison are halved until the budget ends, and then counted as possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from discretion.plan import formula as f
from discretion.plan import terms as t

Box = list[tuple[int, int]]


def split(box: Box, atom: f.Cmp) -> tuple[Box, Box] | None:
    """Cut a box in two on a fact of an unsettled comparison; None when nothing is left to cut."""
    read = [*t.slots(atom.left), *t.slots(atom.right)]
    wide = [slot for slot in dict.fromkeys(read) if box[slot][0] < box[slot][1]]
    if not wide:
        return None
    slot = max(wide, key=lambda index: box[index][1] - box[index][0])
    low, high = box[slot]
    cut = _change(atom, box, slot) if len(wide) == 1 else None
    if cut is None:
        cut = (low + high) // 2
    left, right = list(box), list(box)
    left[slot], right[slot] = (low, cut), (cut + 1, high)
    return left, right


def _change(atom: f.Cmp, box: Box, slot: int) -> int | None:
    """The last value of ``slot`` before the comparison changes, found by bisection between differing ends."""
    values = [low for low, _ in box]

    def at(value: int) -> bool:
        values[slot] = value
        return f.holds(atom, values)

    cut = _turn(at, *box[slot])
    return _equality(atom, box, slot) if cut is None and atom.op == "=" else cut


def _equality(atom: f.Cmp, box: Box, slot: int) -> int | None:
    """For ``=``, cut where the left side stops being below the right side."""
    values = [low for low, _ in box]

    def below(value: int) -> bool:
        values[slot] = value
        return t.evaluate(atom.left, values) < t.evaluate(atom.right, values)

    low, high = box[slot]
    cut = _turn(below, low, high)
    return low if cut is None else cut


def _turn(at: Callable[[int], bool], low: int, high: int) -> int | None:
    """The last value before a yes or no turns; None where it is the same at both ends."""
    first = at(low)
    if at(high) == first:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if at(middle) == first:
            low = middle
        else:
            high = middle
    return low


def regions(box: Box, open_atom: Callable[[Box], f.Cmp | None], budget: int) -> Iterator[tuple[Box, bool]]:
    """Cut a box until ``open_atom`` finds nothing unsettled.

    Args:
        box: the facts that are possible.
        open_atom: names a comparison that the given box leaves open and that matters, or None.
        budget: how many cuts at most.

    Yields:
        Each region, and whether it is settled (False only when the budget ended).
    """
    stack = [box]
    while stack:
        current = stack.pop()
        atom = open_atom(current)
        if atom is None:
            yield current, True
            continue
        parts = split(current, atom) if budget > 0 else None
        if parts is None:
            yield current, False
            continue
        budget -= 1
        stack.extend(reversed(parts))


def satisfiable(formula: f.Formula, box: Box, budget: int = 2000) -> bool:
    """Whether some facts in the box can satisfy a formula (True also when the budget does not settle it)."""

    def open_atom(current: Box) -> f.Cmp | None:
        return next(f.unsettled(formula, current), None)

    return any(not settled or f.kleene(formula, region) for region, settled in regions(box, open_atom, budget))
