"""Texts compared without a dictionary."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise


@lru_cache(maxsize=10_000)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text: how much two texts share of them says how alike they are.

    >>> sorted(pairs("超限车辆"))
    ['超限', '车辆', '限车']
    """
    return frozenset(map("".join, pairwise(text)))
