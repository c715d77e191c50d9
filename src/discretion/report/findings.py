"""What ``check`` found, with its cases. The prover is an extra: without it the report says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from discretion.case import PARTY_KINDS
from discretion.check import CHECKS
from discretion.documents import under
from discretion.errors import MissingExtra
from discretion.facts import Words, say_day
from discretion.report.cases import say_facts
from discretion.tables import View

if TYPE_CHECKING:
    from discretion.check import Finding

VERDICTS = {"PROVEN": "已证明", "REFUTED": "有反例", "UNKNOWN": "未能判定"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked.

    Attributes:
        found: findings by violation (None: of the ruleset as a whole).
        waived: why a finding is accepted, by its id.
        said: what was run, in a sentence.
        sentences: the name of each check that was run, and what it proves, by its code.
    """

    found: Mapping[str | None, list[Finding]] = field(default_factory=dict)
    waived: Mapping[str, str] = field(default_factory=dict)
    said: str = "没有运行检查。"
    sentences: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def find(view: View, violation: str | None, progress: Callable[[str], None], *, whole: bool) -> Checked:
    """Run the checks of what an area has of its own (``whole``: and of its parents), or of one violation.

    Earlier results are taken from the cache of ``check``.
    """
    try:
        items = _run(view, violation, progress, whole)
        waived = _waived(view, items)
        sentences = _sentences(items)
    except (ImportError, MissingExtra) as error:
        return Checked(said=f"没有运行检查：{error}")
    found: dict[str | None, list[Finding]] = {}
    for item in items:
        found.setdefault(item.violation, []).append(item)
    count = {verdict: sum(item.verdict == verdict for item in items) for verdict in VERDICTS}
    said = "，".join(f"{VERDICTS[verdict]}{number}项" for verdict, number in count.items())
    accepted = f"（其中{len(waived)}项已经说明理由予以接受）" if waived else ""
    return Checked(found, waived, f"一致性检查对全部可能的案件逐项证明：{said}{accepted}。", sentences)


def _waived(view: View, items: list[Finding]) -> dict[str, str]:
    from discretion.check import judge_layers

    return {
        item.finding.id: f"{item.waiver.reason}（{item.waiver.approver}，至{say_day(item.waiver.expires)}）"
        for item in judge_layers(items, view.rulebook.layers, view.day)
        if item.waiver is not None
    }


def _sentences(items: list[Finding]) -> dict[str, tuple[str, str]]:
    codes = {item.code for item in items}
    return {code: (check.name, check.sentence) for code, check in CHECKS.items() if code in codes}


def _run(view: View, violation: str | None, progress: Callable[[str], None], whole: bool) -> list[Finding]:
    from discretion.check import Cache, folder, run, run_checks

    if violation is not None:
        progress(f"检查 {violation}")
        return run_checks(view.library.plans, view.chain, violation, view.day)
    result = run(
        view.library,
        view.day,
        area=view.ruleset.area,
        inherits=whole,
        cache=Cache(folder()),
        progress=lambda done, total: progress(f"检查 {done}/{total}"),
    )
    return [item for item in result.findings if item.area == view.ruleset.area or (whole and item.violation)]


def told(item: Finding, words: Words) -> list[str]:
    """The cases of a finding as sentences: 公民，16周岁，车货总质量50000千克"""
    return [_case(case, words) for case in item.cases]


def _case(case: Mapping[str, object], words: Words) -> str:
    party = under(case, "party")
    parts = [PARTY_KINDS.get(str(party.get("kind")), "")] if party.get("kind") == "person" or "age" in party else []
    parts += [f"{party['age']}周岁"] if "age" in party else []
    parts += [say_facts(under(case, "facts"), words)]
    return "，".join(part for part in parts if part) or "没有特别的事实"
