"""Where fines lie in their bands: exact quartiles over fractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

NEAR = 1e-9  # doubles nearer to each other than this are compared as fractions


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The middle, and the middle half. 0 is the lower end of the band, 1 the upper."""

    lower: Fraction
    median: Fraction
    upper: Fraction


def place(fine: int, band: tuple[int, int, int, int]) -> Fraction | None:
    """Where a fine lies in its band; None outside it, and where the band is one amount.

    Args:
        fine: in 分.
        band: its ends as the words have them, and the smallest and largest amount in it.
    """
    low, high, lowest, highest = band
    if not lowest <= fine <= highest or low == high:
        return None
    return Fraction(fine - low, high - low)


def quartiles(parts: Sequence[int], wholes: Sequence[int]) -> Quartiles:
    """Quartiles of ``parts[i] / wholes[i]``; between two neighbours by straight line, exactly.

    Args:
        parts: how far above the lower end.
        wholes: how wide the bands are.
    """
    import numpy as np

    part, whole = np.asarray(parts, dtype=np.int64), np.asarray(wholes, dtype=np.int64)
    near = part / whole  # only to find the neighbourhood: what is equal to nine digits is compared exactly
    ordered = np.sort(near)

    def at(number: int) -> Fraction:
        value = ordered[number]
        before = int(np.searchsorted(ordered, value - NEAR))
        pairs = np.stack([part, whole])[:, (near >= value - NEAR) & (near <= value + NEAR)]
        unique, counts = np.unique(pairs, axis=1, return_counts=True)
        return _th(number - before, unique, counts)

    found = []
    for quarter in (1, 2, 3):
        place, rest = divmod(quarter * (len(part) - 1), 4)
        first = at(place)
        found.append(first + (at(place + 1) - first) * Fraction(rest, 4) if rest else first)
    return Quartiles(*found)


def _th(number: int, pairs: Iterable[Iterable[int]], counts: Iterable[int]) -> Fraction:
    """The value of a rank among pairs that occur so and so often."""
    values = sorted((Fraction(int(a), int(b)), int(n)) for a, b, n in zip(*pairs, counts, strict=True))
    for value, times in values:
        if number < times:
            return value
        number -= times
    raise AssertionError("a rank beyond the last")


def say_place(place: Fraction) -> str:
    """A place in the band in per cent, rounded half up to one decimal.

    >>> say_place(Fraction(1, 3))
    '33.3%'
    """
    tenths = (place.numerator * 2000 // place.denominator + 1) // 2
    return f"{tenths // 10}.{tenths % 10}%"
