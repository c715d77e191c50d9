"""The benchmark as a document: what is the area's own first, one part a violation; what it inherits is said once, and opens the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from discretion.conditions import ALWAYS
from discretion.pages import Chapter, Column, Publication, Run, Table, TableRow, runs, text_of
from discretion.rulebook import entries_of
from discretion.tables.benchmark import COLUMNS, BenchmarkView, shared_origin, violation_remarks, violation_rows
from discretion.tables.circumstances import list_tables
from discretion.tables.policy import own_policy, policy_tables
from discretion.tables.publication import notes, prohibited
from discretion.tables.view import View
from discretion.words import number

SOURCE = 3  # the column of a violation's own table
INDEX = (Column("法律、法规、规章", 30), Column("条", 12), Column("违法行为", 58))
CITED = re.compile(r"(?P<law>《.+?》)(?P<article>第[^条]+条(?:之[一二三四五六七八九十]+)?)")


def booklet(view: View, violation: str | None = None, *, inherited: bool = True) -> Publication:
    """Build the document of a view.

    Args:
        view: the area and day.
        violation: only this violation, with the list entries that reach it.
        inherited: with what the area takes over from its ancestors, folded; otherwise only how much that is.

    Raises:
        UsageError: no such violation, or it is not prohibited on that day.
    """
    found = prohibited(view, violation)
    labels = {subject.name: subject.label for subject in found}
    whole = violation is not None or len(view.chain) == 1
    own = [subject for subject in found if whole or belongs(view, subject)]
    rest = [subject for subject in found if subject not in own]
    above = "、".join(view.label_of(ruleset.id) for ruleset in view.chain[1:])
    sections = [*_sectors(view, own), *_lists(view, violation, labels, own=None if whole else True)]
    if not whole and not own:
        sections.insert(0, Chapter("本区域的规定", (), (f"没有另行规定的违法行为，全部沿用{above}。",)))
    policy = policy_tables(view, found[0].inherited)
    if whole or own_policy(view):
        sections.append(Chapter("规则设定", policy))
    shown = own
    if not whole:
        lists = _lists(view, violation, labels, own=False)
        entries = sum(len(table.rows) for section in lists for table in section.tables)
        said = f"{len(rest)}项违法行为、{entries}条清单条目沿用{above}"
        if inherited:
            shown = found
            more = [*_sectors(view, rest), *lists, *(() if own_policy(view) else (Chapter("规则设定", policy),))]
            sections += [replace(section, title=f"沿用：{section.title}", folded=True) for section in more]
            sections.append(Chapter("沿用的范围", (), (f"{said}，见各“沿用”部分。",)))
        else:
            sections.append(Chapter("沿用", (), (f"{said}，见其裁量基准。",)))
    sections.append(Chapter("条文索引", (Table("条文索引", INDEX, tuple(_index(shown)), group=1),)))
    title = view.title if violation is None else f"{found[0].plan.label}裁量基准"
    return Publication(title, notes(view, found), tuple(sections))


def belongs(view: View, subject: BenchmarkView) -> bool:
    """Whether an area writes anything of a violation itself; without ancestors it writes all."""
    return len(view.chain) == 1 or any(
        origin.ruleset == view.ruleset.id for origin in subject.inherited.origins.values()
    )


def _sectors(view: View, subjects: list[BenchmarkView]) -> Iterator[Chapter]:
    for sector, name in view.rulebook.sector_names.items():
        tables = tuple(violation_table(view, subject) for subject in subjects if subject.sector == sector)
        if tables:
            yield Chapter(name.label, tables)


def violation_table(view: View, subject: BenchmarkView) -> Table:
    """The tiers of one violation, with what is said of it as a whole before them."""
    plan, elements = subject.plan, subject.inherited.violation.elements
    lead = [
        f"认定：{view.words.condition(elements)}" if elements != ALWAYS else "",
        f"违则：{'、'.join(plan.duty)}" if plan.duty else "",
        f"罚则：{plan.provision_cite}",
        *violation_remarks(subject),
        view.inherited_from(shared_origin(subject) or view.ruleset.id),
    ]
    rows = tuple(replace(row, cells=row.cells[2:]) for row in violation_rows(view, subject, remarks=False))
    rows, said = _sources(rows)
    lead.append(said)
    if not any(row.cells[-1] for row in rows):
        rows = tuple(replace(row, cells=row.cells[:-1]) for row in rows)
        return Table(plan.label, COLUMNS[2:-1], rows, anchor=anchor(plan.violation), lead=tuple(filter(None, lead)))
    return Table(plan.label, COLUMNS[2:], rows, anchor=anchor(plan.violation), lead=tuple(filter(None, lead)))


def _sources(rows: tuple[TableRow, ...]) -> tuple[tuple[TableRow, ...], str]:
    """Where the tiers come from, said once where it is the same of all; each keeps its mark."""
    sources = {row.cells[SOURCE] for row in rows}
    if len(rows) == 1 or len(sources) != 1:
        return rows, ""
    mark, *detail = runs(sources.pop())
    short = tuple(replace(row, cells=(*row.cells[:SOURCE], (mark,), *row.cells[SOURCE + 1 :])) for row in rows)
    return short, f"来源：{mark.text}，{text_of(tuple(detail)).strip()}" if detail else ""


def _lists(view: View, violation: str | None, labels: dict[str, str], *, own: bool | None) -> list[Chapter]:
    """The lists: all, the area's own entries, or the others."""
    ours = {
        f"{item.kind.value}:{item.entry.id}"
        for item in entries_of(view.chain)
        if item.origin.ruleset == view.ruleset.id
    }
    tables = []
    for table in list_tables(view, violation, labels):
        rows = tuple(row for row in table.rows if own is None or (row.rule in ours) is own)
        if rows:
            tables.append(replace(table, rows=rows))
    return [Chapter("清单", tuple(tables))] if tables else []


def _index(subjects: Iterable[BenchmarkView]) -> Iterator[TableRow]:
    """Article → violations, in the order of the laws and their articles."""
    found: dict[tuple[str, str], list[Run]] = {}
    for subject in subjects:
        plan = subject.plan
        cites = [(plan.provision_cite, ""), *((cite, "（违则）") for cite in plan.duty)]
        for cite, role in cites:
            for match in CITED.finditer(cite):
                runs = found.setdefault((match["law"], match["article"]), [])
                if not any(run.to == anchor(plan.violation) for run in runs):
                    runs += [Run("\n")] if runs else []
                    runs.append(Run(f"{plan.label}{role}", to=anchor(plan.violation)))
    for (law, article), runs in sorted(found.items(), key=lambda item: (item[0][0], _number(item[0][1]))):
        yield TableRow((law, article, tuple(runs)))


def _number(article: str) -> tuple[Decimal, str]:
    """第六十三条 → 63, to sort by; 第六十三条之一 comes after it."""
    return number(article[1 : article.index("条")]) or Decimal(0), article


def anchor(violation: str) -> str:
    """Where a violation stands in a page."""
    return f"v-{violation}"
