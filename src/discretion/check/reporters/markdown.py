"""As a page: what holds, check by check and area by area; what is waived, with the legal reason; what fails."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.checks import CHECKS
from discretion.check.model import Verdict
from discretion.check.reporters import CheckRun
from discretion.check.reporters.text import WORDS, summary
from discretion.check.waivers import Judged, Waiver


def report(run: CheckRun) -> str:
    """Write a run as Markdown."""
    lines = ["# 证明结果", "", f"{summary(run)}。规则库摘要 `{run.digest}`。", "", *_table(run)]
    failing = [item for item in run.judged if item.failing]
    if failing:
        lines += ["", "## 不合格", "", *(_line(item) for item in failing)]
    waived: dict[str, list[Judged]] = {}
    for item in run.judged:
        if item.waiver is not None:
            waived.setdefault(_reason(item.waiver), []).append(item)
    if waived:
        lines += [
            "",
            "## 已豁免",
            "",
            "规则没有改正的余地，或者跳跃、区别出自法律本身；每一项都写明理由，到期须重新审批。",
        ]
    for reason, items in waived.items():
        lines += ["", reason, "", *(_line(item) for item in items)]
    return "\n".join(lines)


def _table(run: CheckRun) -> Iterator[str]:
    """Checks in rows, areas in columns: how many violations are proven, how many findings are waived or fail."""
    areas = list(dict.fromkeys(ruleset.partition("@")[0] for ruleset in run.rulesets))
    codes = [*CHECKS, *dict.fromkeys(item.finding.code for item in run.judged if item.finding.code not in CHECKS)]
    cells: dict[tuple[str, str], list[Judged]] = {}
    for item in run.judged:
        cells.setdefault((item.finding.code, item.finding.area), []).append(item)
    yield "各格为已证明的结论数；“豁”为有反例而已豁免的结论数，“不合格”为有反例或者未能证明的结论数；“—”表示没有与上级区域不同的违法行为。"
    yield ""
    yield f"| 检查 | 应当成立的命题 | {' | '.join(areas)} |"
    yield f"|---|---|{'--:|' * len(areas)}"
    for code in codes:
        if any((code, area) in cells for area in ("", *areas)):
            sentence = CHECKS[code].sentence if code in CHECKS else ""
            yield f"| `{code}` | {sentence} | {' | '.join(_cell(cells.get((code, area), [])) for area in areas)} |"


def _cell(items: list[Judged]) -> str:
    if not items:
        return "—"
    failing, waived = sum(item.failing for item in items), sum(item.waiver is not None for item in items)
    proven = sum(item.finding.verdict is Verdict.PROVEN for item in items)
    parts = [str(proven)] if proven else []
    parts += [f"豁{waived}"] if waived else []
    parts += [f"**不合格{failing}**"] if failing else []
    return " ".join(parts)


def _reason(waiver: Waiver) -> str:
    return f"**{waiver.reason}**（批准：{waiver.approver}；至{waiver.expires.isoformat()}）"


def _line(item: Judged) -> str:
    finding = item.finding
    return f"- {WORDS[finding.verdict]} `{finding.id}`：{finding.message}"
