"""overlap: no case has two tiers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from discretion.check.model import Finding
from discretion.check.solver import Answer
from discretion.check.subject import ViolationCheck
from discretion.decide import Evaluation

SCOPE = "violation"
NAME = "重叠"
SENTENCE = "没有案件同时符合两个裁量阶次"
FORMULA = "∀x ∈ D, s ≠ t: ¬(elements(x) ∧ tier_s(x) ∧ tier_t(x))"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Look for a case that two tiers (or two rows of one tier) match."""
    plan, decision, prover = subject.plan, subject.decision, subject.prover
    where = subject.where("tiers")
    if plan.first_match:
        yield subject.proven(
            "overlap", "基准声明 hit: first，以第一个相符的阶次为准（被遮蔽的阶次见 dead）", where=where
        )
        return
    pairs = list(combinations(range(len(plan.tiers)), 2))
    clashes = [prover.all([decision.tiers[a], decision.tiers[b]]) for a, b in pairs]
    found: list[Finding] = []
    # One question settles the usual case.
    if prover.ask(decision.established, prover.any(clashes)) is not Answer.IMPOSSIBLE:
        for (a, b), clash in zip(pairs, clashes, strict=True):
            found += subject.all_shown(
                "overlap",
                [decision.established, clash],
                partial(_fault, a, b),
                f"{subject.row(a)}+{subject.row(b)}",
                where=plan.tiers[b].rule.where,
                remedy="把两个阶次的条件改为互不相交；确需以先后为准的，写 hit: first",
            )
    yield from found or [subject.proven("overlap", "各阶次互不相交", where=where)]


def _fault(a: int, b: int, results: tuple[Evaluation, ...]) -> str | None:
    result = results[0]
    if result.masks is None or not (result.masks.tiers >> a & 1 and result.masks.tiers >> b & 1):
        return None
    first, second = result.plan.tiers[a].rule.label, result.plan.tiers[b].rule.label
    return f"{{facts}}时，同时符合阶次“{first}”和“{second}”"
