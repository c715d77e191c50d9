"""Where a plan changes: complete facts on both sides of every comparison, without a solver.

From anchors (facts that satisfy a tier, a range or a list entry) each fact that a comparison reads is moved to the
very numbers where the comparison changes. A change of one fact may need the right values of others, so the others are
held at the anchor's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.memo import per_plan
from discretion.plan.model import Plan
from discretion.plan.space import Box, split
from discretion.plan.terms import Values

QUICK = 200  # cuts spent on an anchor that would be nicer; without it the plain one is taken
ROUND = (1000, 49000, 1_000_000)


def comparisons(plan: Plan) -> tuple[f.Cmp, ...]:
    """Every comparison a plan makes: in its guards, and where an amount meets a cap or a bracket."""
    found = {atom: None for guard in plan.guards for atom in f.atoms(guard)}
    for cell in plan.cells.values():
        for sanction in cell.party.values():
            for end in sanction.ends.terms if sanction.ends is not None else ():
                found |= dict.fromkeys(_turns(end))
    return tuple(found)


def _turns(term: t.Term) -> Iterator[f.Cmp]:
    if isinstance(term, t.Min | t.Max):
        turn = f.compare("<", term.left, term.right)
        if isinstance(turn, f.Cmp):
            yield turn
    for child in t.children(term):
        yield from _turns(child)


def edges(plan: Plan, atom: f.Cmp, values: Values, slot: int) -> tuple[int, ...]:
    """Values of one slot on both sides of a comparison, the other facts being as they are; empty if nothing changes."""
    domain = plan.slots[slot]
    box: Box = [(value, value) for value in values]
    box[slot] = (domain.low, domain.high)
    parts = split(box, atom)
    if parts is None:
        return ()
    cut = parts[0][slot][1]
    near = [value for value in range(cut - 1, cut + 3) if domain.low <= value <= domain.high]
    truths = {f.holds(atom, (*values[:slot], value, *values[slot + 1 :])) for value in near}
    return tuple(near) if len(truths) == 2 else ()


@dataclass(frozen=True, slots=True)
class Search:
    """Facts that satisfy a formula; without them, whether it is certain that there are none."""

    values: Values | None
    certain: bool = True


def search(formula: f.Formula, box: Box, budget: int = 3000) -> Search:
    """Look for facts in a box that satisfy a formula, by cutting the box where a comparison changes."""
    certain = True
    stack = [(box, reduced(formula, box))]
    while stack:
        current, rest = stack.pop()
        if rest is f.FALSE:
            continue
        if rest is f.TRUE:
            return Search(tuple(low for low, _ in current))
        parts = split(current, next(f.atoms(rest))) if budget > 0 else None
        if parts is None:
            certain = False
            continue
        budget -= 1
        stack += [(part, reduced(rest, part)) for part in reversed(parts)]
    return Search(None, certain)


def reduced(formula: f.Formula, box: Box) -> f.Formula:
    """What a box leaves of a formula: settled comparisons are gone; ``TRUE`` or ``FALSE`` if nothing is left."""
    match formula:
        case f.Cmp():
            truth = f.kleene(formula, box)
            return formula if truth is None else f.TRUE if truth else f.FALSE
        case f.And(items):
            return _joined(items, box, f.TRUE, f.FALSE, f.And)
        case f.Or(items):
            return _joined(items, box, f.FALSE, f.TRUE, f.Or)
        case f.Not(item):
            rest = reduced(item, box)
            return f.FALSE if rest is f.TRUE else f.TRUE if rest is f.FALSE else f.Not(rest)
        case f.Truth(value):
            return f.TRUE if value else f.FALSE


def _joined(
    items: tuple[f.Formula, ...],
    box: Box,
    neutral: f.Truth,
    absorbing: f.Truth,
    join: type[f.And] | type[f.Or],
) -> f.Formula:
    """Join what is left of the parts (``formula.both`` would look for repeats again, at each of thousands of cuts)."""
    left = []
    for item in items:
        rest = reduced(item, box)
        if rest is absorbing:
            return absorbing
        if rest is not neutral:
            left.append(rest)
    return neutral if not left else left[0] if len(left) == 1 else join(tuple(left))


@per_plan
def anchors(plan: Plan) -> tuple[Values, ...]:
    """Facts that meet each tier row and range together, and each list entry; without repeats, found once per plan.

    The tiers are met with no list entry applying where that is possible, so that lists do not hide them.
    """
    return tuple(dict.fromkeys(_anchors(plan)))


def _anchors(plan: Plan) -> Iterator[Values]:
    entries = [entry.rule.guard for entry in plan.entries]
    plain = f.negate(f.either(entries))
    rows = [f.both((row.rule.guard, law.rule.guard)) for row in plan.tiers for law in plan.ranges]
    wanted = [(guard, plain) for guard in rows]
    wanted += [(guard, f.negate(f.either(entries[:at] + entries[at + 1 :]))) for at, guard in enumerate(entries)]
    for guard, alone in wanted:
        values = search(f.both((plan.established, guard, alone)), plan.box, QUICK).values
        if values is None:
            values = search(f.both((plan.established, guard)), plan.box).values
        if values is not None:
            yield values


def boundary_facts(plan: Plan) -> Iterator[Values]:
    """Complete facts around every boundary of the plan, in a fixed order, without repeats."""
    seen: set[Values] = set()
    atoms = [(atom, slots_of(atom)) for atom in comparisons(plan)]
    for anchor in anchors(plan):
        for values in (anchor, *_around(plan, atoms, anchor)):
            if values not in seen:
                seen.add(values)
                yield values


def random_facts(plan: Plan, random: Random, count: int) -> Iterator[Values]:
    """Complete facts at random, near boundaries and near established cases as often as anywhere."""
    atoms = [(atom, slots_of(atom)) for atom in comparisons(plan)]
    bases = anchors(plan) or (tuple(low for low, _ in plan.box),)
    for _ in range(count):
        values = list(random.choice(bases))
        for slot in range(len(values)):
            if random.random() < 0.2:
                value = random.randint(plan.slots[slot].low, plan.slots[slot].high)
                values[slot] = value - value % random.choice((1, 100)) if value > plan.slots[slot].low + 100 else value
        for _ in range(random.randrange(4)):
            if atoms:
                atom, slots = random.choice(atoms)
                slot = random.choice(slots)
                values[slot] = random.choice(edges(plan, atom, tuple(values), slot) or (values[slot],))
        yield tuple(values)


def _around(plan: Plan, atoms: Iterable[tuple[f.Cmp, tuple[int, ...]]], anchor: Values) -> Iterator[Values]:
    for atom, slots in atoms:
        for slot in slots:
            for base in (anchor, *_round(plan, slots, slot, anchor)):
                for value in edges(plan, atom, base, slot):
                    yield (*base[:slot], value, *base[slot + 1 :])


def _round(plan: Plan, slots: tuple[int, ...], moved: int, anchor: Values) -> Iterator[Values]:
    """The anchor with the other facts of a comparison at round numbers: only there a percentage can be met exactly."""
    for slot in slots:
        if slot != moved:
            for value in ROUND:
                if plan.slots[slot].low <= value <= plan.slots[slot].high:
                    yield (*anchor[:slot], value, *anchor[slot + 1 :])


def slots_of(atom: f.Cmp) -> tuple[int, ...]:
    """The slots a comparison reads, without repeats."""
    return tuple(dict.fromkeys((*t.slots(atom.left), *t.slots(atom.right))))
