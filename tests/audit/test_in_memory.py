"""The same plans over arrays, in memory: the engine's own answers, to the 分; and the database's, where facts are missing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from random import Random
from typing import Any
from weakref import ref

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

import numpy as np
import pyarrow as pa

from discretion import Library
from discretion.audit import FACT, OUTCOME, Vector, connect, decided, inputs, listed, outcome_of, outcomes, side_by_side
from discretion.audit.side_by_side import nothing_to_collect
from discretion.decide import decide
from discretion.plan import Plan, random_facts

DAY = date(2026, 3, 20)


def plans(library: Library, step: int) -> list[Plan]:
    return list(library.plans.all(library.plans.chain("national", DAY), DAY))[::step]


# Their fines are shares of an amount that nothing else turns on: where it is missing, only the fine is open.
SHARES = (
    "ride-hailing.platform.out-of-area",
    "works.quality.subcontracted.builder",
    "works.quality.beyond-grade.service",
)


def with_shares(library: Library, step: int) -> list[Plan]:
    return plans(library, step) + [plan for plan in plans(library, 1) if plan.violation in SHARES]


def columns_of(plan: Plan, cases: Sequence[Sequence[int | None]]) -> dict[str, Vector]:
    facts = {name: Vector(0, True) for name in inputs(plan)}
    for n, slot in enumerate(plan.slots):
        missing = np.array([case[n] is None for case in cases])
        values = np.array([slot.low if case[n] is None else case[n] for case in cases], "int64")
        facts[slot.name] = Vector(values, missing if missing.any() else False)
    return facts


def rows(plan: Plan, cases: Sequence[Sequence[int | None]], *, presume: bool = True) -> list[dict[str, Any]]:
    found = decided(plan, columns_of(plan, cases), len(cases), presume=presume).table()
    return list(found.to_pylist())


# Their fines follow from a number: of tonnes, or of cars.
NUMBERS = ("highway.overload.mass", "ride-hailing.platform.out-of-area")


@pytest.mark.parametrize("worth", [0, 10**9], ids=["listed", "worked out"])
def test_complete_cases_are_decided_as_the_engine_decides_them(
    library: Library, monkeypatch: pytest.MonkeyPatch, worth: int
) -> None:
    """Also where amounts are looked up by the number that they follow from."""
    monkeypatch.setattr(listed, "WORTH", worth)
    by_number = [plan for plan in plans(library, 1) if plan.violation in NUMBERS]
    assert len(by_number) == len(NUMBERS)
    for plan in plans(library, 20) + by_number:
        cases = list(random_facts(plan, Random(plan.violation), 60))
        assert rows(plan, cases, presume=False) == [outcome_of(plan, decide(plan, case), case) for case in cases], (
            plan.violation
        )


def test_many_cases_are_decided_in_pieces(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (plan, *_) = (plan for plan in plans(library, 1) if plan.violation == "highway.overload.mass")
    cases = list(random_facts(plan, Random(1), 200))
    whole = rows(plan, cases)
    monkeypatch.setattr(side_by_side, "ROWS", 7)
    assert rows(plan, cases) == whole


@pytest.mark.parametrize("missing", [0.0, 0.15])
def test_some_columns_are_what_all_would_have_been(library: Library, missing: float) -> None:
    """Of facts that are missing, also the amounts that nobody asked for can leave an outcome open."""
    random = Random(3)
    for plan in with_shares(library, 40):
        cases = [
            [None if random.random() < missing else value for value in case]
            for case in random_facts(plan, Random(plan.violation), 60)
        ]
        columns = columns_of(plan, cases)
        whole = decided(plan, columns, len(cases))
        for wanted in (["status", "disposition"], ["status", "high", "clamped"]):
            some = decided(plan, columns, len(cases), names=wanted)
            assert some.table(wanted).equals(whole.table(wanted)), plan.violation


def test_facts_are_given_back_without_the_collector(library: Library) -> None:
    """It rests while an audit runs, and the facts of ten million decisions would fill the memory."""
    (plan, *_) = (plan for plan in plans(library, 1) if plan.violation == "highway.overload.mass")
    cases = list(random_facts(plan, Random(1), 20))
    facts = {slot.name: Vector(np.array([case[n] for case in cases])) for n, slot in enumerate(plan.slots)}
    kept = [ref(column.values) for column in facts.values()]
    with nothing_to_collect():
        decided(plan, {**{name: Vector(0, True) for name in inputs(plan)}, **facts}, len(cases), presume=False)
        del facts
        assert [column for column in kept if column() is not None] == []


def test_missing_facts_are_left_open_as_by_duckdb(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "WORTH", 0)
    random = Random(7)
    with closing(connect()) as backend:
        for plan in with_shares(library, 100):
            cases = [
                [None if random.random() < 0.15 else value for value in case]
                for case in random_facts(plan, Random(plan.violation), 60)
            ]
            columns = {name: pa.nulls(len(cases), pa.int64()) for name in inputs(plan).values()}
            columns |= {
                FACT + slot.name: pa.array([case[n] for case in cases], pa.int64()) for n, slot in enumerate(plan.slots)
            }
            table = backend.load("cases", pa.table({"row": pa.array(range(len(cases))), **columns}))
            expected = backend.fetch(outcomes(plan, table, keep=["row"]).order_by("row")).select(OUTCOME).to_pylist()
            assert rows(plan, cases) == expected, plan.violation
