"""What a side makes of complete facts, by the ordinary engine's own steps: the mirror of ``claims`` for one concrete case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from discretion.decide import decide
from discretion.diff.claims import ListChoice, PenaltyGate, choice_of, gate_of
from discretion.diff.model import Direction
from discretion.penalty import Weight, not_harsher
from discretion.plan import NOTHING, PARTY, Disposition, Masks, Plan, Punishment, outcome_at
from discretion.rulebook import ListKind, Source

RANK = {
    PenaltyGate.NOT_ESTABLISHED: 0, PenaltyGate.TIME_BARRED: 0, PenaltyGate.EXEMPT: 0, PenaltyGate.MAY_EXEMPT: 1, PenaltyGate.PENALTY: 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PointResult:
    """A result that two sides can be compared by; the name of the tier is no part of it.

    Attributes:
        subjects: what each subject gets ("" is the party).
        tier: the name of the tier.
        rank: how far the tier or the exempting entry binds: statute, published, proposed.
    """

    gate: PenaltyGate
    choice: ListChoice | None = None
    cell: tuple[int, int] | None = None
    subjects: Mapping[str, Punishment] | None = None
    tier: str = ""
    rank: str = ""

    @property
    def outcome(self) -> object:
        """What makes two results the same."""
        choice = None if self.choice is None else (self.choice.disposition, self.choice.offered)
        said = [
            (name, *(() if fine is None else (fine.lowest, fine.highest, force)), frozenset(measures))
            for name, (fine, force, measures) in sorted((self.subjects or {}).items())
        ]
        return self.gate, choice, tuple(said)

    @property
    def ends(self) -> tuple[int, int]:
        """Lowest and highest fine of the party in 分; 0 without one, and 0 for the lowest that a fine without a floor can be (1 分)."""
        fine = (self.subjects or {}).get(PARTY, NOTHING).fine
        return (0, 0) if fine is None else (fine.lowest if fine.lowest > 1 else 0, fine.highest)


def result_at(plan: Plan, values: Mapping[str, int]) -> PointResult:
    """Decide complete facts, given by name in their encoding."""
    own = tuple(values[slot.name] for slot in plan.slots)
    decided = decide(plan, own)
    settled = decided.settled
    gate = gate_of(settled)
    if gate is PenaltyGate.MAY_EXEMPT:
        assert settled.tier is not None and settled.range is not None
        return PointResult(gate, cell=(settled.tier, settled.range), rank=_exempting(plan, decided.masks))
    if gate is not PenaltyGate.PENALTY:
        return PointResult(gate, rank=_exempting(plan, decided.masks) if gate is PenaltyGate.EXEMPT else "")
    assert settled.tier is not None and settled.range is not None
    subjects = outcome_at(plan, decided.masks, settled, own)
    tier = plan.tiers[settled.tier].rule
    return PointResult(
        gate, choice_of(settled), (settled.tier, settled.range), subjects, tier.label, kind_of(tier.source)
    )


def kind_of(source: Source | None) -> str:
    """statute, published or proposed; "" without a source."""
    return source.kind.value if source is not None else ""


def _exempting(plan: Plan, masks: Masks | None) -> str:
    """The rank of the highest entry that exempts."""
    entries = plan.lists.get(ListKind.EXEMPT, ())
    held = [entry for bit, entry in enumerate(entries) if masks is not None and masks.exempt >> bit & 1]
    return kind_of(max(held, key=lambda entry: entry.rank).rule.source) if held else ""


def direction(a: PointResult, b: PointResult) -> Direction:
    """How ``b`` treats the party of one case, compared with ``a``; NEUTRAL also when they differ without being harsher or milder."""
    if PenaltyGate.NO_RULE in (a.gate, b.gate):
        return Direction.NEUTRAL if a.gate is b.gate else Direction.INCOMPARABLE
    return direction_of(_not_harsher(a, b), _not_harsher(b, a))


def direction_of(not_harsher_ab: bool, not_harsher_ba: bool) -> Direction:
    """The direction from both halves of the order."""
    if not_harsher_ab and not_harsher_ba:
        return Direction.NEUTRAL
    if not_harsher_ab:
        return Direction.STRICTER
    return Direction.MILDER if not_harsher_ba else Direction.INCOMPARABLE


def rank(gate: PenaltyGate, choice: ListChoice | None) -> int:
    """The rank of severity: exempt 0, may be exempted 1, else 2."""
    if choice is not None and Disposition.EXEMPT in choice.offered:
        return 1
    return RANK[gate]


def options_not_harsher(a: ListChoice | None, b: ListChoice | None) -> bool:
    """Whether ``a`` leaves the party no worse options than ``b``: milder ones at least as many, harsher ones at most."""
    mild_a, harsh_a = _options(a)
    mild_b, harsh_b = _options(b)
    return mild_b <= mild_a and harsh_a <= harsh_b


def _options(choice: ListChoice | None) -> tuple[frozenset[Disposition], bool]:
    if choice is None:
        return frozenset(), False
    found = {choice.disposition, *choice.offered}
    mild = found & {Disposition.MITIGATED, Disposition.LIGHTER}
    if Disposition.MITIGATED in mild:
        mild |= {Disposition.LIGHTER}
    return frozenset(mild), Disposition.HEAVIER in found


def _not_harsher(a: PointResult, b: PointResult) -> bool:
    if a.choice is not None and b.choice is not None and not options_not_harsher(a.choice, b.choice):
        return False
    names = {"", *(a.subjects or {}), *(b.subjects or {})}
    return all(not_harsher(_weight(a, name), _weight(b, name)) for name in names)


def _weight(result: PointResult, name: str) -> Weight:
    own = rank(result.gate, result.choice)
    return Weight(own, *(result.subjects or {}).get(name, NOTHING))
