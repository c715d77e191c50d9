"""For people: what fails first in full, then what is waived, then a table of all checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from discretion.check.checks import name_of
from discretion.check.model import Finding, Verdict
from discretion.check.reporters import CheckRun
from discretion.check.waivers import Judged
from discretion.documents import columns, dump

WORDS = {Verdict.PROVEN: "已证明", Verdict.REFUTED: "有反例", Verdict.UNKNOWN: "未能证明"}


def report(run: CheckRun) -> str:
    """Write a run as text."""
    lines: list[str] = []
    for item in run.judged:
        if item.failing:
            lines += [*_failing(item.finding), ""]
    waived = [item for item in run.judged if item.waiver is not None]
    if waived:
        lines += ["已豁免：", *(line for item in waived for line in _waived(item)), ""]
    lines += _table(run)
    lines += ["", summary(run)]
    return "\n".join(lines)


def _failing(finding: Finding) -> Iterator[str]:
    yield f"{WORDS[finding.verdict]} {name_of(finding.code)}：{finding.message}"
    yield f"  标识：{finding.id}"
    if finding.where is not None:
        yield f"  位置：{finding.where}"
    if finding.region:
        yield f"  范围：{finding.region.text}"
        yield f"  豁免范围：{finding.region.key}"
    if finding.law is not None:
        yield f"  依据：{finding.law}"
    for number, case in enumerate(finding.cases, 1):
        yield f"  案件{number if len(finding.cases) > 1 else ''}："
        yield from (f"    {line}" for line in dump(case).splitlines())
    if finding.remedy is not None:
        yield f"  改法：{finding.remedy}"


def _waived(item: Judged) -> Iterator[str]:
    assert item.waiver is not None
    waiver = item.waiver
    finding = item.finding
    yield f"  {WORDS[finding.verdict]} {name_of(finding.code)}：{finding.message}（{finding.id}）"
    yield f"    理由：{waiver.reason}（批准：{waiver.approver}；至{waiver.expires.isoformat()}）"


def _table(run: CheckRun) -> list[str]:
    """A line a check, a column a verdict; a waived finding is counted only as waived."""
    counted = Counter[tuple[str, object]](
        (item.finding.code, item.waiver is None and item.finding.verdict) for item in run.judged
    )
    rows = [
        (f"{name_of(code)}（{code}）", *(str(counted[code, column]) for column in (*WORDS, False)))
        for code in dict.fromkeys(code for code, _ in counted)
    ]
    return columns([("检查", *WORDS.values(), "已豁免"), *rows])


def summary(run: CheckRun) -> str:
    """The run in one line."""
    inherited = f"，另有{run.inherited}项与上级区域完全相同" if run.inherited else ""
    failing = sum(item.failing for item in run.judged)
    verdict = f"{failing}项不合格" if failing else "全部合格"
    scope = f"{len(run.rulesets)}个规则集、{run.violations}项违法行为{inherited}"
    return f"{run.day.isoformat()}，{scope}，{len(run.judged)}项结论：{verdict}"
