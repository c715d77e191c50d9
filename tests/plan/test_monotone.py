"""The lemmas: never falls, never exceeds. What is not proven is answered False."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discretion.plan import terms as t
from discretion.plan.monotone import at_most, period, rises

X = t.Var(0)


def share(low: t.Term, high: t.Term, percent: int) -> t.Term:
    """As ``plan.fines`` takes a share of a range: rounded down to whole 元."""
    return t.add(low, t.mul(t.div(t.mul(t.sub(high, low), t.Const(percent)), t.Const(10_000)), t.Const(100)))


def steps(low: t.Term, high: t.Term, num: int, step: int) -> t.Term:
    """A share of nine parts, in whole steps."""
    return t.add(low, t.mul(t.div(t.mul(t.sub(high, low), t.Const(num)), t.Const(9 * step)), t.Const(step)))


@st.composite
def term(draw: st.DrawFn) -> t.Term:
    found: t.Term = X
    for _ in range(draw(st.integers(1, 4))):
        found = draw(
            st.sampled_from(
                [
                    t.add(found, t.Const(draw(st.integers(-50, 50)))),
                    t.mul(found, t.Const(draw(st.integers(-3, 5)))),
                    t.div(found, t.Const(draw(st.integers(1, 7)))),
                    t.sub(t.mul(X, t.Const(3)), found),
                    t.minimum(found, t.Const(draw(st.integers(0, 90)))),
                    steps(
                        found,
                        t.mul(X, t.Const(draw(st.integers(0, 6)))),
                        draw(st.integers(0, 9)),
                        draw(st.integers(1, 4)),
                    ),
                ]
            )
        )
    return found


@given(term())
def test_what_is_said_to_rise_rises(found: t.Term) -> None:
    values = [t.evaluate(found, [x]) for x in range(400)]
    if rises(found, 0):
        assert values == sorted(values)


@given(term(), st.integers(0, 300))
def test_a_period_repeats(found: t.Term, x: int) -> None:
    numbers = period(found, 0)
    if numbers is not None:
        assert t.evaluate(found, [x + numbers[0]]) == t.evaluate(found, [x]) + numbers[1]


@given(term(), term())
def test_what_is_said_never_to_exceed_does_not(a: t.Term, b: t.Term) -> None:
    if at_most(a, b, [(0, 400)]):
        assert all(t.evaluate(a, [x]) <= t.evaluate(b, [x]) for x in range(401))


def test_shares_of_shares_of_a_multiple_rise() -> None:
    """Sums of floors that a linear solver gives up on: 30 % of the 30–70 % share of one to five times a gain."""
    low, high = share(X, t.mul(X, t.Const(5)), 30), share(X, t.mul(X, t.Const(5)), 70)
    assert rises(share(low, high, 30), 0)
    assert at_most(low, share(low, high, 30), [(0, 10_000_000)])
    assert not at_most(share(low, high, 30), low, [(0, 10_000_000)])


def test_shares_of_a_range_in_whole_yuan_rise() -> None:
    """One to five times a gain in whole 元 (up, down, and one amount where none lies between); a share of a share of it."""
    whole = t.mul(t.div(t.add(X, t.Const(99)), t.Const(100)), t.Const(100))
    cap = t.mul(t.div(t.mul(X, t.Const(5)), t.Const(100)), t.Const(100))
    floor = t.minimum(whole, cap)
    low, high = share(floor, cap, 30), share(floor, cap, 70)
    both = share(low, high, 30)
    values = [t.evaluate(both, [x]) for x in range(3_000)]
    assert values == sorted(values)
    assert rises(both, 0)
    box = [(0, 10_000_000)]
    assert at_most(low, both, box)
    assert at_most(both, high, box)
    assert at_most(low, high, box)
    assert not at_most(high, low, box)


def test_a_share_of_a_range_that_moves_in_parts_of_a_step_may_fall() -> None:
    """A lower end of 1 分 more takes a whole 元 from the share: no lemma."""
    falling = share(X, t.Const(1_000), 30)
    assert t.evaluate(falling, [0]) > t.evaluate(falling, [1])
    assert not rises(falling, 0)


def test_a_width_does_not_rise() -> None:
    """The difference of two rising terms may fall: no lemma."""
    width = t.sub(t.div(t.mul(X, t.Const(7)), t.Const(250)), t.div(t.mul(X, t.Const(3)), t.Const(250)))
    assert not rises(width, 0)


def test_a_remainder_does_not_rise() -> None:
    """0, 1, 2, then 0 again: it falls at the very end of its period."""
    remainder = t.sub(X, t.mul(t.div(X, t.Const(3)), t.Const(3)))
    assert period(remainder, 0) == (3, 0)
    assert not rises(remainder, 0)
    assert at_most(remainder, t.Const(2), [(0, 100)])
    assert not at_most(remainder, t.ONE, [(0, 100)])


def test_the_period_of_a_sum_is_that_of_both() -> None:
    halves_and_thirds = t.add(t.div(X, t.Const(2)), t.div(X, t.Const(3)))
    assert period(halves_and_thirds, 0) == (6, 5)
    assert period(t.div(t.mul(X, t.Const(4)), t.Const(6)), 0) == (3, 2)
    assert period(t.Var(1), 0) is None


Y = t.Var(1)
Z = t.Var(2)


@pytest.mark.parametrize(
    ("first", "second", "proven"),
    [
        (X, X, True),
        (X, Y, False),
        # what is added to it
        (X, t.Add(X, Y), True),
        (X, t.Add(Y, X), True),
        (X, t.Add(X, Z), False),  # which may be negative
        (X, t.Add(Z, X), False),
        (X, t.Add(Y, Y), False),
        (t.Add(X, Y), t.Add(t.Max(X, Z), Y), True),
        (t.Add(X, Y), t.Add(t.Max(X, Z), Z), False),
        # the less of two, the greater of two
        (t.Min(X, Y), X, True),
        (t.Min(X, Y), Y, True),
        (t.Min(X, Y), Z, False),
        (X, t.Max(X, Y), True),
        (Y, t.Max(X, Y), True),
        (Z, t.Max(X, Y), False),
        (t.Max(X, Y), t.Add(X, Y), True),
        (t.Max(X, Z), t.Add(X, Y), False),
        (t.Min(X, Y), t.Min(X, t.Add(X, Y)), True),
        (X, t.Min(t.Add(X, Y), Y), False),
        # divided by the same, and more of the same
        (t.Div(X, t.Const(3)), t.Div(t.Add(X, Y), t.Const(3)), True),
        (t.Div(X, t.Const(3)), t.Div(t.Add(X, Y), t.Const(4)), False),
        (t.Mul(t.Add(X, Y), t.Const(2)), t.Mul(t.Add(X, Y), t.Const(2)), True),
        (t.Mul(t.Min(X, Y), t.Const(2)), t.Mul(X, t.Const(3)), True),
        (t.Mul(t.Min(X, Y), t.Const(3)), t.Mul(X, t.Const(2)), False),
        (t.Min(X, Y), t.Mul(X, t.ONE), True),
        (t.Mul(t.Min(X, Z), t.Const(2)), t.Mul(X, t.Const(3)), False),  # less of a negative number is more
    ],
)
def test_what_the_form_of_two_terms_proves(first: t.Term, second: t.Term, proven: bool) -> None:
    """x and y are 0 to 9, z is -1 to 9; every claim is tried at every value."""
    box = [(0, 9), (0, 9), (-1, 9)]
    assert at_most(first, second, box) is proven
    if proven:
        points = product(*(range(low, high + 1) for low, high in box))
        assert all(t.evaluate(first, point) <= t.evaluate(second, point) for point in points)


def test_a_period_longer_than_is_looked_at_proves_nothing() -> None:
    third, half = t.Div(X, t.Const(3)), t.Div(X, t.Const(2))
    assert at_most(third, half, [(0, 100)], longest=6)
    assert not at_most(third, half, [(0, 100)], longest=5)


def test_one_that_falls_behind_is_no_lemma_but_within_its_first_period() -> None:
    """x/2 is at most x/3 + 1 up to 5, and no longer after it has repeated itself."""
    half, third = t.Div(X, t.Const(2)), t.Add(t.Div(X, t.Const(3)), t.ONE)
    assert at_most(half, third, [(0, 5)])
    assert not at_most(half, third, [(0, 60)])
    # of a domain shorter than a period every value counts, the last one too, and none beyond it
    assert at_most(half, third, [(3, 7)])
    assert not at_most(half, third, [(3, 8)])
    assert not at_most(half, third, [(2, 8)])


def test_a_share_rises_up_to_the_whole_and_where_its_lower_end_moves_in_its_steps() -> None:
    """Of a range of two facts no period tells: only its form does."""
    low = t.mul(X, t.Const(4))
    high = t.add(low, t.mul(Y, t.Const(4)))
    assert rises(steps(low, high, 9, 2), 0)
    assert not rises(steps(low, high, 10, 2), 0)
    uneven = t.mul(X, t.Const(3))
    assert not rises(steps(uneven, t.add(uneven, t.mul(Y, t.Const(4))), 4, 2), 0)
    assert rises(t.Mul(t.Add(X, Y), t.ZERO), 0)  # nothing never falls
    for grown in (t.Add(X, Y), t.Mul(t.Add(X, Y), t.Const(2)), t.Div(t.Add(X, Y), t.Const(3)), t.Max(X, Y)):
        assert rises(grown, 0)
    assert not rises(t.Sub(Y, X), 0)


def test_what_begins_where_the_other_ends_is_never_below_it() -> None:
    assert at_most(X, Y, [(0, 5), (5, 9)])
    assert not at_most(X, Y, [(0, 6), (5, 9)])
