"""``discretion audit DECISIONS``: every closed decision against the benchmark."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from discretion.cli.options import DRAFTS, RULESETS, format_option, library


@click.command()
@click.argument("decisions", metavar="DECISIONS")
@click.option("--mapping", "mapping_file", required=True, metavar="FILE.yaml", help="列与事实的对照")
@click.option("--engine", metavar="URL", help="计算引擎：默认 DuckDB；spark://…；postgres://…")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="结论、同类案件、各单位的表和报告写入该文件夹"
)
@click.option("--truth", metavar="FILE", help="模拟决定的 truth.parquet：报告查全率和误报")
@RULESETS
@DRAFTS
@format_option("text", "json")
def command(
    decisions: str, mapping_file: str, engine: str | None, out: Path | None, truth: str | None, rulesets: Path | None,
    drafts: bool, style: str,
) -> None:  # fmt: skip
    """核查已结案件。DECISIONS 为 csv、parquet、xlsx 文件，或者 table:数据库表名。发现问题时退出码为 1。"""
    from discretion.audit.audit import FINDINGS, audit
    from discretion.audit.backend import connect
    from discretion.audit.dispersion import outliers, signatures, suppressed, units
    from discretion.audit.mapping import read_mapping
    from discretion.audit.output import write_report, write_tables
    from discretion.audit.truth import measured
    from discretion.audit.verdicts import ADVERSE

    rulebook = library(rulesets, drafts=drafts)
    mapping = read_mapping(mapping_file, rulebook.rulebook.vocabulary)
    backend = connect(engine)
    counts = audit(rulebook, backend, decisions, mapping, _progress)
    findings = backend.connection.table(FINDINGS)
    found = backend.store("signatures", signatures(findings))
    far = backend.store("outliers", outliers(findings, found))
    number_far = backend.fetch(far.aggregate(n=far.count()))["n"][0].as_py()
    by_unit, hidden = units(findings), backend.fetch(suppressed(findings)).to_pylist()[0]
    if out is not None:
        tables = {"findings": findings.order_by("row"), "signatures": found, "outliers": far, "units": by_unit}
        write_tables(backend, tables, out)
        write_report(out / "report.html", counts, backend.fetch(by_unit).to_pylist(), hidden, number_far)
    against = measured(backend, truth) if truth is not None else None
    if style == "json":
        shown = {
            "read": counts.read,
            "verdicts": counts.verdicts,
            "one_by_one": counts.one_by_one,
            "outliers": number_far,
        }
        if against is not None:
            shown["measured"] = dict(against)
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _show(counts.read, counts.verdicts, number_far)
        if against is not None:
            _show_measured(against)
        if out is not None:
            click.echo(f"写入 {out}")
    sys.exit(1 if any(counts.verdicts[item.value] for item in ADVERSE) else 0)


def _show(read: int, verdicts: dict[str, int], far: int) -> None:
    from discretion.audit.output import say_share
    from discretion.audit.verdicts import LABELS, Verdict

    click.echo(f"读入{read}件")
    for name, number in verdicts.items():
        if number:
            label = LABELS[Verdict(name)]
            click.echo(f"  {label}{'　' * (12 - len(label))}{number:>10}  {say_share(number, read):>7}")
    click.echo(f"同类案件中需要说明的：{far}件")


def _show_measured(against: Mapping[str, Any]) -> None:
    for name, fault in against["faults"].items():
        click.echo(f"  注入 {name}：{fault['injected']}件，查出{fault['found']}件，其中定性相同{fault['named']}件")
    click.echo(f"  未注入错误的{against['faultless']}件中误报{against['false_alarms']}件")


def _progress(step: str, done: int, total: int) -> None:
    """One line on standard error that is written over, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{done}/{total} {step}" + ("\n" if step == "完成" else ""), err=True, nl=False)
