"""The report as tables: the 修改对照表 (原 | 新 | 说明), and the cases that come out differently. The table room writes html, xlsx and md."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.diff.model import Comparison, LawRow, Region, Report, ViolationDiff
from discretion.diff.reporters.marked import marked
from discretion.diff.reporters.words import (
    CHANGES,
    SECTIONS,
    conclusion,
    direction_words,
    facts_words,
    largest_words,
    verdict_words,
    who_words,
)
from discretion.tables.model import Column, Publication, Row, Section, Table

LAW = (Column("事项", 14), Column("原", 36), Column("新", 36), Column("说明", 16))
CASES = (
    Column("受影响的案件", 30),
    Column("示例案件", 30),
    Column("原处理", 18),
    Column("新处理", 18),
    Column("轻重与最大差额", 18),
)
SUMMARY = (Column("违法行为", 44), Column("比较结论", 46), Column("不同的情形", 10))
LEGEND = (
    "“原”“新”只表示比较的两方，不表示先后。删除的文字加删除线，新增的文字加下划线。轻重以新规定相对原规定而言："
    "“较重”“较轻”是对全部可能的案件证明的结论，不是抽样；示例案件由双方规则分别实际计算得出。"
)


def publish(report: Report) -> Publication:
    """Build the tables of a report."""
    sections: list[Section] = []
    several = len(report.comparisons) > 1
    for item in report.comparisons:
        sections += _sections(item, f"{item.b.label}：" if several else "")
    first = report.comparisons[0] if report.comparisons else None
    notes = list(report.notes)
    title = "规则比较"
    if first is not None:
        title = (
            f"{first.a.label}与{first.b.label}修改对照表"
            if first.a.label != first.b.label
            else f"{first.a.label}修改对照表"
        )
        notes += [f"原：{first.a}", f"新：{first.b}"] if not several else []
    return Publication(title, (*notes, LEGEND), tuple(sections))


def _sections(item: Comparison, prefix: str) -> Iterator[Section]:
    rows = tuple(
        Row((found.label, verdict_words(found), str(len(found.behaviour.regions) or "")), found.violation)
        for found in item.violations
        if not found.empty
    )
    yield Section(f"{prefix}结论", (Table("比较结论", SUMMARY, rows),), tuple(conclusion(item)))
    general = tuple(_law(row) for row in item.general if not row.wording)
    if general:
        yield Section(f"{prefix}总则与清单", (Table("总则与清单", LAW, general),))
    tables = [table for found in item.violations if not found.empty for table in _violation(found)]
    if tables:
        yield Section(f"{prefix}违法行为", tuple(tables))


def _violation(item: ViolationDiff) -> Iterator[Table]:
    rows = tuple(_law(row) for row in item.law if not row.wording)
    unknown = tuple(f"未能证明：{reason}" for reason in item.behaviour.unknown)
    if rows:
        yield Table(f"{item.label}：规则", LAW, rows, notes=(verdict_words(item),))
    cases = tuple(row for region in item.behaviour.regions for row in _cases(item, region))
    if cases or unknown:
        yield Table(f"{item.label}：处理不同的案件", CASES, cases, group=1, notes=unknown)


def _law(row: LawRow) -> Row:
    before, after = marked(row.before, row.after)
    section = SECTIONS.get(row.section, row.section)
    name = row.label if section in row.label else f"{section}：{row.label}"
    return Row((name, before, after, f"{CHANGES[row.change]}；{direction_words(row.direction)}"), row.item)


def _cases(item: ViolationDiff, region: Region) -> Iterator[Row]:
    most = "；".join(f"{said}（{facts}）" for said, facts in largest_words(region.largest))
    for number, witness in enumerate(region.witnesses):
        direction = direction_words(witness.direction, change=False)
        note = f"（{witness.note}）" if witness.note else ""
        yield Row(
            (
                who_words(region), facts_words(witness.said) + note, witness.a, witness.b,
                f"{direction}；{most}" if most and not number else direction,
            ),
            f"{item.violation}#{region.kind}",
        )  # fmt: skip
