"""Integer terms: constants are worked out, nothing needless is kept, and the value is always that of plain arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from operator import add, floordiv, mul, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discretion.plan import terms as t

X, Y = t.Var(0), t.Var(1)
TWO, THREE, SIX = t.Const(2), t.Const(3), t.Const(6)


def up(left: int, right: int) -> int:
    return -(-left // right)


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        (t.add(X, t.ZERO), X),
        (t.add(t.ZERO, X), X),
        (t.add(X, t.ONE), t.Add(X, t.ONE)),
        (t.sub(X, t.ZERO), X),
        (t.sub(t.ZERO, X), t.Sub(t.ZERO, X)),
        (t.sub(X, X), t.ZERO),
        (t.sub(t.mul(X, SIX), t.mul(X, TWO)), t.Mul(X, t.Const(4))),  # 6x - 2x
        (t.sub(t.mul(X, TWO), X), X),
        (t.sub(t.mul(X, SIX), t.mul(Y, TWO)), t.Sub(t.Mul(X, SIX), t.Mul(Y, TWO))),
        (t.mul(X, t.ONE), X),
        (t.mul(t.ONE, X), X),
        (t.mul(X, t.ZERO), t.ZERO),
        (t.mul(t.ZERO, X), t.ZERO),
        (t.mul(TWO, X), t.Mul(X, TWO)),  # a constant goes to the right
        (t.mul(t.mul(X, TWO), THREE), t.Mul(X, SIX)),
        (t.mul(X, Y), t.Mul(X, Y)),
        (t.div(X, t.ONE), X),
        (t.div(t.mul(X, SIX), THREE), t.Mul(X, TWO)),
        (t.div(t.mul(X, SIX), t.Const(4)), t.Div(t.Mul(X, SIX), t.Const(4))),
        (t.div_up(X, t.ONE), X),
        (t.div_up(t.mul(X, SIX), THREE), t.Mul(X, TWO)),
        (t.div_up(X, THREE), t.Div(t.Add(X, TWO), THREE)),
        (t.minimum(X, X), X),
        (t.maximum(X, X), X),
        (t.minimum(X, Y), t.Min(X, Y)),
        (t.maximum(X, Y), t.Max(X, Y)),
    ],
)
def test_what_is_kept_of_a_term(made: t.Term, kept: t.Term) -> None:
    assert made == kept


BUILDERS = [(t.add, add), (t.sub, sub), (t.mul, mul), (t.minimum, min), (t.maximum, max), (t.div, floordiv), (t.div_up, up)]  # fmt: skip
small = st.sampled_from([X, Y, t.mul(X, TWO), t.mul(Y, SIX), t.add(X, Y)]) | st.integers(-6, 6).map(t.Const)


@pytest.mark.parametrize(("build", "plain"), BUILDERS, ids=[build.__name__ for build, _ in BUILDERS])
@given(left=small, right=small, values=st.tuples(st.integers(-20, 20), st.integers(-20, 20)))
def test_a_term_has_the_value_of_plain_arithmetic(
    build: Callable[[t.Term, t.Term], t.Term],
    plain: Callable[[int, int], int],
    left: t.Term,
    right: t.Term,
    values: tuple[int, int],
) -> None:
    a, b = t.evaluate(left, values), t.evaluate(right, values)
    if plain in (floordiv, up) and not (isinstance(right, t.Const) and b > 0):
        return  # a divisor is positive over the whole domain
    assert t.evaluate(build(left, right), values) == plain(a, b)


BOX = [(-2, 5), (1, 3)]
TABLE = t.EnumTable(1, (9, 4, 7, 1))


@pytest.mark.parametrize(
    ("term", "ends"),
    [
        (t.Add(X, Y), (-1, 8)),
        (t.Sub(X, Y), (-5, 4)),
        (t.Mul(X, Y), (-6, 15)),
        (t.Div(X, Y), (-2, 5)),
        (t.Min(X, Y), (-2, 3)),
        (t.Max(X, Y), (1, 5)),
        (TABLE, (1, 7)),  # of the values that are left
        (t.Const(4), (4, 4)),
    ],
)
def test_the_bounds_over_a_box_are_those_of_its_points(term: t.Term, ends: tuple[int, int]) -> None:
    values = [t.evaluate(term, point) for point in product(*(range(low, high + 1) for low, high in BOX))]
    assert t.span(term, BOX) == (min(values), max(values)) == ends


@pytest.mark.parametrize(
    ("term", "left"),
    [
        (t.Min(X, t.Const(5)), X),  # never above 5
        (t.Min(t.Const(5), X), X),
        (t.Min(X, t.Const(4)), t.Min(X, t.Const(4))),
        (t.Min(X, t.Const(-2)), t.Const(-2)),
        (t.Max(X, t.Const(5)), t.Const(5)),
        (t.Max(X, t.Const(-2)), X),
        (t.Max(t.Const(-2), X), X),
        (t.Max(X, t.Const(-1)), t.Max(X, t.Const(-1))),
        (t.Add(t.Min(X, t.Const(5)), t.Max(Y, t.ONE)), t.Add(X, Y)),  # inside too
        (t.Min(t.Mul(X, TWO), t.Mul(t.Max(Y, t.Const(5)), TWO)), t.Mul(X, TWO)),
    ],
)
def test_a_choice_that_the_domain_has_made_is_gone(term: t.Term, left: t.Term) -> None:
    assert t.settled(term, BOX) == left
