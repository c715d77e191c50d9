"""The partial order of severity (⊑) on penalties. No sums, no scores: incomparable stays incomparable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from discretion.penalty.band import Band
from discretion.penalty.measures import LIGHT, Force, Measure


class Order(StrEnum):
    EQUAL = "equal"
    MILDER = "milder"
    HARSHER = "harsher"
    INCOMPARABLE = "incomparable"


@dataclass(frozen=True, slots=True)
class Weight:
    """What the order looks at. ``rank`` is the disposition: exempt (shall) 0, exempt (may) 1, otherwise 2."""

    rank: int
    fine: Band | None
    fine_force: Force
    measures: tuple[Measure, ...]


def compare(a: Weight, b: Weight) -> Order:
    """Compare two penalties for the same party.

    Returns:
        MILDER when ``a`` is nowhere harsher than ``b`` and somewhere milder; EQUAL when neither is harsher;
        INCOMPARABLE when each is harsher somewhere (a lower fine, but an added revocation).
    """
    below, above = not_harsher(a, b), not_harsher(b, a)
    if below and above:
        return Order.EQUAL
    if below:
        return Order.MILDER
    return Order.HARSHER if above else Order.INCOMPARABLE


def not_harsher(a: Weight, b: Weight) -> bool:
    """Whether a ⊑ b: rank, both ends of the fine, and every measure of ``a`` is covered by ``b``."""
    if a.rank > b.rank:
        return False
    if a.rank == 0:
        return True
    low_a, high_a = _ends(a)
    low_b, high_b = _ends(b)
    return low_a <= low_b and high_a <= high_b and all(_covered(measure, b) for measure in a.measures)


def _ends(weight: Weight) -> tuple[int, int]:
    if weight.fine is None:
        return 0, 0
    return (weight.fine.lowest if weight.fine_force is Force.SHALL else 0), weight.fine.highest


def _covered(measure: Measure, by: Weight) -> bool:
    if measure.kind in LIGHT and (_ends(by)[0] > 0 or chooses(by.fine_force if by.fine else None, by.measures)):
        return True  # (a fine that may be left out, or be nothing, stands for no warning; one of a choice must be)
    return any(other.covers(measure) for other in by.measures)


def chooses(fine: Force | None, measures: Iterable[Measure]) -> bool:
    """Whether a penalty has a choice of which at least one measure must be imposed."""
    return fine is Force.CHOICE or any(measure.force is Force.CHOICE for measure in measures)
