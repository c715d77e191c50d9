"""The fact space: where a comparison changes is found exactly, and nothing reachable is left out."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.space import Box, regions, satisfiable, split

X, Y = t.Var(0), t.Var(1)


def cut(formula: f.Formula, box: Box, budget: int = 100) -> list[tuple[Box, bool]]:
    return list(regions(box, lambda current: next(f.unsettled(formula, current), None), budget))


def test_a_box_is_cut_at_the_very_number_where_a_comparison_changes() -> None:
    """超限质量 > 1000: 0 to 1000 on one side, 1001 on the other."""
    assert cut(f.compare(">", X, t.Const(1000)), [(0, 500_000)]) == [
        ([(0, 1000)], True),
        ([(1001, 500_000)], True),
    ]


def test_a_derived_number_is_cut_at_the_number_of_the_stated_fact() -> None:
    """max(x - 49000, 0) >= 1000, with x stated."""
    excess = t.maximum(t.sub(X, t.Const(49_000)), t.ZERO)
    assert [box for box, _ in cut(f.compare(">=", excess, t.Const(1000)), [(0, 500_000)])] == [
        [(0, 49_999)],
        [(50_000, 500_000)],
    ]


def test_an_equality_in_the_middle_is_cut_out() -> None:
    """违法所得 = 10000.00 元, in 分."""
    assert [box for box, _ in cut(f.compare("=", X, t.Const(1_000_000)), [(0, 10_000_000_000)])] == [
        [(0, 999_999)],
        [(1_000_000, 1_000_000)],
        [(1_000_001, 10_000_000_000)],
    ]


def test_an_equality_of_a_falling_number_is_cut_out_as_quickly() -> None:
    falling = f.compare("=", t.sub(t.Const(1000), X), t.Const(300))
    assert [box for box, _ in cut(falling, [(0, 1000)], 5)] == [[(0, 699)], [(700, 700)], [(701, 1000)]]


def test_an_equality_on_a_plateau() -> None:
    """floor(x / 10) = 3 holds from 30 to 39."""
    plateau = f.compare("=", t.div(X, t.Const(10)), t.Const(3))
    assert [box for box, _ in cut(plateau, [(0, 100)], 5)] == [[(0, 29)], [(30, 39)], [(40, 100)]]


def test_a_point_cannot_be_cut() -> None:
    assert split([(3, 3)], f.Cmp("<", X, t.Const(5))) is None


def test_of_two_facts_the_one_that_may_be_most_is_cut_in_half() -> None:
    """How far apart its ends are, not how large they are."""
    assert split([(0, 10), (100, 101)], f.Cmp("<", X, Y)) == ([(0, 5), (100, 101)], [(6, 10), (100, 101)])
    assert split([(0, 1), (-9, 9)], f.Cmp("<", X, Y)) == ([(0, 1), (-9, 0)], [(0, 1), (1, 9)])
    assert split([(3, 3), (0, 9)], f.Cmp("<", X, Y)) == ([(3, 3), (0, 3)], [(3, 3), (4, 9)])  # where it changes


def test_without_budget_a_region_is_reported_as_unsettled_never_dropped() -> None:
    diagonal = f.compare("<", X, Y)
    found = cut(diagonal, [(0, 1000), (0, 1000)], 3)
    assert not all(settled for _, settled in found)
    assert sum((a[1] - a[0] + 1) * (b[1] - b[0] + 1) for (a, b), _ in found) == 1001 * 1001


def test_what_the_budget_does_not_settle_counts_as_possible() -> None:
    parity = f.compare("=", t.add(t.mul(X, t.Const(2)), t.ONE), t.mul(Y, t.Const(2)))  # odd = even: never
    assert satisfiable(parity, [(0, 10**6), (0, 10**6)], budget=50) is True
    assert satisfiable(parity, [(0, 5), (0, 5)]) is False


# ---- against brute force ---------------------------------------------------------------------------------------------

BOX = [(-3, 4), (0, 5)]
linear = st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(-8, 8)).map(
    lambda k: t.add(t.add(t.mul(X, t.Const(k[0])), t.mul(Y, t.Const(k[1]))), t.Const(k[2]))
)
number = (
    linear
    | st.tuples(linear, linear).map(lambda p: t.maximum(*p))
    | st.tuples(linear, st.integers(1, 4)).map(lambda p: t.div(p[0], t.Const(p[1])))
    | st.tuples(linear, linear).map(lambda p: t.mul(*p))
)
atom = st.builds(f.compare, st.sampled_from(["<", "<=", ">", ">=", "="]), number, number)
formula = st.recursive(
    atom,
    lambda inner: (
        st.lists(inner, max_size=3).map(f.both) | st.lists(inner, max_size=3).map(f.either) | inner.map(f.negate)
    ),
    max_leaves=5,
)


@settings(max_examples=150)
@given(formula)
def test_satisfiable_agrees_with_trying_every_point(formula: f.Formula) -> None:
    points = product(*(range(low, high + 1) for low, high in BOX))
    assert satisfiable(formula, list(BOX)) is any(f.holds(formula, point) for point in points)


@settings(max_examples=100)
@given(formula, st.integers(0, 30))
def test_regions_cover_the_box_without_overlap_and_settled_ones_are_right(formula: f.Formula, budget: int) -> None:
    seen: dict[tuple[int, ...], bool] = {}
    for region, settled in cut(formula, list(BOX), budget):
        for point in product(*(range(low, high + 1) for low, high in region)):
            assert point not in seen
            seen[point] = settled
            if settled:
                assert f.holds(formula, point) is f.kleene(formula, region)
    assert set(seen) == set(product(*(range(low, high + 1) for low, high in BOX)))
