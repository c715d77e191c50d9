"""Which of many truths hold together: what follows is worked out once for each combination that occurs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any

from discretion.audit.arrays import Kleene, Truth
from discretion.audit.coded import kinds

Holds = tuple[bool | None, ...]  # of each truth: it holds, it does not, or it is open
FEW = 16  # truths whose combinations are looked up in a table of all there could be
BITS = 32  # truths that are put into one number at once, where there are more
NEW = 2**16 - 1  # of a combination that has not occurred yet


class Combinations:
    """Gives rows the number of what follows."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tables: dict[tuple[Any, ...], Any] = {}

    def numbers(self, held: Sequence[Kleene], count: int, follows: Callable[[Holds], int]) -> Any:
        """By row, the number of what follows where this holds; 16 bits: the narrower, the faster sorted.

        Args:
            held: what holds, by row.
            count: how many rows.
            follows: the number that follows from what holds, less than ``NEW``; the same in every call.
        """
        import numpy as np

        each = [item[:1] if item.maybe is item.surely else item[:] for item in held]
        truths = [truth for item in each for truth in item if not isinstance(truth, bool)]
        if len(truths) <= FEW:
            return self._looked_up(each, _number(truths, count), len(truths), follows)
        codes, bits = np.zeros(count, "int64"), np.zeros((1, 0), "uint8")
        for start in range(0, len(truths), BITS):
            part = truths[start : start + BITS]
            key = codes << BITS | _number(part, count)
            codes, first = kinds(key)
            before, own = key[first] >> BITS, _bits(key[first], len(part))
            bits, codes = np.hstack([bits[before], own]), codes.astype("int64")
        with self._lock:
            return np.array(list(map(follows, _holds(each, bits))), "uint16")[codes]

    def _looked_up(
        self, each: Sequence[Sequence[Truth]], key: Any, length: int, follows: Callable[[Holds], int]
    ) -> Any:
        import numpy as np

        shape = tuple(truth if isinstance(truth, bool) else None for item in each for truth in item)
        with self._lock:
            table = self._tables.setdefault(shape, np.full(1 << length, NEW, "uint16"))
        found = table.take(key)
        if found.max(initial=0) == NEW:
            with self._lock:
                new = np.unique(key[found == NEW])
                table[new] = list(map(follows, _holds(each, _bits(new, length))))
            found = table.take(key)
        return found


def _number(truths: Sequence[Truth], count: int) -> Any:
    """Some truths of each row as one number: the first is its lowest bit."""
    import numpy as np

    key = np.zeros(count, "uint8")
    for start in reversed(range(0, len(truths), 8)):
        byte = np.zeros(count, "uint8")
        for truth in reversed(truths[start : start + 8]):
            byte += byte
            byte |= truth.view("uint8")
        if len(truths) - start > 8:
            key = key.astype("uint16" if len(truths) <= FEW else "int64")
            key <<= 8
            key |= byte
        else:
            key = byte
    return key


def _bits(numbers: Any, length: int) -> Any:
    """The truths that some numbers are made of, a row for each."""
    import numpy as np

    bytes_ = numbers.astype("<i8").view("uint8").reshape(len(numbers), 8)
    return np.unpackbits(bytes_, axis=1, bitorder="little")[:, :length]


def _holds(each: Sequence[Sequence[Truth]], bits: Any) -> Iterator[Holds]:
    """Whether each holds, a row after the other: true, false, or open."""
    rest = iter((bits == 1).T.tolist())
    known = [[[truth] * len(bits) if isinstance(truth, bool) else next(rest) for truth in item] for item in each]
    return zip(*map(_states, known), strict=True)


def _states(known: Sequence[list[bool]]) -> Sequence[bool | None]:
    """Of what surely holds and what may."""
    if len(known) == 1:
        return known[0]
    return [True if sure else None if may else False for sure, may in zip(*known, strict=True)]
