"""A condition that was forgotten: one of several that must hold, one of several that may, or an exclusion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from discretion.conditions import AnyOf, Conjunction, Disjunction, FactTest
from discretion.rulebook import Entry


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    match node:
        case Conjunction(items) | Disjunction(items) if len(items) > 1:
            for at, item in enumerate(items):
                rest = (*items[:at], *items[at + 1 :])
                yield f"遗漏{_name(item)}", rest[0] if len(rest) == 1 else replace(node, items=rest)
        case AnyOf(tests) if len(tests) > 1:
            for at in range(len(tests)):
                rest_of_tests = (*tests[:at], *tests[at + 1 :])
                changed = rest_of_tests[0] if len(rest_of_tests) == 1 else AnyOf(rest_of_tests)
                yield f"遗漏第{at + 1}个并列的值", changed
        case Entry(unless=unless) if unless is not None:
            yield "遗漏除外情形", node.model_copy(update={"unless": None})


def _name(item: object) -> str:
    return f"条件 {item.fact}" if isinstance(item, FactTest) else "一组条件"
