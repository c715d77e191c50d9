"""same: two neighbouring tiers give different results."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.subject import Subject
from discretion.plan import Cell

SCOPE = "violation"
NAME = "相邻无别"
SENTENCE = "相邻的两个阶次，处罚不相同"
FORMULA = "∀t ∃r: penalty(t, r) ≠ penalty(t⁺, r)，其中 t⁺ 为 t 的下一阶次，r 为二者都能落入的法定幅度"


def run(subject: Subject) -> Iterator[Finding]:
    """Compare the sanctions of neighbours in every statutory range that both can meet."""
    plan = subject.plan
    found = []
    names = list(dict.fromkeys(row.tier for row in plan.tiers))
    for first, second in pairwise(names):
        rows = [[index for index, row in enumerate(plan.tiers) if row.tier == name] for name in (first, second)]
        ranges = range(len(plan.ranges))
        given = [{number: _given(subject, own, number) for number in ranges} for own in rows]
        shared = [number for number in ranges if given[0][number] and given[1][number]]
        if shared and all(given[0][number] == given[1][number] for number in shared):
            labels = [plan.tiers[own[0]].rule.label for own in rows]
            found.append(
                subject.refuted(
                    "same",
                    f"阶次“{labels[0]}”和“{labels[1]}”的处罚完全相同",
                    f"{first}+{second}",
                    where=plan.tiers[rows[1][0]].rule.where,
                    remedy="合并两个阶次，或者拉开处罚的差距",
                )
            )
    where = subject.where("tiers")
    message = "相邻阶次的处罚各不相同" if len(names) > 1 else "只有一个阶次"
    yield from found or [subject.proven("same", message, where=where)]


def _given(subject: Subject, rows: list[int], number: int) -> list[Cell]:
    """The sanctions that rows of a tier give within a range, as far as the two can meet."""
    decision, found = subject.decision, []
    for row in rows:
        cell = subject.plan.cells.get((row, number))
        meet = [decision.established, decision.tiers[row], decision.ranges[number]]
        if cell is not None and subject.possible(*meet):
            found.append(cell)
    return found
