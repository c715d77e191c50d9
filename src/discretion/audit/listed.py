"""Amounts in tables, by the number of the conclusion: the same in all cases, or by the values of one step that has few of them.

A fine of so much a tonne follows from a number of tonnes: worked out for each such number, it is looked up for millions of cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from discretion.audit.arrays import Vector
from discretion.audit.bands import Bands
from discretion.audit.conclusions import Conclusion
from discretion.audit.outcomes import NOTHING, Outcomes

WORTH = 64  # cases for each value: of fewer, amounts are sooner worked out than listed


class _Tables(NamedTuple):
    length: int  # in conclusions
    through: int | None  # the step by whose values they have them
    amounts: Mapping[str, Any]


class ListedAmounts:
    """See the module.

    Args:
        bands: works amounts out.
        columns: of all cases, by slot.
        found: where the amounts go.
    """

    def __init__(self, bands: Bands, columns: Sequence[Vector], found: Outcomes) -> None:
        self._bands, self._columns, self._found = bands, columns, found
        self._through: int | None = None
        self._rows: list[Mapping[str, Any]] = []
        self._last = _Tables(0, None, {})

    def add(self, conclusion: Conclusion) -> bool:
        """Give a conclusion the next number; whether its amounts can be listed."""
        turning = self._bands.turning(conclusion)
        if self._through is None and len(turning) == 1:
            self._through = next(filter(self._fits, turning), None)
        listed = turning <= {self._through}
        self._rows.append({**NOTHING, **self._bands.listed(conclusion, *turning)} if listed else NOTHING)
        return listed

    def _fits(self, step: int) -> bool:
        """Whether tables may be by the values of a step; where a fact is missing, the outcome can be open."""
        steps = self._bands.steps
        worth = steps.few(step) and len(self._found.conclusion) >= WORTH * len(steps.values(step))
        return worth and all(self._columns[slot].missing is False for slot in steps.slots(step))

    def put(self, piece: slice, conclusions: Any, columns: Sequence[Vector]) -> None:
        """Put the amounts of some of the cases.

        Args:
            piece: which of all.
            conclusions: the number of the conclusion of each.
            columns: theirs, by slot.
        """
        tables, steps = self._tables(), self._bands.steps
        place = conclusions.astype("intp")
        if tables.through is not None:
            values = steps.values(tables.through)
            place *= len(values)
            place += steps.run(steps.needed([tables.through]), columns, {})[tables.through].values
            place -= values.start
        for name, amounts in tables.amounts.items():
            amounts.take(
                place, out=self._found.columns[name][piece], mode="clip"
            )  # to look whether all are inside costs a copy

    def _tables(self) -> _Tables:
        """Other threads may add conclusions meanwhile, but none that this one has met."""
        import numpy as np

        rows, through, tables = self._rows.copy(), self._through, self._last
        if tables.length < len(rows):
            width = len(self._bands.steps.values(through)) if through is not None else 1
            amounts = {name: np.empty((len(rows), width), column.dtype) for name, column in self._found.columns.items()}
            for name, table in amounts.items():
                for number, row in enumerate(rows):
                    table[number] = row[name]
            flat = {name: table.ravel() for name, table in amounts.items()}
            self._last = tables = _Tables(len(rows), through, flat)
        return tables
