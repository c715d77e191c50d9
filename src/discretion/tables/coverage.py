"""docs/coverage.md: what each area has for each violation, with source marks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.pages import Chapter, Column, Publication, Table, TableRow
from discretion.penalty import Force
from discretion.rulebook import (
    Inherited,
    InheritedEntry,
    ListKind,
    Ruleset,
    Source,
    SourceKind,
    entries_of,
    inherit,
)
from discretion.tables.view import View, view
from discretion.tables.writers import md

LETTERS = {SourceKind.STATUTE: "法", SourceKind.PUBLISHED: "布", SourceKind.PROPOSED: "建"}
SAME, NONE = "＝", "—"
MARKS = (
    "每格依次为：阶＝裁量阶次数，免＝应当不予处罚，可＝可以不予处罚，减＝减轻，轻＝从轻，重＝从重的条目数"
    "（含适用于全部违法行为的一般条目）；其后的字为来源：法＝法定，布＝已发布基准，建＝建议稿。"
    "＝ 与上级区域完全相同；— 该日没有生效的罚则或者该区域没有此项。"
)


def coverage(library: Library, on: date) -> str:
    """The coverage matrix of all areas as Markdown.

    Args:
        library: the rulebook.
        on: the day whose law and rulesets count.
    """
    views = {}
    for area in _in_order(library):
        try:
            views[area] = view(library, area, on)
        except DiscretionError:
            continue  # not valid on that day: the area has no column
    matrix = {area: _area(found) for area, found in views.items()}
    labels = _labels(views)
    overview = Table("区域", OVERVIEW, tuple(_overview(found, matrix[area]) for area, found in views.items()))
    columns = (Column("违法行为", 20), *(Column(found.ruleset.header.model.label, 8) for found in views.values()))
    tables = [
        Table(
            title.label,
            columns,
            tuple(
                TableRow((f"{label}\n{name}", *(_cell(library, matrix, area, name) for area in views)))
                for name, (label, own) in labels.items()
                if own == sector
            ),
        )
        for sector, title in library.rulebook.sector_names.items()
    ]
    sections = (
        Chapter("区域与版本", (overview,)),
        Chapter("违法行为 × 区域", tuple(table for table in tables if table.rows)),
    )
    return md.write(Publication("规则库覆盖情况", (_origin(on), MARKS), sections))


OVERVIEW = tuple(
    Column(title, 10)
    for title in ("区域", "版本", "来源", "有效期", "上级", "牵头单位", "违法行为", "自行规定", "自行规定的清单条目")
)


def _origin(on: date) -> str:
    return f"由 make generated 生成（discretion show --coverage --on {on.isoformat()}），请勿手工修改。"


def _in_order(library: Library, parent: str | None = None) -> list[str]:
    """Areas with their children right after them."""
    found = []
    for area in library.rulebook.areas:
        if library.rulebook.parent(area) == parent:
            found += [area, *_in_order(library, area)]
    return found


def _area(found: View) -> dict[str, str]:
    """The cells of one area, for the violations that are prohibited on its day."""
    rulebook = found.rulebook
    entries = entries_of(found.chain)
    cells = {}
    for name in rulebook.violation_ids(found.chain):
        inherited = inherit(found.chain, name)
        if rulebook.provision(inherited.violation.provision or "", found.day) is not None:
            cells[name] = _summary(inherited, entries)
    return cells


def _summary(inherited: Inherited, entries: tuple[InheritedEntry, ...]) -> str:
    violation = inherited.violation
    parts = [_counted("阶", [tier.source or violation.source for tier in violation.tiers])]
    applying = [item for item in entries if item.entry.applies_to(violation.violation)]
    for name, kind, force in (
        ("免", ListKind.EXEMPT, Force.SHALL),
        ("可", ListKind.EXEMPT, Force.MAY),
        ("减", ListKind.MITIGATED, None),
        ("轻", ListKind.LIGHTER, None),
        ("重", ListKind.HEAVIER, None),
    ):
        chosen = [item.entry for item in applying if item.kind is kind and force in (None, item.entry.force)]
        parts.append(_counted(name, [entry.source for entry in chosen]))
    return "\n".join(parts)


def _counted(name: str, sources: Iterable[Source | None]) -> str:
    sources = list(sources)
    kinds = {source.kind for source in sources if source is not None}
    return f"{name}{len(sources)}{''.join(LETTERS[kind] for kind in SourceKind if kind in kinds)}"


def _cell(library: Library, matrix: dict[str, dict[str, str]], area: str, name: str) -> str:
    own = matrix[area].get(name)
    if own is None:
        return NONE
    parent = library.rulebook.parent(area)
    same = parent is not None and matrix.get(parent, {}).get(name) == own
    return SAME if same and not _writes(library, area, name) else own


def _writes(library: Library, area: str, name: str) -> bool:
    return any(name in ruleset.violations for ruleset in library.rulebook.areas[area])


def _labels(views: dict[str, View]) -> dict[str, tuple[str, str]]:
    """Every violation's label and sector, from the most general area that has it, in order of name."""
    found: dict[str, tuple[str, str]] = {}
    for one in views.values():
        for ruleset in reversed(one.chain):
            for name, file in ruleset.violations.items():
                if file.model.label and file.model.sector:
                    found.setdefault(name, (file.model.label, file.model.sector))
    return dict(sorted(found.items()))


def _overview(found: View, cells: dict[str, str]) -> TableRow:
    ruleset: Ruleset = found.ruleset
    header = ruleset.header.model
    entries = sum(len(file.model.entries) for file in ruleset.lists.values())
    cells_of = (
        f"{header.label}（{header.area}）",
        header.version,
        header.source.mark
        if header.status == "published"
        else "草案",  # what we bring out is not thereby an issued text
        f"{header.effective.isoformat()} 至 {header.until.isoformat() if header.until else '未定'}",
        found.label_of(found.chain[1].id) if len(found.chain) > 1 else "",
        header.lead or "",
        str(len(cells)),
        str(len(ruleset.violations)),
        str(entries),
    )
    return TableRow(cells_of)
