"""The areas (区域) of a library, as a case system lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from discretion.rulebook import Rulebook, Ruleset


@dataclass(frozen=True, slots=True)
class Area:
    """One area in the version valid on the day asked for.

    Attributes:
        id: stable name, e.g. ``zhejiang``.
        label: Chinese name, e.g. 浙江.
        version: the version valid on the day.
        status: ``draft`` or ``published``.
        effective: first day of validity.
        until: last day of validity; None: not ended.
        parent: the area whose rules it inherits; None for the nation.
        codes: prefixes of GB/T 2260 codes that it covers; empty: everywhere.
        lead: the authority that leads the region's unification, where the ruleset names it.
        members: the region's members.
        digest: SHA-256 of its own rules.
    """

    id: str
    label: str
    version: str
    status: str
    effective: date
    until: date | None
    parent: str | None
    codes: tuple[str, ...]
    lead: str | None
    members: tuple[str, ...]
    digest: str


def areas(rulebook: Rulebook, day: date, *, drafts: bool = False) -> tuple[Area, ...]:
    """Every area with a ruleset valid on a day, a parent before its children.

    Args:
        rulebook: the loaded rules.
        day: the day whose versions count.
        drafts: whether unpublished versions count.
    """
    found: list[Area] = []
    waiting = {name: rulebook.ruleset(name, day, drafts=drafts) for name in rulebook.areas}

    def take(parent: str | None) -> None:
        for name, ruleset in waiting.items():
            if ruleset is not None and ruleset.header.model.extends == parent:
                found.append(_area(ruleset))
                take(name)

    take(None)
    return tuple(found)


def _area(ruleset: Ruleset) -> Area:
    header = ruleset.header.model
    return Area(
        id=header.area,
        label=header.label,
        version=header.version,
        status=header.status,
        effective=header.effective,
        until=header.until,
        parent=header.extends,
        codes=tuple(header.codes),
        lead=header.lead,
        members=tuple(header.members),
        digest=ruleset.digest,
    )
