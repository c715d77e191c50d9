"""A plan over columns in memory: as the engine decides a case, by which rules hold, and all cases in which the same do at once.

The guards are worked out for all rows; what the law makes of them, once for each combination that occurs; the amounts, for
the rows that end in the same sanction.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

from discretion.audit.arrays import Vector, chosen, either
from discretion.audit.bands import amounts_of
from discretion.audit.columns import OUTCOME
from discretion.audit.combinations import Combinations, Holds
from discretion.audit.conclusions import UNKNOWN, conclusion_of, guards
from discretion.audit.defaults import filled_arrays
from discretion.audit.outcomes import NOTHING, Outcomes
from discretion.audit.steps import Some, Steps
from discretion.plan import Plan, per_plan

ROWS = 1 << 16  # that are decided at once: what is worked out stays in the cache


def decided(
    plan: Plan, facts: Mapping[str, Vector], count: int, *, presume: bool = True, names: Collection[str] = OUTCOME
) -> Outcomes:
    """Decide cases.

    Args:
        plan: the compiled violation.
        facts: the columns of ``defaults.inputs``, by name of the fact, within the legal domain.
        count: how many cases.
        presume: whether missing facts are filled as for one case: defaults, completely searched records, presumptions.
        names: the columns of ``columns.OUTCOME`` that are wanted.

    Raises:
        UsageError: the rules' numbers are too large to be exact.
    """
    columns = filled_arrays(plan, facts) if presume else [facts[slot.name] for slot in plan.slots]
    complete = all(column.missing is False for column in columns)  # an outcome can turn on any open amount
    work = _Deciding(plan, columns, Outcomes(count, names if complete else OUTCOME))
    pieces = [slice(start, min(start + ROWS, count)) for start in range(0, count, ROWS)]
    if len(pieces) == 1:
        work.decide(pieces[0])
    else:
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # NumPy lets others work meanwhile
            list(threads.map(work.decide, pieces))
    return work.found


class _Deciding:
    def __init__(self, plan: Plan, columns: Sequence[Vector], found: Outcomes) -> None:
        self.plan, self.columns, self.found = plan, columns, found
        self._combinations, self._amounts = Combinations(self._conclusion), amounts_of(plan, found.columns)
        self._unknown = found.number(UNKNOWN)

    def decide(self, piece: slice) -> None:
        """Decide some of the cases."""
        columns, count = [column.at(piece) for column in self.columns], piece.stop - piece.start
        steps, numbers = _guards(self.plan)
        truths = steps.run(steps.needed(numbers), columns, {})
        conclusions = self._combinations.numbers([truths[number] for number in numbers], count)
        self.found.conclusion[piece] = conclusions
        self._put_amounts(columns, conclusions, piece)

    def _put_amounts(self, columns: Sequence[Vector], conclusions: Any, piece: slice) -> None:
        """The rows are sorted by what follows, so that each sanction is worked out over a slice."""
        import numpy as np

        order, each = np.argsort(conclusions, kind="stable"), self.found.conclusions
        ends = np.searchsorted(conclusions, np.arange(len(each)), side="right", sorter=order).tolist()
        parts = [
            (item, slice(*part)) for item, part in zip(each, pairwise([0, *ends]), strict=True) if part[0] < part[1]
        ]
        found = self._amounts.of(parts, Some(columns, order))
        for (_, part), (values, opened) in zip(parts, found, strict=True):
            rows = order[part]
            for name, column in self.found.columns.items():
                value, missing = values.get(name, Vector(NOTHING[name]))
                column[piece][rows] = chosen(either(opened, missing), NOTHING[name], value)
            if opened is not False:
                self.found.conclusion[piece][rows if opened is True else rows[opened]] = self._unknown

    def _conclusion(self, holds: Holds) -> int:
        return self.found.number(conclusion_of(self.plan, holds))


@per_plan
def _guards(plan: Plan) -> tuple[Steps, list[int]]:
    """What works out all that the law asks of a case, and where each is found."""
    steps = Steps(plan)
    return steps, [steps.formula(guard) for guard in guards(plan)]
