"""Columns in memory, piece by piece: steps of terms and formulas, combinations of truths, work side by side."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

import numpy as np

from discretion.audit.arrays import Kleene, Vector
from discretion.audit.coded import nullable
from discretion.audit.combinations import Combinations, Holds
from discretion.audit.listed import ListedAmounts
from discretion.audit.outcomes import Outcomes
from discretion.audit.side_by_side import by_pieces, nothing_to_collect, side_by_side
from discretion.audit.steps import Steps
from discretion.errors import UsageError
from discretion.plan import formula as f
from discretion.plan import terms as t

X, Y = t.Var(0), t.Var(1)


def steps_of(*box: tuple[int, int]) -> Any:
    return Steps(SimpleNamespace(box=list(box)))  # type: ignore[arg-type]  # of a plan, only the legal domain is asked


def values(steps: Any, number: int, *columns: list[int]) -> list[int]:
    found = steps.run(steps.needed([number]), [Vector(np.array(column)) for column in columns], {})[number].values
    return list(found.tolist())


def test_a_comparison_and_its_denial_are_one_question() -> None:
    steps = steps_of((0, 9))
    above, most = (steps.formula(item) for item in (f.Cmp("<", t.Const(5), X), f.Cmp("<=", X, t.Const(5))))
    assert set(steps.needed([above])) == {*steps.needed([most]), above}


def test_rounding_what_is_whole_already_is_no_step() -> None:
    """Amounts are rounded to the 元; 50 000 分 a tonne, at most 3 000 000 分, are whole 元 as they are."""
    steps = steps_of((0, 90_000))
    by_mass = t.Min(t.Mul(t.Div(X, t.Const(1000)), t.Const(50_000)), t.Const(3_000_000))
    up = t.Mul(t.Div(t.Add(by_mass, t.Const(99)), t.Const(100)), t.Const(100))
    down = t.Mul(t.Div(by_mass, t.Const(100)), t.Const(100))
    assert steps.term(up) == steps.term(down) == steps.term(by_mass)
    more = t.Mul(t.Div(t.Add(by_mass, t.Const(100)), t.Const(100)), t.Const(100))
    third = t.Mul(t.Div(t.Add(t.Div(by_mass, t.Const(3)), t.Const(99)), t.Const(100)), t.Const(100))
    seventh = t.Mul(t.Div(t.Div(by_mass, t.Const(7)), t.Const(100)), t.Const(100))
    assert values(steps, steps.term(more), [2500]) == [100_100]
    assert values(steps, steps.term(third), [1500]) == [16_700]
    assert values(steps, steps.term(seventh), [1500]) == [7_100]


def test_a_fine_of_so_much_a_tonne_turns_on_the_number_of_tonnes() -> None:
    """Of money there are too many amounts to have a table of; what depends on two facts depends on both."""
    steps = steps_of((0, 90_999), (0, 10**12))
    tonnes = t.Div(X, t.Const(1000))
    fine = t.Min(t.Mul(tonnes, t.Const(50_000)), t.Const(3_000_000))
    every = [steps.term(item) for item in (tonnes, fine, t.Min(tonnes, t.Const(9)), t.Const(7), Y, t.Add(fine, Y))]
    by_tonnes, income = every[0], every[4]
    assert [steps.turning([item]) for item in every] == [
        {by_tonnes}, {by_tonnes}, {by_tonnes}, set(), {income}, {by_tonnes, income},
    ]  # fmt: skip
    assert (steps.few(by_tonnes), steps.few(income)) == (True, False)
    assert (steps.values(by_tonnes), steps.slots(by_tonnes)) == (range(91), [0])
    given = {by_tonnes: Vector(np.array(steps.values(by_tonnes)))}
    found = steps.run(steps.needed([every[1]], given), {}, given)[every[1]]
    assert found.values.tolist() == [min(50_000 * number, 3_000_000) for number in range(91)]


def test_tables_are_by_the_values_of_one_step() -> None:
    """Amounts that turn on another are worked out case by case."""
    steps, small = steps_of((0, 9), (5, 6)), np.array([5, 6, 5])
    x, y = (steps.term(item) for item in (X, Y))
    turning: dict[Any, set[int]] = {"fixed": set(), "by y": {y}, "by x": {x}, "by both": {x, y}}
    amounts = {"fixed": 700, "by y": np.array([10, 20])}
    bands = SimpleNamespace(
        steps=steps, turning=turning.__getitem__, listed=lambda conclusion, *_: {"low": amounts[conclusion]}
    )
    columns, found = [Vector(np.array([1, 2, 3])), Vector(small)], Outcomes(200, ["low"])
    listed: Any = ListedAmounts(bands, columns, found)  # type: ignore[arg-type]
    assert [listed.add(conclusion) for conclusion in turning] == [True, True, False, False]
    listed.put(slice(10, 13), np.array([1, 1, 0], "uint16"), columns)
    assert found.columns["low"][10:13].tolist() == [10, 20, 700]


def test_what_later_steps_do_not_want_is_forgotten() -> None:
    steps = steps_of((0, 9), (0, 9))
    first, second = (f.Cmp("<=", X, t.Const(5)), f.Cmp("<=", Y, t.Const(5)))
    wanted = [steps.formula(f.And((first, second))), steps.formula(second)]
    needed = steps.needed(wanted)
    columns = [Vector(np.array([3, 8])), Vector(np.array([4, 4]))]
    found = steps.run(needed, columns, {}, steps.done_with(needed, wanted))
    assert {number: truth.surely.tolist() for number, truth in found.items()} == {
        wanted[0]: [True, False], wanted[1]: [True, True],
    }  # fmt: skip


def test_steps_give_what_terms_and_formulas_give() -> None:
    random = Random(1)

    def term(depth: int) -> t.Term:
        if not depth:
            ends: list[t.Term] = [X, Y, t.Const(random.randrange(-9, 9)), t.EnumTable(1, (4, 100, -3, 0, 7))]
            return random.choice(ends)
        left, right = term(depth - 1), term(depth - 1)
        every: list[t.Term] = [
            t.Add(left, right), t.Sub(left, right), t.Mul(left, right), t.Min(left, right), t.Max(left, right),
            t.Div(left, t.Const(random.choice((1, 2, 100)))),
        ]  # fmt: skip
        return random.choice(every)

    def formula(depth: int) -> f.Formula:
        if not depth:
            return f.Cmp(random.choice(("<", "<=", "=")), term(1), term(2))
        inner = formula(depth - 1), formula(depth - 1)
        return random.choice((f.And(inner), f.Or(inner), f.Not(inner[0])))

    rows = [(random.randrange(-50, 50), random.randrange(5)) for _ in range(40)]
    columns = [[row[slot] for row in rows] for slot in (0, 1)]
    for _ in range(200):
        steps, one, asked = steps_of((-50, 49), (0, 4)), term(3), formula(2)
        number, truth = steps.term(t.Add(X, one)), steps.formula(asked)
        assert values(steps, number, *columns) == [t.evaluate(t.Add(X, one), row) for row in rows]
        found = steps.run(steps.needed([truth]), [Vector(np.array(column)) for column in columns], {})[truth]
        holds = np.broadcast_to(found.surely, len(rows)).tolist()
        assert holds == [f.holds(asked, row) for row in rows]


def test_what_64_bits_do_not_hold_is_refused_before_it_is_worked_out() -> None:
    with pytest.raises(UsageError, match="规则中的数可能大到数据库不能精确计算"):
        steps_of((0, 2**40)).term(t.Mul(X, X))


@pytest.mark.parametrize("count", [0, 1, 8, 9, 16, 17, 33, 70])
def test_rows_in_which_the_same_holds_get_one_number(count: int) -> None:
    random, size = np.random.default_rng(count), 60
    held = [Kleene(truth, truth) for truth in random.random((count, size)) < 0.5]
    maybe = random.random(size) < 0.5
    held += [Kleene(True, True), Kleene(maybe & (random.random(size) < 0.5), maybe), Kleene(False, maybe)]
    asked: list[Holds] = []

    def follows(holds: Holds) -> int:
        asked.append(holds)
        return len(asked) - 1

    found = [asked[number] for number in Combinations().numbers(held, size, follows)]
    states = {(True, True): True, (False, True): None, (False, False): False}
    each = [[np.broadcast_to(truth, size).tolist() for truth in item] for item in held]
    expected = [tuple(states[sure[row], may[row]] for sure, may in each) for row in range(size)]
    assert found == expected
    assert len(asked) == len(set(asked))


def test_work_side_by_side_keeps_its_order_and_takes_little_beforehand() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    results = side_by_side(lambda number: number * number, items())
    assert next(results) == 0
    assert len(taken) < 40
    assert list(results) == [number * number for number in range(1, 40)]
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda number: 1 // number, [1, 0, 1]))


def test_rows_are_worked_on_in_pieces_of_one_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discretion.audit.side_by_side.ROWS", 40)
    assert by_pieces(lambda rows: (rows.start, rows.stop), 100) == [(0, 34), (34, 68), (68, 100)]
    assert by_pieces(lambda rows: (rows.start, rows.stop), 40) == [(0, 40)]
    assert by_pieces(lambda rows: (rows.start, rows.stop), 0) == [(0, 0)]


def test_numbers_and_truths_are_put_into_arrow_with_what_lacks() -> None:
    lacking = np.array([False, True, False] * 3)
    assert nullable(np.arange(9), lacking).to_pylist() == [0, None, 2, 3, None, 5, 6, None, 8]
    assert nullable(np.arange(9) > 4, lacking).to_pylist() == [False, None, False, False, None, True, True, None, True]
    assert nullable(np.arange(9)[3:], lacking[3:] & False).to_pylist() == [3, 4, 5, 6, 7, 8]


def test_garbage_is_collected_again_afterwards() -> None:
    with pytest.raises(ValueError, match="wrong"), nothing_to_collect():  # noqa: PT012
        assert not gc.isenabled()
        raise ValueError("wrong")
    assert gc.isenabled()
