"""``discretion audit DECISIONS``: every closed decision against the benchmark."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from discretion.cli.mapping import mapping_for
from discretion.cli.options import DRAFTS, RULESETS, format_option, library
from discretion.cli.output import progress

if TYPE_CHECKING:
    from discretion.audit import Backend, Counts
    from discretion.library import Library


@click.command()
@click.argument("decisions", metavar="DECISIONS")
@click.option("--mapping", "mapping_file", metavar="FILE.yaml", help="列与事实的对照；没有的，推测一份供核对")
@click.option("--engine", metavar="URL", help="计算引擎：默认为本机 DuckDB；postgres://…；spark://…")
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), metavar="DIR", help="结论、同类案件、各单位的表和报告写入该文件夹"
)
@click.option(
    "--truth", type=click.Path(path_type=Path), metavar="FILE", help="模拟决定的 truth.parquet：报告查全率和误报"
)
@RULESETS
@DRAFTS
@format_option("text", "json")
def command(
    decisions: str, mapping_file: str | None, engine: str | None, out: Path | None, truth: Path | None, rulesets: tuple[Path, ...],
    drafts: bool, style: str,
) -> None:  # fmt: skip
    """核查已结案件。发现问题时退出码为 1。

    DECISIONS 为 csv、parquet、xlsx 文件，“table:表名”（计算引擎的数据库中的表），或者“数据库地址#表名”。
    """
    from discretion.audit import ADVERSE, FINDINGS, audit, connect, outliers, signatures
    from discretion.simulation import measured

    rulebook = library(rulesets, drafts=drafts)
    mapping = mapping_for(rulebook, decisions, mapping_file)
    with closing(connect(engine)) as backend:
        counts = audit(rulebook, backend, decisions, mapping, progress)
        findings = backend.table(FINDINGS)
        found = backend.store("signatures", signatures(findings))
        far = backend.store("outliers", outliers(findings, found))
        number_far = int(backend.fetch(far.aggregate(n=far.count()))["n"][0].as_py())
        if out is not None:
            _write(backend, counts, number_far, out, rulebook, decisions)
        against = measured(backend, truth) if truth is not None else None
    if style == "json":
        shown = {
            "read": counts.read, "verdicts": counts.verdicts, "departures": counts.departures,
            "one_by_one": counts.one_by_one, "outliers": number_far,
        }  # fmt: skip
        if against is not None:
            shown["measured"] = dict(against)
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _show(counts, number_far)
        if against is not None:
            _show_measured(against)
        if out is not None:
            click.echo(f"写入 {out}")
    sys.exit(1 if any(counts.verdicts[item.value] for item in ADVERSE) else 0)


def _write(backend: Backend, counts: Counts, far: int, out: Path, rulebook: Library, source: str) -> None:
    from discretion.audit import (
        DECIDED,
        FINDINGS,
        Judgement,
        Wording,
        labelled,
        labels_of,
        practice,
        scope_of,
        suppressed,
        units,
        worklist,
        write_report,
        write_tables,
        write_worklist,
    )  # fmt: skip

    findings, labels = backend.table(FINDINGS), labels_of(rulebook)
    progress("写出", 0, 1)
    (out / "report.html").unlink(missing_ok=True)  # the last file written: without it the tables may be of two runs
    tables = {
        "decisions.parquet": findings.order_by("row"),
        "findings": findings.filter(findings["verdict"] != Judgement.IN_BAND.value).order_by("row"),
        "signatures": backend.table("signatures").order_by("signature"),
        "outliers": backend.table("outliers").order_by("row"),
        "units": units(findings),
    }
    write_tables(backend, {name: labelled(table, labels) for name, table in tables.items()}, out)
    scope = scope_of(backend, counts, source)
    decided, outliers = backend.table(DECIDED), backend.table("outliers")
    rows = worklist(backend, findings, decided, outliers, Wording(counts.plans), labels)
    first, number = write_worklist(out, rows, scope)
    by_violation, by_unit = (backend.fetch(practice(findings, name)).to_pylist() for name in ("violation", "unit"))
    hidden = backend.fetch(suppressed(findings)).to_pylist()[0]
    write_report(out / "report.html", counts, scope, (first, number), by_violation, by_unit, hidden, far, labels)
    progress("完成", 1, 1)


def _show(counts: Counts, far: int) -> None:
    from discretion.audit import LABELS, Judgement, say_share

    click.echo(f"读入{counts.read}件")
    for item in Judgement:
        number = counts.verdicts[item.value]
        if number:
            label = LABELS[item]
            click.echo(f"  {label}{'　' * (12 - len(label))}{number:>10}  {say_share(number, counts.read):>7}")
    reasons = counts.departures
    click.echo(f"偏离基准：写明理由{reasons['with_reason']}件，未写明理由{reasons['without_reason']}件")
    click.echo(f"同类案件中需要说明的：{far}件")


def _show_measured(against: Mapping[str, Any]) -> None:
    for name, fault in sorted(against["faults"].items()):
        click.echo(f"  注入 {name}：{fault['injected']}件，查出{fault['found']}件，其中定性相同{fault['named']}件")
    click.echo(f"  未注入错误的{against['faultless']}件中误报{against['false_alarms']}件")
