"""The first screen: what differs, for whom, by how much, on whose authority; one line a violation, the largest difference first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from discretion.diff.model import (
    Comparison,
    DifferingRegion,
    Direction,
    GeneralChange,
    Largest,
    Sameness,
    ViolationDiff,
    Witness,
)
from discretion.diff.reporters.words import DIRECTIONS, Names, most_words, names_of, who_words

SPARED = {"not_established", "time_barred", "exempt"}
SHORT = 90  # characters of who is affected on the first screen; the rest is below


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One violation on the first screen.

    Attributes:
        who: which cases, in words.
        example: the case that is shown; None where no case can be.
        most: the largest difference in words, of common cases where there is one.
        fen: the same as a number, to sort by.
        words: 较重, 较轻 …
    """

    item: ViolationDiff
    who: str
    example: Witness | None
    most: str
    fen: int
    direction: Direction
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A comparison at one glance.

    Attributes:
        lines: the violations that come out differently.
        alone: those that only one side has rules for, by side.
        unproved: those of which the proof is not complete.
        absent: why others were not compared, and which they are.
    """

    lines: tuple[OverviewLine, ...]
    alone: tuple[tuple[ViolationDiff, ...], tuple[ViolationDiff, ...]]
    unproved: tuple[ViolationDiff, ...]
    absent: tuple[tuple[str, tuple[ViolationDiff, ...]], ...]

    @property
    def counts(self) -> dict[Direction, int]:
        """How many violations go which way."""
        return {way: sum(line.direction is way for line in self.lines) for way in DIRECTIONS}


def overview(comparison: Comparison) -> Overview:
    """Sum up a comparison."""
    names = names_of(comparison)
    lines = [_line(item, names) for item in comparison.violations if item.behaviour.verdict is Sameness.DIFFERENT]
    lines.sort(key=lambda line: (-abs(line.fen), line.item.label))
    one_sided = [item for item in comparison.violations if item.change is not None]
    alone = [item for item in one_sided if not item.behaviour.unknown]
    absent: dict[str, list[ViolationDiff]] = {}
    for item in one_sided:
        if item.behaviour.unknown:
            absent.setdefault(item.absent, []).append(item)
    return Overview(
        tuple(lines),
        (
            tuple(item for item in alone if item.change is GeneralChange.REMOVED),
            tuple(item for item in alone if item.change is GeneralChange.ADDED),
        ),
        tuple(item for item in comparison.violations if item.change is None and item.behaviour.unknown),
        tuple((why, tuple(items)) for why, items in absent.items()),
    )


def told(item: ViolationDiff) -> list[DifferingRegion]:
    """The regions that matter to a party, those of common cases first; what only extreme facts reach stands apart."""
    parts = [part for region in item.behaviour.regions if not _spared(region) for part in _apart(region)]
    return sorted(parts, key=lambda region: region.extreme)


def spared(item: ViolationDiff) -> int:
    """In how many regions both sides spare the party, each for a reason of its own."""
    return sum(map(_spared, item.behaviour.regions))


def _spared(region: DifferingRegion) -> bool:
    return region.kind == "gate" and set(region.key) <= SPARED


def _apart(region: DifferingRegion) -> list[DifferingRegion]:
    """A region as one of common and one of extreme cases, where it has both."""
    far = tuple(witness for witness in region.witnesses if witness.extreme)
    near = tuple(witness for witness in region.witnesses if not witness.extreme)
    if not far or not near:
        return [region]
    return [
        replace(region, witnesses=near, directions=tuple(witness.direction for witness in near)),
        replace(region, witnesses=far, directions=tuple(witness.direction for witness in far), largest=()),
    ]


def common(region: DifferingRegion) -> tuple[Largest, ...]:
    """The largest differences of common cases; where there are none, those of all."""
    return tuple(item for item in region.largest if not item.extreme) or region.largest


def extremes(region: DifferingRegion) -> tuple[Largest, ...]:
    """The larger ones that only extreme facts reach."""
    return tuple(item for item in region.largest if item.extreme and item not in common(region))


def shown_direction(direction: Direction, region: DifferingRegion) -> str:
    """较重, 较轻 …; where the law compares alike but the bands differ, what differs: never 轻重相同 beside a difference."""
    if direction is not Direction.NEUTRAL or not region.largest:
        return DIRECTIONS[direction]
    return "幅度不同（可以不罚款，最轻的结果相同）"


def _line(item: ViolationDiff, names: Names) -> OverviewLine:
    regions = told(item) or list(item.behaviour.regions)
    chief = max(
        regions,
        key=lambda region: (
            not region.extreme,
            "not_established" not in region.key,
            _fen(region),
            region.direction is not Direction.NEUTRAL,
        ),
    )
    most = max(common(chief), key=lambda found: abs(found.fen), default=None)
    way = _way(most, chief)
    example = next((w for w in chief.witnesses if w.direction is way), chief.witnesses[0] if chief.witnesses else None)
    others = len(regions) - 1
    who = who_words(chief, names)
    who = (who if len(who) <= SHORT else f"{who[:SHORT]}……") + (f"（另有{others}种情形）" if others else "")
    direction = item.behaviour.direction
    words = shown_direction(direction, chief)
    return OverviewLine(
        item, who, example, most_words(most) if most else "不涉及罚款数额", most.fen if most else 0, direction, words
    )


def _fen(region: DifferingRegion) -> int:
    return max((abs(item.fen) for item in common(region)), default=0)


def _way(most: Largest | None, region: DifferingRegion) -> Direction:
    """Towards which the example is sought: that of the largest difference."""
    if most is None:
        return region.directions[0]
    return Direction.STRICTER if most.fen > 0 else Direction.MILDER


def brief(said: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The facts of an example that make it what it is: a plain no tells nothing on the first screen."""
    return [fact for fact in said if fact[1] not in ("否", "没有")] or list(said)
