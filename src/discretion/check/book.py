"""A ruleset with its ancestors, on one day: what checks of a ruleset as a whole look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Unpack

from discretion.check.model import Finding, Further, Verdict
from discretion.check.parent import same_as_parent
from discretion.check.part import PartOfRuleset
from discretion.check.subject import ViolationCheck, gave_up
from discretion.errors import Position


@dataclass
class RulesetCheck(PartOfRuleset):
    """A ruleset with its ancestors, on one day."""

    day: date

    def subject(self, violation: str) -> ViolationCheck | None:
        """One violation; None when it is not prohibited on the day."""
        plan = self.plans.plan(violation, self.chain, self.day)
        return None if plan is None else ViolationCheck(self.plans, self.chain, plan, self.day)

    @cached_property
    def _own(self) -> tuple[str, ...]:
        """The violations that the parent area does not have just so, in order of name."""
        names = self.plans.rulebook.violation_ids(self.chain)
        return tuple(name for name in names if not same_as_parent(self.chain, name))

    def own(self) -> Iterator[ViolationCheck]:
        """Those of them that are prohibited on the day, each made anew: solvers are not kept."""
        yield from filter(None, map(self.subject, self._own))

    def where(self, *path: str | int) -> Position:
        """A place in ``ruleset.yaml``."""
        return self.ruleset.header.document.position(path)

    def unknown(self, code: str, reason: str) -> Finding:
        """The solver gave up: never a pass."""
        return self.finding(code, Verdict.UNKNOWN, gave_up(reason))

    def finding(self, code: str, verdict: Verdict, message: str, detail: str = "", **more: Unpack[Further]) -> Finding:
        """What was found of the ruleset as a whole."""
        more.setdefault("where", self.where("area"))
        return Finding(code, verdict, self.area, None, detail, message, version=self.version, **more)
