"""law-gap: the law's own ranges cover every case of the violation, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.check.words import range_words
from discretion.decide import Evaluation

SCOPE = "violation"
NAME = "法条空白"
SENTENCE = "法条的处罚幅度覆盖全部案件且互不重叠；法条自身的空白必须写明怎样处理"
FORMULA = "∀x ∈ D: elements(x) ⇒ ∃!r: range_r(x)"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Look for established cases outside every range of the law, and for cases inside two."""
    plan, decision, prover = subject.plan, subject.decision, subject.prover
    own = [claim for claim, row in zip(decision.ranges, plan.ranges, strict=True) if row.closes is None]
    established, covered = decision.established, prover.any(own)
    where = plan.ranges[0].rule.where if plan.ranges else subject.where("provision")
    found = [
        subject.shown(
            "law-gap",
            [established, prover.no(prover.any(decision.ranges))],
            _open,
            "open",
            where=where,
            remedy="在违法行为文件写 closes，说明按哪一幅度处理和理由；法条数据不得改动",
        )
    ]
    for index, row in enumerate(plan.ranges):
        if row.closes is not None:
            found.append(
                subject.shown(
                    "law-gap",
                    [established, prover.no(covered), decision.ranges[index]],
                    partial(_closed, index),
                    f"closed/{row.range}",
                    where=where,
                    remedy="空白出自法条本身，已由 closes 明示处理：登记豁免并写明法律理由",
                )
            )
    for a, b in combinations(range(len(plan.ranges)), 2):
        found.append(
            subject.shown(
                "law-gap",
                [established, decision.ranges[a], decision.ranges[b]],
                partial(_twice, a, b),
                f"overlap/{plan.ranges[a].range}+{plan.ranges[b].range}",
                where=plan.ranges[b].rule.where,
                remedy="核对法条数据；法条确有竞合的，在违法行为的 elements 中区分",
            )
        )
    shown = [item for item in found if item is not None]
    yield from shown or [
        subject.proven("law-gap", f"{plan.provision_cite}的{len(own)}个幅度恰好覆盖全部案件", where=where)
    ]


def _open(results: tuple[Evaluation, ...]) -> str | None:
    result = results[0]
    if result.masks is None or result.masks.ranges:
        return None
    return f"{result.plan.provision_cite}没有规定{{facts}}时的处罚幅度，基准也没有写 closes"


def _closed(index: int, results: tuple[Evaluation, ...]) -> str | None:
    result = results[0]
    if result.masks is None or result.masks.ranges != 1 << index:
        return None
    said, why = range_words(result.plan, index), result.plan.ranges[index].closes
    return f"{result.plan.provision_cite}没有规定{{facts}}时的处罚幅度；基准已按{said}处理：{why}"


def _twice(a: int, b: int, results: tuple[Evaluation, ...]) -> str | None:
    result = results[0]
    if result.masks is None or not (result.masks.ranges >> a & 1 and result.masks.ranges >> b & 1):
        return None
    names = "和".join(range_words(result.plan, index) for index in (a, b))
    return f"{{facts}}时，同时落入{result.plan.provision_cite}的{names}"
