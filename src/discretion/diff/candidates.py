"""Every way in which two sides can come out differently, as claims: a partition of the fact space, with nothing left out.

Gates that differ; else circumstances (choices) that differ; else tier row and range on each side. What both sides write alike gives the
very same expression, so most pairs are seen to be impossible without asking the solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from discretion.check import Answer, Claim, Prover
from discretion.diff.claims import ListChoice, PenaltyGate, SideClaims, Variant
from discretion.diff.model import Direction
from discretion.diff.point import RANK, PointResult, direction_of, options_not_harsher, rank
from discretion.diff.sanctions import SanctionPair, Sanctions

SPLIT = (PenaltyGate.MAY_EXEMPT, PenaltyGate.NO_RULE)  # against these the tiers of the other side are told apart

Key = tuple[str, str]
BY_POLICY: Key = ("policy", "policy")  # the tiers are the same; what circumstances make of them is not


@dataclass(frozen=True)
class Candidate:
    """A part of the fact space where the results may differ.

    Attributes:
        claim: when a case lies in it.
        bases: what the words of the region may take for granted, and which side's result that is (``""``: of both).
        fixed: the direction, where it does not depend on amounts.
    """

    kind: str
    key: Key
    claim: Claim
    bases: tuple[tuple[str, Claim], ...]
    alternatives: list[SanctionPair] = field(default_factory=list)
    fixed: Direction | None = None
    always: bool = True  # whether every case in it differs


class Differences:
    """Enumerates the candidates of two sides."""

    def __init__(self, a: SideClaims, b: SideClaims) -> None:
        self.a: SideClaims = a
        self.b: SideClaims = b
        self.sanctions: Sanctions = Sanctions(a, b)
        self._by_policy: set[tuple[int, int]] = set()
        self.prover: Prover = a.prover

    def candidates(self) -> Iterator[Candidate]:
        """All of them; those that are impossible at sight are left out."""
        yield from self._gates()
        yield from self._circumstances()
        yield from self._penalties()

    def key_of(self, a: PointResult, b: PointResult) -> Key | None:
        """The key of the candidate in which a concrete case lies; None when both agree on everything but the penalty's amount."""
        if a.gate is not b.gate:
            split = PenaltyGate.PENALTY in (a.gate, b.gate) and (a.gate in SPLIT or b.gate in SPLIT)
            return self._gate_key(self.a, a, split), self._gate_key(self.b, b, split)
        if a.choice is None or b.choice is None or a.cell is None or b.cell is None:
            return None
        if (a.choice.disposition, a.choice.offered) != (b.choice.disposition, b.choice.offered):
            return transition(a.choice, b.choice)
        if a.cell == b.cell and a.cell in self._by_policy:
            return BY_POLICY
        return cell_name(self.a, a.cell), cell_name(self.b, b.cell)

    # --- the three kinds ---------------------------------------------------------------------------------------

    def _gates(self) -> Iterator[Candidate]:
        same = {gate for gate in PenaltyGate if self.prover.same(self.a.gates[gate], self.b.gates[gate])}
        for ga in PenaltyGate:
            for gb in PenaltyGate:
                if ga is gb or ga in same or gb in same:
                    continue
                claims = self.a.gates[ga], self.b.gates[gb]
                fixed = _fixed(ga, gb)
                for names, cells in self._sides(ga, gb):
                    yield Candidate(
                        "gate", names, self.prover.all([*claims, *cells]), (self._base(ga, gb),),
                        list(self._one_sided(ga, gb)), fixed,
                    )  # fmt: skip

    def _base(self, ga: PenaltyGate, gb: PenaltyGate) -> tuple[str, Claim]:
        """The cases that the side which is harsher deals with; where tiers are told apart, all that neither side spares."""
        a, b = self.a.gates, self.b.gates
        if ga in SPLIT or gb in SPLIT:
            spared = (PenaltyGate.NOT_ESTABLISHED, PenaltyGate.TIME_BARRED, PenaltyGate.EXEMPT)
            closed = [gates[gate] for gate in spared if gate not in (ga, gb) for gates in (a, b)]
            return "", self.prover.no(self.prover.any(closed))
        return ("a", a[ga]) if RANK[ga] > RANK[gb] else ("b", b[gb])

    def _sides(self, ga: PenaltyGate, gb: PenaltyGate) -> Iterator[tuple[Key, list[Claim]]]:
        if ga is PenaltyGate.PENALTY and gb in SPLIT:
            for cell, claim in self.a.cells.items():
                yield (cell_name(self.a, cell), gb.value), [claim]
        elif gb is PenaltyGate.PENALTY and ga in SPLIT:
            for cell, claim in self.b.cells.items():
                yield (ga.value, cell_name(self.b, cell)), [claim]
        else:
            yield (ga.value, gb.value), []

    def _gate_key(self, side: SideClaims, result: PointResult, split: bool) -> str:
        if split and result.gate is PenaltyGate.PENALTY and result.cell is not None:
            return cell_name(side, result.cell)
        return result.gate.value

    def _one_sided(self, ga: PenaltyGate, gb: PenaltyGate) -> Iterator[SanctionPair]:
        """Where one side has no penalty: the other's sanctions, for the amounts."""
        for gate, side, other in ((ga, self.a, gb), (gb, self.b, ga)):
            if gate is not PenaltyGate.PENALTY:
                continue
            for cell, claim in side.cells.items():
                for (effect, own), when in _effects(side).items():
                    for variant in side.variants(cell, effect):
                        here = self.prover.all([claim, when, variant.claim])
                        if side is self.a:
                            yield SanctionPair(here, variant.parts, {}, (own, RANK.get(other, 0)))
                        else:
                            yield SanctionPair(here, {}, variant.parts, (RANK.get(other, 0), own))

    def _circumstances(self) -> Iterator[Candidate]:
        prover = self.prover
        same = {
            choice
            for choice in self.a.choices
            if choice in self.b.choices and prover.same(self.a.choices[choice], self.b.choices[choice])
        }
        groups: dict[Key, list[tuple[ListChoice, ListChoice]]] = {}
        for ca in self.a.choices:
            for cb in self.b.choices:
                if (ca.disposition, ca.offered) != (cb.disposition, cb.offered) and ca not in same and cb not in same:
                    groups.setdefault(transition(ca, cb), []).append((ca, cb))
        both = prover.all([self.a.gates[PenaltyGate.PENALTY], self.b.gates[PenaltyGate.PENALTY]])
        for key, pairs in groups.items():
            held = [(ca, cb, self.a.choices[ca], self.b.choices[cb]) for ca, cb in pairs]
            claim = prover.any([prover.all([x, y]) for _, _, x, y in held])
            if prover.ask(both, claim) is Answer.IMPOSSIBLE:
                continue  # before its many alternatives are written out
            alternatives = [
                alternative
                for ca, cb, x, y in held
                for cell_a, cell_b, cells in self._cell_pairs()
                for alternative in self._pair(cell_a, cell_b, prover.all([cells, x, y]), ca, cb)
            ]
            bases = tuple(
                (side, prover.all([both, prover.any(list(dict.fromkeys(claims)))]))
                for side, claims in (("a", [x for _, _, x, _ in held]), ("b", [y for _, _, _, y in held]))
            )
            yield Candidate("circumstance", key, prover.all([both, claim]), bases, alternatives)

    def _penalties(self) -> Iterator[Candidate]:
        prover = self.prover
        both = [self.a.gates[PenaltyGate.PENALTY], self.b.gates[PenaltyGate.PENALTY], self._same_choice()]
        base = prover.all(both)
        told = prover.all([self._base(PenaltyGate.NO_RULE, PenaltyGate.NO_RULE)[1], both[2]])
        waived = prover.any([self.a.gates[PenaltyGate.MAY_EXEMPT], self.b.gates[PenaltyGate.MAY_EXEMPT]])
        by_policy: list[SanctionPair] = []
        for cell_a, cell_b, claim in self._cell_pairs():
            alternatives = _merged(
                prover,
                [
                    alternative
                    for choice, when in self.a.choices.items()
                    if choice in self.b.choices
                    for alternative in self._pair(cell_a, cell_b, when, choice, choice)
                ],
            )
            if prover.same(self.sanctions.differs(alternatives), prover.false):
                continue
            if cell_a == cell_b and self._only_moved(cell_a, alternatives):
                self._by_policy.add(cell_a)
                by_policy += [replace(item, claim=prover.all([claim, item.claim])) for item in alternatives]
                continue
            key = cell_name(self.a, cell_a), cell_name(self.b, cell_b)
            words = prover.all([told, prover.no(prover.all([claim, waived]))])  # within these tiers, another region's
            yield Candidate("penalty", key, prover.all([base, claim]), (("", words),), alternatives, always=False)
        if by_policy:
            effects = {
                item.effect for item in by_policy if not prover.same(self.sanctions.differs([item]), prover.false)
            }
            claim = prover.any([claim for choice, claim in self.a.choices.items() if choice.effect in effects])
            yield Candidate("penalty", BY_POLICY, prover.all([base, claim]), (("", base),), by_policy, always=False)

    def _only_moved(self, cell: tuple[int, int], alternatives: list[SanctionPair]) -> bool:
        """Whether a cell is the same on both sides until circumstances move its penalty: then the policy differs, not the tier."""
        prover = self.prover
        general = [item for item in alternatives if item.effect == "general"]
        return prover.same(self.a.cells[cell], self.b.cells[cell]) and prover.same(
            self.sanctions.differs(general), prover.false
        )

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
        self, cell_a: tuple[int, int], cell_b: tuple[int, int], claim: Claim, ca: ListChoice, cb: ListChoice
    ) -> Iterator[SanctionPair]:
        ranks = rank(PenaltyGate.PENALTY, ca), rank(PenaltyGate.PENALTY, cb)
        options = options_not_harsher(ca, cb), options_not_harsher(cb, ca)
        for x in self.a.variants(cell_a, ca.effect):
            for y in self.b.variants(cell_b, cb.effect):
                here = self._together(x, y)
                if here is not None:
                    yield SanctionPair(self.prover.all([claim, here]), x.parts, y.parts, ranks, options, ca.effect)

    def _together(self, x: Variant, y: Variant) -> Claim | None:
        if self.prover.same(x.claim, self.prover.no(y.claim)):
            return None
        return self.prover.all([x.claim, y.claim])


def cell_name(side: SideClaims, cell: tuple[int, int]) -> str:
    """``tier:general/0#fined``: tier, row of the plan, range."""
    tier, found = cell
    return f"{side.plan.tiers[tier].rule.id}/{tier}#{side.plan.ranges[found].range}/{found}"


def transition(a: ListChoice, b: ListChoice) -> Key:
    """What becomes of circumstances: another disposition, or the same with other options beside it."""
    if (a.disposition, a.effect) != (b.disposition, b.effect):
        return a.disposition.value, b.disposition.value
    return (
        "+".join(f"offered-{item.value}" for item in a.offered if item not in b.offered),
        "+".join(f"offered-{item.value}" for item in b.offered if item not in a.offered),
    )


def _fixed(ga: PenaltyGate, gb: PenaltyGate) -> Direction | None:
    """The direction between two gates. Open only where a penalty that may be waived can come to nothing: that is no harsher than none."""
    if PenaltyGate.NO_RULE in (ga, gb):
        return Direction.INCOMPARABLE
    if {ga, gb} == {PenaltyGate.MAY_EXEMPT, PenaltyGate.PENALTY}:
        return None
    return direction_of(RANK[ga] <= RANK[gb], RANK[gb] <= RANK[ga])


def _effects(side: SideClaims) -> dict[tuple[str, int], Claim]:
    """When the lists give which effect and rank."""
    found: dict[tuple[str, int], list[Claim]] = {}
    for choice, claim in side.choices.items():
        found.setdefault((choice.effect, rank(PenaltyGate.PENALTY, choice)), []).append(claim)
    return {key: side.prover.any(claims) for key, claims in found.items()}


def _merged(prover: Prover, alternatives: list[SanctionPair]) -> list[SanctionPair]:
    """One alternative per effect and pair of sanctions: what is offered besides is the same on both sides."""
    found: dict[object, list[SanctionPair]] = {}
    for item in alternatives:
        key = (
            item.effect,
            *((name, id(p.sanction), p.measures) for part in (item.a, item.b) for name, p in part.items()),
        )
        found.setdefault(key, []).append(item)
    return [
        SanctionPair(
            prover.any([item.claim for item in items]), items[0].a, items[0].b, (2, 2), (True, True), items[0].effect
        )
        for items in found.values()
    ]
