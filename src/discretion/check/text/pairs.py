"""What a text is about, to be held against another: the pairs of characters that do not stand in every sentence."""

from __future__ import annotations

from functools import lru_cache

from discretion.words import pairs

IDLE = frozenset("，、；。（）的或者和在有其等")


@lru_cache(maxsize=10_000)
def telling_pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, without those that say nothing.

    >>> sorted(telling_pairs("超限的车辆"))
    ['超限', '车辆']
    """
    return frozenset(pair for pair in pairs(text) if IDLE.isdisjoint(pair))
