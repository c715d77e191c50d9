"""dominant: no single factor decides the outcome alone."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.order import equal_claim
from discretion.check.pairs import Pair
from discretion.check.solver import Answer
from discretion.check.subject import ViolationCheck

SCOPE = "violation"
NAME = "一项决定"
SENTENCE = "在法律留有裁量余地时，处罚不由某一项事实单独决定"
FORMULA = "¬∃f ∀x, x′ ∈ D（均应处罚）: f(x) = f(x′) ⇒ r(x) = r(x′)"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Look for two facts that each change the penalty on their own; with only one such fact, that one decides."""
    decision, prover, twin = subject.decision, subject.prover, subject.twin
    where = subject.where("tiers")
    punished = [prover.no(decision.outcome().classes[0]), prover.no(twin.outcome().classes[0])]
    differ = prover.no(equal_claim(prover, decision.outcome(), twin.outcome()))
    deciding, unsettled = [], False
    for name in _likely_first(subject):
        pair = Pair(twin, name)
        answer = prover.ask(*pair.claims, *pair.folded([*punished, differ]))
        unsettled |= answer is Answer.UNKNOWN
        if answer is Answer.SATISFIABLE:
            deciding.append(name)
        if len(deciding) > 1:
            labels = "、".join(subject.plan.vocabulary[found].label for found in deciding)
            yield subject.proven("dominant", f"处罚不由单一事实决定（例如{labels}各自都能改变结果）", where=where)
            return
    if unsettled:
        yield subject.unknown("dominant", where=where)
    elif not deciding:
        yield subject.proven("dominant", "法律没有留下裁量余地，处罚是固定的", where=where)
    else:
        label = subject.plan.vocabulary[deciding[0]].label
        yield subject.refuted(
            "dominant",
            f"处罚完全由“{label}”一项事实决定，没有综合考虑其他情节",
            deciding[0],
            where=where,
            remedy="增加性质、情节、危害后果等裁量因素（行政处罚法第五条第二款、国办发〔2022〕27号）",
        )


def _likely_first(subject: ViolationCheck) -> list[str]:
    """Facts of tiers before those of lists: two of them are usually found at once."""
    plan = subject.plan
    tested = plan.stated(*plan.rules("tiers"))
    return sorted((slot.name for slot in plan.slots), key=lambda name: name not in tested)
