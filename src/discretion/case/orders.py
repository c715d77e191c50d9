"""The records of one act: which are about it, and 责令限期改正, until when it had to be put right and whether it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from discretion.case.calendar import days_after, working_days_after
from discretion.case.model import Case
from discretion.case.record import Record, without_repeats
from discretion.errors import CaseError, Position, Problem
from discretion.facts import FindingRule
from discretion.plan import Plan

Sifted = tuple[list[Record], list[tuple[Record, str]]]


def last_day_of(deadline: Record, case: Case) -> date:
    """The day until which to correct (included)."""
    if deadline.until is not None:
        return deadline.until
    assert deadline.days is not None
    if deadline.working:
        return working_days_after(deadline.date, deadline.days, case.holidays or (), case.workdays)
    return days_after(deadline.date, deadline.days)


def sift(records: list[Record], why_not: Callable[[Record], str | None]) -> Sifted:
    """The records that count, and those that do not with the reason."""
    kept: list[Record] = []
    aside: list[tuple[Record, str]] = []
    for record in records:
        reason = why_not(record)
        if reason is None:
            kept.append(record)
        else:
            aside.append((record, reason))
    return kept, aside


def of_kind(case: Case, kind: str) -> list[Record]:
    """The records of a kind, each once, in order of date."""
    return without_repeats([record for record in case.records if record.kind == kind])


def about_another(case: Case, record: Record) -> bool:
    """Whether a record names a subject other than the case's."""
    if record.who is None:
        return False
    own = case.subjects.get(record.subject)
    if own is None:
        raise CaseError(
            Problem(
                f"{record.name}写明了 who（{record.who}），但案件没有写 subjects.{record.subject}，无从对照",
                Position(field=("subjects", record.subject)),
                remedy="在 subjects 中写明本案对象的编号",
            )
        )
    return own != record.who


def of_this_act(case: Case, plan: Plan, kind: str, since: date | None = None) -> Sifted:
    """Records of this act of this party: not before the act, not about another violation or another subject.

    A single date may be that of the last inspection: what was ordered before it, of the same violation, was this act.
    """
    start = min(case.start, since or case.start)
    ordered = kind == "deadline" and case.start == case.end

    def why_not(record: Record) -> str | None:
        if about_another(case, record):
            return "other_subject"
        if record.violation not in (None, plan.violation):
            return "other_violation"
        return "before_act" if record.date < start and not ordered else None

    return sift(of_kind(case, kind), why_not)


class CorrectionOrders:
    """责令限期改正: the orders of this case, the last day to correct, and what was corrected."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self.deadlines: list[Record] = of_this_act(case, plan, "deadline")[0]
        # A later deadline is an extension of the earlier one.
        self.last: date | None = max((last_day_of(record, case) for record in self.deadlines), default=None)
        since = min((record.date for record in self.deadlines), default=case.start)
        self.corrections: list[Record] = of_this_act(case, plan, "correction", since)[0]
        self.expired: bool = self.last is not None and self.last < case.decided

    def met(self, overdue: str) -> list[Record]:
        """The corrections that end it: those in time; for 拒不改正 late ones too."""
        return [item for item in self.corrections if overdue == "never" or (self.last and item.date <= self.last)]

    def corrected(self, overdue: str) -> bool:
        """Whether it was corrected, in time or (for 拒不改正) at all."""
        return bool(self.met(overdue))

    def corrected_since(self, day: date) -> bool:
        """Whether something was corrected from a day on, and in time."""
        return self.last is not None and any(day <= item.date <= self.last for item in self.corrections)


def why_not_of_act(rule: FindingRule, case: Case, order: CorrectionOrders, record: Record) -> str | None:
    """Why a record of this act does not count for a fact; None if it does."""
    if rule.before == "discovery" and case.discovered is not None and record.date > case.discovered:
        return "after_discovery"
    if rule.within == "deadline" and order.last is not None and record.date > order.last:
        return "late"
    if record.kind == "refusal" and order.deadlines and record.date < order.deadlines[0].date:
        return "before_order"
    if record.kind == "refusal" and order.corrected_since(record.date):
        return "cured"
    return None
