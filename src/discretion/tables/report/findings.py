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


def find(
    view: View, violation: str | None, progress: Callable[[str], None]
) -> tuple[Mapping[str | None, list[Finding]], str]:
    """Run the checks of an area, or of one violation; earlier results are taken from the cache of ``check``.

    Returns:
        Findings by violation (None: of the ruleset as a whole), and a sentence that says what was run.
    """
    try:
        items = _run(view, violation, progress)
    except (ImportError, MissingExtra) as error:
        return {}, f"没有运行检查：{error}"
    found: dict[str | None, list[Finding]] = {}
    for item in items:
        found.setdefault(item.violation, []).append(item)
    count = {verdict: sum(item.verdict == verdict for item in items) for verdict in VERDICTS}
    said = "，".join(f"{VERDICTS[verdict]}{number}项" for verdict, number in count.items())
    return found, f"一致性检查对全部可能的案件逐项证明：{said}。"


def _run(view: View, violation: str | None, progress: Callable[[str], None]) -> list[Finding]:
    from discretion.check import run_checks
    from discretion.check.cache import Cache, folder
    from discretion.check.runner import run

    if violation is not None:
        progress(f"检查 {violation}")
        return run_checks(view.library.plans, view.chain, violation, view.day)
    result = run(
        view.library,
        view.day,
        area=view.ruleset.area,
        cache=Cache(folder()),
        progress=lambda done, total: progress(f"检查 {done}/{total}"),
    )
    return [item for item in result.findings if item.area == view.ruleset.area]


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
