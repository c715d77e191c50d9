"""Exact fractions of integer terms: what FEEL computes before it is compared or rounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from discretion.plan import formula as f
from discretion.plan import terms as t


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact number: numerator over a positive denominator."""

    num: t.Term
    den: t.Term = t.ONE


def constant(value: Decimal) -> Ratio:
    """An exact decimal as a ratio: 0.2 → 1/5."""
    num, den = value.as_integer_ratio()
    return Ratio(t.Const(num), t.Const(den))


def ratio(num: t.Term, den: t.Term) -> Ratio:
    """A ratio with common constant factors removed."""
    common = t.Const(gcd(_factor(num), _factor(den)))
    return Ratio(t.div(num, common), t.div(den, common))


def scaled(value: Ratio, factor: int) -> Ratio:
    """A ratio times a positive integer."""
    return ratio(t.mul(value.num, t.Const(factor)), value.den)


def negated(value: Ratio) -> Ratio:
    """The ratio times minus one: a quotient keeps its value when both sides change sign."""
    return Ratio(t.mul(value.num, t.Const(-1)), value.den)


def floor(value: Ratio) -> t.Term:
    """The ratio rounded down to an integer."""
    return t.div(value.num, value.den)


def ceiling(value: Ratio) -> t.Term:
    """The ratio rounded up to an integer."""
    return t.div_up(value.num, value.den)


def compare(op: str, a: Ratio, b: Ratio) -> f.Formula:
    """Compare two ratios by cross-multiplication (denominators are positive)."""
    left, right = t.mul(a.num, b.den), t.mul(b.num, a.den)
    common = gcd(_factor(left), _factor(right))
    if common:  # 0 where both sides are
        left, right = t.div(left, t.Const(common)), t.div(right, t.Const(common))
    return f.compare(op, left, right)


def joined(a: Ratio, b: Ratio, combine: Callable[[t.Term, t.Term], t.Term]) -> Ratio:
    """Two ratios combined over a common denominator."""
    if a.den == b.den:
        return ratio(combine(a.num, b.num), a.den)
    match a.den, b.den:
        case t.Const(m), t.Const(n):
            whole = m * n // gcd(m, n)
            left, right = t.mul(a.num, t.Const(whole // m)), t.mul(b.num, t.Const(whole // n))
            return ratio(combine(left, right), t.Const(whole))
    return Ratio(combine(t.mul(a.num, b.den), t.mul(b.num, a.den)), t.mul(a.den, b.den))


def _factor(term: t.Term) -> int:
    """The constant factor that ``terms.div`` can take out of a term (0 counts as divisible by all)."""
    match term:
        case t.Const(value):
            return abs(value)
        case t.Mul(_, t.Const(value)):
            return abs(value)
    return 1
