"""The largest difference of the ends of the fine within a region: climbed to by the engine, proved by the solver.

From any case of the region, moving one fact at a time finds a case that is hard to beat. The solver then says that none beats it, or
shows one that does, from which the climb goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from discretion.check import Answer, Claim, Facts, Prover
from discretion.diff.sanctions import SanctionPair, Sanctions
from discretion.diff.typical import Values
from discretion.plan import Slot
from discretion.plan import terms as t

Measure = Callable[[Values], int | None]


class Maximum:
    """Searches one region; ``unknown`` when a largest difference could not be proved."""

    def __init__(self, prover: Prover, facts: Facts, sanctions: Sanctions, region: Claim) -> None:
        self.prover: Prover = prover
        self.facts: Facts = facts
        self.sanctions: Sanctions = sanctions
        self.region: Claim = region
        self.unknown = False

    def run(
        self, alternatives: Sequence[SanctionPair], model: Values, end: int, measure: Measure, slots: Mapping[str, Slot]
    ) -> tuple[int, Values]:
        """The largest absolute difference in 分 of the low (0) or high (1) end, and facts where it occurs.

        Args:
            alternatives: the sanctions the region can mean.
            model: facts in the region.
            end: 0 or 1.
            measure: the absolute difference at given facts; None outside the region.
            slots: the facts, within the bounds that both sides know.
        """
        best, values = self._climb(model, measure, slots)
        step, bound = 1, None
        with self.prover.scope():
            self.prover.add(self.region)
            while bound is None or bound > best:
                goal = best + step if bound is None else best + (bound - best + 1) // 2
                answer = self._beyond(alternatives, end, goal)
                if answer is Answer.UNKNOWN:
                    self.unknown = True
                    break
                if answer is Answer.IMPOSSIBLE:
                    bound = goal - 1
                    continue
                best, values = self._climb(self.facts.values(), measure, slots)
                if best < goal:
                    raise AssertionError(f"solver and engine disagree on amounts: {values}")
                step *= 2
        return best, values

    def _beyond(self, alternatives: Sequence[SanctionPair], end: int, goal: int) -> Answer:
        """Whether the region has a case whose difference is at least ``goal``."""
        alike: dict[tuple[t.Term, t.Term], list[SanctionPair]] = {}
        for item in alternatives:
            alike.setdefault(self.sanctions.end_terms(item, end), []).append(item)
        claims = []
        for pair, items in alike.items():
            if self._bound(pair) < goal:
                continue
            a, b = self.sanctions.ends(items[0], end)
            here = self.prover.any([item.claim for item in items])
            claims.append(self.prover.all([here, self.prover.any([b - a >= goal, a - b >= goal])]))
        if not claims:
            return Answer.IMPOSSIBLE
        with self.prover.scope():
            self.sanctions.settle_amounts()
            return self.prover.ask(self.prover.any(claims))

    def _bound(self, pair: tuple[t.Term, t.Term]) -> int:
        """No difference of two ends is larger than this, whatever the facts."""
        plans = self.sanctions.a.plan, self.sanctions.b.plan
        (low_a, high_a), (low_b, high_b) = (t.span(term, plan.box) for term, plan in zip(pair, plans, strict=True))
        return max(high_a - low_b, high_b - low_a) + 1  # what counts as nothing is one 分 off

    def _climb(self, values: Values, measure: Measure, slots: Mapping[str, Slot]) -> tuple[int, Values]:
        """The best that is reached by moving one fact at a time, twice round."""
        best = measure(values)
        if best is None:
            raise AssertionError(f"solver and engine disagree on a region: {values}")
        values = dict(values)
        for _ in range(2):
            before = best
            for name, slot in slots.items():
                inside = partial(_inside, measure, values, name)
                for value in _moves(slot, values[name], inside):
                    reached = measure({**values, name: value}) if slot.low <= value <= slot.high else None
                    if reached is not None and reached > best:
                        best, values = reached, {**values, name: value}
            if best == before:
                break
        return best, values


def _inside(measure: Measure, values: Values, name: str, value: int) -> bool:
    return measure({**values, name: value}) is not None


def _moves(slot: Slot, value: int, inside: Callable[[int], bool]) -> Iterator[int]:
    """Other values of a fact: all of a few, else the ends and how far one can go towards them within the region."""
    if slot.fact.type.coded:
        yield from range(slot.low, slot.high + 1)
        return
    yield from (value - 1, value + 1)  # one step often does it, and reads better than an extreme
    for end in (slot.low, slot.high):
        near, far = value, end
        if inside(far):
            near = far
        while abs(far - near) > 1:
            middle = (near + far) // 2
            near, far = (middle, far) if inside(middle) else (near, middle)
        yield near
