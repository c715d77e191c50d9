"""The report as tables in the order of the page: the differences, every case, the law side by side, general rules, what is not compared.

One section a kind, one table a section: a workbook gets one sheet of each to filter. In Word the law is one text with tracked changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from discretion.diff.model import Comparison, DifferingRegion, LawRow, Report, ViolationDiff, Witness
from discretion.diff.reporters.html import law_name, numbers
from discretion.diff.reporters.marked import inline, marked
from discretion.diff.reporters.overview import brief, common, extremes, overview, shown_direction, told
from discretion.diff.reporters.words import (
    Names,
    change_words,
    facts_words,
    heads_of,
    legend,
    most_words,
    names_of,
    proposed_words,
    sides_words,
    successive,
    tail,
    title,
    who_words,
    witness_words,
)
from discretion.pages import RANKS, Cell, Chapter, Column, Publication, Run, Table, TableRow

ARROWS = {"较重": "▲", "较轻": "▼", "有轻有重": "▲▼"}
ALONE = (Column("违法行为", 30), Column("规定", 70), Column("依据", 10))


def publish(report: Report, *, tracked: bool = False) -> Publication:
    """Build the tables of a report.

    Args:
        report: what differs.
        tracked: write the law as one text with its revisions, instead of side by side.
    """
    sections: list[Chapter] = []
    several = len(report.comparisons) > 1
    for item in report.comparisons:
        sections += _sections(item, f"{item.b.label}：" if several else "", tracked)
    notes = list(report.notes)
    if len(report.comparisons) == 1:
        first = report.comparisons[0]
        notes += ["；".join(sides_words(first)), *proposed_words(first.a, first.b)]
    return Publication(title(report), (*notes, legend(report)), tuple(sections))


def summary(comparison: Comparison) -> Table:
    """The first screen: one row a violation that comes out differently."""
    a, b = heads_of(comparison)
    columns = (
        Column("违法行为", 22), Column("谁受影响", 26), Column("典型案件", 22), Column(a, 18), Column(b, 18),
        Column("最大差额", 14), Column("轻重", 8), Column("依据", 10),
    )  # fmt: skip
    rows = []
    for line in overview(comparison).lines:
        case = line.example
        shown = (
            ("", "", "", "") if case is None else (facts_words(brief(case.said)), case.a, case.b, _ranks(case, (a, b)))
        )
        words = f"{ARROWS.get(line.words, '')}{line.words}"
        rows.append(TableRow((line.item.label, line.who, *shown[:3], line.most, words, shown[3]), line.item.violation))
    return Table("差异", columns, tuple(rows))


def cases(item: ViolationDiff, comparison: Comparison) -> Table:
    """The cases of a violation that come out differently."""
    unknown = tuple(f"未能证明：{reason}" for reason in item.behaviour.unknown)
    return Table(
        f"{item.label}：处理不同的案件", _case_columns(comparison)[1:],
        tuple(TableRow(row.cells[1:], row.rule) for row in _cases(item, comparison)), group=1, notes=unknown,
    )  # fmt: skip


def _sections(item: Comparison, prefix: str, tracked: bool) -> Iterator[Chapter]:
    view = overview(item)
    said = "，".join(f"{number}{words}" for number, words in numbers(item, view))
    tables = (summary(item),) if view.lines else ()
    yield Chapter(
        f"{prefix}差异", tables, (f"{said}。", *tail(item)) if not item.empty else ("没有差异。", *tail(item))
    )
    found = [line.item for line in view.lines] + [
        one for one in view.unproved if one not in [x.item for x in view.lines]
    ]
    rows = tuple(row for one in found for row in _cases(one, item))
    unknown = tuple(f"{one.label}：未能证明：{reason}" for one in found for reason in one.behaviour.unknown)
    if rows or unknown:
        yield Chapter(f"{prefix}全部情形", (Table("全部情形", _case_columns(item), rows, group=2, notes=unknown),))
    laws = [(one.label, row) for one in item.violations if one.change is None for row in one.law if not row.wording]
    if laws:
        columns = Column("违法行为", 18), *_law_columns(item, tracked)
        table = Table("条文对照", columns, tuple(_law(row, item, tracked, name) for name, row in laws), group=1)
        yield Chapter(f"{prefix}条文对照", (table,))
    general = tuple(_law(row, item, tracked) for row in item.general if not row.wording)
    if general:
        yield Chapter(f"{prefix}总则与清单", (Table("总则与清单", _law_columns(item, tracked), general),))
    for side, alone in enumerate(view.alone):
        if alone:
            name = f"只编入{names_of(item)[side]}规定的"
            rows = tuple(row for one in alone for row in _alone(one, side))
            yield Chapter(f"{prefix}{name}", (Table(name, ALONE, rows, group=1),), ("另一方没有编入，不等于不处罚。",))
    if view.absent:
        rows = tuple(TableRow((one.label, why), one.violation) for why, items in view.absent for one in items)
        table = Table("没有比较的", (Column("违法行为", 40), Column("为什么", 60)), rows)
        yield Chapter(f"{prefix}没有比较的", (table,))


def _alone(item: ViolationDiff, side: int) -> Iterator[TableRow]:
    for row in item.law:
        said = row.before if side == 0 else row.after
        name = (Run(item.label), Run(f"\n{item.absent}", "faint"))
        yield TableRow((name, f"{law_name(row)}：{said}", _rank(row.ranks[side])), item.violation)


def _law_columns(comparison: Comparison, tracked: bool) -> tuple[Column, ...]:
    a, b = heads_of(comparison)
    texts = (Column(f"{a} → {b}（修订标记）", 66),) if tracked else (Column(a, 36), Column(b, 36))
    return Column("事项", 14), *texts, Column("说明", 12), Column("依据", 8)


def _law(row: LawRow, comparison: Comparison, tracked: bool, name: str = "") -> TableRow:
    texts: tuple[Cell, ...]
    if not tracked:
        texts = marked(row.before, row.after, revised=successive(comparison))
    elif row.before is not None and row.after is not None:
        texts = (inline(row.before, row.after),)
    elif not successive(comparison):
        texts = (row.before if row.before is not None else row.after or "",)
    else:
        texts = ((Run(row.before, "delete") if row.before is not None else Run(row.after or "", "insert"),),)
    ranks = " → ".join(dict.fromkeys(_rank(rank) for rank in row.ranks if rank))
    cells: tuple[Cell, ...] = (law_name(row), *texts, change_words(row, comparison), ranks)
    return TableRow((name, *cells) if name else cells, row.item)


def _case_columns(comparison: Comparison) -> tuple[Column, ...]:
    a, b = heads_of(comparison)
    return (
        Column("违法行为", 18), Column("受影响的案件", 26), Column("示例案件", 24), Column(a, 20), Column(b, 20),
        Column("轻重与最大差额", 22), Column("依据", 10),
    )  # fmt: skip


def _cases(item: ViolationDiff, comparison: Comparison) -> Iterator[TableRow]:
    for region in told(item):
        yield from _region(item, region, names_of(comparison), heads_of(comparison))


def _region(item: ViolationDiff, region: DifferingRegion, names: Names, heads: Names) -> Iterator[TableRow]:
    largest = [most_words(found) for found in common(region)]
    largest += [f"极端情形{most_words(found)}（{facts_words(found.at)}）" for found in extremes(region)]
    whole = "这类案件中，" if len(region.witnesses) > 1 else ""  # not only the cases that the example stands for
    most = f"\n{whole}{'；'.join(largest)}" if largest else ""
    who = f"{'极端情形：' if region.extreme else ''}{who_words(region, names)}"
    for number, witness in enumerate(region.witnesses):
        way = shown_direction(witness.direction, region)
        words = witness_words(witness, way)
        note: tuple[Run, ...] = (Run(f"（{witness.note}）", "faint"),) if witness.note else ()
        yield TableRow(
            (
                item.label, who, (Run(facts_words(witness.said)), *note), witness.a, witness.b,
                f"{ARROWS.get(way, '')}{words}{most if not number else ''}", _ranks(witness, heads),
            ),
            f"{item.violation}#{region.kind}",
        )  # fmt: skip


def _ranks(witness: Witness, heads: Names) -> str:
    if witness.ranks[0] == witness.ranks[1]:
        return _rank(witness.ranks[0])
    return "\n".join(f"{head}：{_rank(rank)}" for head, rank in zip(heads, witness.ranks, strict=True) if rank)


def _rank(kind: str) -> str:
    return RANKS[kind] if kind else ""
