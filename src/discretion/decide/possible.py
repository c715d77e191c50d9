"""What a region may still turn out to be, when cutting it further takes too long: too many outcomes, never too few.

Faults of the rulebook (a gap, an overlap) are left out unless they are certain: that there are none is for
``discretion check`` to prove.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, product

from discretion.decide.decide import Masks
from discretion.penalty import Force
from discretion.plan import Box, EntryRule, Plan
from discretion.plan import formula as f


def possible_masks(plan: Plan, box: Box) -> Iterator[Masks | None]:
    """Every combination of holding rules that the box does not exclude; None stands for: not established.

    Of list entries that ``settle`` treats alike, one stands for all.
    """
    established = f.kleene(plan.established, box)
    if established is not True:
        yield None
    if established is False:
        return
    barred = _sets(plan.barred, box)
    if any(barred):
        yield Masks(barred[-1], 0, 0, 0, 0, 0, 0, 0)
    exempt = _sets(plan.exempt, box)
    shall = sum(1 << bit for bit, entry in enumerate(plan.exempt) if entry.force is Force.SHALL)
    if any(mask & shall for mask in exempt):
        yield Masks(0, next(mask & shall for mask in exempt if mask & shall), 0, 0, 0, 0, 0, 0)
    if all(barred) or all(mask & shall for mask in exempt):
        return
    rest = product(
        (mask for mask in exempt if not mask & shall),
        _sets(plan.mitigated, box),
        _sets(plan.lighter, box),
        _sets(plan.heavier, box),
        _rows([row.rule.guard for row in plan.tiers], box, first=plan.first_match),
        _rows([row.rule.guard for row in plan.ranges], box),
        _subsets([item.rule.guard for item in plan.supplements], box),
    )
    for may, mitigated, lighter, heavier, tiers, ranges, supplements in rest:
        yield Masks(0, may, mitigated, lighter, heavier, tiers, ranges, supplements)


def _sets(entries: Sequence[EntryRule], box: Box) -> list[int]:
    """The masks a list can have, the fullest last."""
    truths = [f.kleene(entry.rule.guard, box) for entry in entries]
    sure = sum(1 << bit for bit, truth in enumerate(truths) if truth)
    alike: dict[tuple[Force, bool], int] = {}
    for bit, (entry, truth) in enumerate(zip(entries, truths, strict=True)):
        if truth is None:
            alike.setdefault((entry.force, entry.or_mitigated), 1 << bit)
    return [sure | sum(some) for some in _powerset(alike.values())]


def _rows(guards: Sequence[f.Formula], box: Box, *, first: bool = False) -> list[int]:
    """The masks of tiers or ranges: one of those that may hold, or the ones that certainly do."""
    truths = [f.kleene(guard, box) for guard in guards]
    sure = [bit for bit, truth in enumerate(truths) if truth]
    if sure and not first:
        return [sum(1 << bit for bit in sure)]
    last = sure[0] if sure else len(truths)
    return [1 << bit for bit, truth in enumerate(truths) if truth is not False and bit <= last] or [0]


def _subsets(guards: Sequence[f.Formula], box: Box) -> list[int]:
    truths = [f.kleene(guard, box) for guard in guards]
    sure = sum(1 << bit for bit, truth in enumerate(truths) if truth)
    return [sure | sum(some) for some in _powerset([1 << bit for bit, truth in enumerate(truths) if truth is None])]


def _powerset(bits: Iterable[int]) -> Iterator[tuple[int, ...]]:
    items = list(bits)
    return chain.from_iterable(combinations(items, count) for count in range(len(items) + 1))
