"""从旧兼从轻 (行政处罚法 art. 37, design §3 step 10): the law of the act, unless that of the decision is milder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from discretion.case import Case
from discretion.engine.decide import Status
from discretion.engine.evaluate import Evaluation, evaluate
from discretion.engine.plans import Plans
from discretion.engine.recommendation import Reason, VersionUsed
from discretion.engine.words import penalty_text
from discretion.penalty import Order, compare
from discretion.plan.model import Plan
from discretion.rulebook.law import LawVersion
from discretion.rulebook.rulebook import Ruleset

LEX_MITIOR = "《行政处罚法》第三十七条"


@dataclass(frozen=True, eq=False)
class Choice:
    """Which evaluation applies, and why.

    Attributes:
        evaluation: the one that applies; None when the act is not (or no longer) prohibited.
        rivals: both evaluations when neither is milder.
    """

    evaluation: Evaluation | None
    considered: tuple[VersionUsed, ...]
    reasons: tuple[Reason, ...] = ()
    rivals: tuple[Evaluation, ...] = ()
    plan: Plan | None = None


def choose(
    plans: Plans, case: Case, violation: str, facts: Mapping[str, Any], area: str, end: date, *, presume: bool = True
) -> Choice:
    """Evaluate under the law of the act and of the decision, and choose.

    Args:
        end: the last day of the act; a continuing act counts from its end.
    """
    decided = case.decided
    chain_new = plans.chain(area, decided)
    mitior = _setting(chain_new)
    chain_old = plans.chain(area, end) if mitior else chain_new
    old = plans.plan(violation, chain_old, end)
    new = old if end == decided else plans.plan(violation, chain_new, decided)
    ref = (old or new).provision if (old or new) else _provision(chain_new, violation)
    considered = _considered(plans, ref, end, decided, chain_old, chain_new)
    if old is None:
        text = f"违法行为终了之日（{end}），{_name(plans, ref)}没有规定该项处罚，不得追溯适用"
        return Choice(None, considered, (_reason("not_in_force", text),), plan=new)
    if new is None:
        text = (
            f"作出决定之日（{decided}），{_name(plans, ref)}已经删除该项处罚，新规定不认为是违法或者不再处罚，不予处罚"
        )
        return Choice(None, considered, (_reason("repealed", text),), plan=old)
    if old is new or (old.law == new.law and chain_old == chain_new):
        return Choice(evaluate(old, case, facts, presume=presume), considered)
    first = evaluate(old, case, facts, presume=presume)
    second = evaluate(new, case, facts, presume=presume)
    return _compare(first, second, considered, end, decided)


def _compare(old: Evaluation, new: Evaluation, considered: tuple[VersionUsed, ...], end: date, decided: date) -> Choice:
    if Status.UNDETERMINED in (old.settled.status, new.settled.status):
        text = "新旧规定不同，而事实尚不足以比较何者较轻"
        open_one = old if old.settled.status is Status.UNDETERMINED else new
        return Choice(open_one, considered, (_reason("open", text),))
    order = compare(new.weight, old.weight)
    said_old, said_new = _say(old), _say(new)
    both = f"行为时（{end}）的规定 {old.plan.law}：{said_old}；决定时（{decided}）的规定 {new.plan.law}：{said_new}"
    if order is Order.INCOMPARABLE:
        text = f"{both}。二者轻重不可比较，由办案机关选择并说明理由"
        return Choice(old, considered, (_reason("incomparable", text),), (old, new))
    if order is Order.MILDER:
        text = f"{both}。新规定处罚较轻，适用新规定"
        return Choice(new, considered, (_reason("new_milder", text),))
    equal = "轻重相同" if order is Order.EQUAL else "新规定处罚较重"
    return Choice(old, considered, (_reason("old", f"{both}。{equal}，适用行为时的规定"),))


def _say(evaluation: Evaluation) -> str:
    if evaluation.settled.status is not Status.DETERMINED:
        return {Status.NOT_ESTABLISHED: "违法行为不成立", Status.TIME_BARRED: "不再处罚"}.get(
            evaluation.settled.status, "没有可以适用的规则"
        )
    return penalty_text(evaluation.fine, evaluation.fine_force, evaluation.measures).text


def _setting(chain: tuple[Ruleset, ...]) -> bool:
    """Whether the rule reaches benchmarks: by default the benchmark of the decision is used for both."""
    for ruleset in chain:
        policy = ruleset.header.model.policy
        if policy is not None and policy.lex_mitior is not None:
            return policy.lex_mitior.benchmarks
    return False


def _provision(chain: tuple[Ruleset, ...], violation: str) -> str:
    for ruleset in chain:
        file = ruleset.violations.get(violation)
        if file is not None and file.model.provision is not None:
            return file.model.provision
    return ""


def _name(plans: Plans, ref: str) -> str:
    files = plans.rulebook.laws.get(ref.partition("/")[0], ())
    return f"《{files[-1].model.label}》" if files else ref


def _considered(
    plans: Plans, ref: str, end: date, decided: date, old: tuple[Ruleset, ...], new: tuple[Ruleset, ...]
) -> tuple[VersionUsed, ...]:
    found = []
    law, _, provision = ref.partition("/")
    for file in plans.rulebook.laws.get(law, ()):
        version = file.model
        on = [day for day in (end, decided) if version.in_force(day)]
        reason = _why(version, provision, end, decided)
        found.append(
            VersionUsed.model_construct(
                kind="law",
                id=f"{version.law}@{version.version}",
                on=_days(on),
                used=reason == "in_force",
                reason=reason,
            )
        )
    for ruleset in dict.fromkeys((*old, *new)):
        header = ruleset.header.model
        on = [day for day in (end, decided) if header.in_force(day)]
        found.append(
            VersionUsed.model_construct(kind="ruleset", id=ruleset.id, on=_days(on), used=True, reason="in_force")
        )
    return tuple(found)


def _why(version: LawVersion, provision: str, end: date, decided: date) -> str:
    """A typed reason: in_force, not_yet_in_force, ended_on:<day>, provision_absent."""
    if not (version.in_force(end) or version.in_force(decided)):
        if version.effective > decided:
            return f"not_yet_in_force:{version.effective.isoformat()}"
        if version.until is not None:
            return f"ended_on:{version.until.isoformat()}"
        return "between"
    return "in_force" if provision in version.provisions else "provision_absent"


def _days(days: list[date]) -> str:
    return "、".join(dict.fromkeys(day.isoformat() for day in days))


def _reason(decided: str, text: str) -> Reason:
    return Reason.model_construct(
        step="versions", rule="lex-mitior", label="从旧兼从轻", decided=decided, cites=[LEX_MITIOR], source="statute",
        origin=None, facts=[], rejected=[], text=text,
    )  # fmt: skip
