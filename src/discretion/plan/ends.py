"""The ends of a band, once per sanction: the lowest and the highest whole 分 that may be imposed, already cut to the statute.

Every reader takes them from here: the engine, regions of missing facts, the prover, columns, the comparison of two areas. Closed ends need no
inclusivity, so nothing can go wrong with it: a band is never empty and never reversed. What excludes an end in words (超过, 不足) is kept
beside them, for whoever writes the band.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from discretion.penalty import Band
from discretion.plan import terms as t
from discretion.plan.fines import FineTerms
from discretion.plan.monotone import at_most

LONGEST = 500  # steps of a period that are looked at when a plan is compiled


@dataclass(frozen=True, slots=True)
class Ends:
    """Terms in 分.

    Attributes:
        over: low ends that are written as excluded; where the lowest amount lies next to one, the band is said by it.
        under: the same of high ends.
        own: the lowest and the highest before the statute cut them; None where there was nothing to cut.
    """

    lowest: t.Term
    highest: t.Term
    over: tuple[t.Term, ...] = ()
    under: tuple[t.Term, ...] = ()
    own: tuple[t.Term, t.Term] | None = None

    @property
    def terms(self) -> tuple[t.Term, ...]:
        """All terms that a band is worked out from."""
        return (self.lowest, self.highest, *self.over, *self.under, *(self.own or ()))


def ends_of(fine: FineTerms, law: FineTerms | None, box: t.Box) -> Ends:
    """The ends of a fine.

    Args:
        fine: the fine as it is written.
        law: the statutory range to cut it to, if it is not inside by construction.
        box: the legal domain of the facts.
    """
    own = _closed(fine, box)
    return own if law is None else _cut(own, _closed(law, box), box)


def shown(lowest: int, highest: int, over: Iterable[int] = (), under: Iterable[int] = ()) -> Band:
    """The band between two closed ends, written with the ends that its words exclude."""
    low_open, high_open = lowest - 1 in over, highest + 1 in under
    return Band(lowest - low_open, highest + high_open, not low_open, not high_open)


def _closed(fine: FineTerms, box: t.Box) -> Ends:
    """A range with no whole 分 inside (0 times to 1 time of nothing) is a single amount: its upper end, rounded down."""
    low, high = t.settled(fine.low, box), t.settled(fine.high, box)
    lowest = low if fine.low_inclusive else t.add(low, t.ONE)
    highest = high if fine.high_inclusive else t.sub(high, t.ONE)
    if not at_most(lowest, highest, box, LONGEST):
        highest = t.settled(t.maximum(highest, low), box)
        lowest = t.settled(t.minimum(lowest, highest), box)
    if not at_most(t.ZERO, lowest, box, LONGEST):
        lowest, highest = (t.settled(t.maximum(end, t.ZERO), box) for end in (lowest, highest))
    under = fine.under if fine.high_inclusive else high
    return Ends(lowest, highest, () if fine.low_inclusive else (low,), () if under is None else (under,))


def _cut(own: Ends, law: Ends, box: t.Box) -> Ends:
    lowest = t.settled(t.maximum(law.lowest, t.minimum(own.lowest, law.highest)), box)
    highest = t.settled(t.minimum(law.highest, t.maximum(own.highest, law.lowest)), box)
    before = own.lowest, own.highest
    return Ends(
        lowest,
        highest,
        _said(lowest, (own.lowest, own.over), (law.lowest, law.over)),
        _said(highest, (own.highest, own.under), (law.highest, law.under)),
        None if (lowest, highest) == before else before,
    )


def _said(end: t.Term, *sides: tuple[t.Term, tuple[t.Term, ...]]) -> tuple[t.Term, ...]:
    """The excluded ends that an end can lie next to: those of the side it is taken from, where that is known."""
    for side, said in sides:
        if end == side:
            return said
    return () if isinstance(end, t.Const) else tuple(dict.fromkeys(term for _, said in sides for term in said))
