"""What a text is about, to be held against another: the pairs of characters that do not stand in every sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import chain

from discretion.words import pairs

IDLE = frozenset("，、；。（）的或者和在有其等")


@lru_cache(maxsize=10_000)
def telling_pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, without those that say nothing.

    >>> sorted(telling_pairs("超限的车辆"))
    ['超限', '车辆']
    """
    return frozenset(pair for pair in pairs(text) if IDLE.isdisjoint(pair))


DENYING = frozenset("未不没非无")


def affirms(denial: str, said: str) -> bool:
    """Whether what is to deny a thing says the thing itself: the same words, with nothing more or less that denies."""
    short, long = sorted((denial, said), key=len)
    return short in long and DENYING.isdisjoint(long.replace(short, "", 1))


def weights_of(texts: Collection[frozenset[str]]) -> dict[str, int]:
    """What each pair weighs, in bits: the more, the fewer of the texts have it."""
    often = Counter(chain.from_iterable(texts))
    return {pair: (len(texts) // count).bit_length() for pair, count in often.items()}


def weight_of(pairs: frozenset[str], weights: Mapping[str, int]) -> int:
    """What some pairs weigh together."""
    return sum(weights.get(pair, 0) for pair in pairs)
