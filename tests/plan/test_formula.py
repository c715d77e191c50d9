"""Three-valued logic: Kleene's tables, and that what a box settles holds at each of its points."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discretion.plan import formula as f
from discretion.plan import terms as t

# Three comparisons on one slot that is 0, 1 or either: x >= 1 is true, false, or open.
SURE, NEVER = (1, 1), (0, 0)
OPEN = (0, 1)
BOXES = {True: SURE, False: NEVER, None: OPEN}


def truth(slot: int) -> f.Formula:
    return f.compare("=", t.Var(slot), t.ONE)


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_the_tables_of_kleene(a: bool | None, b: bool | None, both: bool | None, either: bool | None) -> None:
    box = [BOXES[a], BOXES[b]]
    assert f.kleene(f.both((truth(0), truth(1))), box) is both
    assert f.kleene(f.either((truth(0), truth(1))), box) is either


@pytest.mark.parametrize(("a", "negated"), [(True, False), (False, True), (None, None)])
def test_the_table_of_not(a: bool | None, negated: bool | None) -> None:
    assert f.kleene(f.negate(truth(0)), [BOXES[a]]) is negated


def test_unknown_is_neither_true_nor_false() -> None:
    """Not even a tautology is settled by its parts: the open atom decides by cutting, never by guessing."""
    tautology = f.either((truth(0), f.Not(truth(0))))
    assert f.kleene(tautology, [OPEN]) is None
    assert list(f.unsettled(tautology, [OPEN])) == [truth(0), truth(0)]
    assert f.kleene(tautology, [SURE]) is True
    assert f.kleene(tautology, [NEVER]) is True


def test_constructors_fold_what_is_already_known() -> None:
    a, b = truth(0), truth(1)
    assert f.both(()) == f.TRUE
    assert f.either(()) == f.FALSE
    assert f.both((a, f.TRUE, a)) == a
    assert f.both((a, f.FALSE)) == f.FALSE
    assert f.either((a, f.FALSE)) == a
    assert f.either((a, f.TRUE)) == f.TRUE
    assert f.both((f.both((a, b)), a)) == f.And((a, b))
    assert f.negate(f.negate(a)) == a
    assert f.compare("<", t.Const(1), t.Const(2)) == f.TRUE
    assert f.compare(">=", t.Const(1), t.Const(2)) == f.FALSE


def test_only_atoms_that_can_still_decide_are_unsettled() -> None:
    a, b = truth(0), truth(1)
    assert list(f.unsettled(f.both((a, b)), [NEVER, OPEN])) == []
    assert list(f.unsettled(f.both((a, b)), [SURE, OPEN])) == [b]
    assert list(f.unsettled(f.either((a, b)), [OPEN, OPEN])) == [a, b]


# ---- properties ------------------------------------------------------------------------------------------------------

SLOTS = 3
BOX = [(-2, 3), (0, 4), (1, 3)]  # the last one is positive everywhere: it may divide


def terms() -> st.SearchStrategy[t.Term]:
    positive = st.just(t.Var(2)) | st.integers(1, 5).map(t.Const)
    leaves = (
        st.integers(-6, 6).map(t.Const)
        | st.integers(0, SLOTS - 1).map(t.Var)
        | st.just(t.EnumTable(1, (7, 0, -3, 2, 2)))
    )

    def extend(inner: st.SearchStrategy[t.Term]) -> st.SearchStrategy[t.Term]:
        two = st.tuples(inner, inner)
        return (
            two.map(lambda pair: t.add(*pair))
            | two.map(lambda pair: t.sub(*pair))
            | two.map(lambda pair: t.mul(*pair))
            | two.map(lambda pair: t.minimum(*pair))
            | two.map(lambda pair: t.maximum(*pair))
            | st.tuples(inner, positive).map(lambda pair: t.div(*pair))
            | st.tuples(inner, positive).map(lambda pair: t.div_up(*pair))
        )

    return st.recursive(leaves, extend, max_leaves=6)


def formulas() -> st.SearchStrategy[f.Formula]:
    atoms = st.builds(f.compare, st.sampled_from(["<", "<=", ">", ">=", "="]), terms(), terms())

    def extend(inner: st.SearchStrategy[f.Formula]) -> st.SearchStrategy[f.Formula]:
        several = st.lists(inner, max_size=3)
        return several.map(f.both) | several.map(f.either) | inner.map(f.negate)

    return st.recursive(atoms, extend, max_leaves=5)


@st.composite
def boxes(draw: st.DrawFn) -> list[tuple[int, int]]:
    found = []
    for low, high in BOX:
        a, b = draw(st.integers(low, high)), draw(st.integers(low, high))
        found.append((min(a, b), max(a, b)))
    return found


def points(box: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    return list(product(*(range(low, high + 1) for low, high in box)))


@given(terms(), boxes())
def test_the_span_of_a_term_contains_its_value_at_every_point(term: t.Term, box: list[tuple[int, int]]) -> None:
    low, high = t.span(term, box)
    assert all(low <= t.evaluate(term, point) <= high for point in points(box))


@given(terms(), boxes())
def test_the_span_at_a_single_point_is_the_value(term: t.Term, box: list[tuple[int, int]]) -> None:
    for point in points(box)[:5]:
        value = t.evaluate(term, point)
        assert t.span(term, [(v, v) for v in point]) == (value, value)


@given(formulas(), boxes())
def test_what_a_box_settles_holds_at_every_point(formula: f.Formula, box: list[tuple[int, int]]) -> None:
    settled = f.kleene(formula, box)
    truths = {f.holds(formula, point) for point in points(box)}
    assert settled is None or truths == {settled}


@given(formulas(), boxes())
def test_a_point_leaves_nothing_open(formula: f.Formula, box: list[tuple[int, int]]) -> None:
    for point in points(box)[:5]:
        assert f.kleene(formula, [(v, v) for v in point]) is f.holds(formula, point)


@given(formulas(), boxes())
def test_an_open_formula_names_an_open_atom(formula: f.Formula, box: list[tuple[int, int]]) -> None:
    open_atoms = list(f.unsettled(formula, box))
    assert bool(open_atoms) is (f.kleene(formula, box) is None)
    assert all(f.kleene(atom, box) is None for atom in open_atoms)


@given(formulas())
def test_negation_is_the_opposite_everywhere(formula: f.Formula) -> None:
    negated = f.negate(formula)
    assert all(f.holds(negated, point) is not f.holds(formula, point) for point in points(BOX))


@given(st.lists(formulas(), max_size=3))
def test_de_morgan(items: list[f.Formula]) -> None:
    left = f.negate(f.both(items))
    right = f.either(f.negate(item) for item in items)
    assert all(f.holds(left, point) is f.holds(right, point) for point in points(BOX))


@given(formulas(), boxes(), st.data())
def test_knowing_more_never_unsettles(formula: f.Formula, box: list[tuple[int, int]], data: st.DataObject) -> None:
    settled = f.kleene(formula, box)
    smaller = [
        tuple(sorted((data.draw(st.integers(low, high)), data.draw(st.integers(low, high))))) for low, high in box
    ]
    if settled is not None:
        assert f.kleene(formula, smaller) is settled  # type: ignore[arg-type]
