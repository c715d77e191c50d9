"""The officer's text: what to establish, what else may be decided, what would change the result, what was presumed, how to proceed.

No part of a decision; none of it varies a legal limit, the value of a certificate, or who the party is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from discretion.decide import Assumed, Reason, Section, Shared, Told
from discretion.explain.section import kept_section, section
from discretion.explain.sections import punished, spared
from discretion.plan import Status

if TYPE_CHECKING:
    from discretion.decide import Recommendation

SHOWN = 3
STEPS = {"hearing": "告知听证权利", "collective": "集体讨论"}
ONLY_TIER = "构成要件和法定幅度已经确定，查明后确定裁量阶次"
ONLY_CHOICE = "处罚的幅度已经确定，查明后确定是否可以选择不予处罚、减轻或者从轻处罚"
UNHELD = "所作的不同决定，规则库无从核对其法定依据和幅度，由办案机关负责"
UNCLEAR = "事实不清的，不得给予行政处罚"


def hints(result: Recommendation, notices: Sequence[str], known: dict[Any, Any]) -> Told[Section]:
    """Write the officer's text of one recommendation.

    Args:
        result: the recommendation.
        notices: what the authority must tell the party before it decides.
        known: where what many cases say alike is kept.
    """
    nearest, assumed, reasons = result.shared("nearest"), result.shared("assumed"), result.shared("reasons").shared()

    def kept(name: str, of: Sequence[Hashable], write: Callable[[], str]) -> list[Shared[Section]]:
        return kept_section(known, name, tuple(of), lambda: _ended(write())) if of else []

    def told(name: str, found: Sequence[Shared[Reason]]) -> list[Shared[Section]]:
        return kept(name, found, lambda: "；".join(item.part.text for item in found))

    resting = [item for item in reasons if _on_rules(item.part)]
    return Told([
        *section("missing", _ended(_missing(result))),
        *section("neighbours", _ended(_neighbours(result))),
        *told("ranges", [item for item in reasons if item.part.decided == "presumed_not"]),  # between which a presumption chose
        *section("options", _ended("；".join(item.text for item in result.alternatives))),
        *section("nearest", _ended("；".join(item.part.text for item in nearest.shared()[:SHOWN]))),
        *kept("presumed", assumed.shared(), lambda: _presumed(assumed)),
        *told("records", [item for item in reasons if item.part.decided == "absent"]),
        *kept("rules", resting, lambda: _rules([item.part for item in resting])),
        *told("coercion", [item for item in reasons if item.part.step == "coercion"]),
        *kept("procedure", result.shared("procedure").shared(), lambda: _procedure(result)),
        *kept("notices", notices if punished(result) else (), lambda: "；".join(notices)),
        *section("notes", _ended("；".join([*result.notes, *_unheld(result)]))),
    ])  # fmt: skip


def _ended(text: str) -> str:
    return f"{text}。" if text else ""


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


def _presumed(assumed: Iterable[Assumed]) -> str:
    """What was presumed, by the basis of the presumption."""
    by_basis: dict[str, list[str]] = {}
    for item in assumed:
        by_basis.setdefault(item.basis, []).append(item.text)
    return "；".join(f"{basis}：{'、'.join(texts)}" for basis, texts in by_basis.items())


def _on_rules(reason: Reason) -> bool:
    return reason.step == "law" or reason.decided == "clamped" or reason.source == "proposed"


def _rules(reasons: Sequence[Reason]) -> str:
    """The benchmark, which of what was applied is only proposed, and faults of the data."""
    found = [reason.text for reason in reasons if reason.step == "law" or reason.decided == "clamped"]
    proposed = [
        f"“{reason.label}”" + ("阶次" if reason.step == "tier" else "")
        for reason in reasons
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
