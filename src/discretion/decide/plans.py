"""Plans on demand: the right ruleset and law of a day, compiled once and kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import replace
from datetime import date
from threading import RLock
from typing import Any, TypeVar

from discretion.errors import Position, Problem, UsageError, nearest
from discretion.plan import Plan, compile_plan, recent
from discretion.rulebook import Rulebook, Ruleset, changes, field_of, inherit

REMEMBERED = 10_000
T = TypeVar("T")


class Plans:
    """Compiles lazily and caches by violation, rulesets and epoch of the law. Safe to share between threads.

    Between two days on which some law begins or ends, all days have the same law: an epoch.

    Attributes:
        begins: the first day that has a ruleset.
        known: what ``once`` has worked out.
    """

    def __init__(self, rulebook: Rulebook, *, drafts: bool = False) -> None:
        self.rulebook = rulebook
        self.drafts = drafts
        self._epochs = sorted(changes(file.model for file in rulebook.law_files))
        headers = [item.header.model for item in rulebook.rulesets]
        usable = [header.effective for header in headers if drafts or header.status == "published"]
        self.begins = min(usable, default=date.min)
        self._plans: dict[tuple[str, tuple[Ruleset, ...], int, str | None], Plan | None] = {}
        self._chains: dict[tuple[str, date], tuple[Ruleset, ...]] = {}
        self.known: dict[Hashable, Any] = {}
        self._compiling = RLock()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, worked out once: cases share their places, their days and their versions of the law."""
        return recent(self.known, key, make, most=REMEMBERED)

    def area_of(self, place: str | None, day: date) -> str:
        """The area whose rules count at a place on a day.

        Raises:
            UsageError: no area covers the place on the day.
        """
        return self.rulebook.area_of(place, day, drafts=self.drafts)

    def reached(self, day: date) -> date:
        """The day whose rulesets count for an act of a day: one before all rulesets is judged by the first (art. 37 by its law)."""
        return max(day, self.begins)

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
                    Problem(
                        f"区域 {area} 在{day.isoformat()}没有有效的裁量基准",
                        allowed=self._validity(area),
                        code="no-ruleset",
                    )
                )
            chain = self._chains[key] = self.rulebook.chain(ruleset, day)
        return chain

    def law_days(self, violation: str, chain: tuple[Ruleset, ...]) -> list[date]:
        """The first day of a ruleset, and every later one of it on which the law of a violation, or one that a range of its
        provision names, changes, or from which its scope leaves acts to another law.
        """
        header, ref = chain[0].header.model, field_of(chain, violation, "provision") or ""
        having = (file.model.provisions[ref.partition("/")[2]] for file in self.rulebook.having(ref))
        refs = {ref, *(part.under for provision in having for part in provision.ranges if part.under)}
        files = [file.model for name in refs for file in self.rulebook.laws.get(name.partition("/")[0], ())]
        left = {item.since for item in field_of(chain, violation, "scope") or () if item.since is not None}
        days, last = {header.effective, *changes(files), *left}, header.until or date.max
        return sorted(day for day in days if header.effective <= day <= last)

    def plan(
        self, violation: str, chain: tuple[Ruleset, ...], law_day: date, authority: str | None = None
    ) -> Plan | None:
        """A violation under the law of a day; None when its provision is not in force then.

        Args:
            violation: its id.
            chain: the ruleset and its ancestors.
            law_day: the day whose law counts.
            authority: the body that decides, instead of the violation's or the ruleset's own.

        Raises:
            UsageError: no such violation or authority; with the nearest name.
        """
        key = (violation, chain, bisect_right(self._epochs, law_day), authority)
        if key in self._plans:
            return self._plans[key]
        with self._compiling:  # threads that come first at once must not all do the work
            if key in self._plans:
                return self._plans[key]
            known = self.rulebook.violation_ids(chain)
            if violation not in known:
                raise self._unknown(violation, known, chain)
            inherited = inherit(chain, violation)
            if authority is not None:
                inherited = replace(inherited, authority=self._authority(authority))
            plan = self._plans[key] = compile_plan(self.rulebook, inherited, law_day)
        return plan

    def all(self, chain: tuple[Ruleset, ...], law_day: date) -> Iterator[Plan]:
        """Every violation of a chain that is prohibited on a day."""
        for violation in self.rulebook.violation_ids(chain):
            plan = self.plan(violation, chain, law_day)
            if plan is not None:
                yield plan

    def _unknown(self, violation: str, known: Collection[str], chain: tuple[Ruleset, ...]) -> UsageError:
        """No such violation; one that only other areas have is named with them, not with a neighbour of its name."""
        where, code = Position(field=("violation",)), "unknown-violation"
        others = [
            versions[-1].header.model.label
            for versions in self.rulebook.areas.values()
            if any(violation in ruleset.violations for ruleset in versions)
        ]
        if not others:
            near = nearest(violation, known)
            return UsageError(Problem(f"没有违法行为 {violation}", where, found=violation, nearest=near, code=code))
        message = f"{chain[0].header.model.label}的规则没有收入违法行为 {violation}，规则库只在{'、'.join(others)}收入"
        remedy = "当地另有规定的，规则库没有收入，不得据此认为不予处罚"
        return UsageError(Problem(message, where, found=violation, remedy=remedy, code=code))

    def _authority(self, name: str) -> str:
        known = tuple(self.rulebook.authorities)
        if name not in known:
            where = Position(field=("authority",))
            raise UsageError(
                Problem(f"没有机关 {name}", where, name, known, nearest(name, known), code="unknown-authority")
            )
        return name

    def _validity(self, area: str) -> tuple[str, ...]:
        found = []
        for ruleset in self.rulebook.areas[area]:
            header = ruleset.header.model
            mark = "（草案）" if header.status == "draft" else ""
            found.append(
                f"{header.effective.isoformat()} 至 {header.until.isoformat() if header.until else '未定'}{mark}"
            )
        return tuple(found)
