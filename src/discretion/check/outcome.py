"""The whole decision of a plan as claims: elements, lists, policy, tiers, statutory ranges, clamp, supplements, several subjects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from discretion.check.domain import coherent
from discretion.check.effects import Effects, effects_of
from discretion.check.encode import Encoding, Facts
from discretion.check.solver import Claim, Number, Prover
from discretion.penalty import Band, Force, Weight
from discretion.plan import (
    ABSENT,
    PARTY,
    Class,
    FineTerms,
    Masks,
    Plan,
    Sanction,
    classes,
    is_bare,
    law_of,
    measures_of,
)
from discretion.plan import terms as t
from discretion.rulebook import ListKind

NOTHING = Weight(0, None, Force.SHALL, ())
_HARSHER = (("lighter", "general", "heavier"), ("general", "heavier"), ("heavier",))


@dataclass(frozen=True)
class Piece:
    """One way the decision can come out: a tier, a range, an effect, and what the general law adds."""

    tier: int
    range: int
    effect: str
    claim: Claim
    sanction: Sanction
    weight: Weight  # with its fine reduced to whether there is one: the amounts are ``ends``


@dataclass(frozen=True)
class EncodedOutcome:
    """The result for one subject: which weight (by index), and the lowest and the highest fine in 分."""

    weights: Sequence[Weight]
    classes: Sequence[Claim]
    low: Number
    high: Number


class EncodedPlan:
    """A plan on a prover. Asserts the legal domain; everything else is a claim to ask."""

    def __init__(self, plan: Plan, facts: Facts) -> None:
        self.plan: Plan = plan
        self.facts: Facts = facts
        self.prover: Prover = facts.prover
        self.encoding: Encoding = Encoding(plan.slots, facts)
        formula, prover = self.encoding.formula, self.prover
        self.established: Claim = formula(plan.established)
        self.gates = {gate: self._held(gate.about, gate.ending) for gate in law_of(plan).gates}
        self.tiers, self.ranges, self.supplements = (
            [formula(rule.guard) for rule in plan.rules(about)] for about in ("tiers", "ranges", "supplements")
        )
        if plan.first_match:
            self.tiers = [
                prover.all([tier, *(prover.no(earlier) for earlier in self.tiers[:index])])
                for index, tier in enumerate(self.tiers)
            ]
        prover.add(formula(coherent(plan)), *self.encoding.definitions())
        self._guards = len(self.encoding.quotients)
        self.punishable: Claim = prover.all([self.established, *(prover.no(claim) for claim in self.gates.values())])
        self.clear: Claim = prover.all([_exactly_one(prover, self.ranges), _exactly_one(prover, self.tiers)])
        self._effects: dict[bool, Effects] = {}
        self._outcomes: dict[str, EncodedOutcome] = {}
        self._pieces: dict[str, list[Piece]] = {}

    @property
    def settled(self) -> Claim:
        """Established, and the rules give a result (gaps and overlaps are the business of other checks)."""
        prover = self.prover
        return prover.all([self.established, prover.any([*self.gates.values(), self.clear])])

    @property
    def subjects(self) -> list[str]:
        """The party, then the further subjects of the same act."""
        return [PARTY, *dict.fromkeys(name for cell in self.plan.cells.values() for name in cell.others)]

    def amounts(self) -> list[Claim]:
        """What defines the divisions inside amounts; to be asserted only where amounts are asked for."""
        return [item.definition for item in self.encoding.quotients[self._guards :]]

    def statutory(self) -> tuple[Number, Number]:
        """Lowest and highest fine that the law itself allows the party; 0 where it has none."""
        low = high = self.prover.constant(0)
        for claim, cell in zip(self.ranges, self.plan.statute, strict=True):
            fine = cell.party["general"].fine
            if fine is not None:
                least, most = self.span(fine)
                low, high = self.prover.choose(claim, least, low), self.prover.choose(claim, most, high)
        return low, high

    def lists(self) -> list[Claim]:
        """What the lists make of a case, each claim harsher than its negation: punished, no exemption offered, effect above …"""
        effects: dict[str, list[Claim]] = {}
        offered = []
        for (effect, rank), claim in self.effects().items():
            effects.setdefault(effect, []).append(claim)
            if rank == 1:
                offered.append(claim)
        prover = self.prover
        above = [prover.any([c for name in harsher for c in effects.get(name, ())]) for harsher in _HARSHER]
        punished = prover.no(prover.any([*self.gates.values()]))
        return [punished, prover.no(prover.any(offered)), *above]

    def moved(self, name: str) -> list[t.Term]:
        """The ends of fines that a fact moves."""
        slot = self.plan.index[name]
        sanctions = {piece.sanction: None for subject in self.subjects for piece in self.pieces(subject)}
        found = [item.ends for item in sanctions if item.ends is not None]
        ends = dict.fromkeys(end for ends in found for end in (ends.lowest, ends.highest))
        return [end for end in ends if slot in set(t.slots(end))]

    def pieces(self, subject: str = PARTY) -> list[Piece]:
        """Every way the decision can come out when the act is punishable."""
        if subject not in self._pieces:
            self._pieces[subject] = list(self._build(subject))
        return self._pieces[subject]

    def outcome(self, subject: str = PARTY) -> EncodedOutcome:
        """The result for a subject as claims."""
        if not self._outcomes:
            self.statutory()  # its divisions are among those of the amounts
        if subject not in self._outcomes:
            self._outcomes[subject] = self._outcome(subject)
        return self._outcomes[subject]

    def ends(self, sanction: Sanction) -> tuple[Number, Number]:
        """Lowest and highest fine of a sanction in 分 (0 for none)."""
        if sanction.ends is None:
            return (self.prover.constant(0),) * 2
        return self.encoding.term(sanction.ends.lowest), self.encoding.term(sanction.ends.highest)

    def span(self, fine: FineTerms) -> tuple[Number, Number]:
        """The lowest and the highest whole 分 of a fine by its own words, whatever the statute makes of it."""
        low, high = self.encoding.term(fine.low), self.encoding.term(fine.high)
        return (low if fine.low_inclusive else low + 1), (high if fine.high_inclusive else high - 1)

    def effects(self, *, bare: bool = False) -> Effects:
        """When the lists give which effect and rank; ``bare``: within a cell that has neither fine nor measures."""
        if bare not in self._effects:
            cells = self.plan.cells
            fitting = [key for key, cell in cells.items() if is_bare(cell) is bare] or [*cells]
            # Without a cell, no tier meets a range: the lists have nothing to move.
            self._effects[bare] = effects_of(self.plan, self.prover, self._held, fitting[0]) if fitting else {}
        return self._effects[bare]

    def _build(self, subject: str) -> Iterator[Piece]:
        for (tier, found), cell in self.plan.cells.items():
            here = self.prover.all([self.tiers[tier], self.ranges[found]])
            effects = cell.party if subject == PARTY else cell.others.get(subject, {})
            for (effect, rank), claim in self.effects(bare=is_bare(cell)).items():
                sanction = effects.get(effect, ABSENT)
                for bits, added in self._added(sanction if subject == PARTY else None):
                    masks = Masks(supplements=bits)
                    measures = measures_of(self.plan, sanction, masks)
                    weight = replace(shape(sanction, rank), measures=measures)
                    yield Piece(tier, found, effect, self.prover.all([here, claim, added]), sanction, weight)

    def _added(self, sanction: Sanction | None) -> Iterator[tuple[int, Claim]]:
        """The combinations of supplements that matter for a sanction."""
        prover = self.prover
        bits = []
        if sanction is not None:
            own = {measure.key for measure in sanction.measures}
            bits = [
                bit
                for bit, item in enumerate(self.plan.supplements)
                if any(measure.key not in own for measure in item.measures)
                and not prover.same(self.supplements[bit], prover.false)
            ]
        for size in range(len(bits) + 1):
            for chosen in combinations(bits, size):
                claims = [self.supplements[bit] if bit in chosen else prover.no(self.supplements[bit]) for bit in bits]
                yield sum(1 << bit for bit in chosen), prover.all(claims)

    def _outcome(self, subject: str) -> EncodedOutcome:
        prover, pieces = self.prover, self.pieces(subject)
        weights = list(dict.fromkeys([NOTHING, *(piece.weight for piece in pieces)]))
        classes = [prover.no(self.punishable)]
        classes += [
            prover.all([self.punishable, prover.any([piece.claim for piece in pieces if piece.weight == weight])])
            for weight in weights[1:]
        ]
        low = high = prover.constant(0)
        giving: dict[Sanction, list[Claim]] = {}
        for piece in pieces:
            giving.setdefault(piece.sanction, []).append(piece.claim)
        for sanction, claims in giving.items():
            if sanction.fine is None:
                continue
            here = prover.any(claims)
            least, most = self.ends(sanction)
            least = prover.constant(0) if sanction.force is not Force.SHALL else least  # 可以处: it may be nothing
            low, high = prover.choose(here, least, low), prover.choose(here, most, high)
        nothing = prover.constant(0)
        return EncodedOutcome(
            weights,
            classes,
            prover.choose(self.punishable, low, nothing),
            prover.choose(self.punishable, high, nothing),
        )

    def _held(self, kind: ListKind, ending: Collection[Class]) -> Claim:
        """Some entry of one of the classes holds."""
        bits = [bit for key, bits in classes(self.plan, kind).items() if key in ending for bit in bits]
        return self.prover.any([self.encoding.formula(self.plan.lists[kind][bit].rule.guard) for bit in sorted(bits)])


def shape(sanction: Sanction, rank: int) -> Weight:
    """A sanction as the order sees it, its fine reduced to whether there is one."""
    return Weight(rank, Band(0, 0) if sanction.fine is not None else None, sanction.force, sanction.measures)


def _exactly_one(prover: Prover, claims: Sequence[Claim]) -> Claim:
    pairs = [prover.no(prover.all(pair)) for pair in combinations(claims, 2)]
    return prover.all([prover.any(claims), *pairs])
