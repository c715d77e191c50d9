"""How results are written: one module a format, each with ``report(run) -> str``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from discretion.check.model import Finding, Verdict
from discretion.check.reporters.schema import RESULT
from discretion.check.waivers import Judged
from discretion.errors import DiscretionError

__all__ = ["FORMATS", "RESULT", "CheckRun", "reporter", "unusable"]
FORMATS = ("text", "json", "sarif", "junit", "github", "markdown", "gitlab")


@dataclass(frozen=True, slots=True)
class CheckRun:
    """A finished run, ready to be reported.

    Attributes:
        judged: every finding with its waiver, in order.
        inherited: violations of child areas that are exactly their parent's.
    """

    judged: tuple[Judged, ...]
    day: date
    digest: str
    rulesets: tuple[str, ...]
    violations: int
    inherited: int

    @property
    def failing(self) -> bool:
        """Whether anything is refuted or unknown without a waiver."""
        return any(item.failing for item in self.judged)

    @property
    def unproven(self) -> list[Judged]:
        """What is refuted or unknown, waived or not."""
        return [item for item in self.judged if item.finding.verdict is not Verdict.PROVEN]


def unusable(error: DiscretionError, day: date) -> CheckRun:
    """A rulebook that cannot be read, as a run of which every problem is a finding: no format is silent about it."""
    found = [
        Finding("load", Verdict.REFUTED, "", None, f"{problem.where or number}", problem.message, problem.where,
                remedy=problem.remedy or (f"是否想写：{problem.nearest}" if problem.nearest else None))
        for number, problem in enumerate(error.problems, 1)
    ]  # fmt: skip
    return CheckRun(tuple(Judged(finding) for finding in found), day, "", (), 0, 0)


def reporter(name: str) -> Callable[[CheckRun], str]:
    """The reporter of a format."""
    report: Callable[[CheckRun], str] = import_module(f"{__name__}.{name}").report
    return report
