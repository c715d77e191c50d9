"""认定: facts inferred from dated records, from the party and from the dates of the case."""

from __future__ import annotations

from collections.abc import Container, Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from discretion.case.calendar import within_months
from discretion.case.model import Case
from discretion.case.orders import CorrectionOrders, about_another, of_kind, of_this_act, sift, why_not_of_act
from discretion.case.record import RECORD_NAMES, Record
from discretion.case.undiscovered import years_undiscovered
from discretion.errors import CaseError, Position, Problem
from discretion.facts import FindingRule, RecordKind, say_day
from discretion.plan import Plan
from discretion.rulebook import matches

MAX_SHOWN = 10
SET_ASIDE = {
    "other_kind": "不是按该对象统计",
    "other_subject": "属于其他当事人、车辆、驾驶人或者船舶",
    "other_violation": "不是同类违法行为",
    "not_before": "不早于起算之日",
    "outside_window": "在规定的期间以外",
    "before_act": "早于本次违法行为",
    "before_order": "早于责令改正",
    "after_discovery": "晚于违法行为被发现之日",
    "late": "晚于改正期限",
    "cured": "其后在期限内改正",
    "running": "改正期限尚未届满",
    "other_act": "不是本案的行为",
}
# Reasons that still say something about this fact: a statement to the contrary contradicts the record.
_TELLING = frozenset({"not_before", "outside_window", "before_order", "after_discovery", "late", "cured", "running"})


@dataclass(frozen=True, slots=True)
class Found:
    """What the records say about one fact.

    Attributes:
        value: the fact; None when the records do not settle it.
        rests_on: the records it rests on, in order of date.
        set_aside: records of the kind that do not count, each with a key of ``SET_ASIDE``.
        proves: whether a statement to the contrary is a contradiction (not so, when only nothing was found).
        note: what else the value contains.
    """

    value: Any
    rests_on: tuple[Record, ...] = ()
    set_aside: tuple[tuple[Record, str], ...] = ()
    proves: bool = False
    note: str = ""

    @property
    def basis(self) -> str:
        """What the value rests on, for a reader."""
        shown = "、".join(record.name for record in self.rests_on[:MAX_SHOWN])
        more = f"等{len(self.rests_on)}条" if len(self.rests_on) > MAX_SHOWN else ""
        return f"记录（{shown}{more}）" if shown else "记录"


def find(rule: FindingRule, case: Case, plan: Plan) -> Found:
    """Settle a fact by records.

    Args:
        rule: the vocabulary's rule.
        case: the case.
        plan: the violation that is judged, and the kinds of records that count as completely searched.

    Raises:
        CaseError: it cannot be said about whom a record is.
    """
    if rule.party is not None:
        value = case.party.kind if rule.party == "kind" else case.party.age
        return Found(value, proves=value is not None)
    if rule.elapsed is not None:
        years = years_undiscovered(case, plan)
        return Found(years, proves=years is not None)
    if rule.count is not None or rule.sum is not None:
        return _earlier_ones(rule, case, plan)
    return _exists(rule, case, plan)


def fined_elsewhere(case: Case) -> tuple[tuple[Record, ...], tuple[tuple[Record, str], ...]]:
    """The fines of other authorities for the same act of the party (行政处罚法 art. 29); and those that are not, and why."""

    def why_not(record: Record) -> str | None:
        if record.subject != "party" or about_another(case, record):
            return "other_subject"
        if record.occurred is not None and not case.start <= record.occurred <= case.end:
            return "other_act"
        return "before_act" if record.date < case.start else None

    kept, aside = sift(of_kind(case, "fined_elsewhere"), why_not)
    return tuple(kept), tuple(aside)


def deadlines_of(rule: FindingRule, case: Case, plan: Plan, found: Found) -> tuple[Record, ...]:
    """The orders to correct that a finding is held against: whether something was in time, too late, or not done at all."""
    held = rule.overdue is not None or any(why == "late" for _, why in found.set_aside)
    if not held and not (rule.within == "deadline" and found.rests_on):
        return ()
    return tuple(of_this_act(case, plan, "deadline")[0])


def searched(case: Case, kind: RecordKind, plan: Plan) -> bool:
    """Whether the absence of a record means that there is none."""
    return case.searched.get(kind, kind in plan.complete_records)


def _earlier_ones(rule: FindingRule, case: Case, plan: Plan) -> Found:
    """How many there were before this act or decision, or what they imposed together."""
    assert rule.records is not None
    anchor = case.end if rule.since == "act" else case.decided
    records = of_kind(case, rule.records) if case.records else []

    def why_not(record: Record) -> str | None:
        if rule.by not in ("any", record.subject):
            return "other_kind"
        if not rule.distinct and about_another(case, record):
            return "other_subject"
        if not _same(rule, record, plan):
            return "other_violation"
        day = _day(rule, record)
        # Of fines, those of decisions of the same day count too, where the window ends with the decision: they are made already.
        today = rule.including_this or (rule.sum is not None and rule.since == "decision")
        if day > anchor or (day == anchor and not today):
            return "not_before"
        if rule.months is not None and not within_months(day, anchor, rule.months):
            return "outside_window"
        if rule.before_months is not None and within_months(day, anchor, rule.before_months):
            return "outside_window"
        return None

    kept, aside = sift(records, why_not)
    known = searched(case, rule.records, plan)
    proves = bool(kept) or any(why in _TELLING for _, why in aside) or case.searched.get(rule.records) is True
    if rule.sum is not None:
        fines = [Decimal(record.fine) for record in kept if record.fine is not None]
        known = known and len(fines) == len(kept)  # one that does not say its fine may have imposed any
        return Found(sum(fines) if known else None, tuple(kept), tuple(aside), known and proves)
    occasions = {_subject_of(record) if rule.distinct else _occasion(rule, record) for record in kept}
    note = ""
    if rule.including_this:
        own = case.subjects.get(rule.by) if rule.distinct and rule.by != "any" else None
        if rule.distinct and own is not None and own not in occasions:
            occasions, note = occasions | {own}, "含本案车辆"
        elif not rule.distinct and all(_day(rule, record) != anchor for record in kept):
            occasions, note = occasions | {None}, "含本次"
    return Found(len(occasions) if known else None, tuple(kept), tuple(aside), known and proves, note)


def _day(rule: FindingRule, record: Record) -> date:
    return record.occurred if rule.dated == "act" and record.occurred is not None else record.date


def _occasion(rule: FindingRule, record: Record) -> Hashable:
    """What counts as one time: one document; without its number, one day of one subject."""
    return record.id or (_day(rule, record), record.subject, record.who)


def _subject_of(record: Record) -> str:
    if record.who is None:
        message = f"{record.name}没有写 who，无从统计不同的对象"
        raise CaseError(Problem(message, Position(field=("records",)), remedy="写明车牌号等对象的编号"))
    return record.who


def _same(rule: FindingRule, record: Record, plan: Plan) -> bool:
    name = record.violation or plan.violation
    if rule.of is not None:
        return any(matches(pattern, name) for pattern in rule.of)
    if rule.same == "sector":
        return plan.sectors.get(name) == plan.sector
    return rule.same == "any" or name == plan.violation


def _exists(rule: FindingRule, case: Case, plan: Plan) -> Found:
    assert rule.kind is not None
    if not case.records:
        return Found(False if _absence_counts(rule, case, plan) else None)
    if rule.before == "act":
        return _earlier(rule, case, plan)
    order = CorrectionOrders(case, plan)
    own, foreign = of_this_act(case, plan, rule.kind)
    kept, aside = sift(own, partial(why_not_of_act, rule, case, order))
    aside = [*foreign, *aside]
    running = rule.overdue == "late" and order.last is not None and not order.expired
    if kept and running:  # refused, but the time to correct is not over: not yet overdue
        kept, aside = [], [*aside, *((record, "running") for record in kept)]
    if kept and rule.within == "deadline" and order.last is None and not searched(case, "deadline", plan):
        return Found(None, (), tuple(aside))  # in time or not: nobody looked for the deadline
    if kept:
        return Found(True, tuple(kept), tuple(aside), True)
    if order.expired and rule.overdue is not None and not order.corrected(rule.overdue):
        if not searched(case, "correction", plan):
            return Found(None, (), tuple(aside))
        assert order.last is not None  # what has expired has a last day
        note = f"改正期限于{say_day(order.last)}届满，" + (
            "期限内没有改正" if rule.overdue == "late" else "至今没有改正"
        )
        return Found(True, tuple(order.deadlines), tuple(aside), True, note)
    if order.expired and rule.overdue is not None:
        return Found(False, tuple(order.met(rule.overdue)), tuple(aside), True)
    value = False if _absence_counts(rule, case, plan) else None
    telling = any(why in _TELLING for _, why in aside) or case.searched.get(rule.kind) is True
    return Found(value, (), tuple(aside), value is not None and telling)


def absence_counts(rule: FindingRule, complete: Container[str]) -> bool:
    """Whether a complete search without any record settles the fact."""
    return rule.records in complete and (not rule.overdue or "deadline" in complete)


def _absence_counts(rule: FindingRule, case: Case, plan: Plan) -> bool:
    return absence_counts(rule, {kind for kind in RECORD_NAMES if searched(case, kind, plan)})


def _earlier(rule: FindingRule, case: Case, plan: Plan) -> Found:
    """Records of an earlier act of the same kind: 改正后再次发生."""
    assert rule.kind is not None

    def why_not(record: Record) -> str | None:
        if about_another(case, record):
            return "other_subject"
        if record.date >= case.start:
            return "not_before"
        return None if record.violation is not None and _same(rule, record, plan) else "other_violation"

    kept, aside = sift(of_kind(case, rule.kind), why_not)
    value = True if kept else False if searched(case, rule.kind, plan) else None
    return Found(value, tuple(kept), tuple(aside), bool(kept))
