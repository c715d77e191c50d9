"""gap: every case of the violation has a tier."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.decide import Evaluation

SCOPE = "violation"
NAME = "空档"
SENTENCE = "凡构成该违法行为的案件，都有裁量阶次与之相符"
FORMULA = "∀x ∈ D: elements(x) ⇒ ∃t: tier_t(x)"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Look for established cases that no tier matches: every hole, not just one."""
    decision, prover = subject.decision, subject.prover
    claims = [decision.established, prover.no(prover.any(decision.tiers))]
    found = list(
        subject.all_shown(
            "gap",
            claims,
            _fault,
            where=subject.where("tiers"),
            remedy="补上缺少的阶次，或者更正相邻两个阶次的界限（注意以上、以下是否含本数）",
        )
    )
    message = f"{len(decision.tiers)}行阶次覆盖全部案件"
    yield from found or [subject.proven("gap", message, where=subject.where("tiers"))]


def _fault(results: tuple[Evaluation, ...]) -> str | None:
    masks = results[0].masks
    return "{facts}时，没有裁量阶次与之相符" if masks is not None and not masks.tiers else None
