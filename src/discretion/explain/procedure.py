"""Procedure flags (design §3, step 11). Thresholds are data; what is not configured is said to be so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import NamedTuple

from discretion.decide import Evaluation, ProcedureFlag, Shared
from discretion.facts import say_day
from discretion.penalty import Band, Kind, Measure
from discretion.plan import PARTY, Disposition, Plan, Status, answers, per_plan, recent
from discretion.rulebook import Deadline, Procedure, Threshold
from discretion.words import subject_label

KEPT = 64  # flags, per plan


def procedure(evaluation: Evaluation) -> list[Shared[ProcedureFlag]]:
    """The flags of one evaluation; without an authority profile only at which level it is punished."""
    flags = _steps(evaluation)
    authority = evaluation.plan.authority
    if authority is None or authority.procedure.decide_within is None:
        return [*flags]
    summary = any(flag.part.flag == "summary" and flag.part.applies for flag in flags)
    return [*flags, _deadline(evaluation, authority.procedure.decide_within, summary)]


def _steps(e: Evaluation) -> tuple[Shared[ProcedureFlag], ...]:
    """All flags but the deadline: of one who is punished alone they follow from the decision and from the thresholds that the
    fine reaches.
    """
    if e.case.co_parties:
        return tuple(_flags(e))
    limits, fine = _limits(e.plan), e.fine
    reached = None if fine is None else (bisect_left(limits, fine.highest), bisect_right(limits, fine.highest))
    key = reached, e.case.party.kind, _transferred(e)
    return recent(answers(e.decision, _steps), key, lambda: tuple(_flags(e)), most=KEPT)


@per_plan
def _limits(plan: Plan) -> tuple[int, ...]:
    """The amounts (分) that fines are held against, in order."""
    steps = plan.authority.procedure if plan.authority is not None else None
    rules = (steps.summary, steps.hearing, steps.legal_review, steps.collective) if steps is not None else ()
    limits = {limit for rule in rules if rule is not None for limit in (rule.person, rule.organisation)}
    return tuple(sorted(limit * 100 for limit in limits if limit is not None))


def _transferred(e: Evaluation) -> bool:
    transfer = e.plan.authority.procedure.transfer if e.plan.authority is not None else None
    return transfer is not None and e.facts.get(transfer.fact or "") is True


def _flags(evaluation: Evaluation) -> list[Shared[ProcedureFlag]]:
    settled = evaluation.settled
    punished = settled.status is Status.DETERMINED and settled.disposition is not Disposition.EXEMPT
    flags = []
    if punished and evaluation.plan.enforcement is not None:
        flags.append(_flag(evaluation, "enforcement", True, [], f"执法层级：{evaluation.plan.enforcement}"))
    authority = evaluation.plan.authority
    if authority is None:
        return flags
    steps = authority.procedure
    if steps.transfer is not None and _transferred(evaluation):
        flags.append(_flag(evaluation, "transfer", True, steps.transfer.cite, steps.transfer.note or "应当移送"))
    subjects = _subjects(evaluation) if punished else []
    if subjects:
        flags += _penalty_flags(evaluation, subjects, steps)
    return flags


class Subject(NamedTuple):
    """Who is punished, with what: every step is held against each of them."""

    label: str
    person: bool
    fine: Band | None
    measures: tuple[Measure, ...]


def _subjects(evaluation: Evaluation) -> list[Subject]:
    found = []
    if evaluation.fine is not None or evaluation.measures:
        person = evaluation.case.party.kind == "person"
        found.append(Subject("当事人", person, evaluation.fine, tuple(evaluation.measures)))
    more = ((subject, item) for subject, item in evaluation.outcome.items() if subject != PARTY)
    return found + [Subject(subject_label(subject), True, item.fine, item.measures) for subject, item in more]


def _penalty_flags(evaluation: Evaluation, subjects: list[Subject], steps: Procedure) -> list[Shared[ProcedureFlag]]:
    flags = []
    hearing = None
    if steps.summary is not None:
        flags.append(_summary(evaluation, subjects, steps.summary))
    if steps.hearing is not None:
        hearing, whose = _reached(subjects, steps.hearing)
        text = {
            True: f"应当告知{whose}有要求听证的权利",
            False: "未达到听证标准",
            None: "是否属于较大数额罚款、没收，按本机关标准判断",
        }[hearing]
        note = f"（{steps.hearing.note}）" if hearing is None and steps.hearing.note else ""
        flags.append(_flag(evaluation, "hearing", hearing, steps.hearing.cite, text + note))
    if steps.legal_review is not None:
        due, _ = _reached(subjects, steps.legal_review)
        if due is not True and steps.legal_review.after_hearing:
            due = None  # only a hearing that is held makes it due; whether one is, is not known yet
        review = "作出决定前应当进行法制审核"
        heard = "直接关系重大权益、经过听证程序，或者" if hearing is not False else ""
        text = {
            True: review,
            False: "不属于必须法制审核的情形",
            None: f"{heard}涉及重大公共利益、案件情况疑难复杂、涉及多个法律关系的，{review}",
        }[due]
        flags.append(_flag(evaluation, "legal_review", due, steps.legal_review.cite, text))
    if steps.collective is not None:
        due, _ = _reached(subjects, steps.collective)
        text = {
            True: "应当由机关负责人集体讨论决定",
            False: "未达到集体讨论的标准",
            None: "情节复杂或者重大违法的，应当由机关负责人集体讨论决定",
        }[due]
        flags.append(_flag(evaluation, "collective", due, steps.collective.cite, text))
    return flags


def _summary(evaluation: Evaluation, subjects: list[Subject], rule: Threshold) -> Shared[ProcedureFlag]:
    applies = all(_small(subject, rule) for subject in subjects)
    text = "违法事实确凿并有法定依据的，可以适用简易程序，当场作出决定" if applies else "不适用简易程序"
    return _flag(evaluation, "summary", applies, rule.cite, text)


def _small(subject: Subject, rule: Threshold) -> bool:
    limit = _limit(subject, rule)
    small = subject.fine is None or (limit is not None and subject.fine.highest <= limit * 100)
    return small and all(measure.kind is Kind.WARNING for measure in subject.measures)


def _reached(subjects: list[Subject], rule: Threshold) -> tuple[bool | None, str]:
    """Whether anybody's penalty reaches a threshold, and whose do.

    None: it depends on an amount that the authority has not configured.
    """
    reached = {subject.label: _reaches(subject, rule) for subject in subjects}
    named = "、".join(label for label, due in reached.items() if due)
    return True if named else None if None in reached.values() else False, named


def _reaches(subject: Subject, rule: Threshold) -> bool | None:
    if any(measure.kind in rule.measures for measure in subject.measures):
        return True
    if subject.fine is None:
        return False
    limit = _limit(subject, rule)
    return None if limit is None else subject.fine.highest >= limit * 100


def _limit(subject: Subject, rule: Threshold) -> int | None:
    return rule.person if subject.person else rule.organisation


def _deadline(evaluation: Evaluation, rule: Deadline, summary: bool) -> Shared[ProcedureFlag]:
    days, case = rule.days, evaluation.case
    when = "适用普通程序的，" if summary else ""
    if case.filed is None:
        text = f"{when}应当自立案之日起{days}日内作出决定（案件未载明立案日期）"
        return _flag(evaluation, "deadline", None, rule.cite, text)
    last = case.filed + timedelta(days=days)
    late = case.decided > last
    text = f"{when}最迟应当于{say_day(last)}作出决定" + ("，已经逾期" if late else "")
    return _flag(evaluation, "deadline", late, rule.cite, text)


def _flag(evaluation: Evaluation, flag: str, applies: bool | None, refs: list[str], text: str) -> Shared[ProcedureFlag]:
    cites = evaluation.plan.authority_cites

    def told() -> Shared[ProcedureFlag]:
        known = [cites[ref] for ref in refs]
        return Shared(ProcedureFlag.model_construct(flag=flag, applies=applies, cites=known, text=text))

    return recent(answers(evaluation.plan, _flag), (flag, applies, text), told, most=KEPT)
