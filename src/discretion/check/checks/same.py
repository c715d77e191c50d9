"""same: two neighbouring tiers give different results."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.check.words import range_words
from discretion.plan import Cell

SCOPE = "violation"
NAME = "相邻无别"
SENTENCE = "相邻的两个阶次，在每一个法定幅度内处罚都不相同；法律没有裁量余地的幅度除外"
FORMULA = "∀t, r: penalty(t, r) ≠ penalty(t⁺, r)，其中 t⁺ 为 t 的下一阶次，r 为二者都能落入、留有余地的法定幅度"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Compare the sanctions of neighbours in every statutory range that both can meet."""
    plan = subject.plan
    found = []
    names = list(dict.fromkeys(row.tier for row in plan.tiers))
    for first, second in pairwise(names):
        rows = [[index for index, row in enumerate(plan.tiers) if row.tier == name] for name in (first, second)]
        ranges = range(len(plan.ranges))
        given = [{number: _given(subject, own, number) for number in ranges} for own in rows]
        for number in ranges:
            equal = given[0][number] and given[0][number] == given[1][number]
            # Tiers that both leave the law as it is are the business of ``wide``.
            if equal and _wide(subject, number) and not _whole(subject, number, given[0][number]):
                labels = [plan.tiers[own[0]].rule.label for own in rows]
                inside = f"在{range_words(plan, number)}内" if len(plan.ranges) > 1 else ""
                found.append(
                    subject.refuted(
                        "same",
                        f"阶次“{labels[0]}”和“{labels[1]}”{inside}的处罚完全相同",
                        "/".join((f"{first}+{second}", *([plan.ranges[number].range] if inside else []))),
                        where=plan.tiers[rows[1][0]].rule.where,
                        remedy="合并两个阶次，或者拉开处罚的差距",
                    )
                )
    where = subject.where("tiers")
    message = "相邻阶次的处罚各不相同" if len(names) > 1 else "只有一个阶次"
    yield from found or [subject.proven("same", message, where=where)]


def _whole(subject: ViolationCheck, number: int, cells: list[Cell]) -> bool:
    """Whether the cells give the statutory range as it is."""
    law = subject.plan.statute[number].party["general"]
    given = [cell.party["general"] for cell in cells]
    return all((own.fine, own.measures) == (law.fine, law.measures) for own in given)


def _wide(subject: ViolationCheck, number: int) -> bool:
    """Whether the law leaves a choice within a range: a fine between two ends, one that may be left out, a measure that may."""
    law = subject.plan.statute[number].party["general"]
    fine = law.fine is not None and (law.ends is None or law.ends.lowest != law.ends.highest or law.fine.force.free)
    return fine or any(measure.force.free for measure in law.measures)


def _given(subject: ViolationCheck, rows: list[int], number: int) -> list[Cell]:
    """The sanctions that rows of a tier give within a range, as far as the two can meet."""
    decision, found = subject.decision, []
    for row in rows:
        cell = subject.plan.cells.get((row, number))
        meet = [decision.established, decision.tiers[row], decision.ranges[number]]
        if cell is not None and subject.possible(*meet):
            found.append(cell)
    return found
