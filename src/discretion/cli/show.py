"""``discretion show AREA[@VERSION] [VIOLATION]``: a ruleset in the layout that benchmarks are published in."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, DRAFTS, RULESETS, format_option, library, violation_of
from discretion.cli.output import OUTPUT, deliver
from discretion.tables import booklet, coverage, publish, view
from discretion.tables.writers import FORMATS, text, write


@click.command()
@click.argument("area", required=False, metavar="AREA[@VERSION]")
@click.argument("violation", required=False)
@RULESETS
@DRAFTS
@click.option("--on", type=DAY, metavar="DATE", help="按此日有效的法律和基准（YYYY-MM-DD）；默认今日")
@click.option("--coverage", "matrix", is_flag=True, help="违法行为 × 区域的覆盖情况（Markdown），不需要 AREA")
@click.option("--all", "whole", is_flag=True, help="连同沿用上级区域的规定一并列出（html、xlsx 总是全部列出）")
@format_option(*FORMATS)
@OUTPUT
def command(
    area: str | None,
    violation: str | None,
    rulesets: tuple[Path, ...],
    drafts: bool,
    on: date | None,
    matrix: bool,
    whole: bool,
    style: str,
    output: Path | None,
) -> None:
    """以公开发布的表格形式显示一个区域的裁量基准、清单和设定：本区域的规定在前，沿用的只说一次；VIOLATION 只显示一项违法行为。"""
    rulebook = library(rulesets, drafts=drafts)
    if matrix:
        deliver(coverage(rulebook, on or date.today()), output)  # noqa: DTZ011 - the reader's calendar day
        return
    if area is None:
        names = (f"{versions[-1].header.model.label}（{name}）" for name, versions in rulebook.rulebook.areas.items())
        raise click.UsageError(f"缺少 AREA：{'、'.join(names)}")
    shown = view(rulebook, area, on)
    violation = violation_of(rulebook, violation, area, shown.day)
    if style == "xlsx":
        publication = publish(shown, violation)
    else:
        publication = booklet(shown, violation, inherited=whole or style == "html")
    if style == "text" and output is None and sys.stdout.isatty():
        click.echo(text.write(publication, width=shutil.get_terminal_size().columns, color=True), nl=False)
        return
    deliver(write(publication, style), output)
