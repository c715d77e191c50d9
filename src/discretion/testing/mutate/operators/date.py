"""A first or last day that is one day off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from discretion.rulebook import LawVersion, RulesetHeader

DAYS = (1, -1)


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    if not isinstance(node, LawVersion | RulesetHeader):
        return
    for name in ("effective", "until"):
        day = getattr(node, name)
        if day is not None:
            for days in DAYS:
                other = day + timedelta(days=days)
                yield f"{name} {day}写成{other}", node.model_copy(update={name: other})
