"""The plan: one violation of one ruleset under one version of the law, compiled. Readers need no YAML.

Slots are stated facts as integers; guards are formulas over slots; amounts are terms in 分.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from discretion.conditions import Condition
from discretion.errors import Position
from discretion.facts import Fact, Vocabulary
from discretion.penalty import Force, Measure, Penalty
from discretion.plan import terms as t
from discretion.plan.ends import Ends, ends_of
from discretion.plan.fines import FineTerms
from discretion.plan.formula import Formula, kleene
from discretion.plan.ratio import Ratio
from discretion.rulebook import (
    DECIDING,
    RANKS,
    Addressee,
    Authority,
    Cumulation,
    ListKind,
    MitigatedPolicy,
    Policy,
    Source,
)

ABOUT = (*DECIDING, "tiers", "ranges", "supplements")  # what a plan has rules of, besides its elements
EFFECTS = ("general", "lighter", "heavier", "mitigated")


@dataclass(frozen=True, slots=True)
class Slot:
    """A stated fact of the plan and its legal domain (encoded, both ends included)."""

    name: str
    fact: Fact
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Anything with a guard: an element, a range, a tier, a list entry, a supplement.

    Attributes:
        id: stable name in traces, e.g. ``tier:slight``, ``exempt:minor-corrected-harmless``.
        cites: full citations, e.g. 《行政处罚法》第三十三条第一款.
        origin: ``area@version`` that wrote it, or ``law@version``.
        facts: the facts the guard reads, stated or derived, in order.
        where: the place in the YAML file that wrote the guard.
    """

    id: str
    label: str
    guard: Formula
    condition: Condition
    facts: tuple[str, ...]
    refs: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    source: Source | None = None
    origin: str = ""
    orders: tuple[str, ...] = ()
    where: Position | None = None


@dataclass(frozen=True, slots=True)
class EntryRule:
    """A list entry; ``coercion``: the measures that are not taken, of an entry that decides no penalty."""

    rule: Rule
    force: Force
    or_mitigated: bool = False
    prevails: bool = False
    coercion: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """Whose the circumstance is: the statute's (3), an issued benchmark's (2), a proposal's (1)."""
        return RANKS.get(self.rule.source.kind, 1) if self.rule.source is not None else 1


@dataclass(frozen=True, slots=True)
class TierRow:
    """One row of a tier (a tier without ``rows`` has one)."""

    rule: Rule
    tier: str
    remark: str | None = None
    penalty: Penalty | None = field(default=None, compare=False)  # as the tier writes it; None: as the statute
    mitigated: MitigatedPolicy | None = field(default=None, compare=False)  # the tier's own 减轻; None: the policy's


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One statutory range, or a closure of a point that the law leaves open."""

    rule: Rule
    range: str
    closes: str | None = None  # the reason, when this row closes a gap
    cite: str = ""  # the full citation of the range
    penalty: Penalty | None = field(default=None, compare=False)  # as the law writes it


@dataclass(frozen=True)
class Sanction:
    """What a tier gives within one statutory range, for one subject and one effect.

    Attributes:
        clamp: the statutory range, where the fine is not inside it by construction.
        written: the tier's own words, where they go beyond the kinds and extents that the law has; these are left out.
        box: the legal domain of the facts; empty in what only stands for words.
    """

    fine: FineTerms | None
    measures: tuple[Measure, ...]
    clamp: FineTerms | None = None
    written: Sanction | None = None
    box: t.Box = field(default=(), compare=False, repr=False)

    @cached_property
    def ends(self) -> Ends | None:
        """The ends of the fine, cut to the statute; None for no fine. A case needs those of one sanction, a plan has dozens."""
        return None if self.fine is None else ends_of(self.fine, self.clamp, self.box)

    @property
    def force(self) -> Force:
        """Whether the fine is commanded or allowed; without one, what is given is commanded."""
        return self.fine.force if self.fine is not None else Force.SHALL

    @property
    def as_written(self) -> Sanction:
        """The tier's own words, lawful or not."""
        return self.written or self


@dataclass(frozen=True, slots=True)
class Cell:
    """Tier row × range: the sanction of each effect, for the party and for further subjects."""

    party: Mapping[str, Sanction]
    others: Mapping[str, Mapping[str, Sanction]] = field(default_factory=dict)

    def of(self, subject: str) -> Mapping[str, Sanction]:
        """The sanctions of one subject ("" is the main set); nothing where this range does not punish it."""
        return self.others.get(subject, ABSENT_EFFECTS) if subject else self.party


ABSENT = Sanction(None, ())  # of a subject whom a range does not punish
ABSENT_EFFECTS: Mapping[str, Sanction] = dict.fromkeys(EFFECTS, ABSENT)


@dataclass(frozen=True, slots=True)
class SupplementRule:
    """A measure that the general law adds to every penalty."""

    rule: Rule
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """A condition that the library's item has and the statute does not.

    Attributes:
        rule: its guard holds for what the item covers.
        otherwise: what becomes of an act outside of it, in words.
        see: violations of the library that it may fall under.
    """

    rule: Rule
    otherwise: str
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Presumed:
    """What is assumed of a slot that the case leaves out.

    Attributes:
        idle: no rule but the general law reads the slot; it is never asked for, nor told as a presumption.
    """

    slot: int
    value: int
    basis: str
    idle: bool = False


@dataclass(frozen=True, eq=False)
class Plan:
    """See the module. ``id`` names violation, rulesets and law version; equal plans have equal digests."""

    violation: str
    label: str
    sector: str
    area: str
    area_label: str
    rulesets: tuple[tuple[str, str], ...]
    ruleset_labels: tuple[str, ...]
    law: str
    doubt: str | None  # what is not verified of the text of the law: every result that rests on it says so
    provision: str
    provision_cite: str
    provision_label: str
    duties: tuple[Rule, ...]
    notes: tuple[str, ...]  # what the officer should know of the provision and of the violation
    orders: tuple[str, ...]
    slots: tuple[Slot, ...]
    index: Mapping[str, int]
    derived: Mapping[str, Ratio | Formula]
    vocabulary: Vocabulary
    elements: tuple[Rule, ...]
    established: Formula
    scope: tuple[ScopeRule, ...]
    outside: Formula  # the statute's elements hold, but the item does not cover the act
    see: tuple[str, ...]
    addressee: str
    addressees: Mapping[str, Addressee]  # of the main set and of every further subject, as the law names them
    lists: Mapping[ListKind, tuple[EntryRule, ...]]  # every kind, in the order of ``ListKind``
    tiers: tuple[TierRow, ...]
    first_match: bool
    ranges: tuple[RangeRow, ...]
    statute: tuple[Cell, ...]
    cells: Mapping[tuple[int, int], Cell]
    supplements: tuple[SupplementRule, ...]
    general_orders: tuple[Rule, ...]  # what the general law orders where the special provision orders nothing
    presumed: tuple[Presumed, ...]
    cumulates: Cumulation | None
    policy: Policy
    authority: Authority | None
    authority_cites: Mapping[str, str]
    complete_records: frozenset[str]
    advice: str | None
    enforcement: str | None
    status: str
    sectors: Mapping[str, str]  # of every violation of the rulebook, for findings about the same sector
    origins: Mapping[str, str]  # field of the violation or of the header → ``area@version`` that wrote it
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)  # see ``plan.memo``

    def party_of(self, subject: str) -> str:
        """The subject of the cells that an addressee is: "" for the main set."""
        return "" if subject == self.addressee else subject

    @property
    def duty(self) -> tuple[str, ...]:
        """The duties that the acts of the item break, cited in full."""
        return tuple(cite for rule in self.duties for cite in rule.cites)

    def broken(self, values: Sequence[int | None]) -> tuple[str, ...]:
        """The duties that were certainly broken where the facts are these."""
        box = self.box_of(values)
        return tuple(cite for rule in self.duties if kleene(rule.guard, box) for cite in rule.cites)

    @property
    def box(self) -> list[tuple[int, int]]:
        """The legal domain of every slot."""
        return [(slot.low, slot.high) for slot in self.slots]

    @property
    def entries(self) -> Iterator[EntryRule]:
        """The entries of all lists."""
        return chain.from_iterable(self.lists.values())

    def rows(self, about: str) -> Sequence[EntryRule | TierRow | RangeRow | SupplementRule]:
        """What one question of the law is about (``ABOUT``), in the order of its bits."""
        match about:
            case "tiers":
                return self.tiers
            case "ranges":
                return self.ranges
            case "supplements":
                return self.supplements
        return self.lists[ListKind(about)]

    def stated(self, *rules: Rule) -> frozenset[str]:
        """The stated facts that some rules finally rest on."""
        names = {name for rule in rules for name in rule.facts}
        return frozenset(base for name in names for base in self.vocabulary.stated(name))

    def rules(self, about: str) -> tuple[Rule, ...]:
        """The rules of these rows."""
        return tuple(row.rule for row in self.rows(about))

    @property
    def guards(self) -> Iterator[Formula]:
        """Every guard: elements, lists, tiers, ranges, supplements."""
        yield from (rule.guard for rule in (*self.elements, *(item.rule for item in self.scope)))
        for about in ABOUT:
            yield from (rule.guard for rule in self.rules(about))

    def box_of(self, values: Iterable[int | None]) -> list[tuple[int, int]]:
        """What facts may be when some are missing: the legal domain of these, the value of all others."""
        return [
            (slot.low, slot.high) if value is None else (value, value)
            for slot, value in zip(self.slots, values, strict=True)
        ]
