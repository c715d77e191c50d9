"""Amounts over arrays in memory: the ends of the bands and of the statutory ranges, and what is written of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from threading import Lock
from typing import Any

from discretion.audit.arrays import Kleene, Truth, Vector, both, chosen, compared, either, joined, negated
from discretion.audit.conclusions import Conclusion
from discretion.audit.steps import Columns, Some, Steps
from discretion.plan import Plan, answers

Values = dict[str, Vector]  # by name of the column


def bands_of(plan: Plan, names: Collection[str]) -> Bands:
    """What works out the amounts of a plan; kept with it.

    Args:
        plan: the plan.
        names: the columns of ``outcomes.NOTHING`` that are wanted.
    """
    known = answers(plan, bands_of)
    found: Bands = known.setdefault(tuple(names), Bands(plan, names))
    return found


class Bands:
    """See ``bands_of``."""

    def __init__(self, plan: Plan, names: Collection[str]) -> None:
        self.steps, self._names = Steps(plan), tuple(names)
        self._written: dict[tuple[object, ...], _Written] = {}
        self._lock = Lock()

    def turning(self, conclusion: Conclusion) -> set[int]:
        """The steps through which its amounts depend on the case (``Steps.turning``)."""
        return self._of(conclusion).turning

    def listed(self, conclusion: Conclusion, *through: int) -> Mapping[str, Any]:
        """Its amounts by the values of the one step that they turn on; where they turn on none, one of each."""
        import numpy as np

        written = self._of(conclusion)
        if written.listed is None:
            given: dict[int, Any] = {step: Vector(np.array(self.steps.values(step))) for step in through}
            found = self.steps.run(self.steps.needed(written.wanted, given), {}, given)
            written.listed = {name: item.values for name, item in written.values(found)[0].items()}
        return written.listed

    def of(self, parts: Collection[tuple[Conclusion, slice]], columns: Columns) -> Iterator[tuple[Values, Truth]]:
        """The amounts of cases that are sorted by what follows: what several conclusions need is worked out over all of them.

        Args:
            parts: the conclusions, and where the cases of each are.
            columns: of all cases.

        Yields:
            For each, the amounts; and whether a missing fact leaves one open, and so the outcome.
        """
        written = [self._of(conclusion) for conclusion, _ in parts]
        times = Counter(chain.from_iterable(item.needs for item in written))
        shared = self.steps.run(sorted(number for number, n in times.items() if n > 1), columns, {})
        for item, (_, part) in zip(written, parts, strict=True):
            own = (number for number in item.needs if times[number] == 1)
            yield item.values(self.steps.run(own, Some(columns, part), Some(shared, part)))

    def _of(self, conclusion: Conclusion) -> _Written:
        key = id(conclusion.ends), id(conclusion.law)
        with self._lock:
            if key not in self._written:
                self._written[key] = _Written(self.steps, conclusion, self._names)
            return self._written[key]


class _Written:
    """Where the steps give the amounts of a conclusion."""

    def __init__(self, steps: Steps, conclusion: Conclusion, names: Collection[str]) -> None:
        self._band: dict[str, tuple[int, list[int], int]] = {}  # an end, the ends that words exclude, where these lie
        self._cut: list[tuple[int, int]] = []
        self._law: dict[str, int] = {}
        self.conclusion = conclusion  # kept, as its ends are known by their ids
        ends, law = conclusion.ends, conclusion.law
        if ends is not None:
            for name, end, said, outward in (
                ("low", ends.lowest, ends.over, -1), ("high", ends.highest, ends.under, 1)
            ):  # fmt: skip
                if not {name, f"{name}_inclusive"}.isdisjoint(names):
                    self._band[name] = steps.term(end), list(map(steps.term, said)), outward
            if ends.own is not None and "clamped" in names:
                pairs = zip((ends.lowest, ends.highest), ends.own, strict=True)
                self._cut = [(steps.term(end), steps.term(own)) for end, own in pairs]
        if law is not None:
            parts = (("statute_lowest", law.lowest), ("statute_highest", law.highest))
            self._law = {name: steps.term(end) for name, end in parts if name in names}
        self.wanted = [*self._law.values(), *chain.from_iterable(self._cut)]
        self.wanted += (number for end, said, _ in self._band.values() for number in (end, *said))
        self.needs: list[int] = steps.needed(self.wanted)
        self.turning = steps.turning(self.wanted)
        self.listed: Mapping[str, Any] | None = None

    def values(self, found: Mapping[int, Any]) -> tuple[Values, Truth]:
        values: Values = {name: found[end] for name, end in self._law.items()}
        opened: Truth = False
        for name, (end, said, outward) in self._band.items():
            lies, missing = found[end]
            values[name], values[f"{name}_inclusive"] = Vector(lies), Vector(True)
            opened = either(opened, missing)
            if said:  # one next to an excluded end is said by that (``plan.shown``)
                beside, excluded = Vector(lies + outward, missing), Kleene(False, False)
                for item in said:
                    excluded = joined(excluded, compared("=", beside, found[item]), either)
                values[name] = Vector(chosen(excluded.surely, beside.values, lies))
                values[f"{name}_inclusive"] = Vector(negated(excluded.surely))
                opened = either(opened, excluded.open)
        if self._cut:
            low, high = (compared("=", found[end], found[own]) for end, own in self._cut)
            clamped = joined(low, high, both).denied
            values["clamped"] = Vector(clamped.surely)
            opened = either(opened, clamped.open)
        return values, opened
