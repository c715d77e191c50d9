"""A bound that includes its number where the text excludes it, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from discretion.conditions import Compare, Interval, Operator
from discretion.penalty import Fine

FLIPPED: dict[Operator, Operator] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    match node:
        case Compare(op, _) if op in FLIPPED:
            yield f"“{op}”写成“{FLIPPED[op]}”", replace(node, op=FLIPPED[op])
        case Interval():
            low, high = node.low_inclusive, node.high_inclusive
            yield f"区间下端{'不' if low else ''}含本数", replace(node, low_inclusive=not low)
            yield f"区间上端{'不' if high else ''}含本数", replace(node, high_inclusive=not high)
        case Fine(low=low, high=high) if low is not None and high is not None and low < high:
            yield "罚款下限不含本数", node.model_copy(update={"low": None, "above": low})
            yield "罚款上限不含本数", node.model_copy(update={"high": None, "below": high})
