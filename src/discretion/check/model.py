"""What a check says: proven, refuted with a case, or unknown with the reason. Never two-valued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from discretion.errors import Position


class Verdict(StrEnum):
    PROVEN = "PROVEN"
    REFUTED = "REFUTED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict of one check on one thing.

    Attributes:
        code: the check, e.g. ``gap``.
        area: the area that was checked, and ``violation`` within it (None for checks of the whole ruleset).
        detail: what within the violation, in identifiers that survive edits (tier, fact, entry), never line numbers.
        message: in Chinese, what holds or what is wrong.
        where: the place in the YAML file to mend.
        cases: for REFUTED, one case file (two for comparisons) as plain data that the ordinary engine reproduces.
        numbers: figures for reports, e.g. ``{"jump": "27000"}``, as decimal strings.
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
    cases: tuple[Mapping[str, Any], ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    remedy: str | None = None
    seconds: float = field(default=0.0, compare=False)

    @property
    def id(self) -> str:
        """Stable identifier: ``gap/zhejiang/highway.overload.mass/slight``."""
        return "/".join(part for part in (self.code, self.area, self.violation, self.detail) if part)
