"""Conditions joined: all of several, or at least one."""

from __future__ import annotations

from collections.abc import Iterable

from discretion.importing.disjoint import JOINING, Span


def both(parts: Iterable[dict[str, object]]) -> dict[str, object]:
    """All of several conditions."""
    found = _narrowed([part for part in parts if part])
    names = [key for part in found for key in part]
    if len(set(names)) == len(names):
        return {key: value for part in found for key, value in part.items()}
    distinct = []
    for part in found:
        if part not in distinct:
            distinct.append(part)
    return distinct[0] if len(distinct) == 1 else {"all": distinct}


def either(parts: Iterable[dict[str, object]]) -> dict[str, object]:
    """At least one of several conditions."""
    distinct = []
    for part in parts:
        if part not in distinct:
            distinct.append(part)
    return distinct[0] if len(distinct) == 1 else {"any": distinct}


def _narrowed(parts: list[dict[str, object]]) -> list[dict[str, object]]:
    """Two bounds of one fact as one: 危害路产 (> 0), 长度10延米以下 (<= 10) → (0..10]."""
    merged: dict[str, object] = {}
    rest = []
    for part in parts:
        for name, test in part.items():
            known = merged.get(name)
            spans = Span.of(known), Span.of(test)
            if name in JOINING:
                rest.append({name: test})
            elif known is None or known == test:
                merged[name] = test
            elif spans[0] and spans[1] and (one := spans[0].within(spans[1])):
                merged[name] = one.test()
            else:
                rest.append({name: test})
    return [*([merged] if merged else []), *rest]
