"""Fines to integer terms in 分: every form of docs/writing-rulesets.md ends as a low and a high term.

Only whole amounts are imposed (whole 元 by the ruleset's rounding), so a range keeps the whole amounts inside it (low end rounded up,
high end down), and never leaves the statute; a single amount is rounded down, in favour of the party. Rounding happens once, at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from discretion.penalty import Fine, Force, LeftOf, Rate
from discretion.plan import terms as t
from discretion.plan.lower import Lowering, LoweringError
from discretion.plan.ratio import Ratio, ceiling, constant, floor, scaled


@dataclass(frozen=True, slots=True)
class FineTerms:
    """A fine as terms in 分, with the inclusivity of its ends.

    Attributes:
        under: an end that a computed high end may lie next to; where it does, the band is said by it.
        rounded: of a single computed amount, which is rounded down: the same rounded up.
        limit: of a fine that earlier ones leave only a part of.
    """

    low: t.Term
    high: t.Term
    low_inclusive: bool = True
    high_inclusive: bool = True
    force: Force = Force.SHALL
    under: t.Term | None = None
    rounded: t.Term | None = None
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit over several cases.

    Attributes:
        left: what the earlier fines leave of it, in whole amounts, one of them at least: nothing is not a fine.
        most: the same, but never less than the statute's own minimum, which no benchmark can take away.
        before: the fine without the limit.
    """

    left: t.Term
    most: t.Term
    before: FineTerms


@dataclass(frozen=True, slots=True)
class Rounding:
    """How computed amounts are rounded.

    Attributes:
        unit: shares, down to a multiple of so many 分 above the lower end.
        whole: all others, to a multiple of so many 分.
    """

    unit: int = 100
    whole: int = 1


def lower_fine(fine: Fine, lowering: Lowering, statute: FineTerms | None, rounding: Rounding) -> FineTerms:
    """Translate one fine.

    Args:
        fine: the fine as written.
        lowering: gives slots to the facts it reads.
        statute: the statutory range that ``share`` and ``at`` refer to.
        rounding: the ruleset's rounding of shares.

    Raises:
        LoweringError: an unknown fact, a share where the statute has no fine, a limit over several cases of a fine with open ends.
    """
    alone = _alone(fine, lowering, statute, rounding)
    return alone if fine.left_of is None else _limited(alone, fine.left_of, lowering, statute, rounding.whole)


def _alone(fine: Fine, lowering: Lowering, statute: FineTerms | None, rounding: Rounding) -> FineTerms:
    if fine.form in ("share", "at"):
        return replace(_share(fine, statute, rounding), force=fine.force)
    low, high = _ends(fine, lowering)
    low_inclusive, high_inclusive = _closed(fine)
    whole = rounding.whole
    if low == high:
        point = down(high, whole)
        return FineTerms(point, point, force=fine.force, rounded=None if _is_whole(high, whole) else _up(high, whole))
    written, closed = fine.form == "range", low_inclusive and high_inclusive
    least, low_inclusive = low_end(low, low_inclusive, whole, written=written)
    most, high_inclusive = high_end(high, high_inclusive, whole, written=written)
    if low_inclusive and least != t.ZERO and (least, most) != (low.num, high.num):
        # Ends that no whole amount lies between are a single amount too, and rounded as one: down.
        last = most if high_inclusive else t.sub(most, t.ONE)
        least = t.minimum(least, last if closed else t.maximum(last, down(low, whole)))
    return FineTerms(least, most, low_inclusive, high_inclusive, fine.force)


def _limited(alone: FineTerms, left_of: LeftOf, lowering: Lowering, statute: FineTerms | None, whole: int) -> FineTerms:
    """A fine that is at most what earlier ones leave of a cap."""
    if not alone.high_inclusive or not (alone.low_inclusive or alone.low == t.ZERO):
        raise LoweringError("几起案件合在一起的限额（left_of）只能限制含本数的罚款：用 from、to，不用 above、below")
    rest = lowering.binary("-", constant(left_of.cap), lowering.money(left_of.after))
    left = most = t.maximum(down(scaled(rest, 100), whole), t.Const(whole))
    if statute is not None:
        least = statute.low if statute.low_inclusive else t.add(statute.low, t.Const(whole))
        most = t.maximum(left, least)
    return replace(limited(alone, most), limit=Limit(left, most, alone))


def limited(fine: FineTerms, most: t.Term) -> FineTerms:
    """A fine whose ends are included, nothing apart, and at most so much."""
    high = t.minimum(fine.high, most)
    low = high if fine.low == fine.high else fine.low if fine.low == t.ZERO else t.minimum(fine.low, most)
    return replace(fine, low=low, high=high, rounded=fine.rounded and t.minimum(fine.rounded, most))


def low_end(end: Ratio, inclusive: bool, whole: int, *, written: bool = False) -> tuple[t.Term, bool]:
    """The lower end in whole amounts, and whether it is included: of one that is excluded and computed, the next one above it is."""
    if inclusive:
        return _up(end, whole), True
    if written or _is_whole(end, whole):
        return floor(end), False
    return t.add(down(end, whole), t.Const(whole)), True


def high_end(end: Ratio, inclusive: bool, whole: int, *, written: bool = False) -> tuple[t.Term, bool]:
    """The upper end in whole amounts, and whether it is included: of one that is excluded and computed, the next one below it is."""
    if inclusive:
        return down(end, whole), True
    if written or _is_whole(end, whole):
        return ceiling(end), False
    return t.sub(_up(end, whole), t.Const(whole)), True


def _is_whole(end: Ratio, whole: int) -> bool:
    """Whether an end is known to be a whole amount: the law's words write it so, whatever the case."""
    match end.num, end.den:
        case t.Const(num), t.Const(den):
            return num % (den * whole) == 0
    return False


def down(end: Ratio, whole: int) -> t.Term:
    """Rounded down to a multiple of so many 分."""
    return t.mul(t.div(end.num, t.mul(end.den, t.Const(whole))), t.Const(whole))


def _up(end: Ratio, whole: int) -> t.Term:
    return t.mul(t.div_up(end.num, t.mul(end.den, t.Const(whole))), t.Const(whole))


def take_share(statute: FineTerms, low: Decimal, high: Decimal, rounding: Rounding) -> FineTerms:
    """The part of a range between two shares (0 = its low end, 1 = its high end)."""
    return FineTerms(
        _point(statute, low, rounding),
        _point(statute, high, rounding),
        statute.low_inclusive if low == 0 else statute.high_inclusive if low == 1 else True,
        statute.high_inclusive if high == 1 else statute.low_inclusive if high == 0 else True,
        statute.force,
        rounded=statute.rounded,
        limit=statute.limit,
    )


def _share(fine: Fine, statute: FineTerms | None, rounding: Rounding) -> FineTerms:
    if statute is None:
        raise LoweringError("法定幅度没有罚款，不能按比例取值")
    if fine.at is not None:
        point = {"floor": Decimal(0), "midpoint": Decimal("0.5"), "cap": Decimal(1)}[fine.at]
        return take_share(statute, point, point, rounding)
    assert fine.share is not None  # what is no ``at`` is a share
    return take_share(statute, *(fine.share if isinstance(fine.share, tuple) else (fine.share, fine.share)), rounding)


def _point(statute: FineTerms, share: Decimal, rounding: Rounding) -> t.Term:
    if share == 0:
        return statute.low
    if share == 1:
        return statute.high
    num, den = share.as_integer_ratio()
    width = t.mul(t.sub(statute.high, statute.low), t.Const(num))
    steps = t.div(width, t.Const(den * rounding.unit))
    return t.add(statute.low, t.mul(steps, t.Const(rounding.unit)))


def _limits(fine: Fine) -> tuple[Decimal, Decimal]:
    low = fine.low if fine.low is not None else fine.above
    high = fine.high if fine.high is not None else fine.below
    assert high is not None  # the model refuses a fine without an upper end
    return low or Decimal(0), high


def _closed(fine: Fine) -> tuple[bool, bool]:
    """Whether the ends belong to the fine. N 元以下 excludes 0: nothing is not a fine."""
    match fine.form:
        case "range":
            return fine.low is not None, fine.high is not None
        case "times":
            return fine.above is None, fine.below is None
        case "sum":
            parts = [_closed(part) for part in fine.sum or []]
            return all(low for low, _ in parts), all(high for _, high in parts)
    return True, True


def _ends(fine: Fine, lowering: Lowering) -> tuple[Ratio, Ratio]:
    """Low and high end in 分, before rounding."""
    match fine.form:
        case "fixed":
            assert fine.fixed is not None
            ends = (scaled(constant(fine.fixed), 100),) * 2
        case "range":
            low, high = _limits(fine)
            ends = scaled(constant(low), 100), scaled(constant(high), 100)
        case "times":
            ends = _times(fine, lowering)
        case "each":
            ends = _per_unit(fine, lowering)
        case "brackets":
            ends = (_brackets(fine, lowering),) * 2
        case "sum":
            assert fine.sum is not None
            ends = _ends(fine.sum[0], lowering)
            for part in fine.sum[1:]:
                more = _ends(part, lowering)
                ends = lowering.binary("+", ends[0], more[0]), lowering.binary("+", ends[1], more[1])
        case form:  # pragma: no cover
            raise AssertionError(form)
    if fine.at_least is not None:
        ends = _limit(ends[0], fine.at_least, t.maximum), _limit(ends[1], fine.at_least, t.maximum)
    if fine.cap is not None:
        ends = _limit(ends[0], fine.cap, t.minimum), _limit(ends[1], fine.cap, t.minimum)
    return ends


def _times(fine: Fine, lowering: Lowering) -> tuple[Ratio, Ratio]:
    assert fine.times is not None
    base = scaled(lowering.money(fine.times), 100)
    if fine.high is None and fine.below is None:  # 三倍以上但不超过五万元
        assert fine.low is not None and fine.cap is not None  # or the model would refuse it
        return lowering.binary("*", base, constant(fine.low)), scaled(constant(fine.cap), 100)
    low, high = _limits(fine)
    return lowering.binary("*", base, constant(low)), lowering.binary("*", base, constant(high))


def _per_unit(fine: Fine, lowering: Lowering) -> tuple[Ratio, Ratio]:
    assert fine.each is not None
    assert fine.of is not None
    assert fine.per is not None
    units = _units(lowering.binary("/", lowering.quantity(fine.of), constant(fine.per)), fine.rounding)
    rates = (fine.each.low, fine.each.high) if isinstance(fine.each, Rate) else (fine.each, fine.each)
    low, high = (scaled(lowering.binary("*", units, constant(rate)), 100) for rate in rates)
    return low, high


def _brackets(fine: Fine, lowering: Lowering) -> Ratio:
    """Marginal rates: the part of the quantity between two marks pays the rate of the lower mark."""
    assert fine.brackets is not None
    assert fine.of is not None
    assert fine.per is not None
    quantity = lowering.quantity(fine.of)
    marks = [lowering.mark(bracket.above, fine.of) for bracket in fine.brackets]
    total = Ratio(t.ZERO)
    for index, bracket in enumerate(fine.brackets):
        upper = lowering.least(quantity, marks[index + 1]) if index + 1 < len(marks) else quantity
        part = lowering.binary("-", upper, marks[index])
        part = Ratio(t.maximum(part.num, t.ZERO), part.den)
        units = _units(lowering.binary("/", part, constant(fine.per)), fine.rounding)
        total = lowering.binary("+", total, scaled(lowering.binary("*", units, constant(bracket.each)), 100))
    return total


def _units(units: Ratio, rounding: str) -> Ratio:
    match rounding:
        case "down":
            return Ratio(floor(units))
        case "up":
            return Ratio(ceiling(units))
        case "half-up":  # 四舍五入: ⌊u + 1/2⌋
            two = t.Const(2)
            return Ratio(floor(Ratio(t.add(t.mul(units.num, two), units.den), t.mul(units.den, two))))
    return units


def _limit(value: Ratio, limit: Decimal, combine: Callable[[t.Term, t.Term], t.Term]) -> Ratio:
    bound = scaled(constant(limit), 100)
    return Ratio(combine(value.num, t.mul(bound.num, value.den)), value.den)
