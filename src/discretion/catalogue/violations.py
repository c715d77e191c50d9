"""The violations (违法行为) of an area on a day, as a case system lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from discretion.decide import Plans
from discretion.errors import Problem, UsageError
from discretion.plan import Plan
from discretion.rulebook import RANKS, SECTORS, SourceKind, inherit


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
    """Every violation that the rules of an area know on a day, by sector and name.

    Args:
        plans: the compiled rules.
        area: its stable name.
        day: the day whose law and rulesets count.

    Raises:
        UsageError: no such area, or no ruleset of it valid on that day.
    """
    chain = plans.chain(plans.rulebook.version(area).area, day)
    found = [_entry(plans, area, plan, day) for plan in plans.all(chain, day)]
    order: list[str] = list(SECTORS)
    return tuple(sorted(found, key=lambda entry: (order.index(entry.sector), entry.id)))


def violation(plans: Plans, name: str, area: str, day: date) -> ViolationEntry:
    """One violation under the rules of an area and a day.

    Raises:
        UsageError: no such area or violation, or its provision is not in the library for that day.
    """
    return _entry(plans, area, plan_of(plans, name, area, day), day)


def plan_of(plans: Plans, name: str, area: str, day: date) -> Plan:
    """The compiled violation, or an error that says what there is.

    Raises:
        UsageError: no such area or violation, or its provision is not in the library for that day.
    """
    plan = plans.plan(name, plans.chain(plans.rulebook.version(area).area, day), day)
    if plan is None:
        message = f"{name} 的处罚条款在{day.isoformat()}的版本没有收入规则库"
        remedy = "不得据此认为不予处罚；请查当日的法律文本"
        raise UsageError(Problem(message, remedy=remedy, code="not-encoded"))
    return plan


def addressees(plans: Plans, name: str, area: str, day: date) -> dict[str, str]:
    """Whom the provision punishes: the name a case gives as ``party.as`` or in ``co_parties``, and what the law calls him.

    Raises:
        UsageError: no such area or violation, or its provision is not in the library for that day.
    """
    return {subject: item.label for subject, item in plan_of(plans, name, area, day).addressees.items()}


def _entry(plans: Plans, area: str, plan: Plan, day: date) -> ViolationEntry:
    inherited = inherit(plans.rulebook, plans.chain(area, day), plan.violation)
    sources = {row.rule.source.kind for row in plan.tiers if row.rule.source is not None}
    return ViolationEntry(
        id=plan.violation,
        label=plan.label,
        aliases=tuple(inherited.violation.aliases or ()),
        sector=plan.sector,
        sector_label=SECTORS[plan.sector].label,
        tags=tuple(inherited.violation.tags or ()),
        provision=plan.provision_cite,
        duty=plan.duty,
        law=plan.law,
        rulesets=tuple(name for name, _ in plan.rulesets),
        source=min(sources or {SourceKind.STATUTE}, key=RANKS.__getitem__).value,
        area=area,
    )
