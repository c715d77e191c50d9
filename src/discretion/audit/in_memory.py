"""A plan over columns in memory: as the engine decides a case, by which rules hold, and all cases in which the same do at once.

The guards are worked out for all rows; what the law makes of them, once for each combination that occurs; the amounts are
looked up, or worked out for the rows that end in the same sanction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from discretion.audit.arrays import Kleene, Vector, chosen, either
from discretion.audit.bands import bands_of
from discretion.audit.columns import OUTCOME
from discretion.audit.combinations import Combinations, Holds
from discretion.audit.conclusions import UNKNOWN, Conclusion, conclusion_of, guards
from discretion.audit.defaults import filled_arrays
from discretion.audit.listed import ListedAmounts
from discretion.audit.outcomes import NOTHING, Outcomes
from discretion.audit.side_by_side import by_pieces
from discretion.audit.steps import Some, Steps
from discretion.plan import Plan, per_plan


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
    by_pieces(work.decide, count)
    return work.found


class _Deciding:
    def __init__(self, plan: Plan, columns: Sequence[Vector], found: Outcomes) -> None:
        self.plan, self.columns, self.found = plan, columns, found
        self._combinations, self._bands = Combinations(), bands_of(plan, found.columns)
        self._listed = ListedAmounts(self._bands, columns, found)
        self._varying: list[bool] = []  # by number of the conclusion
        self._unknown = self._numbered(UNKNOWN)

    def decide(self, piece: slice) -> None:
        """Decide some of the cases."""
        columns, count = [column.at(piece) for column in self.columns], piece.stop - piece.start
        conclusions = self._combinations.numbers(_held(self.plan, columns), count, self._conclusion)
        self.found.conclusion[piece] = conclusions
        self._listed.put(piece, conclusions, columns)
        if any(self._varying):
            self._put_varying(columns, conclusions, piece)

    def _put_varying(self, columns: Sequence[Vector], conclusions: Any, piece: slice) -> None:
        """The rows are sorted by what follows, so that each sanction is worked out over a slice."""
        import numpy as np

        order, varying = np.argsort(conclusions, kind="stable"), self._varying.copy()
        ends = np.searchsorted(conclusions, np.arange(len(varying)), side="right", sorter=order).tolist()
        parts = [
            (conclusion, slice(start, end))
            for conclusion, varies, start, end in zip(self.found.conclusions, varying, [0, *ends], ends, strict=False)
            if varies and start < end
        ]
        found = self._bands.of(parts, Some(columns, order))
        for (_, part), (values, opened) in zip(parts, found, strict=True):
            rows = order[part]
            for name, (value, missing) in values.items():
                if name in self.found.columns:
                    self.found.columns[name][piece][rows] = chosen(either(opened, missing), NOTHING[name], value)
            if opened is not False:
                self.found.conclusion[piece][rows if opened is True else rows[opened]] = self._unknown

    def _conclusion(self, holds: Holds) -> int:
        return self._numbered(conclusion_of(self.plan, holds))

    def _numbered(self, conclusion: Conclusion) -> int:
        number = self.found.number(conclusion)
        if number == len(self._varying):
            self._varying.append(not self._listed.add(conclusion))
        return number


def _held(plan: Plan, columns: Sequence[Vector]) -> list[Kleene]:
    """Which of the ``guards`` hold."""
    steps, numbers, needed, done_with = _guards(plan)
    truths = steps.run(needed, columns, {}, done_with)
    return [truths[number] for number in numbers]


@per_plan
def _guards(plan: Plan) -> tuple[Steps, list[int], list[int], dict[int, list[int]]]:
    """What works out all that the law asks of a case, where each is found, which steps lead there, and what they are done with."""
    steps = Steps(plan)
    numbers = [steps.formula(guard) for guard in guards(plan)]
    needed = steps.needed(numbers)
    return steps, numbers, needed, steps.done_with(needed, numbers)
