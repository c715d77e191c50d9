"""Engine against columns: the same generated cases through both, compared to the 分.

Used by the tests with thousands of cases and by ``make campaign`` with a million.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from discretion.audit import FACT, OUTCOME, Backend, Vector, decided, inputs, outcome_of, outcomes
from discretion.decide import decide
from discretion.plan import Plan, random_facts

TABLE = "agree"


def disagreements(plan: Plan, backend: Backend, count: int, seed: int = 1, *, in_memory: bool = False) -> Iterator[str]:
    """Decide generated cases both ways.

    Args:
        plan: the compiled violation.
        backend: where the columns are computed.
        count: how many cases, drawn around the plan's boundaries.
        seed: of the cases.
        in_memory: in memory in place of the backend.

    Yields:
        One line per case on which they differ: the facts, and what each says.
    """
    random = Random(f"{seed}|{plan.violation}|{plan.law}")  # noqa: S311 - repeatable, not secret
    cases = list(random_facts(plan, random, count))
    decide_all = _in_memory if in_memory else _by_columns
    for case, row in zip(cases, decide_all(plan, backend, cases), strict=True):
        expected = by_engine(plan, case)
        if expected != row:
            different = {name: (expected[name], row[name]) for name in OUTCOME if expected[name] != row[name]}
            named = {slot.name: value for slot, value in zip(plan.slots, case, strict=True)}
            yield f"{plan.violation} {named}: engine, columns = {different}"


def _in_memory(plan: Plan, _: Backend, cases: Sequence[tuple[int, ...]]) -> list[dict[str, Any]]:
    import numpy as np

    facts = {name: Vector(0, True) for name in inputs(plan)}
    facts |= {slot.name: Vector(np.array([case[n] for case in cases], "int64")) for n, slot in enumerate(plan.slots)}
    found: list[dict[str, Any]] = decided(plan, facts, len(cases), presume=False).table().to_pylist()
    return found


def _by_columns(plan: Plan, backend: Backend, cases: Sequence[tuple[int, ...]]) -> list[dict[str, Any]]:
    import pyarrow as pa

    columns = {column: pa.nulls(len(cases), pa.int64()) for column in inputs(plan).values()}
    columns |= {
        FACT + slot.name: pa.array([case[n] for case in cases], pa.int64()) for n, slot in enumerate(plan.slots)
    }
    table = pa.table({"number": pa.array(range(len(cases)), pa.int64()), **columns})
    result = outcomes(plan, backend.load(TABLE, table), keep=["number"], presume=False).order_by("number")
    rows: list[dict[str, Any]] = backend.fetch(result.select(*OUTCOME)).to_pylist()
    return rows


def by_engine(plan: Plan, case: tuple[int, ...]) -> dict[str, Any]:
    """What the engine says of complete facts, in the columns of ``OUTCOME``."""
    return outcome_of(plan, decide(plan, case), case)
