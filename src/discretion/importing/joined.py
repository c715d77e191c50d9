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
    """At least one of several conditions; 没有违法所得或者不足1万元 is the wider one."""
    distinct: list[dict[str, object]] = []
    for part in parts:
        if not any(_wider(known, part) for known in distinct):
            distinct = [*(known for known in distinct if not _wider(part, known)), part]
    return distinct[0] if len(distinct) == 1 else {"any": distinct}


def _wider(one: dict[str, object], other: dict[str, object]) -> bool:
    """Whether a condition holds wherever another does, as far as one test of one number tells."""
    if one == other:
        return True
    if one.keys() != other.keys() or len(one) != 1:
        return False
    wide, narrow = (Span.of(*part.values()) for part in (one, other))
    return wide is not None and narrow is not None and narrow.within(wide) == narrow


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
