"""What a check says: proven, refuted with a case, or unknown with the reason. Never two-valued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypedDict

from discretion.errors import Position


class Verdict(StrEnum):
    PROVEN = "PROVEN"
    REFUTED = "REFUTED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a defect reaches around its case.

    Attributes:
        key: in names and values of case files, so that no other wording of a label moves it: what a waiver is bound to.
        text: the same for a reader.
    """

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict of one check on one thing.

    Attributes:
        code: the check, e.g. ``gap``.
        area: the area that was checked, and ``violation`` within it (None for checks of the whole ruleset).
        detail: what within the violation, in identifiers that survive edits (tier, row, fact, entry), never line numbers.
        message: in Chinese, what holds or what is wrong.
        where: the place in the YAML file to mend.
        cases: for REFUTED, one case file (two for comparisons) as plain data that the ordinary engine reproduces.
        numbers: figures for reports, e.g. ``{"jump": "27000"}``, as decimal strings.
        version: of the area's rules that were checked.
        region: how far the defect reaches; None where that is no question.
        seconds: time spent; not part of equality of runs.
    """

    code: str
    verdict: Verdict
    area: str
    violation: str | None
    detail: str
    message: str
    where: Position | None = None
    law: str | None = None
    cases: tuple[Mapping[str, object], ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    remedy: str | None = None
    version: str = ""
    region: Reach | None = None
    seconds: float = field(default=0.0, compare=False)

    @property
    def id(self) -> str:
        """Stable identifier: ``gap/zhejiang@2026.1/highway.overload.mass/slight``."""
        area = f"{self.area}@{self.version}" if self.area and self.version else self.area
        return "/".join(part for part in (self.code, area, self.violation, self.detail) if part)


class Further(TypedDict, total=False):
    """What a check says of a finding beside its message; see ``Finding``."""

    where: Position | None
    cases: tuple[Mapping[str, object], ...]
    numbers: Mapping[str, str]
    remedy: str | None
    region: Reach | None


def of_whole(finding: Finding) -> Finding:
    """The same, said of the whole ruleset, which the violation merely shows."""
    return replace(finding, violation=None, law=None)


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, those of one id numbered from the second on."""
    seen: Counter[str] = Counter()
    found = []
    for item in findings:
        seen[item.id] += 1
        number = seen[item.id]
        found.append(replace(item, detail=f"{item.detail}#{number}") if number > 1 else item)
    return found
