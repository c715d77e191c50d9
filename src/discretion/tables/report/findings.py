"""What ``check`` found, with its cases. The prover is an extra: without it the report says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from discretion.documents import dump
from discretion.errors import MissingExtra
from discretion.tables.view import View
from discretion.tables.writers.markup import Html, join, tag

if TYPE_CHECKING:
    from discretion.check import Finding

VERDICTS = {"PROVEN": "已证明", "REFUTED": "有反例", "UNKNOWN": "未能判定"}
CLASSES = {"PROVEN": "statute", "REFUTED": "proposed", "UNKNOWN": "published"}


def find(view: View, violations: list[str], progress: Callable[[str], None]) -> tuple[Mapping[str, list[Finding]], str]:
    """Run the checks of every violation.

    Returns:
        Findings by violation, and a sentence that says what was run.
    """
    try:
        from discretion.check import run_checks

        found = {}
        for number, name in enumerate(violations, 1):
            progress(f"检查 {number}/{len(violations)} {name}")
            found[name] = run_checks(view.library.plans, view.chain, name, view.day)
    except (ImportError, MissingExtra) as error:
        return {}, f"没有运行检查：{error}"
    count = {
        verdict: sum(item.verdict == verdict for items in found.values() for item in items) for verdict in VERDICTS
    }
    return found, "检查对全部可能的案件逐项证明：" + "，".join(f"{VERDICTS[k]}{v}项" for k, v in count.items()) + "。"


def findings_html(found: list[Finding]) -> Html:
    """Refuted and unknown findings with their cases; the proven ones in one line."""
    if not found:
        return Html()
    proven = [item for item in found if item.verdict == "PROVEN"]
    parts = [_finding(item) for item in found if item.verdict != "PROVEN"]
    if proven:
        codes = "、".join(dict.fromkeys(item.code for item in proven))
        parts.append(tag("p", tag("span", "已证明", class_="badge statute"), f" {codes}", class_="faint"))
    return join([tag("h4", "一致性检查"), *parts])


def _finding(item: Finding) -> Html:
    badge = tag("span", f"{VERDICTS[item.verdict]} {item.code}", class_=f"badge {CLASSES[item.verdict]}")
    parts = [tag("p", badge, f" {item.message}")]
    if item.remedy:
        parts.append(tag("p", f"改法：{item.remedy}", class_="faint"))
    for number, case in enumerate(item.cases, 1):
        parts.append(
            tag("details", tag("summary", f"案件{number if len(item.cases) > 1 else ''}"), tag("pre", dump(dict(case))))
        )
    return tag("div", *parts, class_="finding")
