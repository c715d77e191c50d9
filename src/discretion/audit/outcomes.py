"""Outcomes of many decisions, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from discretion.audit.coded import nullable, texts
from discretion.audit.columns import OUTCOME
from discretion.audit.conclusions import Conclusion
from discretion.audit.side_by_side import by_pieces

NONE = -(2**63)  # of an amount: there is none
AMOUNTS = ("low", "high", "statute_lowest", "statute_highest")
TRUTHS = ("low_inclusive", "high_inclusive", "clamped")
NOTHING = dict.fromkeys(AMOUNTS, NONE) | {"low_inclusive": -1, "high_inclusive": -1, "clamped": 0}


class Outcomes:
    """See the module. Every row is put once: to fill millions beforehand would cost as much as to decide them.

    Attributes:
        conclusions: what outcomes have in common.
        conclusion: the number of each row's.
        columns: of ``names``, ``AMOUNTS`` in 分, ``TRUTHS`` as 0 and 1; ``NOTHING`` where there is none.
    """

    def __init__(self, count: int, names: Collection[str] = OUTCOME) -> None:
        import numpy as np

        self.conclusions: list[Conclusion] = []
        self.conclusion: Any = np.empty(count, "int32")
        self.columns: dict[str, Any] = {
            name: np.empty(count, "int64" if name in AMOUNTS else "int8") for name in NOTHING if name in names
        }
        self._numbers: dict[tuple[object, ...], int] = {}

    def number(self, conclusion: Conclusion) -> int:
        """The number of a conclusion."""
        number = self._numbers.setdefault(conclusion.key, len(self.conclusions))
        if number == len(self.conclusions):
            self.conclusions.append(conclusion)
        return number

    def put_nothing(self, rows: Any, conclusion: Conclusion) -> None:
        """An outcome without amounts of some of the rows."""
        self.conclusion[rows] = self.number(conclusion)
        for name, values in self.columns.items():
            values[rows] = NOTHING[name]

    def put(self, rows: Any, found: Outcomes) -> None:
        """Outcomes of some of the rows."""
        self.conclusion[rows] = found.conclusion + len(self.conclusions)
        self.conclusions += found.conclusions
        for name, values in found.columns.items():
            self.columns[name][rows] = values

    def table(self, names: Iterable[str] = OUTCOME) -> Any:
        """Some columns of all rows, as an Arrow table."""
        import pyarrow as pa

        columns = {name: self.arrow(name) for name in names}

        def piece(rows: slice) -> Any:
            return pa.record_batch({name: write(rows) for name, write in columns.items()})

        return pa.Table.from_batches(by_pieces(piece, len(self.conclusion)))

    def arrow(self, name: str) -> Callable[[Any], Any]:
        """What gives a column of ``columns.OUTCOME`` of some rows."""
        if name in AMOUNTS:
            return lambda rows: nullable(own := self.columns[name][rows], own == NONE)
        if name in TRUTHS:
            return lambda rows: nullable((own := self.columns[name][rows]) == 1, own < 0)
        return texts(self.conclusion, [getattr(conclusion, name) for conclusion in self.conclusions])
