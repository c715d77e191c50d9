"""The violations (违法行为) of an area on a day, as a case system lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from discretion.decide import Plans
from discretion.errors import Problem, UsageError
from discretion.plan import Plan
from discretion.rulebook import RANKS, Rulebook, Ruleset, SourceKind, inherit


@dataclass(frozen=True, slots=True)
class ViolationEntry:
    """One violation under the rules of one area and day.

    Attributes:
        id: stable name, e.g. ``highway.overload.mass``.
        label: the act in Chinese.
        aliases: everyday words for it.
        sector: stable name of its sector.
        sector_label: the sector in Chinese.
        tags: ``disputed``, ``mobile``, ``litigated``.
        provision: the penalty provision, cited in full.
        duty: the provisions whose breach it is, cited in full.
        law: ``law@version`` of the penalty provision on the day.
        rulesets: the rulesets that apply, the most specific first, as ``area@version``.
        source: the weakest rank on which its tiers rest: ``statute``, ``published`` or ``proposed``.
        area: the area asked for.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    sector: str
    sector_label: str
    tags: tuple[str, ...]
    provision: str
    duty: tuple[str, ...]
    law: str
    rulesets: tuple[str, ...]
    source: str
    area: str


def violations(plans: Plans, area: str, day: date) -> tuple[ViolationEntry, ...]:
    """Every violation that the rules of an area know on a day, by sector and name; none is compiled for it.

    Args:
        plans: the compiled rules.
        area: its stable name.
        day: the day whose law and rulesets count.

    Raises:
        UsageError: no such area, or no ruleset of it valid on that day.
    """
    chain = plans.chain(plans.rulebook.version(area).area, day)
    found = (_entry(plans.rulebook, chain, name, area, day) for name in plans.rulebook.violation_ids(chain))
    order = list(plans.rulebook.sector_names)
    known = (entry for entry in found if entry is not None)
    return tuple(sorted(known, key=lambda entry: (order.index(entry.sector), entry.id)))


def violation(plans: Plans, name: str, area: str, day: date) -> ViolationEntry:
    """One violation under the rules of an area and a day.

    Raises:
        UsageError: no such area or violation, or its provision is not in the library for that day.
    """
    chain = plans.chain(plans.rulebook.version(area).area, day)
    if name in plans.rulebook.violation_ids(chain) and (entry := _entry(plans.rulebook, chain, name, area, day)):
        return entry
    raise _unknown(plans, name, chain, day)


def plan_of(plans: Plans, name: str, area: str, day: date) -> Plan:
    """The compiled violation, or an error that says what there is.

    Raises:
        UsageError: no such area or violation, or its provision is not in the library for that day.
    """
    chain = plans.chain(plans.rulebook.version(area).area, day)
    plan = plans.plan(name, chain, day)
    if plan is None:
        raise _unknown(plans, name, chain, day)
    return plan


def addressees(plans: Plans, name: str, area: str, day: date) -> dict[str, str]:
    """Whom the provision punishes: the name a case gives as ``party.as`` or in ``co_parties``, and what the law calls him.

    Raises:
        UsageError: no such area or violation, or its provision is not in the library for that day.
    """
    return {subject: item.label for subject, item in plan_of(plans, name, area, day).addressees.items()}


def _unknown(plans: Plans, name: str, chain: tuple[Ruleset, ...], day: date) -> UsageError:
    """Why there is no such violation on the day."""
    try:
        plans.plan(name, chain, day)  # raises with the nearest name where there never was one
    except UsageError as error:
        return error
    message = f"{name} 的处罚条款在{day.isoformat()}的版本没有收入规则库"
    remedy = "不得据此认为不予处罚；请查当日的法律文本"
    return UsageError(Problem(message, remedy=remedy, code="not-encoded"))


def _entry(rulebook: Rulebook, chain: tuple[Ruleset, ...], name: str, area: str, day: date) -> ViolationEntry | None:
    """One entry, read from the rules as they are written; None where the provision is not in force on the day."""
    violation = inherit(chain, name).violation
    law = rulebook.provision(violation.provision or "", day)
    if law is None:
        return None
    sources = {source.kind for tier in violation.tiers if (source := tier.source or violation.source) is not None}
    return ViolationEntry(
        id=name,
        label=violation.label or "",
        aliases=tuple(violation.aliases or ()),
        sector=violation.sector or "",
        sector_label=rulebook.sector_names[violation.sector or ""].label,
        tags=tuple(violation.tags or ()),
        provision=rulebook.cite(violation.provision or "", day),
        duty=tuple(rulebook.cite(ref, day) for ref in (violation.duty.cite if violation.duty else ())),
        law=f"{law[0].law}@{law[0].version}",
        rulesets=tuple(ruleset.id for ruleset in chain),
        source=min(sources or {SourceKind.STATUTE}, key=RANKS.__getitem__).value,
        area=area,
    )
