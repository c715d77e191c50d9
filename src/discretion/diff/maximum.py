"""The largest difference of the ends of the fine within a region.

Amounts are terms over few facts, so their difference is bounded by cutting the box of those facts (branch and bound, exact integers); the
solver only says whether the region reaches the point. Where it does not, bisection on the solver finds what it does reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, product

from discretion.check.encode import Facts
from discretion.check.solver import Answer, Claim, Prover
from discretion.diff.sanctions import Alternative, Sanctions
from discretion.diff.typical import Values
from discretion.facts import FactType
from discretion.plan import terms as t
from discretion.plan.model import Plan

BUDGET = 200  # cuts; beyond it bisection decides
Bounds = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class _Pair:
    """The end of a fine on both sides, and when it is this one."""

    a: t.Term
    b: t.Term
    claim: Claim
    alternative: Alternative


class Maximum:
    """Searches one region; ``unknown`` when a largest difference could not be proved."""

    def __init__(self, prover: Prover, facts: Facts, sanctions: Sanctions, region: Claim) -> None:
        self.prover, self.facts, self.sanctions, self.region = prover, facts, sanctions, region
        self.plans = sanctions.a.plan, sanctions.b.plan
        self.unknown = False
        self._bounds: Bounds = {}

    def run(
        self, alternatives: Sequence[Alternative], model: Values, end: int, measure: Callable[[Values], int]
    ) -> tuple[int, Values]:
        """The largest absolute difference in 分 of the low (0) or high (1) end, and facts where it occurs.

        Args:
            alternatives: the sanctions the region can mean.
            model: facts in the region.
            end: 0 or 1.
            measure: the difference at given facts.
        """
        best, values = abs(measure(model)), dict(model)
        pairs = self._pairs(alternatives, end)
        reach = [(self._bound(pair, self._box(pair, model)), index) for index, pair in enumerate(pairs)]
        for bound, index in sorted(reach, reverse=True):
            if bound <= best:
                break
            pair = pairs[index]
            highest = self._highest(pair, self._box(pair, model), best)
            if highest is None:
                best, values = self._bisected(pair, best, bound, values, end, measure)
                continue
            limit, point = highest
            if limit <= best:
                continue
            found = self._at(pair, point)
            if found is not None and abs(measure(found)) == limit:
                best, values = limit, found
            else:
                best, values = self._bisected(pair, best, limit, values, end, measure)
        return best, values

    def _pairs(self, alternatives: Sequence[Alternative], end: int) -> list[_Pair]:
        found: dict[tuple[t.Term, t.Term], list[Alternative]] = {}
        for item in alternatives:
            found.setdefault(self.sanctions.end_terms(item, end), []).append(item)
        return [
            _Pair(a, b, self.prover.any([item.claim for item in items]), items[0]) for (a, b), items in found.items()
        ]

    def _box(self, pair: _Pair, model: Values) -> Bounds:
        """The facts that the amounts read, within the bounds they have in the region."""
        names = (
            plan.slots[slot].name
            for plan, term in zip(self.plans, (pair.a, pair.b), strict=True)
            for slot in t.slots(term)
        )
        return {name: self._within(name, model) for name in dict.fromkeys(names)}

    def _within(self, name: str, model: Values) -> tuple[int, int]:
        if name not in self._bounds:
            slot = self.facts.slots[name]
            low, high = slot.low, slot.high
            if slot.fact.type is not FactType.BOOLEAN:
                low = self._extreme(name, model[name], slot.low)
                high = self._extreme(name, model[name], slot.high)
            self._bounds[name] = low, high
        return self._bounds[name]

    def _extreme(self, name: str, known: int, end: int) -> int:
        """The value of a fact that lies furthest towards an end within the region (or beyond it, never short of it)."""
        variable, sign = self.facts.variables[name], 1 if end >= known else -1
        goal = end
        while known != end:
            claim = variable >= goal if sign > 0 else variable <= goal
            answer = self.prover.ask(self.region, claim)
            if answer is Answer.UNKNOWN:
                return end
            if answer is Answer.SATISFIABLE:
                known = self.facts.values()[name]
            else:
                end = goal - sign
            goal = known + (end - known + sign) // 2 if sign > 0 else known - (known - end + 1) // 2
        return known

    def _span(self, pair: _Pair, box: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
        low_a, high_a = t.span(pair.a, _slots(self.plans[0], box))
        low_b, high_b = t.span(pair.b, _slots(self.plans[1], box))
        return low_b - high_a, high_b - low_a

    def _bound(self, pair: _Pair, box: Mapping[str, tuple[int, int]]) -> int:
        return max(abs(limit) for limit in self._span(pair, box))

    def _highest(self, pair: _Pair, box: Bounds, best: int) -> tuple[int, Values] | None:
        """The largest absolute difference over a box, if it is more than ``best``, and where; None when the budget ends first."""
        order = count()
        heap: list[tuple[int, int, Bounds]] = [(-self._bound(pair, box), next(order), box)]
        point: Values = {name: low for name, (low, _) in box.items()}
        for _ in range(BUDGET):
            if not heap or -heap[0][0] <= best:
                return best, point
            _, _, current = heappop(heap)
            for corner in product(*(sorted(set(ends)) for ends in current.values())):
                fixed = {name: (value, value) for name, value in zip(current, corner, strict=True)}
                if (reached := self._bound(pair, fixed)) > best:
                    best, point = reached, dict(zip(current, corner, strict=True))
            wide = max(current, key=lambda name: current[name][1] - current[name][0], default=None)
            if wide is None or current[wide][0] == current[wide][1]:
                continue
            low, high = current[wide]
            middle = (low + high) // 2
            for part in ((low, middle), (middle + 1, high)):
                cut = {**current, wide: part}
                heappush(heap, (-self._bound(pair, cut), next(order), cut))
        return None

    def _at(self, pair: _Pair, point: Values) -> Values | None:
        """Facts of the region with the given values, if there are any."""
        claims = [self.facts.equals(name, value) for name, value in point.items()]
        answer = self.prover.ask(self.region, pair.claim, *claims)
        return self.facts.values() if answer is Answer.SATISFIABLE else None

    def _bisected(
        self, pair: _Pair, best: int, bound: int, values: Values, end: int, measure: Callable[[Values], int]
    ) -> tuple[int, Values]:
        a, b = self.sanctions.ends(pair.alternative, end)
        with self.prover.scope():
            self.sanctions.settle_amounts()
            self.prover.add(self.region, pair.claim)
            while bound > best:
                goal = best + (bound - best + 1) // 2
                answer = self.prover.ask(self.prover.any([b - a >= goal, a - b >= goal]))
                if answer is Answer.UNKNOWN:
                    self.unknown = True
                    break
                if answer is Answer.SATISFIABLE:
                    values = self.facts.values()
                    best = abs(measure(values))
                else:
                    bound = goal - 1
        return best, values


def _slots(plan: Plan, box: Mapping[str, tuple[int, int]]) -> list[tuple[int, int]]:
    return [box.get(slot.name, (slot.low, slot.high)) for slot in plan.slots]
