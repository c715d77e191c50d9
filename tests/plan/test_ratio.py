"""Fractions of integer terms: as exact as fractions of numbers, with small constants."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from operator import add, eq, ge, gt, le, lt, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discretion.plan import formula as f
from discretion.plan import ratio as r
from discretion.plan import terms as t

X, Y = t.Var(0), t.Var(1)
OPS: dict[str, Callable[[Fraction, Fraction], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}
number = st.sampled_from([X, t.mul(X, t.Const(4)), t.add(X, Y), t.ZERO]) | st.integers(-12, 12).map(t.Const)
over = st.integers(1, 12).map(t.Const) | st.just(Y)
ratios = st.builds(r.ratio, number, over)
points = st.tuples(st.integers(-20, 20), st.integers(1, 9))


def value(of: r.Ratio, point: tuple[int, int]) -> Fraction:
    return Fraction(t.evaluate(of.num, point), t.evaluate(of.den, point))


@pytest.mark.parametrize(
    ("made", "num", "den"),
    [
        (r.constant(Decimal("0.2")), t.ONE, t.Const(5)),
        (r.ratio(t.mul(X, t.Const(6)), t.Const(4)), t.mul(X, t.Const(3)), t.Const(2)),
        (r.ratio(t.mul(X, t.Const(6)), t.Const(6)), X, t.ONE),
        (r.ratio(X, t.Const(4)), X, t.Const(4)),
        (r.ratio(t.Const(-6), t.Const(4)), t.Const(-3), t.Const(2)),
        (r.ratio(t.ZERO, t.Const(4)), t.ZERO, t.ONE),
        (r.scaled(r.ratio(X, t.Const(6)), 4), t.mul(X, t.Const(2)), t.Const(3)),
        (r.joined(r.ratio(X, t.Const(4)), r.ratio(Y, t.Const(6)), t.add), t.add(t.mul(X, t.Const(3)), t.mul(Y, t.Const(2))), t.Const(12)),
        (r.joined(r.ratio(X, t.Const(3)), r.ratio(Y, t.Const(3)), t.add), t.add(X, Y), t.Const(3)),
    ],
)  # fmt: skip
def test_common_factors_are_gone(made: r.Ratio, num: t.Term, den: t.Term) -> None:
    assert made == r.Ratio(num, den)


def test_a_comparison_has_the_smallest_numbers() -> None:
    """x/4 > 3/2 is x > 6, not 2x > 12."""
    assert r.compare(">", r.ratio(X, t.Const(4)), r.constant(Decimal("1.5"))) == f.compare(">", X, t.Const(6))
    assert r.compare("=", r.Ratio(t.ZERO), r.Ratio(t.ZERO)) == f.TRUE  # 0 of both: nothing to divide by


@given(ratios, ratios, points)
def test_arithmetic_and_comparison_are_those_of_fractions(a: r.Ratio, b: r.Ratio, point: tuple[int, int]) -> None:
    left, right = value(a, point), value(b, point)
    assert value(r.joined(a, b, t.add), point) == add(left, right)
    assert value(r.joined(a, b, t.sub), point) == sub(left, right)
    assert value(r.scaled(a, 3), point) == 3 * left
    assert value(r.negated(a), point) == -left
    assert (t.evaluate(r.floor(a), point), t.evaluate(r.ceiling(a), point)) == (floor(left), ceil(left))
    for op, plain in OPS.items():
        assert f.holds(r.compare(op, a, b), point) is plain(left, right)
