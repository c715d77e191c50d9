"""A list entry, a closure or a row that is missing."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.rulebook import CircumstanceList, Violation


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    match node:
        case CircumstanceList(entries=entries):
            for at, entry in enumerate(entries):
                yield f"遗漏条目 {entry.id}", node.model_copy(update={"entries": [*entries[:at], *entries[at + 1 :]]})
        case Violation(closes=closes) if "closes" in node.model_fields_set:
            for at, closure in enumerate(closes):
                text = f"遗漏对法条空白的处理（{closure.range}）"
                yield text, node.model_copy(update={"closes": [*closes[:at], *closes[at + 1 :]]})
