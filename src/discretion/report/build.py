"""The report of an area: per violation its table, pictures, findings and golden cases; lists, policy, sources. One page, or one a sector."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from discretion.check import name_of, ready
from discretion.facts import say_day
from discretion.pages import Column, Table, TableRow, render
from discretion.report.baseline import baseline
from discretion.report.cases import JudgedCase, judge
from discretion.report.findings import VERDICTS, Checked, find, told
from discretion.report.picture import Picture, pictures
from discretion.tables import (
    BenchmarkView,
    View,
    anchor,
    belongs,
    list_tables,
    notes,
    policy_tables,
    prohibited,
    violation_table,
)

LARGE = 120  # violations; above, a report is a page of contents and a page a sector
LAWS = (Column("法律、法规、规章", 34), Column("施行", 20), Column("文号", 22), Column("文本是否核对", 40))
GRADES = {"A": "已与公布的文本核对", "B+": "已与可靠的转载核对", "B": "据公开的转载，尚待与公布的文本核对"}


@dataclass(frozen=True, slots=True)
class ViolationPart:
    """One violation as the page shows it."""

    anchor: str
    table: Table
    pictures: list[Picture]
    cases: list[JudgedCase]
    findings: list[tuple[str, str, str, str, list[str]]]  # verdict, check, message, what is said of it, cases
    proven: list[str]


@dataclass(frozen=True, slots=True)
class Sector:
    """The violations of one sector; ``page`` is the file that has them, empty for this one."""

    anchor: str
    label: str
    parts: list[ViolationPart]
    page: str = ""


def report(
    view: View,
    violation: str | None = None,
    *,
    check: bool = True,
    whole: bool = False,
    name: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, str]:
    """Build the report of a view: pages by the name of their file.

    Args:
        view: the area and day.
        violation: only this one.
        check: whether to run the proofs.
        whole: also what the area takes over from its ancestors.
        name: the file of the first page, without its suffix; empty: everything in one page, whatever its size.
        progress: told what is being done, one line at a time.

    Raises:
        UsageError: no such violation, or it is not prohibited on that day.
        MissingExtra: the proofs are wanted, and their solver is not installed.
    """
    if check:
        ready()
    found = prohibited(view, violation)
    own = found if whole or violation is not None else [subject for subject in found if belongs(view, subject)]
    progress("运行范例案件")
    judged = judge(view, {subject.name for subject in own})
    checked = find(view, violation, progress, whole=whole) if check else Checked()
    split = bool(name) and len(own) > LARGE
    sectors = []
    for sector, label in view.rulebook.sector_names.items():
        parts = []
        for subject in own:
            if subject.sector == sector:
                progress(f"作图 {subject.label}")
                parts.append(_part(view, subject, judged, checked))
        if parts:
            sectors.append(Sector(f"sector-{sector}", label.label, parts, f"{name}-{sector}.html" if split else ""))
    labels = {subject.name: subject.label for subject in found}
    lists, policy = list_tables(view, violation, labels), policy_tables(view, found[0].inherited)
    shared: dict[str, Any] = {"title": view.title, "verdicts": VERDICTS, "home": f"{name}.html" if split else ""}
    first = render(
        "report.html",
        **shared,
        said=(notes(view, found)[0], _summary(judged) + checked.said),
        notes=notes(view, found)[1:],
        sectors=sectors,
        inherited=[subject.label for subject in found if subject not in own],
        tables=(("清单", lists), ("规则设定", policy), ("依据的法律文本", (_laws(view, found),))),
        checked=checked,
        open=[part for sector in sectors for part in sector.parts if part.findings],
        pages={part.anchor: sector.page for sector in sectors for part in sector.parts},
        whole_findings=_findings(checked, None, view)[0],
    )
    pages = {f"{name or 'report'}.html": first}
    if split:
        pages |= {sector.page: render("report_sector.html", **shared, sector=sector) for sector in sectors}
    return pages


def _part(
    view: View, subject: BenchmarkView, judged: Mapping[str, list[JudgedCase]], checked: Checked
) -> ViolationPart:
    plan = subject.plan
    cases = judged.get(plan.violation, [])
    start = baseline(plan, ((item.name, item.case) for item in cases if item.case is not None))
    findings, proven = _findings(checked, plan.violation, view)
    drawn = pictures(plan, start, view.words)
    return ViolationPart(anchor(plan.violation), violation_table(view, subject), drawn, cases, findings, proven)


def _findings(
    checked: Checked, violation: str | None, view: View
) -> tuple[list[tuple[str, str, str, str, list[str]]], list[str]]:
    """What is refuted or unknown, with its cases in sentences; and the names of what is proven."""
    open_, proven = [], []
    for item in checked.found.get(violation, []):
        label = name_of(item.code)
        if item.verdict == "PROVEN":
            proven.append(label)
            continue
        waived = checked.waived.get(item.id)
        said = f"接受的理由：{waived}" if waived else f"改法：{item.remedy}" if item.remedy else ""
        open_.append((str(item.verdict), label, item.message, said, told(item, view.words)))
    return open_, list(dict.fromkeys(proven))


def _laws(view: View, found: list[BenchmarkView]) -> Table:
    """Every version of a law that a provision, a duty or an entry of this area rests on, as a lawyer looks it up."""
    used: dict[str, None] = dict.fromkeys(subject.law for subject in found)
    for ruleset in view.chain:
        for file in ruleset.lists.values():
            used.update(dict.fromkeys(ref.partition("/")[0] for entry in file.model.entries for ref in entry.cite))
    rows = []
    for law in (view.rulebook.law(name, view.day) for name in sorted(used)):
        if law is not None:
            until = f"至{say_day(law.until)}" if law.until else "起"
            known = GRADES.get(law.source.grade, law.source.grade) + (f"；{law.source.note}" if law.source.note else "")
            rows.append(TableRow((f"《{law.label}》", f"{say_day(law.effective)}{until}", law.document or "", known)))
    return Table("依据的法律文本", LAWS, tuple(rows))


def _summary(judged: Mapping[str, list[JudgedCase]]) -> str:
    every = [item for items in judged.values() for item in items]
    failed = sum(bool(item.problems) for item in every)
    return f"范例案件{len(every)}件，{f'{failed}件与预期不符' if failed else '全部与预期相符'}。"
