"""The report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.diff.model import Comparison, DifferingRegion, GeneralChange, LawRow, Report, ViolationDiff
from discretion.diff.reporters.overview import brief, common, extremes, overview, shown_direction, spared, told
from discretion.diff.reporters.words import (
    conclusion,
    direction_words,
    facts_words,
    heads_of,
    largest_words,
    law_words,
    names_of,
    side_result,
    sides_words,
    verdict_words,
    who_words,
    witness_words,
)

SIGNS = {GeneralChange.ADDED: "+", GeneralChange.REMOVED: "-", GeneralChange.CHANGED: "~"}


def write(report: Report) -> str:
    """Write a report as plain text."""
    lines: list[str] = list(report.notes)
    for comparison in report.comparisons:
        lines += [*([""] if lines else []), *_comparison(comparison)]
    return "\n".join(lines) + "\n"


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield from sides_words(comparison)
    yield from conclusion(comparison)
    for line in overview(comparison).lines if len(comparison.violations) > 1 else ():
        case = (
            f"；{line.example.a} → {line.example.b}（{facts_words(brief(line.example.said))}）" if line.example else ""
        )
        yield f"  {line.words}  {line.item.label}：{line.most}{case}"
    if comparison.inherited:
        yield f"与上级区域的差异相同、不再重复的：{len(comparison.inherited)}项。"
    rows = [row for row in comparison.general if not row.wording]
    if rows:
        yield ""
        yield "■ 总则与清单"
        yield from _rows(rows)
    absent = [item for item in comparison.violations if item.change is not None and item.behaviour.unknown]
    for item in comparison.violations:
        if not item.empty and item not in absent:
            yield ""
            yield from _violation(item, comparison)
    if absent:
        yield ""
        yield "■ 没有比较的违法行为"
        for item in absent:
            yield f"  ? {item.label}（{item.violation}）：{item.behaviour.unknown[0]}"
    wording = [row for row in comparison.general if row.wording]
    wording += [row for item in comparison.violations for row in item.law if row.wording]
    if wording:
        yield ""
        yield f"另有{len(wording)}处只是文字、名称或者顺序不同，不影响任何案件。"


def _violation(item: ViolationDiff, comparison: Comparison) -> Iterator[str]:
    yield f"■ {item.label}（{item.violation}）"
    yield f"  {verdict_words(item, names_of(comparison))}"
    yield from _rows([row for row in item.law if not row.wording])
    for number, region in enumerate(told(item), 1):
        yield from _region(number, region, comparison)
    if spared(item):
        yield f"  另有{spared(item)}种情形双方都不处罚，只是理由不同"
    for reason in item.behaviour.unknown:
        yield f"  ? 未能证明：{reason}"


def _rows(rows: list[LawRow]) -> Iterator[str]:
    for row in rows:
        yield f"  {SIGNS[row.change]} {law_words(row)}〔{direction_words(row.direction)}〕"


def _region(number: int, region: DifferingRegion, comparison: Comparison) -> Iterator[str]:
    names, heads = names_of(comparison), heads_of(comparison)
    yield f"  {number}. {'极端情形：' if region.extreme else ''}{who_words(region, names)}"
    if region.kind == "gate":
        keys = ("penalty" if key.startswith("tier:") else key for key in region.key)
        yield f"     {'，'.join(side_result(key, name) for key, name in zip(keys, names, strict=True))}"
    for witness in region.witnesses:
        way = witness_words(witness, shown_direction(witness.direction, region))
        yield f"     例（{way}）：{facts_words(witness.said)}"
        yield f"       {heads[0]}：{witness.a}"
        yield f"       {heads[1]}：{witness.b}"
        if witness.note:
            yield f"       注：{witness.note}"
    example = region.witnesses[0].said if region.witnesses else ()
    for most in largest_words(common(region), example):
        yield f"     {most}"
    for most in largest_words(extremes(region), example):
        yield f"     极端情形：{most}"
