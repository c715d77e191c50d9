"""The report of an audit: one HTML file; first what has to be done, then the numbers, readable on paper and on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from markupsafe import Markup

from discretion.audit.audit import Counts
from discretion.audit.dispersion import COMPARED
from discretion.audit.verdicts import LABELS, Judgement
from discretion.audit.worklist import COLUMNS
from discretion.audit.worklist_out import LEFT_OUT
from discretion.decisions import LEAST
from discretion.documents import write_atomically
from discretion.pages import Column, Table, TableRow, render

SHOWN = 200  # rows of the worklist in the report; the files have all
WIDTHS = {
    "案号": 13,
    "单位": 10,
    "案由": 15,
    "决定日期": 12,
    "结论": 12,
    "处罚": 13,
    "应为": 24,
    "偏离": 15,
    "理由": 9,
    "依据": 24,
}
NAMES = ("件数", "结论构成", "幅度内", "偏离（有理由）", "未罚款", "减轻", "从轻", "从重", "位置（四分位）")
COLOURS = {
    Judgement.IN_BAND: "#4a7ab0", Judgement.BELOW: "#7fb3a6", Judgement.ABOVE: "#d08c3e", Judgement.WRONG_DISPOSITION: "#8d6bb0",
    Judgement.OUTSIDE_STATUTE: "#b3413b", Judgement.NOT_IN_FORCE: "#a0763f", Judgement.FACTS_MISSING: "#b9bec6",
    Judgement.NO_RULE: "#8b929c", Judgement.UNUSABLE: "#5c636d",
}  # fmt: skip


def write_report(
    path: Path, counts: Counts, scope: Mapping[str, str], todo: tuple[Sequence[Mapping[str, Any]], int],
    violations: Sequence[Mapping[str, Any]], units: Sequence[Mapping[str, Any]], hidden: Mapping[str, Any], far: int,
    labels: Mapping[str, str],
) -> None:  # fmt: skip
    """Write the report.

    Args:
        path: the HTML file; the worklist lies beside it.
        counts: what became of the rows.
        scope: ``scope.scope_of``.
        todo: the first rows of the worklist, and how many there are.
        violations: ``dispersion.practice`` by violation.
        units: the same by unit.
        hidden: ``dispersion.suppressed``.
        far: how many decisions need explanation.
        labels: the names of the violations.
    """
    rows, number = todo
    named = [{**row, "name": labels.get(row["violation"] or "", row["violation"])} for row in violations]
    page = render(
        "audit.html",
        scope=scope,
        summary=[(counts.read, "件已核查"), (number, "件待办"), (far, "件需要说明")],
        worklist=_worklist(rows[:SHOWN], number),
        verdicts=list(_verdicts(counts)),
        departures=list(_departures(counts, far)),
        violations=[_practice(row) for row in sorted(named, key=lambda row: row["name"] or "")],
        units=[_practice({**row, "name": row["unit"]}) for row in units],
        reading=list(_reading(hidden)),
    )
    write_atomically(path, page)


def _worklist(rows: Sequence[Mapping[str, Any]], number: int) -> Table:
    columns = tuple(Column(name, WIDTHS[name]) for name in COLUMNS if name not in LEFT_OUT)
    cells = (TableRow(tuple(str(row[column.title] or "—") for column in columns)) for row in rows)
    notes = (
        (f"以上为前{len(rows)}件，共{number}件；全部见同一文件夹中的 worklist.xlsx、worklist.csv。",)
        if number > len(rows)
        else ()
    )
    return Table("待办", columns, tuple(cells), notes=notes)


def _departures(counts: Counts, far: int) -> Iterator[str]:
    reasons = counts.departures
    yield f"偏离基准的决定中，写明理由的{reasons['with_reason']}件，未写明理由的{reasons['without_reason']}件。"
    yield f"新旧规定需要比较、逐件核查的{counts.one_by_one}件。"
    yield f"同类案件中明显偏离中位数、需要说明的决定{far}件（同一类至少{COMPARED}件才比较；需要说明不等于错误）。"


def _reading(hidden: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"少于{LEAST}件的单位、违法行为不显示，因为那样的数说的是个人而不是做法；单位与违法行为交叉的表（units.csv、units.parquet）"
        f"因此不显示的有{hidden['cells']}格、{hidden['decisions']}件。待办列出的是具体案件，供核查使用，不供公开。"
    )
    yield (
        "“位置”是在幅度内的罚款处于裁量幅度的千分之几（0为下限，1000为上限），方框为中间一半，竖线为中位数，N为件数；“未罚款”包括不予处罚、"
        "警告等；减轻、从轻、从重为基准对这些案件的处理。各表按名称排列，不按罚款数额，也不据此评价单位。"
    )
    yield "核查结论供人工复核，不是对案件的认定。"


def say_share(number: int, of: int) -> str:
    """A share in per cent with two decimals, by exact division; a little is never shown as nothing.

    >>> say_share(1, 3), say_share(0, 9), say_share(1, 10**6), say_share(9, 9)
    ('33.33%', '0.00%', '<0.01%', '100.00%')
    """
    if not of:
        return "—"
    share = (Decimal(number) * 100 / Decimal(of)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share}%" if share or not number else "<0.01%"


def _verdicts(counts: Counts) -> Iterator[dict[str, Any]]:
    """The verdicts; bars compare those that need a look, which one long bar of the others would hide."""
    looked_at = {item: counts.verdicts[item.value] for item in Judgement if item is not Judgement.IN_BAND}
    most = max(looked_at.values()) or 1
    for item in Judgement:
        number, bar = counts.verdicts[item.value], Markup("")
        if number and item in looked_at:
            width = max(120 * number // most, 1)
            bar = Markup(  # noqa: S704 - numbers and colours of ours
                f'<svg width="120" height="12" aria-hidden="true"><rect width="{width}" height="12" fill="{COLOURS[item]}"/></svg>'
            )
        yield {"label": LABELS[item], "n": number, "share": say_share(number, counts.read), "bar": bar}


def _practice(row: Mapping[str, Any]) -> dict[str, Any]:
    departing = sum(row[item.value] for item in (Judgement.BELOW, Judgement.ABOVE, Judgement.WRONG_DISPOSITION))
    cells = (
        row["n"], _mix(row), say_share(row["in_band"], row["n"]), f"{departing}（{row['with_reason']}）", row["unpunished"],
        row["benchmark_mitigated"], row["benchmark_lighter"], row["benchmark_heavier"], _box(row),
    )  # fmt: skip
    return {"name": row["name"] or "（未写）", "cells": list(zip(NAMES, cells, strict=True))}


def _mix(row: Mapping[str, Any]) -> Markup:
    """The verdicts as one bar; said in words for those who do not see it."""
    parts, left = [], 0
    for item in Judgement:
        width = 120 * row[item.value] // row["n"] or (1 if row[item.value] else 0)
        parts.append(f'<rect x="{left}" width="{width}" height="12" fill="{COLOURS[item]}"/>' if width else "")
        left += width
    words = "，".join(f"{LABELS[item]}{row[item.value]}件" for item in Judgement if row[item.value])
    return Markup(  # noqa: S704 - numbers and words of ours
        f'<svg width="130" height="12" role="img" aria-label="{words}"><title>{words}</title>{"".join(parts)}</svg>'
    )


def _box(row: Mapping[str, Any]) -> Markup:
    """Quartiles of the place in the band, with the number behind them; few are not drawn."""
    number = row["placed"]
    if number < LEAST:
        return Markup(f"N={number}")  # noqa: S704 - a number
    low, middle, high = (row[name] / 10 for name in ("quarter", "median", "three_quarters"))
    words = f"下四分位{row['quarter']:.0f}，中位{row['median']:.0f}，上四分位{row['three_quarters']:.0f}"
    return Markup(  # noqa: S704 - numbers
        f'<svg width="102" height="14" role="img" aria-label="{words}"><title>{words}</title>'
        '<rect x="0.5" y="0.5" width="100" height="12" fill="none" stroke="#9aa3af"/>'
        f'<rect x="{low:.1f}" y="1" width="{max(high - low, 1):.1f}" height="11" fill="#c9d8ea"/>'
        f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="0" y2="13" stroke="#1d3f66" stroke-width="2"/></svg> N={number}'
    )
