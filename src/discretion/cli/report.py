"""``discretion report AREA``: one self-contained HTML file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, DRAFTS, RULESETS, library, violation_of
from discretion.cli.output import OUTPUT, deliver
from discretion.report import report
from discretion.tables import view


@click.command()
@click.argument("area", metavar="AREA[@VERSION]")
@click.argument("violation", required=False)
@RULESETS
@DRAFTS
@click.option("--on", type=DAY, metavar="DATE", help="按此日有效的法律和基准（YYYY-MM-DD）；默认今日")
@click.option("--check/--no-check", default=True, help="是否运行一致性检查（需要可选组件 check，较慢）")
@click.option("--all", "whole", is_flag=True, help="连同沿用上级区域的规定一并列出")
@OUTPUT
def command(
    area: str,
    violation: str | None,
    rulesets: tuple[Path, ...],
    drafts: bool,
    on: date | None,
    check: bool,
    whole: bool,
    output: Path | None,
) -> None:
    """生成一个区域的完整报告：表格、阶次图、清单、检查结果、范例案件、依据。HTML 文件，可以离线阅读和打印；很大的分领域写成几个文件。"""
    rules = library(rulesets, drafts=drafts)
    shown = view(rules, area, on)
    violation = violation_of(rules, violation, area, shown.day)
    terminal = sys.stderr.isatty()
    name = output.stem if output is not None else ""
    progress = _progress if terminal else lambda _: None
    pages = report(shown, violation, check=check, whole=whole, name=name, progress=progress)
    for number, (file, page) in enumerate(pages.items()):
        deliver(page, output if output is None or number == 0 else output.with_name(file))


def _progress(line: str) -> None:
    click.echo(f"\r\x1b[K{line}", err=True, nl=False)
