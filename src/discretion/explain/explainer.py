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
from discretion.explain.sentences import Sentences
from discretion.explain.trace import trace
from discretion.plan import Cause, Plan, Slot, Status, answers, per_plan
from discretion.rulebook import Notice
from discretion.words import NO_INFERENCE

if TYPE_CHECKING:
    from discretion.decide import Recommendation


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
        found = self.context.warnings()
        if e.settled.fault is not None and e.settled.fault.cause is Cause.NOT_ENCODED:
            found.append(NO_INFERENCE)
        left_out = [
            item.label for name, item in e.plan.addressees.items() if e.plan.party_of(name) not in self._parties()
        ]
        if left_out and e.decision.sanction is not None:
            found.append(f"法律还规定处罚{'、'.join(dict.fromkeys(left_out))}；案件没有把其载明为同案当事人，未作建议")
        if e.settled.status in (Status.DETERMINED, Status.UNDETERMINED):
            found += e.plan.notes
        if confiscates_nothing(e):
            found.append(f"{e.plan.provision_cite}规定没收违法所得；案件没有载明违法所得，未作没收")
        found += [
            f"“{slot.fact.label}”是需要判断的事实，应当在案件中写明理由"
            for slot in _judged(e.plan)
            if e.facts.get(slot.name) is True and slot.name not in e.case.reasons
        ]
        source = e.plan.tiers[e.settled.tier].rule.source if e.settled.tier is not None else None
        if source is not None and source.kind == "proposed":
            found.append(f"本阶次为建议稿，不是已发布的裁量基准（方法：{source.method}）")
        found += [f"{item}：本机关不是{item.by}的，移送其决定" for item in e.measures if item.by is not None]
        return found

    def _parties(self) -> tuple[str, ...]:
        e = self.evaluation
        return (e.subject, *co_subjects(e.plan, e.case))

    def receipt_for(self, result: Recommendation) -> Late[Receipt]:
        """The receipt of a finished recommendation."""
        return self.context.receipt_for(result)

    def computation(self) -> list[Step]:
        """How the fine is worked out."""
        return computation(self.evaluation)

    def sections_for(self, result: Recommendation) -> Told[Section]:
        """The decision's text of a finished recommendation."""
        e = self.evaluation
        fined = any(item.fine is not None and item.fine.highest > 0 for item in e.outcome.values())
        remedies = [item.text for item in self._notices("decision") if fined or not item.fine]
        named = Sentences(e).addressee()
        return sections(result, e, remedies, f"当事人（{named}）" if named else "当事人")

    def hints_for(self, result: Recommendation) -> Told[Section]:
        """The officer's text of a finished recommendation."""
        return hints(result, [item.text for item in self._notices("before")], answers(self.evaluation.plan, hints))

    def _notices(self, stage: str) -> list[Notice]:
        authority = self.evaluation.plan.authority
        return [] if authority is None else [item for item in authority.procedure.notices if item.stage == stage]


@per_plan
def _judged(plan: Plan) -> tuple[Slot, ...]:
    """The facts that somebody has to judge."""
    return tuple(slot for slot in plan.slots if slot.fact.judgement)
