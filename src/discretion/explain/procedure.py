"""Procedure flags (design §3, step 11). Thresholds are data; what is not configured is said to be so."""

from __future__ import annotations

from datetime import timedelta

from discretion.decide import Disposition, Evaluation, ProcedureFlag, Status
from discretion.penalty import Kind
from discretion.rulebook import Procedure, Threshold


def procedure(evaluation: Evaluation) -> list[ProcedureFlag]:
    """The flags of one evaluation; empty without an authority profile or without a penalty."""
    authority = evaluation.plan.authority
    if authority is None:
        return []
    steps = authority.procedure
    flags = []
    if steps.transfer is not None and evaluation.facts.get(steps.transfer.fact or "") is True:
        flags.append(_flag(evaluation, "transfer", True, steps.transfer.cite, steps.transfer.note or "应当移送"))
    settled = evaluation.settled
    punished = settled.status is Status.DETERMINED and settled.disposition is not Disposition.EXEMPT
    if punished and (evaluation.fine is not None or evaluation.measures):
        flags += _penalty_flags(evaluation, steps)
    if steps.decide_within is not None:
        flags.append(_deadline(evaluation, steps))
    return flags


def _penalty_flags(evaluation: Evaluation, steps: Procedure) -> list[ProcedureFlag]:
    flags = []
    hearing = None
    if steps.summary is not None:
        flags.append(_summary(evaluation, steps.summary))
    if steps.hearing is not None:
        hearing = _reaches(evaluation, steps.hearing)
        text = {
            True: "应当告知当事人有要求听证的权利",
            False: "未达到听证标准",
            None: "是否属于较大数额罚款、没收，按本机关标准判断",
        }[hearing]
        note = f"（{steps.hearing.note}）" if hearing is None and steps.hearing.note else ""
        flags.append(_flag(evaluation, "hearing", hearing, steps.hearing.cite, text + note))
    if steps.legal_review is not None:
        due = _reaches(evaluation, steps.legal_review)
        if due is not True and steps.legal_review.after_hearing:
            due = hearing
        text = {
            True: "作出决定前应当进行法制审核",
            False: "不属于必须法制审核的情形",
            None: "经过听证程序，或者直接关系重大权益的，作出决定前应当进行法制审核",
        }[due]
        flags.append(_flag(evaluation, "legal_review", due, steps.legal_review.cite, text))
    if steps.collective is not None:
        due = _reaches(evaluation, steps.collective)
        text = {
            True: "应当由机关负责人集体讨论决定",
            False: "未达到集体讨论的标准",
            None: "情节复杂或者重大违法的，应当由机关负责人集体讨论决定",
        }[due]
        flags.append(_flag(evaluation, "collective", due, steps.collective.cite, text))
    return flags


def _summary(evaluation: Evaluation, rule: Threshold) -> ProcedureFlag:
    limit = _limit(evaluation, rule)
    only_warning = all(measure.kind is Kind.WARNING for measure in evaluation.measures)
    small = evaluation.fine is None or (limit is not None and evaluation.fine.highest <= limit * 100)
    applies = only_warning and small
    text = f"罚款不超过{limit}元或者警告，可以当场作出决定" if applies else "不适用当场处罚（简易程序）"
    return _flag(evaluation, "summary", applies, rule.cite, text)


def _reaches(evaluation: Evaluation, rule: Threshold) -> bool | None:
    """True: reached. None: depends on an amount that the authority has not configured."""
    if any(measure.kind in rule.measures for measure in evaluation.measures):
        return True
    if evaluation.fine is None:
        return False
    limit = _limit(evaluation, rule)
    if limit is None:
        return None
    return evaluation.fine.highest >= limit * 100


def _limit(evaluation: Evaluation, rule: Threshold) -> int | None:
    return rule.person if evaluation.case.party.kind == "person" else rule.organisation


def _deadline(evaluation: Evaluation, steps: Procedure) -> ProcedureFlag:
    assert steps.decide_within is not None
    days, case = steps.decide_within.days, evaluation.case
    if case.filed is None:
        text = f"应当自立案之日起{days}日内作出决定（案件未载明立案日期）"
        return _flag(evaluation, "deadline", None, steps.decide_within.cite, text)
    last = case.filed + timedelta(days=days)
    late = case.decided > last
    text = f"应当在{last.isoformat()}前作出决定" + ("，已经逾期" if late else "")
    return _flag(evaluation, "deadline", late, steps.decide_within.cite, text)


def _flag(evaluation: Evaluation, flag: str, applies: bool | None, refs: list[str], text: str) -> ProcedureFlag:
    cites = [evaluation.plan.authority_cites[ref] for ref in refs]
    return ProcedureFlag.model_construct(flag=flag, applies=applies, cites=cites, text=text)
