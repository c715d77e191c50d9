"""Every way in which two sides can come out differently, as claims: a partition of the fact space, with nothing left out.

Gates that differ; else circumstances (choices) that differ; else tier row and range on each side. What both sides write alike gives the
very same expression, so most pairs are seen to be impossible without asking the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from discretion.check.solver import Claim, Number, Prover
from discretion.diff.claims import Choice, Gate, Part, SideClaims, Variant
from discretion.diff.model import Direction
from discretion.diff.point import RANK, Result, direction_of, options_not_harsher, rank
from discretion.penalty import Force
from discretion.penalty.measures import LIGHT, Measure

SPLIT = (Gate.MAY_EXEMPT, Gate.NO_RULE)  # against these the tiers of the other side are told apart

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One pair of sanctions that a candidate can mean; no sanction where a side has no penalty."""

    claim: Claim
    a: dict[str, Part]
    b: dict[str, Part]
    ranks: tuple[int, int] = (2, 2)
    options: tuple[bool, bool] = (True, True)
    effect: str = ""


@dataclass(frozen=True)
class Candidate:
    """A part of the fact space where the results may differ.

    Attributes:
        claim: when a case lies in it.
        base_a, base_b: what the words of the region may take for granted, told from either side.
        fixed: the direction, where it does not depend on amounts.
    """

    kind: str
    key: Key
    claim: Claim
    base_a: Claim
    base_b: Claim
    alternatives: list[Alternative] = field(default_factory=list)
    fixed: Direction | None = None
    always: bool = True  # whether every case in it differs


class Differences:
    """Enumerates the candidates of two sides, and says which alternatives differ and how."""

    def __init__(self, a: SideClaims, b: SideClaims) -> None:
        self.a, self.b = a, b
        self.prover: Prover = a.prover

    def candidates(self) -> Iterator[Candidate]:
        """All of them; those that are impossible at sight are left out."""
        yield from self._gates()
        yield from self._circumstances()
        yield from self._penalties()

    def key_of(self, a: Result, b: Result) -> Key | None:
        """The key of the candidate in which a concrete case lies; None when both agree on everything but the penalty's amount."""
        if a.gate is not b.gate:
            split = Gate.PENALTY in (a.gate, b.gate) and (a.gate in SPLIT or b.gate in SPLIT)
            return self._gate_key(self.a, a, split), self._gate_key(self.b, b, split)
        if a.choice is None or b.choice is None or a.cell is None or b.cell is None:
            return None
        if (a.choice.disposition, a.choice.offered) != (b.choice.disposition, b.choice.offered):
            return str(a.choice), str(b.choice)
        return cell_name(self.a, a.cell), cell_name(self.b, b.cell)

    def differs(self, alternatives: Iterable[Alternative]) -> Claim:
        """The sanctions are not the same."""
        prover = self.prover
        return prover.any([prover.all([item.claim, self._unlike(item)]) for item in alternatives])

    def towards(self, direction: Direction, alternatives: Iterable[Alternative]) -> Claim:
        """The sanctions differ in this direction."""
        prover, found = self.prover, []
        for item in alternatives:
            ab = self._not_harsher(item.a, item.b, item.ranks, item.options[0], self.a, self.b)
            ba = self._not_harsher(item.b, item.a, item.ranks[::-1], item.options[1], self.b, self.a)
            halves = {
                direction_of(x, y): (ab if x else prover.no(ab), ba if y else prover.no(ba))
                for x in (True, False)
                for y in (True, False)
            }
            found.append(prover.all([item.claim, self._unlike(item), *halves[direction]]))
        return prover.any(found)

    def ends(self, alternatives: Iterable[Alternative], end: int) -> tuple[Number, Number]:
        """The low (0) or high (1) end of the party's fine on each side."""
        a = b = self.prover.constant(0)
        for item in alternatives:
            for_a, for_b = self._fine(self.a, item.a.get(""))[end], self._fine(self.b, item.b.get(""))[end]
            a, b = self.prover.choose(item.claim, for_a, a), self.prover.choose(item.claim, for_b, b)
        return a, b

    def settle_amounts(self) -> None:
        """Assert what defines the divisions inside the amounts met so far."""
        self.prover.add(*self.a.decision.amounts(), *self.b.decision.amounts())

    # --- the three kinds ---------------------------------------------------------------------------------------

    def _gates(self) -> Iterator[Candidate]:
        same = {gate for gate in Gate if self.prover.same(self.a.gates[gate], self.b.gates[gate])}
        for ga in Gate:
            for gb in Gate:
                if ga is gb or ga in same or gb in same:
                    continue
                claims = self.a.gates[ga], self.b.gates[gb]
                fixed = Direction.INCOMPARABLE
                if Gate.NO_RULE not in (ga, gb):
                    fixed = direction_of(RANK[ga] <= RANK[gb], RANK[gb] <= RANK[ga])
                for names, cells in self._sides(ga, gb):
                    yield Candidate(
                        "gate", names, self.prover.all([*claims, *cells]), claims[0], claims[1],
                        list(self._one_sided(ga, gb)), fixed,
                    )  # fmt: skip

    def _sides(self, ga: Gate, gb: Gate) -> Iterator[tuple[Key, list[Claim]]]:
        if ga is Gate.PENALTY and gb in SPLIT:
            for cell, claim in self.a.cells.items():
                yield (cell_name(self.a, cell), gb.value), [claim]
        elif gb is Gate.PENALTY and ga in SPLIT:
            for cell, claim in self.b.cells.items():
                yield (ga.value, cell_name(self.b, cell)), [claim]
        else:
            yield (ga.value, gb.value), []

    def _gate_key(self, side: SideClaims, result: Result, split: bool) -> str:
        if split and result.gate is Gate.PENALTY and result.cell is not None:
            return cell_name(side, result.cell)
        return result.gate.value

    def _one_sided(self, ga: Gate, gb: Gate) -> Iterator[Alternative]:
        """Where one side has no penalty: the other's sanctions, for the amounts."""
        for gate, side in ((ga, self.a), (gb, self.b)):
            if gate is not Gate.PENALTY:
                continue
            for cell, claim in side.cells.items():
                for effect, when in _effects(side).items():
                    for variant in side.variants(cell, effect):
                        parts = variant.parts
                        here = self.prover.all([claim, when, variant.claim])
                        yield Alternative(here, parts if side is self.a else {}, parts if side is self.b else {})

    def _circumstances(self) -> Iterator[Candidate]:
        prover = self.prover
        same = {
            choice
            for choice in self.a.choices
            if choice in self.b.choices and prover.same(self.a.choices[choice], self.b.choices[choice])
        }
        both = [self.a.gates[Gate.PENALTY], self.b.gates[Gate.PENALTY]]
        for ca, when_a in self.a.choices.items():
            for cb, when_b in self.b.choices.items():
                if (ca.disposition, ca.offered) == (cb.disposition, cb.offered) or ca in same or cb in same:
                    continue
                alternatives = [
                    alternative
                    for cell_a, cell_b, claim in self._cell_pairs()
                    for alternative in self._pair(cell_a, cell_b, claim, ca, cb)
                ]
                yield Candidate(
                    "circumstance", (str(ca), str(cb)), prover.all([*both, when_a, when_b]),
                    prover.all([*both, when_a]), prover.all([*both, when_b]), alternatives,
                )  # fmt: skip

    def _penalties(self) -> Iterator[Candidate]:
        prover = self.prover
        both = [self.a.gates[Gate.PENALTY], self.b.gates[Gate.PENALTY], self._same_choice()]
        base = prover.all(both)
        for cell_a, cell_b, claim in self._cell_pairs():
            alternatives = [
                alternative
                for choice, when in self.a.choices.items()
                if choice in self.b.choices
                for alternative in self._pair(cell_a, cell_b, when, choice, choice)
            ]
            alternatives = _merged(prover, alternatives)
            if prover.same(self.differs(alternatives), prover.false):
                continue
            key = cell_name(self.a, cell_a), cell_name(self.b, cell_b)
            yield Candidate("penalty", key, prover.all([base, claim]), base, base, alternatives, always=False)

    def _cell_pairs(self) -> Iterator[tuple[tuple[int, int], tuple[int, int], Claim]]:
        for cell_a, claim_a in self.a.cells.items():
            for cell_b, claim_b in self.b.cells.items():
                if not self.a.excludes(cell_a, self.b, cell_b):
                    yield cell_a, cell_b, self.prover.all([claim_a, claim_b])

    def _same_choice(self) -> Claim:
        prover = self.prover
        shared = [choice for choice in self.a.choices if choice in self.b.choices]
        if len(shared) == len(self.a.choices) == len(self.b.choices) and all(
            prover.same(self.a.choices[choice], self.b.choices[choice]) for choice in shared
        ):
            return prover.true
        return prover.any([prover.all([self.a.choices[choice], self.b.choices[choice]]) for choice in shared])

    def _pair(
        self, cell_a: tuple[int, int], cell_b: tuple[int, int], claim: Claim, ca: Choice, cb: Choice
    ) -> Iterator[Alternative]:
        ranks = rank(Gate.PENALTY, ca), rank(Gate.PENALTY, cb)
        options = options_not_harsher(ca, cb), options_not_harsher(cb, ca)
        for x in self.a.variants(cell_a, ca.effect):
            for y in self.b.variants(cell_b, cb.effect):
                here = self._together(x, y)
                if here is not None:
                    yield Alternative(self.prover.all([claim, here]), x.parts, y.parts, ranks, options, ca.effect)

    def _together(self, x: Variant, y: Variant) -> Claim | None:
        if self.prover.same(x.claim, self.prover.no(y.claim)):
            return None
        return self.prover.all([x.claim, y.claim])

    # --- one alternative -----------------------------------------------------------------------------------------

    def _unlike(self, item: Alternative) -> Claim:
        if item.a.keys() != item.b.keys():
            return self.prover.true
        prover, claims = self.prover, []
        for name, a in item.a.items():
            b = item.b[name]
            if _shape(a) != _shape(b):
                return prover.true
            for x, y in zip(self._fine(self.a, a), self._fine(self.b, b), strict=True):
                if not prover.same(x, y):
                    claims.append(prover.no(prover.equal(x, y)))
        return prover.any(claims)

    def _not_harsher(
        self,
        a: dict[str, Part],
        b: dict[str, Part],
        ranks: tuple[int, ...],
        options: bool,
        side_a: SideClaims,
        side_b: SideClaims,
    ) -> Claim:
        """``penalty.severity.not_harsher`` for every subject."""
        prover = self.prover
        if ranks[0] > ranks[1] or not options:
            return prover.false
        claims = []
        for name in {"": None} | a | b:
            low_a, high_a = self._weighed(side_a, a.get(name))
            low_b, high_b = self._weighed(side_b, b.get(name))
            claims += [low_a <= low_b, high_a <= high_b]
            measures: tuple[Measure, ...] = b[name].measures if name in b else ()
            for measure in a[name].measures if name in a else ():
                if not any(other.covers(measure) for other in measures):
                    claims.append(low_b > 0 if measure.kind in LIGHT else prover.false)
        return prover.all(claims)

    def _weighed(self, side: SideClaims, part: Part | None) -> tuple[Number, Number]:
        low, high = self._fine(side, part)
        may = part is not None and part.sanction.fine is not None and part.sanction.fine.force is Force.MAY
        return (self.prover.constant(0) if may else low), high

    def _fine(self, side: SideClaims, part: Part | None) -> tuple[Number, Number]:
        if part is None:
            return (self.prover.constant(0),) * 2
        return side.decision.ends(part.sanction)


def cell_name(side: SideClaims, cell: tuple[int, int]) -> str:
    """``tier:general/0#fined``: tier, row of the plan, range."""
    tier, found = cell
    return f"{side.plan.tiers[tier].rule.id}/{tier}#{side.plan.ranges[found].range}/{found}"


def _shape(part: Part) -> object:
    fine = part.sanction.fine
    return (None if fine is None else fine.force), frozenset(part.measures)


def _effects(side: SideClaims) -> dict[str, Claim]:
    found: dict[str, list[Claim]] = {}
    for choice, claim in side.choices.items():
        found.setdefault(choice.effect, []).append(claim)
    return {effect: side.prover.any(claims) for effect, claims in found.items()}


def _merged(prover: Prover, alternatives: list[Alternative]) -> list[Alternative]:
    """One alternative per effect and pair of sanctions: what is offered besides is the same on both sides."""
    found: dict[object, list[Alternative]] = {}
    for item in alternatives:
        key = (item.effect, *((name, id(p.sanction), p.measures) for part in (item.a, item.b) for name, p in part.items()))
        found.setdefault(key, []).append(item)
    return [
        Alternative(prover.any([item.claim for item in items]), items[0].a, items[0].b, (2, 2), (True, True), items[0].effect)
        for items in found.values()
    ]
