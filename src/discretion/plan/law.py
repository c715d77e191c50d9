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
    TIME_BARRED = "time_barred"
    NO_RULE = "no_rule"


class Disposition(StrEnum):
    EXEMPT = "exempt"
    MITIGATED = "mitigated"
    LIGHTER = "lighter"
    GENERAL = "general"
    HEAVIER = "heavier"


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
    fault: str | None = None

    @property
    def weighed(self) -> bool:
        """Whether a tier met a statutory range, so that there is a penalty to weigh."""
        return self.tier is not None and self.range is not None and self.fault is None


NOT_ESTABLISHED = Settled(Status.NOT_ESTABLISHED)


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
        fault = "法定幅度没有覆盖本案" if not masks.ranges else "本案同时落入两个法定幅度"
        if not plan.ranges:
            fault = "规则库没有收入该条款的处罚幅度"
        return Settled(Status.NO_RULE, fault=fault)
    tier = _one(masks.tiers, plan.first_match)
    if tier is None:
        fault = "没有裁量阶次与本案相符" if not masks.tiers else "本案同时符合两个裁量阶次"
        return Settled(Status.NO_RULE, fault=fault, range=found)
    cell = plan.cells.get((tier, found))
    if cell is None:
        return Settled(Status.NO_RULE, fault="阶次与法定幅度不能对应", range=found, tier=tier)
    return _weigh(plan, masks, cell, tier, found, may_exempt)


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
    sanction = cell.party["general"]
    if may_exempt:
        if sanction.fine is None and not sanction.measures:
            return Settled(Status.DETERMINED, Disposition.EXEMPT, Force.MAY, tier, found)
        offered.append(Disposition.EXEMPT)
    mitigated = _commanded(plan.lists[ListKind.MITIGATED], masks.mitigated, Disposition.MITIGATED, offered)
    if not mitigated and any(entry.or_mitigated for entry in chosen(plan.lists[ListKind.LIGHTER], masks.lighter)):
        offered.append(Disposition.MITIGATED)
    lighter = _commanded(plan.lists[ListKind.LIGHTER], masks.lighter, Disposition.LIGHTER, offered)
    heavier = _commanded(plan.lists[ListKind.HEAVIER], masks.heavier, Disposition.HEAVIER, offered)
    effect, disposition = "general", Disposition.GENERAL
    if mitigated and heavier:
        effect, disposition = _policy(plan.policy.mitigated_and_heavier, Disposition.MITIGATED, offered)
    elif mitigated:
        effect, disposition = "mitigated", Disposition.MITIGATED
    elif lighter and heavier:
        effect, disposition = _policy(plan.policy.lighter_and_heavier, Disposition.LIGHTER, offered)
    elif lighter:
        effect, disposition = "lighter", Disposition.LIGHTER
    elif heavier:
        effect, disposition = "heavier", Disposition.HEAVIER
    return Settled(Status.DETERMINED, disposition, Force.SHALL, tier, found, effect, tuple(dict.fromkeys(offered)))


def _commanded(entries: tuple[EntryRule, ...], mask: int, disposition: Disposition, offered: list[Disposition]) -> bool:
    """Whether a holding entry commands the disposition; entries that only allow it (可以) offer it instead."""
    if not mask:
        return False
    if any(entry.force is Force.SHALL for entry in chosen(entries, mask)):
        return True
    offered.append(disposition)
    return False


def _policy(policy: str, milder: Disposition, offered: list[Disposition]) -> tuple[str, Disposition]:
    match policy:
        case "offset":
            return "general", Disposition.GENERAL
        case "open":
            offered += [milder, Disposition.HEAVIER]
            return "general", Disposition.GENERAL
        case _:
            return policy, Disposition(policy)
