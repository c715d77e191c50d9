"""Whether a provision stood on a day, and how that is known. Absence from a file proves nothing (design §3a)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from discretion.facts import say_day

if TYPE_CHECKING:
    from discretion.rulebook.law import LawVersion
    from discretion.rulebook.rulebook import Rulebook


class Stood(StrEnum):
    IN_FORCE = "in_force"
    REPEALED = "repealed"  # a law file says so, with date and document
    NOT_YET = "not_yet"  # it had no forerunner: a law file says so, with the reason
    NOT_ENCODED = "not_encoded"  # the library does not hold the text of that day


class Standing(NamedTuple):
    """How a provision stood, and on what that rests, in words."""

    stood: Stood
    why: str = ""


IN_FORCE = Standing(Stood.IN_FORCE)


def standing(rulebook: Rulebook, ref: str, day: date) -> Standing:
    """How ``law/provision`` stood on a day.

    >>> standing(rulebook, "road-transport-regulations/art-68", date(2024, 1, 1)).why  # doctest: +SKIP
    '《道路运输条例》第六十八条已由国务院令第764号自2023年7月20日起废止'
    """
    if rulebook.provision(ref, day) is not None:
        return IN_FORCE
    law, _, name = ref.partition("/")
    versions = [file.model for file in rulebook.laws.get(law, ())]
    for version in reversed(versions):
        for entry in version.repealed:
            if entry.provision in (name, "*") and entry.date <= day:
                what = _cite(versions, version, name)
                return Standing(Stood.REPEALED, f"{what}已由{entry.document}自{say_day(entry.date)}起废止")
    having = [version for version in versions if name in version.provisions]
    if having and day < having[0].effective:
        first = having[0]
        reason = first.provisions[name].original or (first.original if first is versions[0] else None)
        if reason is not None:
            return Standing(
                Stood.NOT_YET, f"{first.cite(name)}自{say_day(first.effective)}起施行，此前没有这一规定（{reason}）"
            )
    return Standing(Stood.NOT_ENCODED, _missing(versions, name, day))


def _cite(versions: list[LawVersion], version: LawVersion, name: str) -> str:
    for item in reversed(versions):
        if name in item.provisions:
            return item.cite(name)
    return f"《{version.label}》"


def _missing(versions: list[LawVersion], name: str, day: date) -> str:
    if not versions:
        return "规则库没有收入该法"
    label = versions[0].label
    current = next((version for version in versions if version.in_force(day)), None)
    if current is None:
        known = "、".join(
            f"{say_day(item.effective)}至{say_day(item.until) if item.until else '今'}" for item in versions
        )
        return f"规则库没有收入{say_day(day)}施行的《{label}》或者当时规定同一事项的规范（收入的是{known}的文本）"
    cite = next((item.cite(name) for item in reversed(versions) if name in item.provisions), name)
    return f"规则库收入的《{current.label}》（{say_day(current.effective)}起施行）没有与{cite}相应的条文，当时的规定没有收入"
