"""The tree of the law's questions as nested cases: which leaf each row of a table ends in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discretion.audit.expressions import Expression, Lowered
from discretion.audit.stages import choose, whole
from discretion.plan import Class, Fork, Law, LawNode, Leaf, binding_first, classes
from discretion.plan import formula as f
from discretion.rulebook import DECIDING

ROWS = {"tiers": "tier_row", "ranges": "range_row"}


class Leaves:
    """Writes the number of the leaf.

    Args:
        law: the tree.
        guards: by list and number of the class of its entries, such as ``exempt_0``.
        table: with the columns of ``ROWS``.
        lowered: writes formulas over it.
    """

    def __init__(self, law: Law, guards: Mapping[str, f.Formula], table: Any, lowered: Lowered) -> None:
        self.law: Law = law
        self.guards: Mapping[str, f.Formula] = guards
        self.table: Any = table
        self.lowered: Lowered = lowered
        self.unknown = whole(len(law.leaves))

    def column(self, node: LawNode) -> Expression:
        """The leaf that a question leads to."""
        if isinstance(node, Leaf):
            return whole(self.law.leaves[node])
        if node.about in ("established", "outside"):
            answers = dict(node.answers)
            yes, no = self.column(answers[True]), self.column(answers[False])
            return self.lowered.ask(getattr(self.law.plan, node.about), yes, no, self.unknown)
        if node.about in DECIDING:
            return self._circumstances(node, binding_first(self.law.plan, node.about), {})
        return self._row(node)

    def _circumstances(self, node: Fork, remaining: list[Class], held: Mapping[Class, bool]) -> Expression:
        """Ask for one class of entries after the other, those that bind first, as far as the answer still matters."""
        fitting = [
            target
            for answer, target in node.answers
            if isinstance(answer, frozenset) and all((key in answer) == value for key, value in held.items())
        ]
        if len({id(target) for target in fitting}) == 1:
            return self.column(fitting[0])
        key, *rest = remaining
        yes, no = (self._circumstances(node, rest, {**held, key: answer}) for answer in (True, False))
        number = list(classes(self.law.plan, node.about)).index(key)
        return self.lowered.ask(self.guards[f"{node.about}_{number}"], yes, no, self.unknown)

    def _row(self, node: Fork) -> Expression:
        import ibis

        targets = {int(answer): target for answer, target in node.answers if not isinstance(answer, frozenset)}
        nodes = {id(target): target for target in targets.values()}
        found = choose(
            self.table[ROWS[node.about]],
            {answer: id(target) for answer, target in targets.items()},
            "int64",
            lambda key: self.column(nodes[key]),
            every=self.lowered.complete,
        )
        return found if self.lowered.complete else ibis.coalesce(found, self.unknown)
