"""What an impact is: every decided case that would come out otherwise, and the counts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

DIRECTIONS = {
    "heavier": "加重", "milder": "减轻", "incomparable": "有轻有重", "other": "其他变化", "open": "不能比较",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """One decided case that would come out otherwise.

    Attributes:
        row: its row in the source.
        direction: one of ``DIRECTIONS``, seen from A to B.
        before: the outcome under A, in words; ``after``: under B.
        newly_outside: what was decided lies in A's band, and not in B's.
    """

    row: int
    case: str
    unit: str | None
    violation: str
    label: str
    decided: str
    fine: int
    direction: str
    before: str
    after: str
    newly_outside: bool


@dataclass(slots=True)
class Tally:
    """How many decisions of a violation or a unit, and how many of them would come out otherwise, by direction."""

    name: str
    n: int = 0
    directions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DIRECTIONS, 0))
    newly_outside: int = 0

    @property
    def otherwise(self) -> int:
        """How many would come out otherwise."""
        return sum(self.directions.values())

    def add(self, change: ChangedCase) -> None:
        """Count one change."""
        self.directions[change.direction] += 1
        self.newly_outside += change.newly_outside


@dataclass(frozen=True, slots=True)
class Impact:
    """The effect of B in place of A on decided cases.

    Attributes:
        read: rows read; ``unusable`` of them could not be.
        same_rules: rows whose violation has the very same rules on both sides: not computed, as nothing can differ.
        one_by_one: rows for which the engine weighed old and new law.
    """

    a: str
    b: str
    read: int
    unusable: int
    same_rules: int
    one_by_one: int
    total: Tally
    violations: tuple[Tally, ...]
    units: tuple[Tally, ...]
    changes: tuple[ChangedCase, ...]

    def data(self) -> dict[str, object]:
        """For programs."""
        return asdict(self)
