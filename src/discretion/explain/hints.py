"""The officer's text: what to establish, what else may be decided, what would change the result, what was presumed, how to proceed.

No part of a decision; none of it varies a legal limit, the value of a certificate, or who the party is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discretion.decide import Section
from discretion.explain.sections import punished, spared
from discretion.plan import Status

if TYPE_CHECKING:
    from discretion.decide import Recommendation

TITLES = {
    "missing": "待查明",
    "neighbours": "另查",
    "ranges": "幅度",
    "options": "可选",
    "nearest": "临界",
    "presumed": "推定",
    "records": "记录",
    "rules": "裁量依据",
    "coercion": "行政强制",
    "procedure": "程序",
    "notices": "告知",
    "notes": "说明",
}
SHOWN = 3
STEPS = {"hearing": "告知听证权利", "collective": "集体讨论"}
ONLY_TIER = "构成要件和法定幅度已经确定，查明后确定裁量阶次"
ONLY_CHOICE = "处罚的幅度已经确定，查明后确定是否可以选择不予处罚、减轻或者从轻处罚"
UNHELD = "所作的不同决定，规则库无从核对其法定依据和幅度，由办案机关负责"
UNCLEAR = "事实不清的，不得给予行政处罚"


def hints(result: Recommendation, notices: Sequence[str]) -> list[Section]:
    """Write the officer's text of one recommendation.

    Args:
        result: the recommendation.
        notices: what the authority must tell the party before it decides.
    """
    texts = {
        "missing": _missing(result),
        "neighbours": _neighbours(result),
        "ranges": _ranges(result),
        "options": "；".join(item.text for item in result.alternatives),
        "nearest": "；".join(item.text for item in [*result.shared("nearest")][:SHOWN]),
        "presumed": _presumed(result),
        "records": "；".join(reason.text for reason in result.shared("reasons") if reason.decided == "absent"),
        "rules": _rules(result),
        "coercion": "；".join(reason.text for reason in result.shared("reasons") if reason.step == "coercion"),
        "procedure": _procedure(result),
        "notices": "；".join(notices) if punished(result) else "",
        "notes": "；".join([*result.notes, *_unheld(result)]),
    }
    return [
        Section.model_construct(name=name, title=TITLES[name], text=f"{text}。") for name, text in texts.items() if text
    ]


def _unheld(result: Recommendation) -> list[str]:
    """That a decision against a "no" was held against nothing."""
    return [UNHELD] if result.departure is not None and result.status is not Status.DETERMINED else []


def _neighbours(result: Recommendation) -> str:
    """What to look at instead; those named for the same reason together."""
    by_why: dict[str, list[str]] = {}
    for item in result.neighbours[:SHOWN]:
        by_why.setdefault(item.why, []).append(f"“{item.label}”")
    return "；".join(f"是否属于{'、'.join(labels)}（{why}）" for why, labels in by_why.items())


def _missing(result: Recommendation) -> str:
    if not result.missing or spared(result):
        return ""
    facts = "、".join(f"{number}. {item.label}" for number, item in enumerate(result.missing, 1))
    if result.status is Status.UNDETERMINED:
        return f"依次查明：{facts}。{UNCLEAR}"
    open_tier = any(reason.step == "tier" and reason.decided == "open" for reason in result.shared("reasons"))
    return f"依次查明：{facts}。{ONLY_TIER if open_tier else ONLY_CHOICE}"


def _ranges(result: Recommendation) -> str:
    """Between which statutory ranges a presumption chose."""
    return "；".join(reason.text for reason in result.shared("reasons") if reason.decided == "presumed_not")


def _presumed(result: Recommendation) -> str:
    """What was presumed, by the basis of the presumption."""
    by_basis: dict[str, list[str]] = {}
    for item in result.shared("assumed"):
        by_basis.setdefault(item.basis, []).append(item.text)
    return "；".join(f"{basis}：{'、'.join(texts)}" for basis, texts in by_basis.items())


def _rules(result: Recommendation) -> str:
    """The benchmark, which of what was applied is only proposed, and faults of the data."""
    found = [reason.text for reason in result.shared("reasons") if reason.step == "law" or reason.decided == "clamped"]
    proposed = [
        f"“{reason.label}”" + ("阶次" if reason.step == "tier" else "")
        for reason in result.shared("reasons")
        if reason.source == "proposed"
    ]
    if proposed:
        listed = "、".join(dict.fromkeys(proposed))
        found.append(f"{listed}出自规则库的建议稿，不是法律，也不是已发布的裁量基准，采用与否由办案机关决定")
    return "；".join(found)


def _procedure(result: Recommendation) -> str:
    flags = [*result.shared("procedure")]
    sure = [flag.text for flag in flags if flag.applies or flag.flag in ("deadline", "legal_review")]
    unsure = [STEPS[flag.flag] for flag in flags if flag.applies is None and flag.flag in STEPS]
    if unsure:
        sure.append(f"是否需要{'、'.join(unsure)}，按本机关公布的标准判断")
    return "；".join(sure)
