"""What a cell of the plan gives, as a column: by the leaf of the law (which effect), the tier and the statutory range."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from discretion.audit.expressions import Expression
from discretion.audit.stages import choose, constant
from discretion.plan import Leaf, Plan

Key = tuple[str, int, int]  # effect, tier row, range row


@dataclass(frozen=True, slots=True)
class _Split:
    """A value that depends on a column."""

    column: str
    values: tuple[tuple[int, Any], ...]


class CaseCells:
    """The cells that decided cases end in.

    Args:
        plan: the plan.
        leaves: of the law, with their numbers in the column ``leaf``; rows are in ``tier_row`` and ``range_row``.
    """

    def __init__(self, plan: Plan, leaves: Mapping[Leaf, int]) -> None:
        decided = {number: leaf.settled.effect for leaf, number in leaves.items() if leaf.decided}
        # The last one: unknown.
        self.effects: dict[int, str | None] = {number: decided.get(number) for number in range(len(leaves) + 1)}
        self.rows: list[tuple[int, int]] = sorted(plan.cells)
        self.keys: list[tuple[str, int, int]] = [
            (effect, *row) for effect in dict.fromkeys(decided.values()) for row in self.rows
        ]

    def column(
        self, table: Any, values: Mapping[Key, Any], kind: str, write: Callable[[Any], Expression] | None = None
    ) -> Expression:
        """The value of each case's cell; null where no cell was reached, and where the value is None."""

        def written(value: Any) -> Expression:
            if isinstance(value, _Split):
                return choose(table[value.column], dict(value.values), kind, written, every=True)
            return constant(value, kind) if value is None or write is None else write(value)

        effects = {effect: self._of(effect, values) for effect in self.effects.values()}
        return written(_split("leaf", {leaf: effects[effect] for leaf, effect in self.effects.items()}))

    def _of(self, effect: str | None, values: Mapping[Key, Any]) -> Any:
        if effect is None:
            return None
        tiers: dict[int, dict[int, Any]] = {}
        for tier, found in self.rows:
            tiers.setdefault(tier, {})[found] = values.get((effect, tier, found))
        return _split("tier_row", {tier: _split("range_row", ranges) for tier, ranges in tiers.items()})


def _split(column: str, values: dict[int, Any]) -> Any:
    """No question where all answers are the same."""
    different = set(values.values())
    return different.pop() if len(different) == 1 else _Split(column, tuple(values.items()))
