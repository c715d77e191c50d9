"""Texts compared without a dictionary: by the pairs of neighbouring characters that both have."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

IDLE = frozenset("，、；。（）的或者和在有其等")  # what every sentence has says nothing of what it is about


@lru_cache(maxsize=10_000)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, without those that stand in every sentence.

    >>> sorted(pairs("超限的车辆"))
    ['超限', '车辆']
    """
    return frozenset(a + b for a, b in pairwise(text) if a not in IDLE and b not in IDLE)
