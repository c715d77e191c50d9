"""past: a violation can be judged under every version of its law that a case may meet."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.errors import DiscretionError

SCOPE = "violation"
NAME = "以前的法律"
SENTENCE = "自基准施行之日起，违法行为在所依据的法律的每一个版本下都能适用"
FORMULA = "∀d ≥ effective(ruleset), d ∈ changes(law(v)): plan(v, d) 可以编成"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Compile the violation on every day on which its law changed; what is proved, is proved of the law of one day."""
    found = []
    for day in subject.plans.law_days(subject.plan.violation, subject.chain):
        try:
            subject.plans.plan(subject.plan.violation, subject.chain, day)
        except DiscretionError as error:
            problem = error.problems[0]
            message = f"行为发生在{day.isoformat()}的案件不能适用：{problem.message}"
            remedy = "按当时的法条另写阶次（rows），或者在 scope 中写明当时的行为怎样处理"
            found.append(subject.refuted("past", message, day.isoformat(), where=problem.where or subject.where("tiers"), remedy=remedy))  # fmt: skip
    yield from found or [subject.proven("past", "在法律的每一个版本下都能适用", where=subject.where("tiers"))]
