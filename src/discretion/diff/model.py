"""What a comparison says: rows of law, regions of behaviour, and who is affected. Plain data that reporters turn into a format.

``a`` is the side that is compared (原), ``b`` the side it is compared with (新). Every direction is that of ``b`` as seen from ``a``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from discretion.facts import say_day


class GeneralChange(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Direction(StrEnum):
    """How ``b`` treats the party, compared with ``a``. MIXED: harsher for some cases, milder for others."""

    STRICTER = "stricter"
    MILDER = "milder"
    NEUTRAL = "neutral"
    MIXED = "mixed"
    INCOMPARABLE = "incomparable"

    @property
    def reversed(self) -> Direction:
        """The same difference, seen from the other side."""
        return {Direction.STRICTER: Direction.MILDER, Direction.MILDER: Direction.STRICTER}.get(self, self)


class Sameness(StrEnum):
    """What is known of the behaviour of one violation. SAME and DIFFERENT are proofs over every possible case."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    NOT_COMPARED = "not_compared"


TRUE = "是"  # the value of a fact whose name is a clause: 没有造成后果


@dataclass(frozen=True, slots=True)
class LawRow:
    """One difference in the text of the rules.

    Attributes:
        section: what it is about: violation, provision, range, element, closure, tier, boundary, penalty, entry, policy, presumption,
            supplement, fact, authority, citation, date, source, order.
        item: the identifier within the section, e.g. ``tier:slight``.
        before, after: in Chinese; None where the side has no such thing.
        wording: only names, notes or the order of things differ; such rows do not make two rulesets different.
        where: file and line on each side.
        ranks: how far each side's rule binds: statute, published, proposed; "" where it has no source of its own.
    """

    section: str
    item: str
    label: str
    change: GeneralChange
    before: str | None
    after: str | None
    direction: Direction = Direction.NEUTRAL
    wording: bool = False
    where: tuple[str | None, str | None] = (None, None)
    ranks: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Witness:
    """One case, and what each side makes of it.

    Attributes:
        cases: the case file of each side; they are the same unless the sides stand on different days or vocabularies.
        a, b: the two results in words.
        fines: the fine of each side as an interval in 元, None without one.
        only: where cases of the region differ in several directions: beyond which values of its facts none differs in this one.
        note: why ``recommend`` says something else of the case file, if it does (dates beyond the validity of a ruleset).
        ranks: how far the tier or list entry binds that decides on each side.
        ends: the lowest and the highest fine of each side in 分; None without one.
        extreme: no case like it has only facts that are common in practice (``Fact.typical``).
    """

    facts: Mapping[str, object]
    said: tuple[tuple[str, str], ...]
    cases: tuple[Mapping[str, object], Mapping[str, object]]
    a: str
    b: str
    fines: tuple[str | None, str | None]
    direction: Direction
    only: tuple[str, ...] = ()
    note: str | None = None
    ranks: tuple[str, str] = ("", "")
    ends: tuple[tuple[int, int] | None, tuple[int, int] | None] = (None, None)
    extreme: bool = False


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest difference of one end of the fine within a region, in 分 (b minus a), exact, with the facts it occurs at.

    Attributes:
        extreme: it needs facts beyond what is common in practice (``Fact.typical``).
    """

    end: str  # low or high
    fen: int
    at: tuple[tuple[str, str], ...]
    fines: tuple[str, str]
    extreme: bool = False


@dataclass(frozen=True, slots=True)
class DifferingRegion:
    """A part of the fact space on which the results differ. The regions of a violation do not overlap and cover every difference.

    Attributes:
        kind: gate (whether there is a penalty at all), circumstance (which lists apply), penalty (the penalty itself).
        among: ``a`` or ``b`` when ``who`` speaks of the cases to which that side gives its result of ``key``; else of all that both
            sides punish in like circumstances (kind penalty), or of all that neither side spares (kind gate).
        who: the cases of the region in Chinese: any of these.
        exact: whether ``who`` describes the region completely; otherwise it describes parts of it.
        directions: which directions occur in the region (proved), with a witness each.
        effects: for kind penalty, the effects (general, lighter, …) under which the penalties differ.
    """

    kind: str
    key: tuple[str, str]
    among: str
    who: tuple[str, ...]
    exact: bool
    directions: tuple[Direction, ...]
    witnesses: tuple[Witness, ...]
    largest: tuple[Largest, ...] = ()
    effects: tuple[str, ...] = ()

    @property
    def direction(self) -> Direction:
        """All directions of the region in one word."""
        return joined(self.directions)

    @property
    def extreme(self) -> bool:
        """Whether no case of it has only facts that are common in practice."""
        return bool(self.witnesses) and all(witness.extreme for witness in self.witnesses)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The behaviour of one violation on both sides, over its whole fact space.

    Attributes:
        unknown: what could not be decided, and why; never silently dropped.
    """

    verdict: Sameness
    regions: tuple[DifferingRegion, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def direction(self) -> Direction:
        """All directions in one word; NEUTRAL when nothing differs."""
        return joined(direction for region in self.regions for direction in region.directions)


@dataclass(frozen=True, slots=True)
class ViolationDiff:
    """One violation on both sides. ``change`` is None when both sides have it; else ``absent`` says why one has none."""

    violation: str
    label: str
    change: GeneralChange | None
    law: tuple[LawRow, ...]
    behaviour: Behaviour
    absent: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing but words and order differs."""
        return (
            self.change is None
            and all(row.wording for row in self.law)
            and self.behaviour.verdict in (Sameness.SAME, Sameness.NOT_COMPARED)
        )

    @property
    def direction(self) -> Direction:
        """Of the behaviour; a violation that only one side punishes is stricter or milder as a whole."""
        if self.behaviour.verdict is Sameness.UNKNOWN and self.change is not None:
            return Direction.INCOMPARABLE
        if self.change is GeneralChange.ADDED:
            return Direction.STRICTER
        if self.change is GeneralChange.REMOVED:
            return Direction.MILDER
        return self.behaviour.direction

    @property
    def harsher(self) -> bool:
        """Whether ``b`` is harsher in some case (proved, with an example)."""
        clear = self.direction in (Direction.STRICTER, Direction.MIXED)
        return clear or any(Direction.STRICTER in region.directions for region in self.behaviour.regions)


@dataclass(frozen=True, slots=True)
class SideName:
    """How a side is named in a report."""

    area: str
    label: str
    ruleset: str
    day: str
    origin: str  # the folder or git revision, when it is not the rulebook at hand
    source: str  # as the user wrote it
    proposed: str = ""  # by which method the area's rules are proposed; empty when they are an issued text

    def __str__(self) -> str:
        place = f"，{self.origin}" if self.origin else ""
        version = self.ruleset.partition("@")[2]
        return f"{self.label}（{version}版，{say_day(date.fromisoformat(self.day))}适用的规定{place}）"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides: what differs in general, and each violation that differs.

    Attributes:
        general: differences that are not of one violation: dates, policy, lists, presumptions, definitions of facts.
        same: violations proved to be treated alike; ``compared`` counts all that both sides have.
        inherited: violations left out because the parent area, compared in the same report, differs in exactly the same way.
    """

    a: SideName
    b: SideName
    general: tuple[LawRow, ...]
    violations: tuple[ViolationDiff, ...]
    compared: int
    same: int
    inherited: tuple[str, ...] = ()
    law_only: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing but words and order differs."""
        return all(row.wording for row in self.general) and all(item.empty for item in self.violations)

    @property
    def harsher(self) -> tuple[ViolationDiff, ...]:
        """The violations that ``b`` treats more harshly in some case."""
        return tuple(item for item in self.violations if item.harsher)

    @property
    def doubtful(self) -> tuple[ViolationDiff, ...]:
        """The violations of which it is not decided that no case is harsher: incomparable results, or no proof."""
        return tuple(
            item
            for item in self.violations
            if item.behaviour.unknown
            or any(Direction.INCOMPARABLE in region.directions for region in item.behaviour.regions)
        )


@dataclass(frozen=True, slots=True)
class Report:
    """One comparison, or one per area when two whole rulebooks are compared."""

    comparisons: tuple[Comparison, ...]
    notes: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing but words and order differs."""
        return all(item.empty for item in self.comparisons)


def joined(directions: Iterable[Direction]) -> Direction:
    """Several directions in one word."""
    found = {direction for direction in directions if direction is not Direction.NEUTRAL}
    if Direction.MIXED in found or {Direction.STRICTER, Direction.MILDER} <= found:
        return Direction.MIXED
    if Direction.INCOMPARABLE in found:  # beside a clear direction, too: neither word would be true of every case
        return Direction.INCOMPARABLE
    return next(iter(found), Direction.NEUTRAL)
