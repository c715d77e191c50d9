"""Behaviour: over the whole fact space of a violation, either the same result everywhere, or every region where it differs.

The space is partitioned by ``candidates``; each part is proved empty, or shown by a witness. Nothing is sampled, and there is no cap on
the regions. Where the solver gives no answer, the result says so (``Behaviour.unknown``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from discretion.check import Answer, Claim, Facts, Prover
from discretion.diff.candidates import Candidate, Differences
from discretion.diff.claims import SideClaims
from discretion.diff.maximum import Maximum
from discretion.diff.model import Behaviour, DifferingRegion, Direction, Largest, Sameness
from discretion.diff.point import direction as direction_at
from discretion.diff.point import result_at
from discretion.diff.same import incompatible, same_plan
from discretion.diff.sides import Side
from discretion.diff.spread import Ranges, ranges
from discretion.diff.spread import said as spread_words
from discretion.diff.typical import Values, golden_values, joint_slots, neutral_values, recognisable, usual_slots
from discretion.diff.who import Teller
from discretion.diff.witness import largest, witness
from discretion.plan import Plan

ORDER = (Direction.STRICTER, Direction.MILDER, Direction.INCOMPARABLE, Direction.NEUTRAL)
SAME = Behaviour(Sameness.SAME)


def compare_behaviour(sides: tuple[Side, Side], plans: tuple[Plan, Plan], *, brief: bool = False) -> Behaviour:
    """Compare one violation on both sides.

    Args:
        sides: the sides.
        plans: the violation's plan on each side.
        brief: only which regions there are and in which direction they differ, with no words, examples or amounts.

    Raises:
        MissingExtra: the plans differ and Z3 (extra ``check``) is not installed.
    """
    if same_plan(*plans):
        return SAME
    clash = incompatible(*plans)
    if clash:
        return Behaviour(Sameness.UNKNOWN, unknown=clash)
    return _Comparer(sides, plans, brief).behaviour()


def examples(sides: tuple[Side, Side], plans: tuple[Plan, Plan]) -> tuple[Sameness, list[Values]]:
    """Whether one violation comes out differently on two sides (proved), and a recognisable case of every way in which it does.

    Raises:
        MissingExtra: the plans differ and Z3 (extra ``check``) is not installed.
    """
    if same_plan(*plans):
        return Sameness.SAME, []
    if incompatible(*plans):
        return Sameness.UNKNOWN, []
    return _Comparer(sides, plans, brief=True).examples()


class _Comparer:
    def __init__(self, sides: tuple[Side, Side], plans: tuple[Plan, Plan], brief: bool) -> None:
        self.sides, self.plans, self.brief = sides, plans, brief
        self.prover = Prover()
        self.facts = Facts(self.prover)
        self.a, self.b = (SideClaims(plan, self.facts) for plan in plans)
        self.slots = joint_slots(*plans)
        for name, slot in self.slots.items():
            known = self.facts.slots[name]
            if (slot.low, slot.high) != (known.low, known.high):
                variable = self.facts.variables[name]
                self.prover.add(variable >= slot.low, variable <= slot.high)
        self.usual = usual_slots(self.slots)
        self.usually = self.prover.all(
            [
                claim
                for name, slot in self.usual.items()
                if (slot.low, slot.high) != (self.slots[name].low, self.slots[name].high)
                for claim in (self.facts.variables[name] >= slot.low, self.facts.variables[name] <= slot.high)
            ]
        )
        self.differences = Differences(self.a, self.b)
        self.sanctions = self.differences.sanctions
        self.plain = neutral_values(*plans)
        self.golden: list[Values] | None = None
        self.teller = Teller(self.a, self.b)
        self.unknown: list[str] = []
        self.reach: dict[Direction, Ranges] = {}

    def behaviour(self) -> Behaviour:
        candidates = list(self.differences.candidates())
        regions = []
        for candidate in candidates:
            directions = self._directions(candidate)
            if directions:
                regions.append(self._region(candidate, directions))
        verdict = Sameness.DIFFERENT if regions else Sameness.UNKNOWN if self.unknown else Sameness.SAME
        return Behaviour(verdict, tuple(regions), tuple(self.unknown))

    def examples(self) -> tuple[Sameness, list[Values]]:
        """The same with the facts of a case each, and no words."""
        found = [
            self._recognisable(candidate, model, partial(self._is_towards, direction))
            for candidate in self.differences.candidates()
            for direction, model in list(self._directions(candidate).items())[:1]
        ]
        return (Sameness.DIFFERENT if found else Sameness.UNKNOWN if self.unknown else Sameness.SAME), found

    def _directions(self, candidate: Candidate) -> dict[Direction, Values]:
        """The directions that occur in a candidate, each with a model."""
        self.reach = {}
        if candidate.fixed is not None:
            return self._asked(candidate, candidate.fixed, candidate.claim)
        differing = self.prover.true if candidate.always else self.sanctions.differs(candidate.alternatives)
        found: dict[Direction, Values] = {}
        with self.prover.scope():  # what defines the amounts makes every other question dearer: it stays inside
            self.sanctions.settle_amounts()
            self.prover.add(candidate.claim)
            answer = self.prover.ask(differing)
            if answer is Answer.IMPOSSIBLE:
                return {}
            claims = self.sanctions.directions(candidate.alternatives, always=candidate.always)
            self.sanctions.settle_amounts()
            for direction in ORDER:
                if direction in claims:
                    found |= self._asked(candidate, direction, claims[direction])
            if len(found) > 1 and not self.brief:
                names = self.sanctions.facts(candidate.alternatives)
                for direction, model in found.items():
                    self.reach[direction] = ranges(self.prover, self.facts, claims[direction], names, model)
        return found

    def _asked(self, candidate: Candidate, direction: Direction, claim: Claim) -> dict[Direction, Values]:
        answer = self.prover.ask(claim, self.usually)  # an example that a reader believes, if there is one
        if answer is not Answer.SATISFIABLE:
            answer = self.prover.ask(claim)
        if answer is Answer.UNKNOWN:
            self.unknown.append(f"有一种情形求解器没有给出结论（{self.prover.reason}）")
        if answer is not Answer.SATISFIABLE:
            return {}
        values = self.facts.values()
        # Not reproduced is a defect of the program, but not the reader's: it is said.
        if not self._replayed(candidate, values, partial(self._is_towards, direction)):
            self.unknown.append("有一种情形求解器的例子不能由引擎复现，请报告")
            return {}
        return {direction: values}

    def _replayed(self, candidate: Candidate, values: Values, accept: Callable[[Values], bool]) -> bool:
        """Whether the engine gives for a model what the solver says of it."""
        a, b = (result_at(plan, values) for plan in self.plans)
        return self.differences.key_of(a, b) == candidate.key and accept(values)

    def _region(self, candidate: Candidate, models: dict[Direction, Values]) -> DifferingRegion:
        directions = tuple(direction for direction in ORDER if direction in models)
        if self.brief:
            return DifferingRegion(candidate.kind, candidate.key, "", (), False, directions, ())
        witnesses = []
        for direction in directions:
            values = self._recognisable(candidate, models[direction], partial(self._is_towards, direction))
            others = [reach for other, reach in self.reach.items() if other is not direction]
            only = spread_words(self.reach.get(direction, {}), others, self.slots)
            extreme = not self._is_usual(values)
            witnesses.append(witness(self.sides, self.plans, values, direction, only, extreme=extreme))
        told = self.teller.tell(candidate, models[directions[0]])
        amounts = self._largest(candidate, models[directions[0]])
        return DifferingRegion(
            candidate.kind, candidate.key, told.among, told.parts, told.exact, directions, tuple(witnesses), amounts,
            self._effects(candidate),
        )  # fmt: skip

    def _is_towards(self, direction: Direction, values: Values) -> bool:
        """Whether both sides differ on a concrete case, in this direction."""
        a, b = (result_at(plan, values) for plan in self.plans)
        return a.outcome != b.outcome and direction_at(a, b) is direction

    def _recognisable(self, candidate: Candidate, model: Values, accept: Callable[[Values], bool]) -> Values:
        common = self._is_usual(model)

        def inside(values: Values) -> bool:
            return (not common or self._is_usual(values)) and self._replayed(candidate, values, accept)

        if self.golden is None:
            self.golden = [
                values
                for side, plan in zip(self.sides, self.plans, strict=True)
                for values in golden_values(side.chain, plan)
            ]
        return recognisable(model, self.usual if common else self.slots, self.plain, self.golden, inside)

    def _is_usual(self, values: Values) -> bool:
        return all(slot.low <= values[name] <= slot.high for name, slot in self.usual.items())

    def _largest(self, candidate: Candidate, model: Values) -> tuple[Largest, ...]:
        """The largest difference of each end of the fine, proved to be the largest: of common cases, then of all if that is more."""
        found = []
        whole = Maximum(self.prover, self.facts, self.sanctions, candidate.claim)
        common = Maximum(self.prover, self.facts, self.sanctions, self.prover.all([candidate.claim, self.usually]))
        for index, end in enumerate(("low", "high")):
            most = 0
            if self._is_usual(model):
                measure = partial(self._common, candidate, index)
                most, values = common.run(candidate.alternatives, model, index, measure, self.usual)
                model = values if most else model
                if most:
                    values = self._recognisable(candidate, values, partial(self._is_largest, candidate, index, most))
                    found.append(largest(self.plans, values, end, extreme=False))
            measure = partial(self._measure, candidate, index)
            best, values = whole.run(candidate.alternatives, model, index, measure, self.slots)
            if best > most:
                values = self._recognisable(candidate, values, partial(self._is_largest, candidate, index, best))
                found.append(largest(self.plans, values, end, extreme=not self._is_usual(values)))
        if whole.unknown or common.unknown:
            self.unknown.append(
                f"{candidate.key[0]} 与 {candidate.key[1]}：最大差额没有得到证明，所列的只是已找到的最大值"
            )
        return tuple(found)

    def _common(self, candidate: Candidate, index: int, values: Values) -> int | None:
        return self._measure(candidate, index, values) if self._is_usual(values) else None

    def _is_largest(self, candidate: Candidate, index: int, best: int, values: Values) -> bool:
        return self._measure(candidate, index, values) == best

    def _measure(self, candidate: Candidate, index: int, values: Values) -> int | None:
        """The difference of one end at given facts; None outside the candidate."""
        a, b = (result_at(plan, values) for plan in self.plans)
        if self.differences.key_of(a, b) != candidate.key:
            return None
        return abs(b.ends[index] - a.ends[index])

    def _effects(self, candidate: Candidate) -> tuple[str, ...]:
        """Under which circumstances the penalties of a candidate differ."""
        if candidate.kind != "penalty":
            return ()
        found = []
        for effect in dict.fromkeys(item.effect for item in candidate.alternatives):
            own = [item for item in candidate.alternatives if item.effect == effect]
            differing = self.sanctions.differs(own)
            with self.prover.scope():
                self.sanctions.settle_amounts()
                if self.prover.ask(candidate.claim, differing) is Answer.SATISFIABLE:
                    found.append(effect)
        return tuple(found)
