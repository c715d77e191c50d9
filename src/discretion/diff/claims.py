"""One side's decision as claims of the solver, cut along the order of the law: gate, choice of circumstances, cell.

* gate: whether there is a penalty at all (``PenaltyGate``);
* choice: what the lists make of it (disposition, effect, what is offered instead), the same for every cell;
* cell: tier row and statutory range, which with the effect give the sanction.

Cases with the same gate, choice and sanction come out the same. Both sides use the variables of one ``Facts``, so what both rulesets
write alike becomes the very same expression, and nothing needs to be proved of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

from discretion.check import Claim, EncodedPlan, Facts, Prover
from discretion.penalty import Force, Measure
from discretion.plan import (
    Cell,
    Disposition,
    Fault,
    Masks,
    Plan,
    Sanction,
    Settled,
    Status,
    classes,
    measures_of,
    settle,
)
from discretion.rulebook import DECIDING, ListKind


class PenaltyGate(StrEnum):
    """Whether there is a penalty, in the order of the law."""

    NOT_ESTABLISHED = "not_established"
    TIME_BARRED = "time_barred"
    EXEMPT = "exempt"
    NO_RULE = "no_rule"
    MAY_EXEMPT = "may_exempt"  # may be waived, and the tier has no penalty: only the orders
    PENALTY = "penalty"


@dataclass(frozen=True, slots=True)
class ListChoice:
    """What the lists make of a penalty."""

    disposition: Disposition
    effect: str
    offered: tuple[Disposition, ...]

    def __str__(self) -> str:
        return "+".join((self.disposition.value, *(f"offered-{item.value}" for item in self.offered)))


@dataclass(frozen=True, slots=True)
class SubjectSanction:
    """The sanction of one subject with the measures that apply."""

    sanction: Sanction
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A sanction with what the general law adds, and when."""

    claim: Claim
    parts: dict[str, SubjectSanction]


class SideClaims:
    """A plan on a prover; see the module."""

    def __init__(self, plan: Plan, facts: Facts) -> None:
        self.plan: Plan = plan
        self.prover: Prover = facts.prover
        self.decision = decision = EncodedPlan(plan, facts)
        prover = self.prover
        self.cells: dict[tuple[int, int], Claim] = {
            key: prover.all([self._only(decision.tiers, key[0]), self._only(decision.ranges, key[1])])
            for key in plan.cells
        }
        self.choices = self._choices()
        self.gates = self._gates()

    def variants(self, cell: tuple[int, int], effect: str) -> list[Variant]:
        """The sanctions of a cell under one effect, per combination of supplements that matter."""
        found = self.plan.cells[cell]
        subjects = {"": found.party[effect]} | {name: effects[effect] for name, effects in found.others.items()}
        return [
            Variant(
                claim,
                {
                    name: SubjectSanction(
                        sanction, measures_of(self.plan, sanction, _supplemented(bits if not name else 0))
                    )
                    for name, sanction in subjects.items()
                    if not name or sanction.fine is not None or sanction.measures
                },
            )
            for bits, claim in self._supplements(found.party[effect])
        ]

    def excludes(self, cell: tuple[int, int], other: SideClaims, theirs: tuple[int, int]) -> bool:
        """Whether it shows at once that a cell here and a cell there never meet: the other side has this very rule elsewhere."""
        mine = (self.decision.tiers, self.decision.ranges)
        others = (other.decision.tiers, other.decision.ranges)
        same = self.prover.same
        for own, foreign, here, there in zip(mine, others, cell, theirs, strict=True):
            if any(same(own[here], claim) for index, claim in enumerate(foreign) if index != there):
                return True
            if any(same(foreign[there], claim) for index, claim in enumerate(own) if index != here):
                return True
        return False

    def _gates(self) -> dict[PenaltyGate, Claim]:
        """What a case comes to before its penalty is weighed, in the order of the law."""
        decision, prover = self.decision, self.prover
        passed = [decision.established]
        found = dict.fromkeys(PenaltyGate, prover.false) | {
            PenaltyGate.NOT_ESTABLISHED: prover.no(decision.established)
        }
        for gate, claim in decision.gates.items():
            found[gate_of(gate.settled)] = prover.all([*passed, claim])
            passed.append(prover.no(claim))
        open_ = prover.all(passed)
        bare = [key for key, cell in self.plan.cells.items() if is_bare(cell)]
        waived = prover.all([self._waiving(), prover.any([self.cells[key] for key in bare])])
        ruled = prover.any(list(self.cells.values()))
        found[PenaltyGate.NO_RULE] = prover.all([open_, prover.no(ruled)])
        found[PenaltyGate.MAY_EXEMPT] = prover.all([open_, waived])
        found[PenaltyGate.PENALTY] = prover.all([open_, ruled, prover.no(waived)])
        return found

    def _waiving(self) -> Claim:
        """Whether a choice offers to waive the penalty (or does, where no tier of the plan has any)."""
        offering = [
            claim
            for choice, claim in self.choices.items()
            if Disposition.EXEMPT in (choice.disposition, *choice.offered)
        ]
        return self.prover.any(offering)

    def _only(self, claims: Sequence[Claim], index: int) -> Claim:
        prover = self.prover
        others = [claim for number, claim in enumerate(claims) if number != index]
        return prover.all([claims[index], *(prover.no(other) for other in others)])

    def _choices(self) -> dict[ListChoice, Claim]:
        """Ask ``settle`` what every combination of lists gives in a cell with a penalty."""
        plan, prover = self.plan, self.prover
        cell = next((key for key, found in plan.cells.items() if not is_bare(found)), None)
        if cell is None:
            cell = next(iter(plan.cells), None)
        if cell is None:
            return {}
        groups = [group for kind in DECIDING for group in self._groups(kind)]
        found: dict[ListChoice, list[Claim]] = {}
        for held in product((False, True), repeat=len(groups)):
            bits = dict.fromkeys(DECIDING, 0)
            for yes, (kind, bit, _) in zip(held, groups, strict=True):
                bits[kind] |= bit * yes
            settled = settle(plan, Masks(tiers=1 << cell[0], ranges=1 << cell[1], **bits))
            if settled.disposition is None:
                continue
            claims = [claim if yes else prover.no(claim) for (_, _, claim), yes in zip(groups, held, strict=True)]
            found.setdefault(choice_of(settled), []).append(prover.all(claims))
        return {choice: prover.any(claims) for choice, claims in found.items()}

    def _groups(self, kind: ListKind) -> Iterator[tuple[ListKind, int, Claim]]:
        """Entries of one list that the law cannot tell apart: the list, a bit that stands for them, the claim that one holds."""
        ending = {key for gate in self.decision.gates if gate.about is kind for key in gate.ending}
        rules = self.plan.rules(kind)
        for key, bits in classes(self.plan, kind).items():
            if key not in ending:  # what ends the matter is another gate
                guards = [self.decision.encoding.formula(rules[bit].guard) for bit in bits]
                yield kind, 1 << bits[0], self.prover.any(guards)

    def _supplements(self, sanction: Sanction) -> Iterator[tuple[int, Claim]]:
        own = {measure.key for measure in sanction.measures}
        claims = self.decision.supplements
        bits = [
            bit
            for bit, item in enumerate(self.plan.supplements)
            if any(measure.key not in own for measure in item.measures)
        ]
        for size in range(len(bits) + 1):
            for chosen in combinations(bits, size):
                parts = [claims[bit] if bit in chosen else self.prover.no(claims[bit]) for bit in bits]
                yield sum(1 << bit for bit in chosen), self.prover.all(parts)


def is_bare(cell: Cell) -> bool:
    """Whether a cell gives neither a fine nor a measure."""
    general = cell.party["general"]
    return general.fine is None and not general.measures


def gate_of(settled: Settled) -> PenaltyGate:
    """The gate of a decided case."""
    match settled.status:
        case Status.NOT_ESTABLISHED | Status.NO_RULE if settled.fault in (None, Fault.OUTSIDE):
            return PenaltyGate.NOT_ESTABLISHED
        case Status.TIME_BARRED:
            return PenaltyGate.TIME_BARRED
        case Status.DETERMINED if settled.disposition is Disposition.EXEMPT:
            return PenaltyGate.EXEMPT if settled.force is Force.SHALL else PenaltyGate.MAY_EXEMPT
        case Status.DETERMINED:
            return PenaltyGate.PENALTY
        case _:
            return PenaltyGate.NO_RULE


def choice_of(settled: Settled) -> ListChoice:
    """The choice of a decided case with a penalty."""
    assert settled.disposition is not None
    return ListChoice(settled.disposition, settled.effect, tuple(sorted(settled.offered)))


def _supplemented(bits: int) -> Masks:
    return Masks(supplements=bits)
