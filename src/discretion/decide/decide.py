"""The decision: which guards hold, and what follows from that (design §3, steps 3–8). Coded, no text.

``settle`` is the one place that knows the order of the law. It sees only bit masks, so complete facts (generated code)
and regions of possible facts (three-valued) run through the very same steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from discretion.penalty import Band, Force, Measure
from discretion.plan import Cell, Compiled, Const, EntryRule, FineTerms, Plan, Sanction, compile_python


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
    """Which rules hold, one bit each, in the order of the plan."""

    barred: int
    exempt: int
    mitigated: int
    lighter: int
    heavier: int
    tiers: int
    ranges: int
    supplements: int


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


LISTS_ORDER = ("barred", "exempt", "mitigated", "lighter", "heavier")
NOT_ESTABLISHED = Settled(Status.NOT_ESTABLISHED)
REMEMBERED = 10_000  # decisions kept per plan: a plan of thirty rules meets some dozens of combinations

Values = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows when certain rules hold: the same for all cases in which they do, the amounts apart.

    Attributes:
        sanction: what applies to the party; None when nothing does.
        band: the fine in 分 at complete facts, and whether it had to be clamped; None for no fine.
        kept: what readers make of the decision once and keep with it.
    """

    masks: Masks | None
    settled: Settled
    sanction: Sanction | None = None
    band: Callable[[Values], tuple[Band, bool]] | None = None
    force: Force = Force.SHALL
    measures: tuple[Measure, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


class _Code(NamedTuple):
    """The generated code of a plan, and the decisions that were worked out so far."""

    python: Compiled
    decisions: dict[tuple[int, ...] | None, Decision]


def decide(plan: Plan, values: Values) -> Decision:
    """Decide complete facts."""
    code = plan.kept.get("code") or _code(plan)
    raw = code.python.guards(values)
    found: Decision | None = code.decisions.get(raw)
    if found is None:
        if len(code.decisions) >= REMEMBERED:
            code.decisions.clear()
        masks = None if raw is None else Masks(*raw)
        found = code.decisions[raw] = decision(plan, masks, settle(plan, masks))
    return found


def decision(plan: Plan, masks: Masks | None, settled: Settled) -> Decision:
    """The sanction that a settled outcome leads to."""
    if masks is None or settled.tier is None or settled.range is None or settled.fault is not None:
        return Decision(masks, settled)
    sanction = plan.cells[settled.tier, settled.range].party[settled.effect]
    force = sanction.fine.force if sanction.fine is not None else Force.SHALL
    return Decision(masks, settled, sanction, _band(plan, sanction), force, measures_of(plan, sanction, masks))


def _code(plan: Plan) -> _Code:
    code = plan.kept["code"] = _Code(compile_python(plan), {})
    return code


def compiled(plan: Plan) -> Compiled:
    """The generated code of a plan, made on first use."""
    code: _Code = plan.kept.get("code") or _code(plan)
    return code.python


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
        held = chosen(plan.exempt, masks.exempt)
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
    mitigated = _commanded(plan.mitigated, masks.mitigated, Disposition.MITIGATED, offered)
    if not mitigated and any(entry.or_mitigated for entry in chosen(plan.lighter, masks.lighter)):
        offered.append(Disposition.MITIGATED)
    lighter = _commanded(plan.lighter, masks.lighter, Disposition.LIGHTER, offered)
    heavier = _commanded(plan.heavier, masks.heavier, Disposition.HEAVIER, offered)
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


def amount(plan: Plan, fine: FineTerms, values: Values) -> Band:
    """The band of a fine for complete facts, in 分."""
    match fine.low, fine.high:
        case Const(low), Const(high):
            return Band(low, high, fine.low_inclusive, fine.high_inclusive)
    low, high = compiled(plan).amounts(fine)(values)
    return Band(low, high, fine.low_inclusive, fine.high_inclusive)


def fine_band(plan: Plan, sanction: Sanction, values: Values) -> tuple[Band | None, bool]:
    """The band of a sanction's fine, and whether it had to be clamped to the statutory range (step 8)."""
    band = _band(plan, sanction)
    return band(values) if band is not None else (None, False)


def _band(plan: Plan, sanction: Sanction) -> Callable[[Values], tuple[Band, bool]] | None:
    """``fine_band`` of one sanction, with its code looked up once."""
    if sanction.fine is None:
        return None
    fine, law = sanction.fine, sanction.clamp or sanction.fine
    low_inclusive, high_inclusive = fine.low_inclusive, fine.high_inclusive
    if all(isinstance(end, Const) for end in (fine.low, fine.high, law.low, law.high)):
        fixed = _clamped(amount(plan, fine, ()), amount(plan, law, ()))
        return lambda _: fixed
    ends = compiled(plan).band(fine, law)

    def band(values: Values) -> tuple[Band, bool]:
        inside = ends(values)
        if inside is None:
            return _clamped(amount(plan, fine, values), amount(plan, law, values))
        return Band(inside[0], inside[1], low_inclusive, high_inclusive), False

    return band


def _clamped(band: Band, law: Band) -> tuple[Band, bool]:
    """Cut a band to the statutory range."""
    if band.within(law):
        return band, False
    low_from_law, high_from_law = band.lowest < law.lowest, band.highest > law.highest
    return (
        Band(
            law.low if low_from_law else min(band.low, law.high),
            law.high if high_from_law else max(band.high, law.low),
            law.low_inclusive if low_from_law else band.low_inclusive,
            law.high_inclusive if high_from_law else band.high_inclusive,
        ),
        True,
    )


def measures_of(plan: Plan, sanction: Sanction, masks: Masks) -> tuple[Measure, ...]:
    """The sanction's measures, and those that the general law adds (e.g. confiscation of illegal gains)."""
    if not masks.supplements:
        return sanction.measures
    found = {measure.key: measure for measure in sanction.measures}
    for bit, item in enumerate(plan.supplements):
        if masks.supplements >> bit & 1:
            for measure in item.measures:
                found.setdefault(measure.key, measure)
    return tuple(found.values())
