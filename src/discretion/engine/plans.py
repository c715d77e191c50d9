"""Plans on demand: the right ruleset and law of a day, compiled once and kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from discretion.errors import Position, Problem, UsageError, nearest
from discretion.plan.compile import compile_plan
from discretion.plan.model import Plan
from discretion.rulebook.inherit import inherit
from discretion.rulebook.rulebook import Rulebook, Ruleset


class Plans:
    """Compiles lazily and caches by violation, rulesets and epoch of the law. Safe to share between threads.

    Between two days on which some law begins or ends, all days have the same law: an epoch.
    """

    def __init__(self, rulebook: Rulebook, *, drafts: bool = False) -> None:
        self.rulebook = rulebook
        self.drafts = drafts
        days = set()
        for files in rulebook.laws.values():
            for file in files:
                days.add(file.model.effective)
                if file.model.until is not None:
                    days.add(file.model.until + timedelta(days=1))
        self._epochs = sorted(days)
        self._plans: dict[tuple[str, tuple[str, ...], int], Plan | None] = {}
        self._chains: dict[tuple[str, date], tuple[Ruleset, ...]] = {}

    def chain(self, area: str, day: date) -> tuple[Ruleset, ...]:
        """The ruleset of an area on a day, with its ancestors.

        Raises:
            UsageError: the area has no valid ruleset on that day; the error names the day.
        """
        key = (area, day)
        chain = self._chains.get(key)
        if chain is None:
            ruleset = self.rulebook.ruleset(area, day, drafts=self.drafts)
            if ruleset is None:
                raise UsageError(
                    Problem(f"区域 {area} 在{day.isoformat()}没有有效的裁量基准", allowed=self._validity(area))
                )
            chain = self._chains[key] = self.rulebook.chain(ruleset, day)
        return chain

    def plan(self, violation: str, chain: tuple[Ruleset, ...], law_day: date) -> Plan | None:
        """A violation under the law of a day; None when its provision is not in force then.

        Raises:
            UsageError: no such violation; with the nearest name.
        """
        key = (violation, tuple(ruleset.id for ruleset in chain), bisect_right(self._epochs, law_day))
        if key not in self._plans:
            known = self.rulebook.violation_ids(chain)
            if violation not in known:
                near = nearest(violation, known)
                where = Position(field=("violation",))
                raise UsageError(Problem(f"没有违法行为 {violation}", where, found=violation, nearest=near))
            self._plans[key] = compile_plan(self.rulebook, inherit(self.rulebook, chain, violation), law_day)
        return self._plans[key]

    def all(self, chain: tuple[Ruleset, ...], law_day: date) -> Iterator[Plan]:
        """Every violation of a chain that is prohibited on a day."""
        for violation in self.rulebook.violation_ids(chain):
            plan = self.plan(violation, chain, law_day)
            if plan is not None:
                yield plan

    def _validity(self, area: str) -> tuple[str, ...]:
        found = []
        for ruleset in self.rulebook.areas[area]:
            header = ruleset.header.model
            mark = "（草案）" if header.status == "draft" else ""
            found.append(
                f"{header.effective.isoformat()} 至 {header.until.isoformat() if header.until else '未定'}{mark}"
            )
        return tuple(found)
