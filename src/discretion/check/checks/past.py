"""past: a violation can be judged under every version of its law that a case may meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.errors import DiscretionError
from discretion.rulebook import changes

SCOPE = "violation"
NAME = "以前的法律"
SENTENCE = "自基准施行之日起，违法行为在所依据的法律的每一个版本下都能适用"
FORMULA = "∀d ≥ effective(ruleset), d ∈ changes(law(v)): plan(v, d) 可以编成"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Compile the violation on every day on which its law changed; what is proved, is proved of the law of one day."""
    found = []
    for day in _days(subject):
        try:
            subject.plans.plan(subject.plan.violation, subject.chain, day)
        except DiscretionError as error:
            problem = error.problems[0]
            message = f"行为发生在{day.isoformat()}的案件不能适用：{problem.message}"
            remedy = "按当时的法条另写阶次（rows），或者在 scope 中写明当时的行为怎样处理"
            found.append(subject.refuted("past", message, day.isoformat(), where=problem.where or subject.where("tiers"), remedy=remedy))  # fmt: skip
    yield from found or [subject.proven("past", "在法律的每一个版本下都能适用", where=subject.where("tiers"))]


def _days(subject: ViolationCheck) -> list[date]:
    """The first day of the ruleset, and every later one on which the law of the provision, or one that a range names, changes."""
    book, header = subject.plans.rulebook, subject.ruleset.header.model
    refs = {subject.plan.provision, *(part.under for file in book.having(subject.plan.provision)
            for part in file.model.provisions[subject.plan.provision.partition("/")[2]].ranges if part.under)}  # fmt: skip
    files = [file.model for ref in refs for file in book.laws.get(ref.partition("/")[0], ())]
    last = header.until or date.max
    return sorted({header.effective, *(day for day in changes(files) if header.effective <= day <= last)})
