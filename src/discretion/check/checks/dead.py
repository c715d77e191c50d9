"""dead: every tier, every closure and every list entry written for the violation can apply to some case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discretion.check.model import Finding
from discretion.check.solver import Answer, Claim
from discretion.check.subject import ViolationCheck
from discretion.check.words import range_words
from discretion.plan import Rule
from discretion.rulebook import LIST_NAMES

SCOPE = "violation"
NAME = "无效阶次"
SENTENCE = "每个裁量阶次、每个闭合规则和为该违法行为所写的每个清单条目，都有案件可以适用"
FORMULA = "∀t ∃x ∈ D: elements(x) ∧ t(x)，且 t 没有被在先的规则完全遮蔽"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Ask of each rule for one case in which it decides something."""
    found = [*_tiers(subject), *_closures(subject), *_entries(subject)]
    yield from found or [subject.proven("dead", "每个阶次和清单条目都有案件可以适用", where=subject.where("tiers"))]


def _tiers(subject: ViolationCheck) -> Iterator[Finding]:
    decision, plan = subject.decision, subject.plan
    for index, row in enumerate(plan.tiers):
        why = "没有案件符合，或者已被前面的阶次完全遮蔽" if plan.first_match else "没有案件符合其条件"
        yield from _judged(
            subject,
            row.rule,
            subject.row(index),
            f"阶次“{row.rule.label}”{why}",
            [decision.established, decision.tiers[index]],
        )


def _closures(subject: ViolationCheck) -> Iterator[Finding]:
    decision = subject.decision
    for index, (row, claim) in enumerate(zip(subject.plan.ranges, decision.ranges, strict=True)):
        if row.closes is not None:
            message = f"基准另行处理的情形（按{range_words(subject.plan, index)}）已由法条覆盖，没有空白可以闭合"
            yield from _judged(subject, row.rule, f"closes/{row.range}", message, [decision.established, claim])


def _entries(subject: ViolationCheck) -> Iterator[Finding]:
    """Entries written for named violations; those for all violations are judged over the whole ruleset (``unused``)."""
    for entry in subject.entries():
        if entry.named:
            label = entry.rule.rule.label
            message = f"{LIST_NAMES[entry.kind]}情形“{label}”没有案件可以适用，或者已被在先的规则完全遮蔽"
            yield from _judged(subject, entry.rule.rule, f"{entry.kind.value}/{entry.id}", message, entry.claims)


def _judged(
    subject: ViolationCheck, rule: Rule, detail: str, message: str, claims: Sequence[Claim]
) -> Iterator[Finding]:
    answer = subject.prover.ask(*claims)
    if answer is Answer.UNKNOWN:
        yield subject.unknown("dead", detail, where=rule.where)
    elif answer is Answer.IMPOSSIBLE:
        yield subject.refuted("dead", message, detail, where=rule.where, remedy="更正条件，或者删去该项")
