"""One self-contained HTML report of an area: tables, tier pictures, lists, findings, golden cases, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from discretion.pages import Column, Row, Table
from discretion.report.baseline import baseline
from discretion.report.cases import Judged, cases_html, judge
from discretion.report.findings import Checked, checks_html, find, findings_html
from discretion.report.picture import pictures
from discretion.rulebook import SECTORS
from discretion.tables import (
    COLUMNS,
    Subject,
    View,
    list_tables,
    notes,
    policy_tables,
    prohibited,
    violation_remarks,
    violation_rows,
)
from discretion.tables.writers import Html, contents, header, join, page, table_html, tag

STYLE = """
figure{margin:1rem 0 1.5rem}
svg{max-width:100%;height:auto;font-family:"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
figcaption{font-size:.85rem;color:var(--soft);max-width:60rem}
details{margin:.4rem 0}summary{cursor:pointer;color:var(--link)}
pre{background:#f6f8fa;border:1px solid var(--line);padding:.6rem;overflow-x:auto;font-size:.85rem}
.finding{border-left:4px solid #8a3b00;padding:.1rem 0 .1rem .8rem;margin:.6rem 0}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.4rem 0;max-width:70rem}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0}
@media(max-width:44rem){dl.facts{grid-template-columns:1fr}dl.facts dd{margin:0 0 .4rem}svg{min-width:34rem}}
"""
LAWS = (
    Column("法律、法规、规章", 26),
    Column("版本", 12),
    Column("施行", 12),
    Column("文号", 20),
    Column("文本等级", 8),
    Column("依据的文本", 30),
)


def report(
    view: View, violation: str | None = None, *, check: bool = True, progress: Callable[[str], None] = lambda _: None
) -> str:
    """Build the report of a view.

    Args:
        view: the area and day.
        violation: only this one.
        check: whether to run the proofs.
        progress: told what is being done, one line at a time.

    Raises:
        UsageError: no such violation, or it is not prohibited on that day.
    """
    found = prohibited(view, violation)
    names = {subject.plan.violation for subject in found}
    progress("运行范例案件")
    judged = judge(view, names)
    checked = find(view, violation, progress) if check else Checked()
    chapters, sections = [], []
    for sector, name in SECTORS.items():
        own = [subject for subject in found if subject.plan.sector == sector]
        if own:
            chapters.append(
                (
                    (f"sector-{sector}", name.label),
                    [(_anchor(subject.plan.violation), subject.plan.label) for subject in own],
                )
            )
            parts = []
            for subject in own:
                progress(f"作图 {subject.plan.violation}")
                parts.append(_violation(view, subject, judged, checked))
            sections.append(tag("section", tag("h2", name.label, id=f"sector-{sector}"), *parts))
    labels = {subject.plan.violation: subject.plan.label for subject in found}
    for anchor, title, tables in (
        ("lists", "清单", list_tables(view, violation, labels)),
        ("policy", "规则设定", policy_tables(view, found[0].inherited)),
        ("sources", "依据的法律文本", (_laws(view, found),)),
    ):
        links = [(f"{anchor}-{n}", table.title) for n, table in enumerate(tables, 1)]
        chapters.append(((anchor, title), links if len(links) > 1 else []))
        blocks = [
            tag("section", tag("h3", table.title), table_html(table), id=link)
            for (link, _), table in zip(links, tables, strict=True)
        ]
        sections.append(tag("section", tag("h2", title, id=anchor), *blocks))
    if checked.sentences:
        chapters.append((("checks", "一致性检查"), []))
        whole = checks_html(checked, labels, _anchor)
        sections.append(tag("section", tag("h2", "一致性检查", id="checks"), whole))
    top = header(view.title, (*notes(view, found), _summary(judged), checked.said))
    return page(view.title, [top, contents("目录", chapters), tag("main", *sections, id="main")], style=STYLE)


def _violation(view: View, subject: Subject, judged: Mapping[str, list[Judged]], checked: Checked) -> Html:
    plan = subject.plan
    cases = judged.get(plan.violation, [])
    rows = tuple(Row(row.cells[2:], row.rule, row.kind) for row in violation_rows(view, subject, remarks=False))
    table = Table(plan.label, COLUMNS[2:], rows)
    start = baseline(plan, ((item.name, item.case) for item in cases if item.case is not None))
    return tag(
        "section",
        tag("h3", plan.label),
        _facts(view, subject),
        table_html(table),
        pictures(plan, start, view.words),
        findings_html(checked.found.get(plan.violation, []), checked.waived),
        cases_html(cases, view),
        id=_anchor(plan.violation),
    )


def _facts(view: View, subject: Subject) -> Html:
    plan, violation = subject.plan, subject.inherited.violation
    known = (
        ("标识", plan.violation),
        ("认定", view.words.condition(violation.elements)),
        ("违则", "、".join(plan.duty)),
        ("罚则", f"{plan.provision_cite}（{plan.provision_label}）"),
        ("命令", "、".join(plan.orders)),
        ("说明", "\n".join(violation_remarks(subject))),
        ("合规建议", plan.advice or ""),
    )
    return tag("dl", *(join([tag("dt", name), tag("dd", text)]) for name, text in known if text), class_="facts")


def _laws(view: View, found: list[Subject]) -> Table:
    """Every version of a law that a provision, a duty or an entry of this area rests on."""
    used: dict[str, None] = dict.fromkeys(subject.plan.law.partition("@")[0] for subject in found)
    for ruleset in view.chain:
        for file in ruleset.lists.values():
            used.update(dict.fromkeys(ref.partition("/")[0] for entry in file.model.entries for ref in entry.cite))
    rows = []
    for name in sorted(used):
        law = view.rulebook.law(name, view.day)
        if law is not None:
            until = f" 至 {law.until.isoformat()}" if law.until else ""
            where = law.source.where + (f"（{law.source.note}）" if law.source.note else "")
            rows.append(
                Row(
                    (
                        f"《{law.label}》",
                        law.version,
                        f"{law.effective.isoformat()}{until}",
                        law.document or "",
                        law.source.grade,
                        where,
                    )
                )
            )
    return Table("依据的法律文本", LAWS, tuple(rows))


def _summary(judged: Mapping[str, list[Judged]]) -> str:
    every = [item for items in judged.values() for item in items]
    failed = sum(bool(item.problems) for item in every)
    return f"范例案件{len(every)}件，{f'{failed}件与预期不符' if failed else '全部与预期相符'}。"


def _anchor(violation: str) -> str:
    return f"v-{violation}"
