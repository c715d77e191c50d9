"""The partial order of severity: its laws, and its answers on examples a lawyer would give."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.penalty import Band, Extent, Force, Kind, Measure, Order, Weight, chooses, compare, not_harsher

SHALL, MAY = Force.SHALL, Force.MAY


def weight(fine: tuple[int, int] | None = None, *measures: Measure, force: Force = SHALL, rank: int = 2) -> Weight:
    """A penalty with a fine in 元."""
    band = Band(fine[0] * 100, fine[1] * 100) if fine else None
    return Weight(rank, band, force, measures)


WARNING = Measure(Kind.WARNING)
REVOKE, SUSPEND, DOWNGRADE = Measure(Kind.REVOKE), Measure(Kind.SUSPEND_LICENCE), Measure(Kind.DOWNGRADE)
STOP, CLOSE, RESTRICT = Measure(Kind.SUSPEND_BUSINESS), Measure(Kind.CLOSE), Measure(Kind.RESTRICT_OPERATION)
GAIN = Measure(Kind.CONFISCATE, item="illegal_gain")
PERMIT, DRIVER = Measure(Kind.REVOKE, what="道路运输经营许可证"), Measure(Kind.REVOKE, what="从业资格证")
VESSEL = Measure(Kind.CONFISCATE, item="vessel")
EXEMPT, MAY_EXEMPT = weight(rank=0), weight(rank=1)


def months(low: int, high: int | None) -> Measure:
    return Measure(Kind.SUSPEND_LICENCE, extent=Extent("months", low, high))


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        # fines: both ends count
        (weight((3000, 10000)), weight((3000, 10000)), Order.EQUAL),
        (weight((1000, 5000)), weight((3000, 10000)), Order.MILDER),
        (weight((3000, 5000)), weight((3000, 10000)), Order.MILDER),
        (weight((1000, 20000)), weight((3000, 10000)), Order.INCOMPARABLE),
        (weight((3000, 10000), force=MAY), weight((3000, 10000)), Order.MILDER),  # 可处 may be left out
        (weight(None), weight((0, 5000)), Order.MILDER),
        # 警告 against 罚款
        (weight(None, WARNING), weight((200, 200)), Order.MILDER),
        (weight((200, 200), WARNING), weight((200, 200)), Order.EQUAL),
        (weight(None, WARNING), weight((200, 200), force=MAY), Order.INCOMPARABLE),  # the fine may be left out
        (weight(None, WARNING), weight(None), Order.HARSHER),
        (weight(None, WARNING), weight((0, 0)), Order.HARSHER),  # a fine of nothing stands for no warning
        (weight(None, WARNING), weight(None, Measure(Kind.CRITICISM)), Order.INCOMPARABLE),
        # 暂扣 against 吊销
        (weight(None, SUSPEND), weight(None, REVOKE), Order.MILDER),
        (weight(None, SUSPEND), weight(None, DOWNGRADE), Order.MILDER),
        (weight(None, DOWNGRADE), weight(None, REVOKE), Order.MILDER),
        (weight(None, RESTRICT), weight(None, STOP), Order.MILDER),
        (weight(None, STOP), weight(None, CLOSE), Order.MILDER),
        (weight(None, SUSPEND), weight(None, CLOSE), Order.INCOMPARABLE),  # another family
        (weight(None, SUSPEND), weight(None, Measure(Kind.REVOKE, MAY)), Order.INCOMPARABLE),
        (weight(None, Measure(Kind.REVOKE, MAY)), weight(None, REVOKE), Order.MILDER),
        (weight(None, WARNING), weight(None, Measure(Kind.REVOKE, MAY)), Order.INCOMPARABLE),  # it may be left out
        # of one certificate against another
        (weight(None, PERMIT), weight(None, DRIVER), Order.INCOMPARABLE),
        (weight(None, Measure(Kind.SUSPEND_LICENCE, what="从业资格证")), weight(None, PERMIT), Order.INCOMPARABLE),
        (weight(None, Measure(Kind.SUSPEND_LICENCE, what="从业资格证")), weight(None, DRIVER), Order.MILDER),
        # a lower fine, but a revocation: no sum of points decides that
        (weight((1000, 5000), REVOKE), weight((3000, 10000)), Order.INCOMPARABLE),
        (weight((3000, 10000)), weight((3000, 10000), GAIN), Order.MILDER),
        (weight(None, GAIN), weight(None, VESSEL), Order.INCOMPARABLE),
        # how long
        (weight(None, months(3, 6)), weight(None, months(6, 12)), Order.MILDER),
        (weight(None, months(3, 12)), weight(None, months(6, 6)), Order.INCOMPARABLE),
        (weight(None, months(3, 6)), weight(None, SUSPEND), Order.INCOMPARABLE),  # the law says no length
        (weight(None, months(3, 6)), weight(None, REVOKE), Order.MILDER),
        # 不予 < 可以不予 < any penalty
        (EXEMPT, MAY_EXEMPT, Order.MILDER),
        (MAY_EXEMPT, weight(None, WARNING), Order.MILDER),
        (EXEMPT, weight(None), Order.MILDER),
        (EXEMPT, EXEMPT, Order.EQUAL),
    ],
)
def test_examples(a: Weight, b: Weight, order: Order) -> None:
    opposite = {Order.MILDER: Order.HARSHER, Order.HARSHER: Order.MILDER}
    assert compare(a, b) is order
    assert compare(b, a) is opposite.get(order, order)


def test_life_is_longer_than_any_number_of_years() -> None:
    five = Measure(Kind.RESTRICT_EMPLOYMENT, extent=Extent("years", 5, 5))
    life = Measure(Kind.RESTRICT_EMPLOYMENT, extent=Extent("years", 0, None))
    assert compare(weight(None, five), weight(None, life)) is Order.MILDER


def test_excluded_ends_count_as_the_amounts_they_allow() -> None:
    """(3000 … and [3000.01 … are the same fine."""
    open_end = Weight(2, Band(300_000, 500_000, low_inclusive=False), SHALL, ())
    closed = Weight(2, Band(300_001, 500_000), SHALL, ())
    assert compare(open_end, closed) is Order.EQUAL


def test_the_smallest_fine_there_is_stands_for_a_warning() -> None:
    """1 分, and not what may come to nothing."""
    least, nothing = Weight(2, Band(1, 1), SHALL, ()), Weight(2, Band(0, 1), SHALL, ())
    assert compare(weight(None, WARNING), least) is Order.MILDER
    assert compare(weight(None, WARNING), nothing) is Order.INCOMPARABLE


# ---- the laws of an order --------------------------------------------------------------------------------------------

extents = st.none() | st.builds(
    lambda a, b: Extent("months", min(a, b), max(a, b)), st.integers(1, 3), st.integers(1, 3)
)
measures = st.builds(
    lambda kind, force, extent: Measure(kind, force, None, None, extent if kind is Kind.SUSPEND_LICENCE else None),
    st.sampled_from([Kind.WARNING, Kind.CRITICISM, Kind.SUSPEND_LICENCE, Kind.DOWNGRADE, Kind.REVOKE, Kind.CLOSE]),
    st.sampled_from(Force),
    extents,
)
bands = st.none() | st.builds(lambda a, b: Band(min(a, b), max(a, b)), st.integers(0, 3), st.integers(0, 3))
sets = st.lists(measures, max_size=2, unique_by=lambda measure: measure.key).map(tuple)
weights = st.builds(Weight, st.just(2), bands, st.sampled_from(Force), sets) | st.sampled_from([EXEMPT, MAY_EXEMPT])


@given(weights)
def test_reflexive(a: Weight) -> None:
    assert not_harsher(a, a)
    assert compare(a, a) is Order.EQUAL


@settings(max_examples=800)
@given(weights, weights, weights)
def test_transitive(a: Weight, b: Weight, c: Weight) -> None:
    if not_harsher(a, b) and not_harsher(b, c):
        assert not_harsher(a, c)


@settings(max_examples=500)
@given(weights, weights, weights)
def test_antisymmetric_up_to_equality(a: Weight, b: Weight, c: Weight) -> None:
    """What is equal cannot be told apart by any third penalty."""
    if compare(a, b) is Order.EQUAL:
        assert compare(a, c) is compare(b, c)


@given(weights, weights)
def test_comparing_the_other_way_round_gives_the_opposite(a: Weight, b: Weight) -> None:
    opposite = {Order.MILDER: Order.HARSHER, Order.HARSHER: Order.MILDER}
    order = compare(a, b)
    assert compare(b, a) is opposite.get(order, order)


FOREVER = Extent("years", 99, None)


@pytest.mark.parametrize(
    ("extent", "other", "within", "at_least"),
    [
        (Extent("months", 3, 6), Extent("months", 3, 6), True, True),
        (Extent("months", 4, 5), Extent("months", 3, 6), True, False),
        (Extent("months", 3, 7), Extent("months", 3, 6), False, True),
        (Extent("months", 2, 6), Extent("months", 3, 6), False, False),
        (Extent("months", 4, 7), Extent("months", 3, 6), False, True),
        (Extent("days", 3, 6), Extent("months", 3, 6), False, False),  # days are not compared with months
        (Extent("years", 5, 5), FOREVER, False, False),
        (FOREVER, FOREVER, True, True),
        (FOREVER, Extent("years", 5, 5), False, True),
        (FOREVER, Extent("months", 3, 6), False, True),  # for life is longer in every unit
    ],
)
def test_one_extent_against_another(extent: Extent, other: Extent, within: bool, at_least: bool) -> None:
    assert (extent.within(other), extent.at_least(other)) == (within, at_least)


@pytest.mark.parametrize(
    ("fine", "measures", "chosen"),
    [
        (Force.CHOICE, [Measure(Kind.REVOKE, Force.CHOICE)], True),
        (Force.CHOICE, [], True),
        (SHALL, [WARNING, Measure(Kind.REVOKE, Force.CHOICE)], True),
        (None, [Measure(Kind.REVOKE, Force.CHOICE)], True),
        (Force.OPTION, [Measure(Kind.WARNING, Force.OPTION)], False),  # all of it may be left out
        (SHALL, [WARNING], False),
        (None, [], False),
    ],
)
def test_a_choice_of_which_something_must_be(fine: Force | None, measures: list[Measure], chosen: bool) -> None:
    assert chooses(fine, measures) is chosen


def test_a_warning_is_covered_by_whatever_is_no_warning() -> None:
    assert REVOKE.covers(WARNING)
    assert not WARNING.covers(REVOKE)
    assert not Measure(Kind.REVOKE, MAY).covers(WARNING)
    assert not PERMIT.covers(DRIVER)


def test_where_nothing_is_imposed_nothing_is_weighed_and_where_it_may_be_everything_is() -> None:
    """Rank 0 is 不予处罚, or no violation at all; rank 1 may still be imposed."""
    fined = {rank: weight((100, 100), WARNING, rank=rank) for rank in (0, 1, 2)}
    assert not_harsher(fined[0], EXEMPT)
    assert not not_harsher(fined[1], MAY_EXEMPT)
    assert not not_harsher(fined[1], EXEMPT)
    assert not_harsher(fined[1], fined[2])
