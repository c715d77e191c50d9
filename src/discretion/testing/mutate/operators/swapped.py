"""The penalties of neighbouring tiers, or of neighbouring statutory ranges, in each other's place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from discretion.rulebook import Provision, Violation


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    match node:
        case Violation(tiers=tiers):
            for at, (one, other) in enumerate(pairwise(tiers)):
                if (one.penalty, one.rows) != (other.penalty, other.rows):
                    here = one.model_copy(update={"penalty": other.penalty, "rows": other.rows})
                    there = other.model_copy(update={"penalty": one.penalty, "rows": one.rows})
                    text = f"{one.label}与{other.label}两阶次的处罚对调"
                    yield text, node.model_copy(update={"tiers": [*tiers[:at], here, there, *tiers[at + 2 :]]})
        case Provision(ranges=ranges):
            for at, (first, second) in enumerate(pairwise(ranges)):
                if first.penalty != second.penalty:
                    here_too = first.model_copy(update={"penalty": second.penalty})
                    there_too = second.model_copy(update={"penalty": first.penalty})
                    changed = [*ranges[:at], here_too, there_too, *ranges[at + 2 :]]
                    text = f"{first.range}与{second.range}两个法定幅度的处罚对调"
                    yield text, node.model_copy(update={"ranges": changed})
