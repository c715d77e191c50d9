"""A review: the cells, the draft they make, and what the draft changes in law, in behaviour, in the proofs and in known cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from discretion.diff import Operand, Report, Side, SideName, compare_all
from discretion.errors import MissingExtra, Problem
from discretion.impact import Impact
from discretion.importing import Cells, read_cells
from discretion.library import Library
from discretion.review.draft import TableDraft, make_draft
from discretion.rulebook import Ruleset, inherit
from discretion.testing import GoldenOutcome, golden_cases, run
from discretion.words import say_result


@dataclass(frozen=True)
class FailedStatement:
    """A statement that does not hold of the draft.

    Attributes:
        name: what a reader calls the check, e.g. 空档.
        before: whether it did not hold before either.
    """

    code: str
    name: str
    text: str
    before: bool


@dataclass(frozen=True)
class MovedCase:
    """A golden case that comes out otherwise: what it comes to now and under the draft, and what it expected."""

    name: str
    before: str
    after: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Review:
    """What a file would change.

    Attributes:
        report: the differences in law and behaviour, the present version first; None when nothing new was read.
        checks: what does not hold of the new rules.
        golden: golden cases of the present version that the draft decides otherwise.
        notes: what was not done, and why.
        impact: decided cases that would come out otherwise, where decisions were given.
    """

    cells: Cells
    draft: TableDraft
    report: Report | None
    checks: tuple[FailedStatement, ...]
    golden: tuple[MovedCase, ...]
    notes: tuple[str, ...]
    impact: Impact | None = None

    @property
    def operands(self) -> tuple[Operand, Operand]:
        """The present version and the draft, as ``impact`` and ``diff`` take them."""
        libraries = ((self.cells.view.library, self.cells.view.ruleset), (self.draft.library, self.draft.ruleset))
        now, then = (
            Operand(library.plans, ruleset.area, ruleset.header.model.version, self.cells.view.day, "", ruleset.id)
            for library, ruleset in libraries
        )
        return now, then

    @property
    def settled(self) -> bool:
        """Whether every edit was read and taken, nothing contradicts the law, and no check fails that held before."""
        new = any(not item.before for item in self.checks)
        return self.cells.settled and not self.draft.refused and not new


def review(path: Path, library: Library, day: date, against: str | None = None, *, check: bool = True) -> Review:
    """Lay a table, or an edited workbook of ours, over the rules and say what it changes.

    Args:
        path: the file.
        library: the rulebook it is laid over.
        day: the day whose rules and law count.
        against: area, or area@version; by default the one the workbook was written from, or the nation.
        check: whether to prove the new rules (Z3).

    Raises:
        UsageError: unreadable, or no such area.
    """
    cells = read_cells(path, library, day, against)
    draft = make_draft(cells)
    notes: list[str] = []
    report: Report | None = None
    checks: tuple[FailedStatement, ...] = ()
    if draft.violations or draft.lists:
        try:
            report = _compared(cells, draft)
            checks = _checked(cells, draft) if check else ()
        except MissingExtra as error:
            notes.append(f"没有比较和检查：{error}")
    return Review(cells, draft, report, checks, _golden(cells, draft), tuple(notes))


def _compared(cells: Cells, draft: TableDraft) -> Report:
    """The present version beside the draft, on one day; a list may reach any violation."""
    day, old = cells.view.day, cells.view.library
    sides = (
        _side(old, cells.view.chain, day, "现行"),
        _side(draft.library, draft.library.rulebook.chain(draft.ruleset, day), day, "草案"),
    )
    violations = () if draft.lists else draft.violations
    return compare_all([sides], violations=violations, jobs=1)


def _side(library: Library, chain: tuple[Ruleset, ...], day: date, origin: str) -> Side:
    header = chain[0].header.model
    return Side(
        library.plans, chain, day, SideName(header.area, header.label, header.id, day.isoformat(), origin, header.id)
    )


def _checked(cells: Cells, draft: TableDraft) -> tuple[FailedStatement, ...]:
    from discretion.check import Verdict, name_of, run_checks

    day, failed = cells.view.day, []
    chain = draft.library.rulebook.chain(draft.ruleset, day)
    for name in draft.violations:
        found = [
            item for item in run_checks(draft.library.plans, chain, name, day) if item.verdict is not Verdict.PROVEN
        ]
        codes = {item.code for item in found}
        known = name in cells.view.rulebook.violation_ids(cells.view.chain)
        earlier = run_checks(cells.view.library.plans, cells.view.chain, name, day, codes) if codes and known else []
        before = {item.id for item in earlier if item.verdict is not Verdict.PROVEN}
        label = inherit(chain, name).violation.label
        failed += [
            FailedStatement(item.code, name_of(item.code), f"{label}：{item.message}", item.id in before)
            for item in found
        ]
    return tuple(failed)


def _golden(cells: Cells, draft: TableDraft) -> tuple[MovedCase, ...]:
    """Golden cases of the present version that a new rule decides otherwise."""
    names = set(draft.violations)
    outcomes = []
    for golden in golden_cases(cells.view.ruleset) if names else ():
        if names & set(golden.case.violations):
            outcome = run(draft.library, replace(golden, ruleset=draft.ruleset))
            if outcome.problems:
                now = run(cells.view.library, golden)
                outcomes.append(MovedCase(golden.case.name, _said(now), _said(outcome), outcome.problems))
    return tuple(outcomes)


def _said(outcome: GoldenOutcome) -> str:
    return (
        "；".join(problem.message for problem in outcome.problems)
        if outcome.result is None
        else say_result(outcome.result)
    )
