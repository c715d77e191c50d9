"""Fewer questions, the same row: proven first, and compared with the guards themselves."""

from typing import Any, cast

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.audit.questions import Ask, assumed, questions
from discretion.audit.shares import shared_functions
from discretion.plan import Plan
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.ends import Ends

MASS, LENGTH = t.Var(0), t.Var(1)


def below(term: Any, limit: Any) -> Any:
    return f.compare("<=", term, t.Const(limit))


def above(term: Any, limit: Any) -> Any:
    return f.compare(">", term, t.Const(limit))


def answer(asked: Any, values: Any) -> Any:
    while isinstance(asked, Ask):
        asked = asked.yes if f.holds(asked.test, values) else asked.no
    return asked


def test_every_mark_is_asked_once_and_the_last_row_is_not_asked_at_all() -> None:
    rows = [below(MASS, 1000), f.both([above(MASS, 1000), below(MASS, 5000)]), above(MASS, 5000)]
    assert questions(rows) == Ask(below(MASS, 1000), 0, Ask(below(MASS, 5000), 1, 2))


@given(st.integers(0, 4), st.integers(0, 4), st.booleans())
def test_the_questions_find_the_row_whose_guard_holds(mass: Any, length: Any, both: Any) -> None:
    small = f.both([below(MASS, 2), below(LENGTH, 1)]) if both else f.either([below(MASS, 2), below(LENGTH, 1)])
    warned = below(MASS, 1)
    rows = [
        f.both([small, warned]),
        f.both([small, f.negate(warned)]),
        f.both([f.negate(small), warned]),
        f.both([f.negate(small), f.negate(warned)]),
    ]
    holding = [number for number, row in enumerate(rows) if f.holds(row, (mass, length))]
    assert [answer(questions(rows), (mass, length))] == holding


ATOMS = st.builds(below, st.sampled_from((MASS, LENGTH)), st.integers(0, 2))
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: (
        st.builds(f.both, st.lists(inner, min_size=1, max_size=3))
        | st.builds(f.either, st.lists(inner, min_size=1, max_size=3))
        | st.builds(f.negate, inner)
    ),
    max_leaves=6,
)


@given(FORMULAS, FORMULAS)
@settings(max_examples=300)
def test_what_an_answer_settles_is_not_asked_again(formula: Any, test: Any) -> None:
    for values in product(range(4), repeat=2):
        held = f.holds(test, values)
        assert f.holds(assumed(formula, test, held), values) == f.holds(formula, values)


class _Plan:
    slots = (None, None)


def test_a_share_of_the_range_is_one_function_for_all_ranges() -> None:
    """30 % of 1000–5000 and of x–2x: once the ends of the range are columns, the same term."""
    laws = {0: Ends(t.Const(1000), t.Const(5000)), 1: Ends(MASS, t.mul(MASS, t.Const(3)))}
    thirty = {
        row: t.add(law.lowest, t.div(t.mul(t.sub(law.highest, law.lowest), t.Const(3)), t.Const(10)))
        for row, law in laws.items()
    }
    low = {("general", 0, row): law.lowest for row, law in laws.items()}
    assert set(shared_functions(cast("Plan", _Plan), low, laws).values()) == {t.Var(2)}
    other = {("general", 0, row): term for row, term in thirty.items()} | {("heavier", 0, 0): t.Const(9)}
    found = shared_functions(cast("Plan", _Plan), other, laws)
    for key, term in found.items():
        for mass in (0, 7, 1000):
            law = laws[key[2]]
            ends = [t.evaluate(end, (mass, 0)) for end in (law.lowest, law.highest)]
            assert t.evaluate(term, (mass, 0, *ends)) == t.evaluate(other[key], (mass, 0))


def test_a_cap_that_is_never_reached_is_not_asked_for() -> None:
    capped = t.minimum(t.minimum(MASS, t.Const(300)), t.Const(500))
    assert t.settled(capped, [(0, 1000), (0, 0)]) == t.minimum(MASS, t.Const(300))
    assert t.settled(capped, [(0, 100), (0, 0)]) == MASS
    assert t.settled(t.maximum(MASS, t.Const(-1)), [(0, 100), (0, 0)]) == MASS
