"""What a side makes of complete facts, by the ordinary engine's own steps: the mirror of ``claims`` for one concrete case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from discretion.decide import Disposition, decide, fine_band
from discretion.diff.claims import Choice, Gate, choice_of, gate_of
from discretion.diff.model import Direction
from discretion.penalty import Band, Force, Measure, Weight, not_harsher
from discretion.plan import Plan

RANK = {
    Gate.NOT_ESTABLISHED: 0, Gate.TIME_BARRED: 0, Gate.EXEMPT: 0, Gate.MAY_EXEMPT: 1, Gate.PENALTY: 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """A result that two sides can be compared by; the name of the tier is no part of it.

    Attributes:
        subjects: per subject ("" is the party) fine, force of the fine, and measures.
    """

    gate: Gate
    choice: Choice | None = None
    cell: tuple[int, int] | None = None
    subjects: Mapping[str, tuple[Band | None, Force, tuple[Measure, ...]]] | None = None

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
        fine = (self.subjects or {}).get("", (None,))[0]
        return (0, 0) if fine is None else (fine.lowest if fine.lowest > 1 else 0, fine.highest)


def result_at(plan: Plan, values: Mapping[str, int]) -> Result:
    """Decide complete facts, given by name in their encoding."""
    own = tuple(values[slot.name] for slot in plan.slots)
    decided = decide(plan, own)
    settled = decided.settled
    gate = gate_of(settled)
    if gate is Gate.MAY_EXEMPT:
        assert settled.tier is not None and settled.range is not None
        return Result(gate, cell=(settled.tier, settled.range))
    if gate is not Gate.PENALTY:
        return Result(gate)
    assert settled.tier is not None and settled.range is not None
    fine = decided.band(own)[0] if decided.band is not None else None
    subjects = {"": (fine, decided.force, decided.measures)}
    for name, effects in plan.cells[settled.tier, settled.range].others.items():
        sanction = effects[settled.effect]
        fine, _ = fine_band(plan, sanction, own)
        force = sanction.fine.force if sanction.fine is not None else Force.SHALL
        if fine is not None or sanction.measures:
            subjects[name] = fine, force, sanction.measures
    return Result(gate, choice_of(settled), (settled.tier, settled.range), subjects)


def direction(a: Result, b: Result) -> Direction:
    """How ``b`` treats the party of one case, compared with ``a``; NEUTRAL also when they differ without being harsher or milder."""
    if Gate.NO_RULE in (a.gate, b.gate):
        return Direction.NEUTRAL if a.gate is b.gate else Direction.INCOMPARABLE
    return direction_of(_not_harsher(a, b), _not_harsher(b, a))


def direction_of(not_harsher_ab: bool, not_harsher_ba: bool) -> Direction:
    """The direction from both halves of the order."""
    if not_harsher_ab and not_harsher_ba:
        return Direction.NEUTRAL
    if not_harsher_ab:
        return Direction.STRICTER
    return Direction.MILDER if not_harsher_ba else Direction.INCOMPARABLE


def rank(gate: Gate, choice: Choice | None) -> int:
    """The rank of severity: exempt 0, may be exempted 1, else 2."""
    if choice is not None and Disposition.EXEMPT in choice.offered:
        return 1
    return RANK[gate]


def options_not_harsher(a: Choice | None, b: Choice | None) -> bool:
    """Whether ``a`` leaves the party no worse options than ``b``: milder ones at least as many, harsher ones at most."""
    mild_a, harsh_a = _options(a)
    mild_b, harsh_b = _options(b)
    return mild_b <= mild_a and harsh_a <= harsh_b


def _options(choice: Choice | None) -> tuple[frozenset[Disposition], bool]:
    if choice is None:
        return frozenset(), False
    found = {choice.disposition, *choice.offered}
    mild = found & {Disposition.MITIGATED, Disposition.LIGHTER}
    if Disposition.MITIGATED in mild:
        mild |= {Disposition.LIGHTER}
    return frozenset(mild), Disposition.HEAVIER in found


def _not_harsher(a: Result, b: Result) -> bool:
    if a.choice is not None and b.choice is not None and not options_not_harsher(a.choice, b.choice):
        return False
    names = {"", *(a.subjects or {}), *(b.subjects or {})}
    return all(not_harsher(_weight(a, name), _weight(b, name)) for name in names)


def _weight(result: Result, name: str) -> Weight:
    own = rank(result.gate, result.choice)
    if result.subjects is None or name not in result.subjects:
        return Weight(own, None, Force.SHALL, ())
    fine, force, measures = result.subjects[name]
    return Weight(own, fine, force, measures)
