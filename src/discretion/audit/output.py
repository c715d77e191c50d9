"""What an audit leaves behind: tables of findings, signatures and units as Parquet and CSV, and an HTML report."""

from __future__ import annotations

import html
import os
import secrets
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from discretion.audit.audit import Counts
from discretion.audit.dispersion import COMPARED, LEAST
from discretion.audit.verdicts import LABELS, Verdict
from discretion.documents import write_atomically
from discretion.facts import plain

TABLES = ("findings", "signatures", "outliers", "units")
PAGE = """<!DOCTYPE html>
<html lang="zh"><meta charset="utf-8"><title>案卷核查报告</title>
<style>
body {{ font: 15px/1.7 "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; max-width: 62em; margin: 2em auto; }}
table {{ border-collapse: collapse; margin: 1em 0; }}
td, th {{ border: 1px solid #bbb; padding: .2em .6em; text-align: right; }}
td:first-child, th:first-child, td.t {{ text-align: left; }}
.bar {{ fill: #4a7ab0; }} .box {{ fill: #c9d8ea; stroke: #4a7ab0; }} .mid {{ stroke: #1d3f66; stroke-width: 2; }}
</style>
<h1>案卷核查报告</h1>
{body}
</html>
"""


def write_tables(backend: Any, tables: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write every table as Parquet and as CSV: to a temporary file first, which then takes the name.

    Returns:
        The files.
    """
    import pyarrow.csv
    import pyarrow.parquet

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, expression in tables.items():
        table = backend.fetch(expression)
        for suffix, write in ((".parquet", pyarrow.parquet.write_table), (".csv", pyarrow.csv.write_csv)):
            target = folder / f"{name}{suffix}"
            temporary = folder / f".{name}-{os.getpid()}-{secrets.token_hex(4)}{suffix}"
            try:
                write(table, str(temporary))
                temporary.replace(target)
            finally:
                temporary.unlink(missing_ok=True)
            written.append(target)
    return written


def write_report(path: Path, counts: Counts, units: Sequence[dict[str, Any]], hidden: dict[str, Any], far: int) -> None:
    """Write the HTML report: one file, no scripts, nothing loaded from elsewhere."""
    body = [
        _summary(counts),
        f"<p>同类案件中明显偏离中位数、需要说明的决定：{far}件（同一类至少{COMPARED}件才比较）。</p>",
    ]
    body.append("<h2>各单位</h2>" + _units(units))
    body.append(
        f"<p>少于{LEAST}件的单元格不显示：{hidden['cells']}格、{hidden['decisions']}件。位置为罚款在裁量幅度内的千分位，"
        "仅含有幅度的罚款；本表不按罚款数额排序，也不据此评价单位。</p>"
    )
    write_atomically(path, PAGE.format(body="\n".join(body)))


def _summary(counts: Counts) -> str:
    most = max(counts.verdicts.values(), default=0) or 1
    rows = []
    for name, number in counts.verdicts.items():
        width = round(240 * number / most)
        bar = f'<svg width="240" height="12"><rect class="bar" width="{width}" height="12"/></svg>'
        rows.append(f'<tr><td>{LABELS[Verdict(name)]}</td><td>{number}</td><td class="t">{bar}</td></tr>')
    return f"<p>共读入{counts.read}件。</p><table><tr><th>结论</th><th>件数</th><th></th></tr>{''.join(rows)}</table>"


def _units(rows: Sequence[dict[str, Any]]) -> str:
    head = "<tr><th>单位</th><th>违法行为</th><th>件数</th><th>幅度内</th><th>低于</th><th>高于</th><th>处理不符</th>"
    head += "<th>超出法定</th><th>未罚款</th><th>减轻</th><th>位置（四分位）</th></tr>"
    names = ("n", "in_band", "below", "above", "wrong_disposition", "outside_statute", "unpunished", "mitigated")
    body = []
    for row in rows:
        cells = "".join(f"<td>{row[name]}</td>" for name in names)
        title = html.escape(str(row["unit"] or "（未写）"))
        violation = html.escape(str(row["violation"]))
        body.append(f'<tr><td>{title}</td><td class="t">{violation}</td>{cells}<td class="t">{_box(row)}</td></tr>')
    return f"<table>{head}{''.join(body)}</table>"


def _box(row: dict[str, Any]) -> str:
    """Quartiles of the place in the band, with the number behind them; few are not drawn."""
    if row["placed"] < LEAST:
        return f"N={row['placed']}"
    low, middle, high = (min(max(row[name] / 10, 0), 100) for name in ("quarter", "median", "three_quarters"))
    return (
        f'<svg width="102" height="12"><rect width="100" height="11" fill="none" stroke="#bbb"/>'
        f'<rect class="box" x="{low:.1f}" width="{max(high - low, 1):.1f}" height="11"/>'
        f'<line class="mid" x1="{middle:.1f}" x2="{middle:.1f}" y1="0" y2="12"/></svg> N={row["placed"]}'
    )


def say_share(number: int, of: int) -> str:
    """A share in per cent with two decimals, by exact division."""
    if not of:
        return "—"
    share = (Decimal(number) * 100 / Decimal(of)).quantize(Decimal("0.01"))
    return f"{plain(share)}%" if share or not number else "<0.01%"
