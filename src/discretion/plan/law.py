"""The order of the law (design §3, steps 3–8): what follows when certain rules hold. Coded, no text.

``settle`` is the one place that knows it, and it sees only bit masks. Everyone else asks: complete facts by their masks; ``plan.tree`` by
running it on every answer, which gives the law's questions as data for those who know less than all facts (regions, the prover, columns).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from discretion.penalty import Force
from discretion.plan.model import Cell, EntryRule, Plan
from discretion.rulebook import ListKind


class Status(StrEnum):
    DETERMINED = "determined"
    UNDETERMINED = "undetermined"
    NOT_ESTABLISHED = "not_established"
    NOT_PROHIBITED = "not_prohibited"
    TIME_BARRED = "time_barred"
    NO_RULE = "no_rule"


class Disposition(StrEnum):
    EXEMPT = "exempt"
    MITIGATED = "mitigated"
    LIGHTER = "lighter"
    GENERAL = "general"
    HEAVIER = "heavier"


class Cause(StrEnum):
    """Why there is no rule. None of them says that there is no penalty."""

    NOT_ENCODED = "not_encoded"  # the library does not hold the text
    LAW_GAP = "law_gap"  # the law itself leaves the point open
    RULEBOOK_FAULT = "rulebook_fault"  # the rulebook is at fault


class Fault(StrEnum):
    """What is missing where no rule applies."""

    OUTSIDE = "本项没有收入这种情形"
    NO_RANGES = "规则库没有收入该条款的处罚幅度"
    LAW_GAP = "法定幅度没有覆盖本案"
    TWO_RANGES = "本案同时落入两个法定幅度"
    NO_TIER = "没有裁量阶次与本案相符"
    TWO_TIERS = "本案同时符合两个裁量阶次"
    NO_CELL = "阶次与法定幅度不能对应"

    @property
    def cause(self) -> Cause:
        """Whose it is."""
        if self in (Fault.OUTSIDE, Fault.NO_RANGES):
            return Cause.NOT_ENCODED
        return Cause.LAW_GAP if self is Fault.LAW_GAP else Cause.RULEBOOK_FAULT


class Masks(NamedTuple):
    """Which rules hold, one bit each, in the order of the plan. By name: ``Masks(ranges=1)``."""

    barred: int = 0
    exempt: int = 0
    mitigated: int = 0
    lighter: int = 0
    heavier: int = 0
    tiers: int = 0
    ranges: int = 0
    supplements: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What the law makes of a set of holding rules.

    Attributes:
        effect: which sanction of the cell applies.
        offered: dispositions that may be chosen instead (可以不予, 应当从轻或者减轻, an open choice).
        fault: why there is no rule, if the status is NO_RULE.
    """

    status: Status
    disposition: Disposition | None = None
    force: Force = Force.SHALL
    tier: int | None = None
    range: int | None = None
    effect: str = "general"
    offered: tuple[Disposition, ...] = ()
    fault: Fault | None = None

    @property
    def weighed(self) -> bool:
        """Whether a tier met a statutory range, so that there is a penalty to weigh."""
        return self.tier is not None and self.range is not None and self.fault is None


def rank_of(status: str, disposition: str | None, force: str) -> int:
    """Where a result stands before its amounts are compared: nothing is imposed 0, it may be left out 1, any other 2."""
    if status != Status.DETERMINED:
        return 0
    return 2 if disposition != Disposition.EXEMPT else 0 if force == Force.SHALL else 1


NOT_ESTABLISHED = Settled(Status.NOT_ESTABLISHED)
# The elements hold, but the library's item does not cover the act.
OUTSIDE = Settled(Status.NO_RULE, fault=Fault.OUTSIDE)


def settle(plan: Plan, masks: Masks | None) -> Settled:
    """Apply the order of the law to the rules that hold; ``None`` means that the elements do not.

    Returns:
        The settled outcome. A gap or an overlap in the rulebook is loud: NO_RULE, with the fault named.
    """
    if masks is None:
        return NOT_ESTABLISHED
    if masks.barred:
        return Settled(Status.TIME_BARRED)
    may_exempt = False
    if masks.exempt:
        held = chosen(plan.lists[ListKind.EXEMPT], masks.exempt)
        if any(entry.force is Force.SHALL for entry in held):
            return Settled(Status.DETERMINED, Disposition.EXEMPT)
        may_exempt = True
    found = _one(masks.ranges, False)
    if found is None:
        fault = Fault.LAW_GAP if not masks.ranges else Fault.TWO_RANGES
        if not plan.ranges:
            fault = Fault.NO_RANGES
        return Settled(Status.NO_RULE, fault=fault)
    tier = _one(masks.tiers, plan.first_match)
    if tier is None:
        fault = Fault.NO_TIER if not masks.tiers else Fault.TWO_TIERS
        return Settled(Status.NO_RULE, fault=fault, range=found)
    cell = plan.cells.get((tier, found))
    if cell is None:
        return Settled(Status.NO_RULE, fault=Fault.NO_CELL, range=found, tier=tier)
    return _weigh(plan, masks, cell, tier, found, may_exempt)


def is_bare(cell: Cell) -> bool:
    """Whether a cell has neither fine nor measures: nothing is left to weigh there once exemption is offered."""
    sanction = cell.party["general"]
    return sanction.fine is None and not sanction.measures


def chosen(entries: tuple[EntryRule, ...], mask: int) -> list[EntryRule]:
    """The entries whose bits are set."""
    return [entry for bit, entry in enumerate(entries) if mask >> bit & 1]


def _one(mask: int, first: bool) -> int | None:
    if not mask:
        return None
    lowest = mask & -mask
    if mask != lowest and not first:
        return None
    return lowest.bit_length() - 1


def _weigh(plan: Plan, masks: Masks, cell: Cell, tier: int, found: int, may_exempt: bool) -> Settled:
    """Step 7: how circumstances that hold together move the penalty, by the ruleset's declared policy."""
    offered: list[Disposition] = []
    if may_exempt:
        if is_bare(cell):
            return Settled(Status.DETERMINED, Disposition.EXEMPT, Force.MAY, tier, found)
        offered.append(Disposition.EXEMPT)
    mitigated, may_mitigate = _ranks(plan.lists[ListKind.MITIGATED], masks.mitigated)
    lighter, may_lighten = _ranks(plan.lists[ListKind.LIGHTER], masks.lighter)
    heavier, may_aggravate = _ranks(plan.lists[ListKind.HEAVIER], masks.heavier)
    if not mitigated:
        held = chosen(plan.lists[ListKind.LIGHTER], masks.lighter)
        may_mitigate = max([may_mitigate, *(entry.rank for entry in held if entry.or_mitigated)])
    favour = mitigated or lighter
    # What the law commands is not chosen away either, by what only allows the opposite and has a lower rank.
    for allowed, opposite, disposition in (
        (may_mitigate, heavier, Disposition.MITIGATED),
        (may_lighten, heavier, Disposition.LIGHTER),
        (may_aggravate, favour, Disposition.HEAVIER),
    ):
        if allowed and allowed >= opposite:
            offered.append(disposition)
    effect, disposition = "general", Disposition.GENERAL
    milder = Disposition.MITIGATED if mitigated else Disposition.LIGHTER
    if favour and favour == heavier:  # of one rank: a setting of the ruleset
        own = plan.policy.mitigated_and_heavier if mitigated else plan.policy.lighter_and_heavier
        effect, disposition = _policy(own, milder, offered)
    elif favour > heavier:  # what has the higher rank is not offset, weakened or chosen away by what has a lower one
        effect, disposition = milder.value, milder
    elif heavier:
        effect, disposition = "heavier", Disposition.HEAVIER
    return Settled(Status.DETERMINED, disposition, Force.SHALL, tier, found, effect, tuple(offered))


def _ranks(entries: tuple[EntryRule, ...], mask: int) -> tuple[int, int]:
    """The rank of what commands the disposition (0: nothing does), and, where nothing does, of what allows it (可以)."""
    held = chosen(entries, mask) if mask else []
    commanded = max((entry.rank for entry in held if entry.force is Force.SHALL), default=0)
    return commanded, 0 if commanded else max((entry.rank for entry in held), default=0)


def _policy(policy: str, milder: Disposition, offered: list[Disposition]) -> tuple[str, Disposition]:
    match policy:
        case "offset":
            return "general", Disposition.GENERAL
        case "open":
            offered += [milder, Disposition.HEAVIER]
            return "general", Disposition.GENERAL
        case _:
            return policy, Disposition(policy)
