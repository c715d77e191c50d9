"""irrelevant: what must not matter does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from discretion.check.model import Finding
from discretion.check.order import equal_claim
from discretion.check.pairs import Pair
from discretion.check.subject import ViolationCheck
from discretion.check.words import changed_words, result_words, weight_of
from discretion.decide import Evaluation
from discretion.facts import Severity

SCOPE = "violation"
NAME = "无关差别"
SENTENCE = "只在无关事实（声明为中性的事实、当事人是谁）上不同的案件，处理结果相同"
FORMULA = "∀x, x′ ∈ D: x 与 x′ 只在中性事实上不同 ⇒ r(x) = r(x′)"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Facts that the plan does not read cannot matter; of the neutral ones it reads, the solver is asked."""
    decision, prover = subject.decision, subject.prover
    neutral = [slot.name for slot in subject.plan.slots if slot.fact.severity is Severity.NEUTRAL]
    found = []
    for name in neutral:
        pair = Pair(subject.twin, name)
        for who in decision.subjects:
            differ = prover.no(equal_claim(prover, decision.outcome(who), subject.twin.outcome(who)))
            found.append(
                subject.shown(
                    "irrelevant",
                    [*pair.claims, *pair.folded([differ])],
                    partial(_fault, name, who),
                    f"{name}/{who}".rstrip("/"),
                    pair.copies,
                    where=subject.where("tiers"),
                    remedy="从条件中删去该事实；法条本身区分的，在词汇表中不得声明为中性，或者登记豁免",
                )
            )
    shown = [item for item in found if item is not None]
    labels = "、".join(subject.plan.vocabulary[name].label for name in neutral)
    message = "当事人的姓名、名称、籍贯、车籍不是规则可以读取的事实"
    yield from shown or [subject.proven("irrelevant", f"{labels}不影响结果；{message}" if neutral else message)]


def _fault(name: str, who: str, results: tuple[Evaluation, ...]) -> str | None:
    first, second = results
    if weight_of(first, who) == weight_of(second, who):
        return None
    words = [result_words(result, who) for result in results]
    return f"{{facts}}时，其他事实不变，{changed_words(results, name)}，结果由“{words[0]}”变为“{words[1]}”"
