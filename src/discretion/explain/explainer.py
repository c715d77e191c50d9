"""Puts a decision into words, piece by piece, when a piece is first read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from discretion.case import co_subjects
from discretion.decide import (
    Accounted,
    Alternative,
    Assumed,
    Evaluation,
    Late,
    Missing,
    Nearest,
    Neighbour,
    ProcedureFlag,
    Reachable,
    Reason,
    Receipt,
    Section,
    Step,
    Told,
    VersionUsed,
)
from discretion.explain.account import account
from discretion.explain.alternatives import alternatives
from discretion.explain.computation import computation
from discretion.explain.confiscated import confiscates_nothing
from discretion.explain.context import Context
from discretion.explain.hints import hints
from discretion.explain.missing import missing, reachable
from discretion.explain.nearest import nearest
from discretion.explain.neighbours import neighbours
from discretion.explain.presumed import assumed, under_other_ranges
from discretion.explain.procedure import procedure
from discretion.explain.sections import sections
from discretion.explain.trace import trace
from discretion.plan import Cause, Plan, Slot, Status, answers, per_plan, recent
from discretion.rulebook import Notice
from discretion.words import NO_INFERENCE, subject_label

if TYPE_CHECKING:
    from discretion.decide import Recommendation

MOST = 16  # sets of further parties whose warnings are kept, per decision


@dataclass(eq=False, slots=True)  # not frozen, as that doubles its time; nothing writes to it
class Explainer:
    """One evaluation with its context.

    Attributes:
        evaluation: the decision.
        context: the choice of version (put before the trace), the files, the warnings.
    """

    evaluation: Evaluation
    context: Context

    def reasons(self) -> Told[Reason]:
        """The trace, with the choice of version first."""
        return Told([*self.context.reasons(), *trace(self.evaluation)])

    def alternatives(self) -> list[Alternative]:
        """What may be decided instead."""
        return alternatives(self.evaluation)

    def outcomes(self) -> list[Reachable]:
        """The outcomes that missing facts leave open; or those under the statutory ranges between which a presumption chose."""
        return reachable(self.evaluation) or under_other_ranges(self.evaluation)

    def missing(self) -> list[Missing]:
        """The facts to establish, by effect."""
        return missing(self.evaluation)

    def account_for(self, result: Recommendation) -> Told[Accounted]:
        """What became of everything that the case states."""
        return Told(account(self.evaluation, result.shared("reasons")))

    def neighbours(self) -> list[Neighbour]:
        """Where the act may fall instead."""
        return neighbours(self.evaluation, self.context.plans, self.context.choice.versions.new_chain)

    def nearest(self) -> Told[Nearest]:
        """Which change of which fact leads elsewhere."""
        return nearest(self.evaluation)

    def procedure(self) -> Told[ProcedureFlag]:
        """The procedure flags."""
        return Told(procedure(self.evaluation))

    def versions(self) -> Told[VersionUsed]:
        """The versions considered."""
        return self.context.versions()

    def assumed(self) -> Told[Assumed]:
        """The presumptions that filled missing facts."""
        return assumed(self.evaluation)

    def notes(self) -> list[str]:
        """Warnings, in a fixed order."""
        e = self.evaluation
        before, after = _notes_of_rules(e)
        found = [*self.context.warnings(), *before]
        if confiscates_nothing(e):
            found.append(f"{e.plan.provision_cite}规定没收违法所得；案件没有载明违法所得，未作没收")
        found += [
            f"“{slot.fact.label}”是需要判断的事实，应当在案件中写明理由"
            for slot in _judged(e.plan)
            if e.facts.get(slot.name) is True and slot.name not in e.case.reasons
        ]
        return [*found, *after]

    def receipt_for(self, result: Recommendation) -> Late[Receipt]:
        """The receipt of a finished recommendation."""
        return self.context.receipt_for(result)

    def computation(self) -> list[Step]:
        """How the fine is worked out."""
        return computation(self.evaluation)

    def sections_for(self, result: Recommendation) -> Told[Section]:
        """The decision's text of a finished recommendation."""
        e = self.evaluation
        fines = [item.fine for item in e.outcome.values()] if e.case.co_parties else [e.fine]
        fined = any(fine.highest > 0 for fine in fines if fine is not None)
        return sections(result, e, _remedies(e.plan)[fined], _who(e.plan, e.subject))

    def hints_for(self, result: Recommendation) -> Told[Section]:
        """The officer's text of a finished recommendation."""
        plan = self.evaluation.plan
        return hints(result, [item.text for item in _notices(plan, "before")], answers(plan, hints))


def _notices(plan: Plan, stage: str) -> list[Notice]:
    return [] if plan.authority is None else [item for item in plan.authority.procedure.notices if item.stage == stage]


@per_plan
def _remedies(plan: Plan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the decision must tell the party of payment and remedies: without a fine, and with one."""
    notices = _notices(plan, "decision")
    return tuple(item.text for item in notices if not item.fine), tuple(item.text for item in notices)


def _who(plan: Plan, subject: str) -> str:
    """The party, and as whom the provision punishes it, where it names somebody in particular."""
    name = subject or plan.addressee
    return "当事人" if name == "party" else f"当事人（{subject_label(name, plan)}）"


@per_plan
def _judged(plan: Plan) -> tuple[Slot, ...]:
    """The facts that somebody has to judge."""
    return tuple(slot for slot in plan.slots if slot.fact.judgement)


def _notes_of_rules(e: Evaluation) -> tuple[list[str], list[str]]:
    """The warnings that follow from the rules that hold and from who is punished, before and after those of the case's facts."""
    return recent(
        answers(e.decision, _notes_of_rules), (e.subject, *e.case.co_parties), lambda: (_before(e), _after(e)), MOST
    )


def _before(e: Evaluation) -> list[str]:
    plan, settled = e.plan, e.settled
    found = [NO_INFERENCE] if settled.fault is not None and settled.fault.cause is Cause.NOT_ENCODED else []
    parties = (e.subject, *co_subjects(plan, e.case))
    left_out = [item.label for name, item in plan.addressees.items() if plan.party_of(name) not in parties]
    if left_out and e.decision.sanction is not None:
        found.append(f"法律还规定处罚{'、'.join(dict.fromkeys(left_out))}；案件没有把其载明为同案当事人，未作建议")
    if settled.status in (Status.DETERMINED, Status.UNDETERMINED):
        found += plan.notes
    return found


def _after(e: Evaluation) -> list[str]:
    source = e.plan.tiers[e.settled.tier].rule.source if e.settled.tier is not None else None
    proposed = source is not None and source.kind == "proposed"
    found = (
        [f"本阶次为建议稿，不是已发布的裁量基准（方法：{source.method}）"] if source is not None and proposed else []
    )
    return [*found, *(f"{item}：本机关不是{item.by}的，移送其决定" for item in e.measures if item.by is not None)]
