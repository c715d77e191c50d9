"""``discretion import TABLE.xlsx``: a benchmark table to the skeleton of a ruleset."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, RULESETS, library
from discretion.documents import write_atomically
from discretion.errors import Position, Problem, UsageError
from discretion.importing import import_table


@click.command()
@click.argument("table", type=click.Path(path_type=Path), metavar="TABLE.xlsx")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="写入此文件夹；默认与表同名"
)
@click.option("--on", type=DAY, metavar="DATE", help="所引法条按此日有效的版本（YYYY-MM-DD）；默认今日")
@RULESETS
def command(table: Path, output: Path | None, on: date | None, rulesets: Path | None) -> None:
    """把裁量基准表（xlsx）转为规则文件；读不懂的原文保留，标为“待录入”。全部读懂时退出码为 0，否则为 1。"""
    law_day = on or date.today()  # noqa: DTZ011 - the reader's calendar day
    result = import_table(table, library(rulesets), law_day)
    folder = output if output is not None else Path(table.stem)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(Problem("文件夹不是空的，不覆盖", Position(str(folder)), remedy="用 --output 指定新的文件夹"))
    for name, text in result.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, text)
    for problem in result.problems:
        click.echo(f"提示：{problem}", err=True)
    for note in result.notes:
        click.echo(f"说明：{note}", err=True)
    violations = sum(name.startswith("violations/") for name in result.files)
    click.echo(
        f"已写入 {folder}：{violations}项违法行为，{result.todo}处待录入，{len(result.problems)}条提示", err=True
    )
    sys.exit(1 if result.todo or result.problems else 0)
