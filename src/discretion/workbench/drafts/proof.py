"""Every check of what a draft changes, beside the requests: nothing is approved before it has ended, for the very digest.

What is the same as under the rules in force has its proofs already: proved are the violations whose rules differ, and what
the files of the area show as a whole.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Hashable, Iterable, Iterator
from datetime import date

from sqlalchemy import update

from discretion.audit import rules_of
from discretion.check import Finding, Verdict, judge_layers, run_checks, run_rulebook_checks, run_ruleset_checks
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.rulebook import Entry, entries_of
from discretion.workbench.drafts.part import POLICY, is_violation
from discretion.workbench.drafts.prover import TURN
from discretion.workbench.drafts.tiers import acts
from discretion.workbench.store import Proof, WorkbenchStore

LOG = logging.getLogger("discretion.workbench")
ENDED = "检查中服务停止；请重新检查"
WHOLE = ("lists", "cite", "unused")  # of a ruleset as a whole
FILES = ("force", "override", "source", "domain", "presume", "duty")  # of its files


def prove(store: WorkbenchStore, number: int, digest: str, work: Work) -> threading.Thread:
    """Begin in a thread of its own; the row of the draft says how far it is."""
    with store.writing() as session:
        session.merge(Proof(draft_id=number, digest=digest, state="running", done=0, total=0, failing={}, regions={}))
    thread = threading.Thread(target=_run, args=(store, number, digest, work), name=f"proof-{number}", daemon=True)
    thread.start()
    return thread


class Work:
    """What is to be proved.

    Args:
        now: the rules in force.
        draft: these with the draft over them.
        area: of the draft.
        day: its first day.
        parts: what was edited.
    """

    def __init__(self, now: Library, draft: Library, area: str, day: date, parts: Iterable[str]) -> None:
        self.now: Library = now
        self.draft: Library = draft
        self.area: str = area
        self.day: date = day
        self.parts: list[str] = list(parts)

    def violations(self) -> list[str]:
        """Those whose rules are not the very same: what was edited, what a changed entry reaches, and with the policy any."""
        names = self.draft.rulebook.violation_ids(self.draft.plans.chain(self.area, self.day))
        changed = self._changed()
        return [
            name
            for name in names
            if name in self.parts
            or ((POLICY in self.parts or any(entry.applies_to(name) for entry in changed)) and self._differ(name))
        ]

    def _changed(self) -> list[Entry]:
        """The entries of lists that are not the same on both sides, as either has them."""
        sides = [
            {(item.kind, item.entry.id): item.entry for item in entries_of(library.plans.chain(self.area, self.day))}
            for library in (self.now, self.draft)
        ]
        keys = {key for side in sides for key in side}
        return [side[key] for key in keys if sides[0].get(key) != sides[1].get(key) for side in sides if key in side]

    def _differ(self, name: str) -> bool:
        return _rules(self.now, self.area, name, self.day) != _rules(self.draft, self.area, name, self.day)

    def steps(self) -> Iterator[tuple[int, int, list[Finding]]]:
        """How many are done, how many there are, and what does not hold now that held before."""
        names = self.violations()
        for number, name in enumerate(names, 1):
            yield number, len(names) + 1, self._new(name, _failing(self.draft, self._one(self.draft, name), self.day))
        yield len(names) + 1, len(names) + 1, self._new(None, _failing(self.draft, self._whole(self.draft), self.day))

    def _new(self, name: str | None, failing: list[Finding]) -> list[Finding]:
        """What is not carried over: a waiver stands in the layer where the finding was, and so does not reach the copy."""
        if not failing:
            return []
        before = self._whole(self.now) if name is None else self._one(self.now, name, {item.code for item in failing})
        known = {_place(item) for item in before if item.verdict is not Verdict.PROVEN}
        return [item for item in failing if _place(item) not in known]

    def _one(self, library: Library, name: str, codes: Collection[str] | None = None) -> list[Finding]:
        chain = library.plans.chain(self.area, self.day)
        if name not in library.rulebook.violation_ids(chain):
            return []
        with TURN:
            return run_checks(library.plans, chain, name, self.day, codes)

    def _whole(self, library: Library) -> list[Finding]:
        found: list[Finding] = []
        if not all(map(is_violation, self.parts)):  # tiers alone leave the lists as they are
            with TURN:
                found = run_ruleset_checks(library.plans, library.plans.chain(self.area, self.day), self.day, WHOLE)
        return [*found, *run_rulebook_checks(library.rulebook, self.day, FILES, self.area)]


def _failing(library: Library, found: list[Finding], day: date) -> list[Finding]:
    return [item.finding for item in judge_layers(found, library.rulebook.layers, day) if item.failing]


def _place(finding: Finding) -> tuple[Hashable, ...]:
    """What a finding is about, in whatever version."""
    return finding.code, finding.violation or "", finding.detail, finding.region.key if finding.region else ""


def _rules(library: Library, area: str, name: str, day: date) -> Hashable:
    chain = library.plans.chain(area, day)
    plan = library.plans.plan(name, chain, day) if name in library.rulebook.violation_ids(chain) else None
    return None if plan is None else rules_of(plan)


def interrupted(store: WorkbenchStore) -> None:
    """What was running when the service ended is not running now."""
    with store.writing() as session:
        session.execute(update(Proof).where(Proof.state == "running").values(state="failed", failing={"": ENDED}))


def _run(store: WorkbenchStore, number: int, digest: str, work: Work) -> None:
    found: list[Finding] = []
    try:
        for done, total, more in work.steps():
            found += more
            _set(store, number, digest, done=done, total=total)
        labels = {name: label for _, name, label in acts(work.draft, work.area, work.day)}
        failing = {item.id: f"{labels.get(item.violation or '', '本区域')}：{item.message}" for item in found}
        regions = {item.id: item.region.key for item in found if item.region is not None}
        _set(store, number, digest, state="done", failing=failing, regions=regions)
    except DiscretionError as error:
        _set(store, number, digest, state="failed", failing={"": str(error)})
    except Exception as error:
        LOG.exception("proof of draft %s", number)
        _set(store, number, digest, state="failed", failing={"": f"程序错误：{type(error).__name__}（请告诉维护人员）"})


def _set(store: WorkbenchStore, number: int, digest: str, **values: object) -> None:
    """Note how far it is; a draft that was submitted anew has a proof of its own."""
    with store.writing() as session:
        session.execute(update(Proof).where(Proof.draft_id == number, Proof.digest == digest).values(**values))
