"""The report of an audit: one HTML file, no scripts, nothing loaded from elsewhere; readable on paper and on a phone."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from discretion.audit.audit import Counts
from discretion.audit.dispersion import COMPARED, LEAST
from discretion.audit.verdicts import LABELS, Verdict
from discretion.documents import write_atomically

SHOWN = 200  # rows of a table in the report; the files have all
COLOURS = {
    Verdict.IN_BAND: "#4a7ab0", Verdict.BELOW: "#7fb3a6", Verdict.ABOVE: "#d08c3e", Verdict.WRONG_DISPOSITION: "#8d6bb0",
    Verdict.OUTSIDE_STATUTE: "#b3413b", Verdict.NOT_IN_FORCE: "#a0763f", Verdict.FACTS_MISSING: "#b9bec6",
    Verdict.NO_RULE: "#8b929c", Verdict.UNUSABLE: "#5c636d",
}  # fmt: skip
READING = """<p>少于{least}件的不显示，因为那样的数说的是个人而不是做法；各单位各违法行为的表（units.csv）中因此不显示的有
{cells}格、{decisions}件。“位置”是在幅度内的罚款处于裁量幅度的千分之几（0为下限，1000为上限），方框为中间一半，竖线为中位数，N为件数；
“未罚款”包括不予处罚、警告等；减轻、从轻、从重为基准对这些案件的处理。各表按名称排列，不按罚款数额，也不据此评价单位。
核查结论供人工复核，不是对案件的认定。</p>"""
PAGE = """<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>案卷核查报告</title>
<style>
body {{ font: 16px/1.7 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  max-width: 64em; margin: 0 auto; padding: 1em; color: #1c222b; background: #fff; }}
h1 {{ font-size: 1.6em; }} h2 {{ font-size: 1.2em; margin-top: 2em; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; margin: 1em 0; }}
caption {{ text-align: left; color: #4b5563; }}
td, th {{ border-bottom: 1px solid #d5d9df; padding: .25em .7em; text-align: right; white-space: nowrap; }}
th {{ font-weight: 600; vertical-align: bottom; }}
td.t, th.t {{ text-align: left; white-space: normal; min-width: 7em; }} th[scope=row] {{ font-weight: 400; }}
.key {{ display: inline-block; width: .8em; height: .8em; margin-right: .4em; }}
.legend span {{ margin-right: 1.2em; white-space: nowrap; }}
svg {{ vertical-align: middle; }}
@media print {{ body {{ max-width: none; font-size: 11px; }} .wide {{ overflow: visible; }} tr {{ break-inside: avoid; }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }} }}
</style>
</head>
<body>
<main>
<h1>案卷核查报告</h1>
{body}
</main>
</body>
</html>
"""


def write_report(
    path: Path, counts: Counts, violations: Sequence[Mapping[str, Any]], units: Sequence[Mapping[str, Any]],
    hidden: Mapping[str, Any], far: int, labels: Mapping[str, str],
) -> None:  # fmt: skip
    """Write the report.

    Args:
        path: the HTML file.
        counts: what became of the rows.
        violations: ``dispersion.practice`` by violation.
        units: the same by unit.
        hidden: ``dispersion.suppressed``.
        far: how many decisions need explanation.
        labels: the names of the violations.
    """
    legend = "".join(
        f'<span><i class="key" style="background:{COLOURS[item]}"></i>{LABELS[item]}</span>' for item in Verdict
    )
    reasons = counts.departures
    departures = f"写明理由的{reasons['with_reason']}件，未写明理由的{reasons['without_reason']}件"
    body = [
        f"<p>共读入{counts.read}件，每件恰有一个结论。</p>",
        _summary(counts),
        f"<p>偏离基准的决定中，{departures}。新旧规定需要比较、逐件核查的{counts.one_by_one}件。</p>",
        f"<p>同类案件中明显偏离中位数、需要说明的决定：{far}件（同一类至少{COMPARED}件才比较；需要说明不等于错误）。</p>",
        f'<p class="legend">{legend}</p>',
        "<h2>各违法行为</h2>",
        _table(
            "违法行为", [{**row, "name": labels.get(row["violation"] or "", row["violation"])} for row in violations]
        ),
        "<h2>各单位</h2>",
        _table("单位", [{**row, "name": row["unit"]} for row in units]),
        "<h2>怎样读</h2>",
        READING.format(least=LEAST, **hidden),
    ]
    write_atomically(path, PAGE.format(body="\n".join(body)))


def say_share(number: int, of: int) -> str:
    """A share in per cent with two decimals, by exact division; a little is never shown as nothing.

    >>> say_share(1, 3), say_share(0, 9), say_share(1, 10**6), say_share(9, 9)
    ('33.33%', '0.00%', '<0.01%', '100.00%')
    """
    if not of:
        return "—"
    share = (Decimal(number) * 100 / Decimal(of)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share}%" if share or not number else "<0.01%"


def _summary(counts: Counts) -> str:
    """The verdicts; bars compare those that need a look, which one long bar of the others would hide."""
    looked_at = {item: counts.verdicts[item.value] for item in Verdict if item is not Verdict.IN_BAND}
    most = max(looked_at.values()) or 1
    rows = []
    for item in Verdict:
        number, bar = counts.verdicts[item.value], ""
        if number and item in looked_at:
            width = max(120 * number // most, 1)
            bar = f'<svg width="120" height="12" aria-hidden="true"><rect width="{width}" height="12" fill="{COLOURS[item]}"/></svg>'
        cells = f'<td>{number}</td><td>{say_share(number, counts.read)}</td><td class="t">{bar}</td>'
        rows.append(f'<tr><th class="t" scope="row">{LABELS[item]}</th>{cells}</tr>')
    head = '<tr><th class="t" scope="col">结论</th><th scope="col">件数</th><th scope="col">占比</th><td></td></tr>'
    return f"<table><caption>条形比较在裁量幅度内以外的各项</caption>{head}{''.join(rows)}</table>"


def _table(what: str, rows: Sequence[Mapping[str, Any]]) -> str:
    names = (what, "件数", "结论构成", "幅度内", "偏离（有理由）", "未罚款", "减轻", "从轻", "从重", "位置（四分位）")
    head = "".join(f'<th scope="col"{" class=t" if at == 0 else ""}>{name}</th>' for at, name in enumerate(names))
    body = []
    for row in rows[:SHOWN]:
        departing = sum(row[item.value] for item in (Verdict.BELOW, Verdict.ABOVE, Verdict.WRONG_DISPOSITION))
        cells = (
            row["n"], _mix(row), say_share(row["in_band"], row["n"]), f"{departing}（{row['with_reason']}）", row["unpunished"],
            row["benchmark_mitigated"], row["benchmark_lighter"], row["benchmark_heavier"], _box(row),
        )  # fmt: skip
        name = html.escape(row["name"] or "（未写）")
        body.append(f'<tr><th class="t" scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
    more = f"<caption>前{SHOWN}行，共{len(rows)}行；全部见同一文件夹中的表。</caption>" if len(rows) > SHOWN else ""
    box = f'<div class="wide" tabindex="0" role="region" aria-label="各{what}">'
    return f"{box}<table>{more}<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"


def _mix(row: Mapping[str, Any]) -> str:
    """The verdicts as one bar; said in words for those who do not see it."""
    parts, left = [], 0
    for item in Verdict:
        width = 120 * row[item.value] // row["n"] or (1 if row[item.value] else 0)
        parts.append(f'<rect x="{left}" width="{width}" height="12" fill="{COLOURS[item]}"/>' if width else "")
        left += width
    words = "，".join(f"{LABELS[item]}{row[item.value]}件" for item in Verdict if row[item.value])
    return f'<svg width="130" height="12" role="img" aria-label="{words}"><title>{words}</title>{"".join(parts)}</svg>'


def _box(row: Mapping[str, Any]) -> str:
    """Quartiles of the place in the band, with the number behind them; few are not drawn."""
    number = row["placed"]
    if number < LEAST:
        return f"N={number}"
    low, middle, high = (row[name] / 10 for name in ("quarter", "median", "three_quarters"))
    words = f"下四分位{row['quarter']:.0f}，中位{row['median']:.0f}，上四分位{row['three_quarters']:.0f}"
    return (
        f'<svg width="102" height="14" role="img" aria-label="{words}"><title>{words}</title>'
        '<rect x="0.5" y="0.5" width="100" height="12" fill="none" stroke="#9aa3af"/>'
        f'<rect x="{low:.1f}" y="1" width="{max(high - low, 1):.1f}" height="11" fill="#c9d8ea"/>'
        f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="0" y2="13" stroke="#1d3f66" stroke-width="2"/></svg> N={number}'
    )
