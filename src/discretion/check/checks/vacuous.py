"""vacuous: what is proven is not proven of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.pairs import Pair, graded
from discretion.check.subject import ViolationCheck

SCOPE = "violation"
NAME = "前提落空"
SENTENCE = "各项证明的前提可以成立：构成要件可以满足，有案件应受处罚，阶次所依据的事实可以变化"
FORMULA = "∃x ∈ D: elements(x)；∃x: punishable(x)；∀f ∈ facts(tiers) ∃x, x′: x′ 只在 f 上更重"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Ask for one case of every premise."""
    decision = subject.decision
    where = subject.where("elements")
    if not subject.possible(decision.established):
        message = "没有任何案件能够满足构成要件，其他检查的结论都是空的"
        yield subject.refuted("vacuous", message, "elements", where=where, remedy="更正 elements 中互相矛盾的条件")
        return
    found = []
    if not subject.possible(decision.punishable, decision.clear):
        message = "构成该违法行为的案件全部不予处罚、不再处罚或者没有规则，阶次不起作用"
        found.append(subject.refuted("vacuous", message, "punishable", where=where, remedy="更正清单的条件"))
    for name in _varying(subject):
        pair = Pair(subject.twin, name, worse=dict(graded(decision))[name])
        if not subject.possible(*pair.claims):
            label = subject.plan.vocabulary[name].label
            message = f"阶次依据“{label}”，但在恰有一个阶次、一个法定幅度相符的案件中，其他事实相同时它不可能变化，inversion 对它的证明是空的"
            remedy = "先更正 gap、overlap、law-gap 的反例；互相依存的事实应当写成推导事实（derive），不得作为独立事实再加限制"
            found.append(subject.refuted("vacuous", message, name, where=subject.where("tiers"), remedy=remedy))
    yield from found or [subject.proven("vacuous", "各项证明的前提均可以成立", where=where)]


def _varying(subject: ViolationCheck) -> list[str]:
    """Graded facts that tiers read and that the elements do not fix."""
    plan, severities = subject.plan, dict(graded(subject.decision))
    elements, tested = plan.stated(*plan.elements), plan.stated(*plan.rules("tiers"))
    return [slot.name for slot in plan.slots if slot.name in tested - elements and slot.name in severities]
