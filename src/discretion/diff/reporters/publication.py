"""The report as tables: the 修改对照表 (原 | 新 | 说明), and the cases that come out differently. The table room writes html, xlsx and md."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.diff.model import Comparison, LawRow, Region, Report, ViolationDiff
from discretion.diff.reporters.marked import marked
from discretion.diff.reporters.words import (
    CHANGES,
    SECTIONS,
    Names,
    conclusion,
    direction_words,
    facts_words,
    heads_of,
    largest_words,
    names_of,
    sides_words,
    verdict_words,
    who_words,
    witness_words,
)
from discretion.pages import Column, Publication, Row, Section, Table

SUMMARY = (Column("违法行为", 44), Column("比较结论", 46), Column("不同的情形", 10))
LEGEND = (
    "删除的文字加删除线，新增的文字加下划线。“较重”“较轻”以{1}相对{0}而言，是对全部可能的案件证明的结论，不是抽样；"
    "示例案件由双方规则分别实际计算得出。最大差额取自全部受影响的案件，与示例不在同一案件的，另注明事实。"
)


def publish(report: Report) -> Publication:
    """Build the tables of a report."""
    sections: list[Section] = []
    several = len(report.comparisons) > 1
    for item in report.comparisons:
        sections += _sections(item, f"{item.b.label}：" if several else "")
    first = report.comparisons[0] if report.comparisons else None
    notes = list(report.notes)
    title, legend = "规则比较", LEGEND.format("原规定", "新规定")
    if several:
        title = "规则库修改对照表"
    elif first is not None:
        a, b = first.a.label, first.b.label
        title = f"{a}修改对照表" if a == b else f"{a}与{b}裁量规则对照表"
        legend = LEGEND.format(*names_of(first))
        notes += sides_words(first)
    return Publication(title, (*notes, legend), tuple(sections))


def _sections(item: Comparison, prefix: str) -> Iterator[Section]:
    yield Section(f"{prefix}结论", (summary(item),), tuple(conclusion(item)))
    general = tuple(_law(row) for row in item.general if not row.wording)
    if general:
        yield Section(f"{prefix}总则与清单", (Table("总则与清单", _law_columns(item), general),))
    tables = [table for found in item.violations if not found.empty for table in _violation(found, item)]
    if tables:
        yield Section(f"{prefix}违法行为", tuple(tables))


def summary(comparison: Comparison) -> Table:
    """One row a violation that is not the same."""
    names = names_of(comparison)
    rows = tuple(
        Row((found.label, verdict_words(found, names), str(len(found.behaviour.regions) or "")), found.violation)
        for found in comparison.violations
        if not found.empty
    )
    return Table("比较结论", SUMMARY, rows)


def cases(item: ViolationDiff, comparison: Comparison) -> Table:
    """The cases of a violation that come out differently."""
    rows = tuple(row for region in item.behaviour.regions for row in _cases(item, region, names_of(comparison)))
    unknown = tuple(f"未能证明：{reason}" for reason in item.behaviour.unknown)
    return Table(f"{item.label}：处理不同的案件", _case_columns(comparison), rows, group=1, notes=unknown)


def _violation(item: ViolationDiff, comparison: Comparison) -> Iterator[Table]:
    rows = tuple(_law(row) for row in item.law if not row.wording)
    if rows:
        verdict = verdict_words(item, names_of(comparison))
        yield Table(f"{item.label}：规则", _law_columns(comparison), rows, notes=(verdict,))
    if item.behaviour.regions or item.behaviour.unknown:
        yield cases(item, comparison)


def _law_columns(comparison: Comparison) -> tuple[Column, ...]:
    a, b = heads_of(comparison)
    return Column("事项", 14), Column(a, 36), Column(b, 36), Column("说明", 16)


def _case_columns(comparison: Comparison) -> tuple[Column, ...]:
    a, b = heads_of(comparison)
    return (
        Column("受影响的案件", 28), Column("示例案件", 26), Column(f"{a}：处理", 20), Column(f"{b}：处理", 20),
        Column("轻重与最大差额", 24),
    )  # fmt: skip


def _law(row: LawRow) -> Row:
    before, after = marked(row.before, row.after)
    section = SECTIONS.get(row.section, row.section)
    name = row.label if section in row.label else f"{section}：{row.label}"
    return Row((name, before, after, f"{CHANGES[row.change]}；{direction_words(row.direction)}"), row.item)


def _cases(item: ViolationDiff, region: Region, names: Names) -> Iterator[Row]:
    most = "；".join(largest_words(region))
    for number, witness in enumerate(region.witnesses):
        direction = witness_words(witness)
        note = f"（{witness.note}）" if witness.note else ""
        yield Row(
            (
                who_words(region, names), facts_words(witness.said) + note, witness.a, witness.b,
                f"{direction}；{most}" if most and not number else direction,
            ),
            f"{item.violation}#{region.kind}",
        )  # fmt: skip
