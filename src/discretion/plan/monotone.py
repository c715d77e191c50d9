"""Lemmas: terms that never fall when one fact rises. Proven here by computation, so that the solver need not rediscover them.

A share of a share of a multiple, each rounded down, is a sum of floors: for a linear solver that is hard. For one fact, though, such a term repeats
itself: f(x + P) = f(x) + S. It then suffices to look at one period. And a share a + ⌊(b − a)n/m⌋k of a range in whole steps of k, with nk ≤ m, lies
between its ends and rises with each of them: of a share of a share too this is read off its form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd, lcm
from operator import add, floordiv, le, mul, sub

from discretion.plan import terms as t

LONGEST = 100_000  # steps of one period that are looked at


def rises(term: t.Term, slot: int) -> bool:
    """Whether a term is proven never to fall when the slot rises and all else stays (False: not proven)."""
    if slot not in set(t.slots(term)):
        return True
    match term:
        case t.Var():
            return True
        case t.Add(left, right) | t.Min(left, right) | t.Max(left, right) if rises(left, slot) and rises(right, slot):
            return True
        case t.Mul(left, t.Const(factor)) if factor >= 0 and rises(left, slot):
            return True
        case t.Div(left, t.Const()) if rises(left, slot):
            return True
    found = _share(term)
    if found is not None and _stepped(found.low, found.step) and rises(found.low, slot) and rises(found.high, slot):
        return True  # the lower end moves in whole steps, of which the share loses at most as many
    return _rises_in_a_period(term, slot)


@dataclass(frozen=True, slots=True)
class _Share:
    """low + ⌊(high − low)·num/den⌋·step, of which num·step/den is at most the whole."""

    low: t.Term
    high: t.Term
    num: int
    den: int
    step: int


def _share(term: t.Term) -> _Share | None:
    match term:
        case t.Add(low, t.Mul(t.Div(part, t.Const(den)), t.Const(step))):
            width, num = (part.left, part.right) if isinstance(part, t.Mul) else (part, t.ONE)
            if isinstance(width, t.Sub) and width.right == low and isinstance(num, t.Const):
                return _Share(low, width.left, num.value, den, step) if 0 <= num.value * step <= den else None
    return None


def _stepped(term: t.Term, step: int) -> bool:
    """Whether a term is always a multiple of the step."""
    match term:
        case t.Const(value) | t.Mul(_, t.Const(value)):
            return step == 0 or value % step == 0
        case t.Add(left, right) | t.Sub(left, right) | t.Min(left, right) | t.Max(left, right):
            return _stepped(left, step) and _stepped(right, step)
    return False


def _rises_in_a_period(term: t.Term, slot: int) -> bool:
    found = period(term, slot)
    if found is None or found[0] > LONGEST or found[1] < 0:
        return False
    return all(value <= after for value, after in pairwise(_along(term, range(found[0] + 1))))


def period(term: t.Term, slot: int) -> tuple[int, int] | None:
    """P and S with f(x + P) = f(x) + S for all x, if the term is one of the slot alone and has such numbers."""
    match term:
        case t.Const():
            return 1, 0
        case t.Var(found):
            return (1, 1) if found == slot else None
        case t.Add(left, right) | t.Sub(left, right):
            a, b = period(left, slot), period(right, slot)
            if a is None or b is None:
                return None
            steps = lcm(a[0], b[0])
            rise_left, rise_right = a[1] * (steps // a[0]), b[1] * (steps // b[0])
            return steps, rise_left + rise_right if isinstance(term, t.Add) else rise_left - rise_right
        case t.Mul(left, t.Const(factor)):
            a = period(left, slot)
            return None if a is None else (a[0], a[1] * factor)
        case t.Div(left, t.Const(divisor)):
            a = period(left, slot)
            if a is None:
                return None
            times = divisor // gcd(a[1], divisor)
            return a[0] * times, a[1] * times // divisor
    return None


def at_most(first: t.Term, second: t.Term, box: t.Box, longest: int = LONGEST) -> bool:
    """Whether a term is proven never to exceed another over the legal domain (False: not proven)."""
    return _plainly(first, second, box) or _in_a_period(first, second, box, longest)


def _plainly(first: t.Term, second: t.Term, box: t.Box) -> bool:
    """By the form of the terms."""
    if first == second or t.span(first, box)[1] <= t.span(second, box)[0]:
        return True
    if _by_share(first, second, box):
        return True
    match first, second:
        case (t.Min(a, b), _) if _plainly(a, second, box) or _plainly(b, second, box):
            return True
        case (_, t.Max(a, b)) if _plainly(first, a, box) or _plainly(first, b, box):
            return True
        case (t.Max(a, b), _):
            return _plainly(a, second, box) and _plainly(b, second, box)
        case (_, t.Min(a, b)):
            return _plainly(first, a, box) and _plainly(first, b, box)
        case (_, t.Add(a, b)) if (first == a and t.span(b, box)[0] >= 0) or (first == b and t.span(a, box)[0] >= 0):
            return True
        case (t.Add(a, b), t.Add(c, d)):
            return _plainly(a, c, box) and _plainly(b, d, box)
        case (t.Div(a, b), t.Div(c, d)):
            return b == d and _plainly(a, c, box)
        case (_, t.Mul(whole, t.Const(more))):
            part, many = (first.left, first.right) if isinstance(first, t.Mul) else (first, t.ONE)
            few = isinstance(many, t.Const) and 0 <= many.value <= more
            return few and t.span(part, box)[0] >= 0 and _plainly(part, whole, box)
    return False


def _by_share(first: t.Term, second: t.Term, box: t.Box) -> bool:
    """By what a share of a range is: a smaller share of the same range is less, and every share lies between the range's ends."""
    share, other = _share(first), _share(second)
    if share is not None and other is not None and (share.low, share.high, share.den, share.step) == (
        other.low, other.high, other.den, other.step
    ):  # fmt: skip
        return share.num <= other.num and _plainly(share.low, share.high, box)
    if share is not None and _plainly(share.low, share.high, box) and _plainly(share.high, second, box):
        return True
    return other is not None and _plainly(other.low, other.high, box) and _plainly(first, other.low, box)


def _in_a_period(first: t.Term, second: t.Term, box: t.Box, longest: int) -> bool:
    """By computation, where both turn on the same single fact."""
    read = {*t.slots(first), *t.slots(second)}
    if len(read) != 1:
        return False
    slot = read.pop()
    found = period(t.Sub(second, first), slot)
    low, high = box[slot]
    if found is None or found[0] > longest or (found[1] < 0 and high - low >= found[0]):
        return False
    # Within one period by computation; every later period is the same, plus a rise that is not negative.
    steps = range(low, min(low + found[0], high + 1))
    return all(map(le, _along(first, steps), _along(second, steps)))


def _along(term: t.Term, steps: Sequence[int]) -> Sequence[int]:
    """A term of one slot at many values of it: column by column, as ``terms.evaluate`` would be a hundred times slower."""
    match term:
        case t.Const(value):
            return [value] * len(steps)
        case t.Var():
            return steps
        case t.EnumTable(_, table):
            return [table[step] for step in steps]
    left, right = _along(term.left, steps), _along(term.right, steps)
    match term:
        case t.Add():
            return list(map(add, left, right))
        case t.Sub():
            return list(map(sub, left, right))
        case t.Mul():
            return list(map(mul, left, right))
        case t.Div():
            return list(map(floordiv, left, right))
        case t.Min():
            return list(map(min, left, right))
        case t.Max():
            return list(map(max, left, right))
