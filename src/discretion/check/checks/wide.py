"""wide: a tier narrows the statutory discretion."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.decide import Evaluation
from discretion.plan import fine_band

SCOPE = "violation"
NAME = "幅度过宽"
SENTENCE = "每个阶次的罚款幅度小于法定幅度的九成（法定幅度的宽度不足100元的除外）"
FORMULA = "∀x ∈ D, width(statute(x)) ≥ 100元: 10 · width(band(x)) < 9 · width(statute(x))"
KEPT = (9, 10)
WORTH = 100_00  # 分: narrower ranges (fines of a few 元) need no tiers


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Compare the width of every tier's fine with that of the statutory range it meets."""
    plan, decision = subject.plan, subject.decision
    found = []
    for (tier, number), cell in plan.cells.items():
        own, law = cell.party["general"], plan.statute[number].party["general"]
        if own.fine is None or law.fine is None:
            continue
        (low, high), (floor, cap) = decision.ends(own), decision.ends(law)
        found.append(
            subject.shown(
                "wide",
                [
                    decision.punishable, decision.tiers[tier], decision.ranges[number], *decision.amounts(),
                    cap - floor >= WORTH, (high - low) * KEPT[1] >= (cap - floor) * KEPT[0],
                ],
                partial(_fault, tier, number),
                f"{subject.row(tier)}/{plan.ranges[number].range}",
                where=plan.tiers[tier].rule.where,
                remedy="按情节把幅度划分为从轻、一般、从重等阶次（国办发〔2022〕27号）",
            )
        )  # fmt: skip
    shown = [item for item in found if item is not None]
    yield from shown or [subject.proven("wide", "每个阶次都收窄了法定幅度", where=subject.where("tiers"))]


def _fault(tier: int, number: int, results: tuple[Evaluation, ...]) -> str | None:
    result = results[0]
    plan = result.plan
    if (result.settled.tier, result.settled.range) != (tier, number):
        return None
    sanctions = plan.cells[tier, number].party["general"], plan.statute[number].party["general"]
    band, range_ = (fine_band(plan, sanction, result.values)[0] for sanction in sanctions)
    if band is None or range_ is None:
        return None
    if (band.highest - band.lowest) * KEPT[1] < (range_.highest - range_.lowest) * KEPT[0]:
        return None
    return f"{{facts}}时，阶次“{plan.tiers[tier].rule.label}”（{band}）几乎保留了全部法定幅度（{range_}），没有细化裁量"
