"""offered: what the law allows beside the fine is offered by the tiers, and by none that is worse left out again."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.penalty import Kind, Measure
from discretion.plan import PARTY
from discretion.words import subject_label

SCOPE = "violation"
NAME = "可以的处罚"
SENTENCE = "法条可以给予的处罚，在每一个法定幅度内至少有一个阶次给予；较轻的阶次给予的，较重的阶次没有漏写"
FORMULA = "∀r, m ∈ may(r): ∃t: m ∈ t；m ∈ tᵢ ∧ i < j ⇒ m ∈ tⱼ"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Look for every measure that the law leaves open among the tiers that can meet its range."""
    plan, found = subject.plan, []
    for number, cell in enumerate(plan.statute):
        for name in (PARTY, *cell.others):
            for law in cell.of(name)["general"].measures:
                if law.force.free and (said := _lost(subject, number, name, law)):
                    who = f"对{subject_label(name)}" if name else ""
                    detail = "/".join(part for part in (plan.ranges[number].range, name, law.key) if part)
                    found.append(subject.refuted("offered", f"{who}{law}：{said}", detail, where=subject.where("tiers"),
                                                 remedy="在给予它的阶次写上；较轻的阶次写了的，更重的也写"))  # fmt: skip
    yield from found or [subject.proven("offered", "法条可以给予的处罚，阶次没有漏写", where=subject.where("tiers"))]


def _lost(subject: ViolationCheck, number: int, name: str, law: Measure) -> str:
    plan, decision, first, with_fine = subject.plan, subject.decision, "", False
    met = [(plan.tiers[tier].rule.label, cell.of(name)["general"]) for (tier, range_), cell in plan.cells.items()
           if range_ == number and subject.possible(decision.established, decision.tiers[tier], decision.ranges[number])]  # fmt: skip
    for label, own in met:
        if law.key in {measure.key for measure in own.measures}:
            first, with_fine = first or label, with_fine or own.fine is not None
        elif first and not (law.kind is Kind.WARNING and own.fine is not None and not with_fine):
            return f"阶次“{first}”给予，更重的“{label}”没有写"  # a fine in the place of a warning alone is worse: nothing is left out
    return "法条可以给予，没有阶次给予" if met and not first else ""
