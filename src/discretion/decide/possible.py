"""The law over regions of possible facts: its tree walked by three values. What is open is asked for, or every answer is followed.

Where cutting a region further takes too long, all that it cannot exclude counts as possible: too many outcomes, never too few. Faults of the
rulebook (a gap, an overlap) are left out unless they are certain: that there are none is for ``discretion check`` to prove.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from discretion.plan import (
    NONE,
    SEVERAL,
    Answer,
    Box,
    Class,
    Fork,
    LawNode,
    Leaf,
    Plan,
    Settled,
    binding_first,
    class_guards,
    law_of,
    of_list,
    per_plan,
)
from discretion.plan import formula as f
from discretion.rulebook import DECIDING


@dataclass(frozen=True, slots=True)
class _Guard:
    formula: f.Formula
    read: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Guards:
    """The guards behind the questions of the law, with the slots they read; of a list by class, those that bind first."""

    plain: Mapping[str, _Guard]  # established? outside?
    classes: Mapping[str, Mapping[Class, _Guard]]
    rows: Mapping[str, Sequence[_Guard]]


class Walk:
    """The law over what facts may be when some are missing.

    Args:
        plan: the plan.
        missing: the slots that are open; guards that read none of them are asked once.
    """

    def __init__(self, plan: Plan, missing: frozenset[int]) -> None:
        self.plan: Plan = plan
        self._missing = missing
        self._guards, self._root = _guards(plan), law_of(plan).root
        self._known: dict[int, bool | None] = {}

    def open_atom(self, box: Box) -> f.Cmp | None:
        """A comparison that a box leaves open and that can still change what the law makes of it; None: it is settled."""
        node = self._root
        while isinstance(node, Fork):
            found = self._next(node, box)
            if isinstance(found, f.Cmp):
                return found
            node = found
        return self._first_open(self._guards.rows["supplements"], box) if node.decided else None

    def possible(self, box: Box) -> Iterator[tuple[Settled, int]]:
        """Everything the law can make of a box, with the supplements that may hold."""
        supplements = list(self._subsets(box))
        for settled in dict.fromkeys(self._leaves(self._root, box, None, None, set())):
            yield from ((settled, bits) for bits in (supplements if settled.weighed else [0]))

    def _truth(self, guard: _Guard, box: Box) -> bool | None:
        if not guard.read.isdisjoint(self._missing):
            return f.kleene(guard.formula, box)
        key = id(guard)
        if key not in self._known:
            self._known[key] = f.kleene(guard.formula, box)
        return self._known[key]

    # One answer, or what is open.

    def _next(self, node: Fork, box: Box) -> LawNode | f.Cmp:
        if node.about in DECIDING:
            return self._circumstances(node, box)
        if node.about not in self._guards.plain:
            return self._row(node, box)
        guard = self._guards.plain[node.about]
        truth = self._truth(guard, box)
        if truth is None:
            return next(f.unsettled(guard.formula, box))
        return dict(node.answers)[truth]

    def _circumstances(self, node: Fork, box: Box) -> LawNode | f.Cmp:
        """One class of entries after the other, as far as the answer still matters."""
        guards = self._guards.classes[node.about]
        found = of_list(node, guards, lambda key: self._truth(guards[key], box))
        return next(f.unsettled(guards[found].formula, box)) if isinstance(found, tuple) else found

    def _row(self, node: Fork, box: Box) -> LawNode | f.Cmp:
        rows = self._guards.rows[node.about]
        truths = [self._truth(row, box) for row in rows]
        held = [row for row, truth in enumerate(truths) if truth]
        if node.about == "tiers" and self.plan.first_match:
            settled, answer = None not in truths[: held[0] if held else None], held[0] if held else NONE
        else:
            settled, answer = (
                len(held) > 1 or None not in truths,
                SEVERAL if len(held) > 1 else held[0] if held else NONE,
            )
        if settled:
            return dict(node.answers)[answer]
        return next(f.unsettled(rows[truths.index(None)].formula, box))

    def _first_open(self, guards: Sequence[_Guard], box: Box) -> f.Cmp | None:
        open_ = (guard.formula for guard in guards if self._truth(guard, box) is None)
        return next((atom for formula in open_ for atom in f.unsettled(formula, box)), None)

    # Every answer.

    def _leaves(
        self,
        node: LawNode,
        box: Box,
        tier: int | None,
        found: int | None,
        seen: set[tuple[int, int | None, int | None]],
    ) -> Iterator[Settled]:
        if (id(node), tier, found) in seen:
            return
        seen.add((id(node), tier, found))
        if isinstance(node, Leaf):
            yield replace(node.settled, tier=tier if node.tier else None, range=found if node.range else None)
            return
        for answer, target in node.answers:
            if self._can(node.about, answer, box):
                row = None if isinstance(answer, frozenset) else int(answer)
                rows = row if node.about == "tiers" else tier, row if node.about == "ranges" else found
                yield from self._leaves(target, box, *rows, seen)

    def _can(self, about: str, answer: Answer, box: Box) -> bool:
        if isinstance(answer, frozenset):
            truths = {key: self._truth(guard, box) for key, guard in self._guards.classes[about].items()}
            return all(truth is None or truth is (key in answer) for key, truth in truths.items())
        if about in self._guards.plain:
            return self._truth(self._guards.plain[about], box) in (None, answer)
        return answer in self._rows(about, box)

    def _rows(self, about: str, box: Box) -> Sequence[int]:
        """The rows that may hold; the one that certainly does, if there is one."""
        first = about == "tiers" and self.plan.first_match
        truths = [self._truth(guard, box) for guard in self._guards.rows[about]]
        sure = [row for row, truth in enumerate(truths) if truth]
        if sure and not first:
            return sure if len(sure) == 1 else [SEVERAL]
        last = sure[0] if sure else len(truths)
        return [row for row, truth in enumerate(truths) if truth is not False and row <= last] or [NONE]

    def _subsets(self, box: Box) -> Iterator[int]:
        truths = [self._truth(guard, box) for guard in self._guards.rows["supplements"]]
        sure = sum(1 << bit for bit, truth in enumerate(truths) if truth)
        open_ = [1 << bit for bit, truth in enumerate(truths) if truth is None]
        some = chain.from_iterable(combinations(open_, count) for count in range(len(open_) + 1))
        return (sure | sum(bits) for bits in some)


@per_plan
def _guards(plan: Plan) -> _Guards:
    def guard(formula: f.Formula) -> _Guard:
        return _Guard(formula, f.slots(formula))

    def of_classes(about: str) -> Mapping[Class, _Guard]:
        formulas = class_guards(plan, about)
        return {key: guard(formulas[key]) for key in binding_first(plan, about)}

    lists: dict[str, Mapping[Class, _Guard]] = {about: of_classes(about) for about in DECIDING}
    rows = {about: [guard(rule.guard) for rule in plan.rules(about)] for about in ("tiers", "ranges", "supplements")}
    plain = {about: guard(getattr(plan, about)) for about in ("established", "outside")}
    return _Guards(plain, lists, rows)
