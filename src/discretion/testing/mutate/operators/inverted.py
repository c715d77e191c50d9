"""A boolean, or a negation, the wrong way round; ``shall`` for ``may`` in a list entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from discretion.conditions import FactTest, Negation, NoneOf
from discretion.penalty import Force
from discretion.rulebook import Entry


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    match node:
        case FactTest(fact, _, truth, _) if truth is not None:
            written, wrong = ("true", "false") if truth else ("false", "true")
            yield f"{fact}: {written} 写成 {wrong}", replace(node, truth=not truth)
        case Negation(item):
            yield "遗漏 not", item
        case NoneOf(test):
            yield "遗漏 not(…)", test
        case Entry(force=force):
            other = Force.MAY if force is Force.SHALL else Force.SHALL
            yield f"{force} 写成 {other}", node.model_copy(update={"force": other})
