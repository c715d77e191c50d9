"""A plan over columns in memory: as the engine decides a case, by which rules hold, and all cases in which the same do at once.

The guards are worked out for all rows; what the law makes of them, once for each combination that occurs; the amounts, for
the rows that end in the same sanction.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

from discretion.audit.arrays import Arrays, Kleene, Truth, Vector, both, chosen, compared, either, joined, negated
from discretion.audit.coded import kinds
from discretion.audit.conclusions import UNKNOWN, Conclusion, conclusion_of, guards
from discretion.audit.defaults import filled_arrays
from discretion.audit.outcomes import NOTHING, Outcomes
from discretion.plan import Plan

ROWS = 1 << 16  # that are decided at once: what is worked out stays in the cache
BITS = 32  # of a key that tells combinations apart


def decided(plan: Plan, facts: Mapping[str, Vector], count: int, *, presume: bool = True) -> Outcomes:
    """Decide cases.

    Args:
        plan: the compiled violation.
        facts: the columns of ``defaults.inputs``, by name of the fact, within the legal domain.
        count: how many cases.
        presume: whether missing facts are filled as for one case: defaults, completely searched records, presumptions.

    Raises:
        UsageError: the rules' numbers are too large to be exact.
    """
    columns = filled_arrays(plan, facts) if presume else [facts[slot.name] for slot in plan.slots]
    work = _Deciding(plan, columns, count)
    pieces = [slice(start, min(start + ROWS, count)) for start in range(0, count, ROWS)]
    if len(pieces) == 1:
        work.decide(pieces[0])
    else:
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # NumPy lets others work meanwhile
            list(threads.map(work.decide, pieces))
    return work.found


class _Deciding:
    def __init__(self, plan: Plan, columns: Sequence[Vector], count: int) -> None:
        self.plan, self.columns, self.found = plan, columns, Outcomes(count)
        self._known: dict[tuple[bool | None, ...], int] = {}
        self._lock = Lock()

    def decide(self, piece: slice) -> None:
        """Decide some of the cases."""
        import numpy as np

        columns, count = [column.at(piece) for column in self.columns], piece.stop - piece.start
        arrays = Arrays(self.plan, columns)
        held = [arrays.formula(guard) for guard in guards(self.plan)]
        codes, first = _combinations(held, count)
        occurring = list(zip(*(_states(item, first) for item in held), strict=True))
        with self._lock:
            numbers = [self._conclusion(holds) for holds in occurring]
            unknown = self.found.number(UNKNOWN)
        conclusions = np.array(numbers, "uint16")[codes]  # the narrower, the faster sorted
        self.found.conclusion[piece] = conclusions
        order, counts = np.argsort(conclusions, kind="stable"), np.bincount(conclusions)
        ends = counts.cumsum()
        for number in np.flatnonzero(counts):
            conclusion, rows = self.found.conclusions[number], order[ends[number] - counts[number] : ends[number]]
            if conclusion.ends is not None or conclusion.law is not None:
                own = columns if len(rows) == count else _Some(columns, rows)
                opened = self._amounts(conclusion, Arrays(self.plan, own), rows + piece.start)
                if opened is not False:
                    self.found.conclusion[(rows if opened is True else rows[opened]) + piece.start] = unknown

    def _conclusion(self, holds: tuple[bool | None, ...]) -> int:
        if holds not in self._known:
            self._known[holds] = self.found.number(conclusion_of(self.plan, holds))
        return self._known[holds]

    def _amounts(self, conclusion: Conclusion, arrays: Arrays, rows: Any) -> Truth:
        """The amounts of rows that end in the same sanction; whether a missing fact leaves one open, and so the outcome."""
        values: dict[str, Vector] = {}
        opened: Truth = False
        ends, law = conclusion.ends, conclusion.law
        if ends is not None:
            for name, end, said, outward in (
                ("low", ends.lowest, ends.over, -1), ("high", ends.highest, ends.under, 1)
            ):  # fmt: skip
                lies, missing = arrays.term(end)
                beside = Vector(lies + outward, missing)  # one next to an excluded end is said by that (``plan.shown``)
                excluded = joined((compared("=", beside, arrays.term(item)) for item in said), either, True)
                values[name] = Vector(chosen(excluded.surely, beside.values, lies))
                values[f"{name}_inclusive"] = Vector(negated(excluded.surely))
                opened = either(opened, either(missing, excluded.open))
            if ends.own is not None:
                pairs = zip((ends.lowest, ends.highest), ends.own, strict=True)
                as_written = (compared("=", arrays.term(end), arrays.term(own)) for end, own in pairs)
                clamped = joined(as_written, both, False).denied
                values["clamped"] = Vector(clamped.surely)
                opened = either(opened, clamped.open)
        if law is not None:
            values["statute_lowest"], values["statute_highest"] = map(arrays.term, (law.lowest, law.highest))
        for name, (value, missing) in values.items():
            self.found.columns[name][rows] = chosen(either(opened, missing), NOTHING[name], value)
        return opened


class _Some(dict[int, Vector]):
    """Columns of some rows, made when asked for."""

    def __init__(self, columns: Sequence[Vector], rows: Any) -> None:
        self._columns, self._rows = columns, rows

    def __missing__(self, slot: int) -> Vector:
        found = self[slot] = self._columns[slot].at(self._rows)
        return found


def _combinations(held: Iterable[Kleene], count: int) -> tuple[Any, Any]:
    """The rows by what holds: the number of each one's combination, and the first row of each combination."""
    import numpy as np

    truths = [truth for item in held for truth in (item[:1] if item.maybe is item.surely else item)]
    bits = [truth for truth in truths if not isinstance(truth, bool)]
    codes, first = np.zeros(count, "int32"), np.zeros(1, "int64")
    for start in range(0, len(bits), BITS):
        key = codes.astype("int64") << BITS
        packed = np.packbits(np.stack(bits[start : start + BITS]), axis=0, bitorder="little")
        for number, part in enumerate(packed):
            key |= part.astype("int64") << 8 * number
        codes, first = kinds(key)
    return codes, first


def _states(item: Kleene, rows: Any) -> list[bool | None]:
    """Whether something holds in some rows: true, false, or open."""
    surely, maybe = ([t] * len(rows) if isinstance(t, bool) else t[rows].tolist() for t in item)
    return [True if sure else None if may else False for sure, may in zip(surely, maybe, strict=True)]
