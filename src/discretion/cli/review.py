"""``discretion review FILE``: what became of every edit of a table."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, RULESETS, library
from discretion.documents import write_atomically
from discretion.errors import Position, Problem, UsageError
from discretion.importing import as_html, as_json, as_text, marked_workbook, review

WRITERS = {"text": as_text, "json": as_json, "html": as_html}


@click.command()
@click.argument("table", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--against", metavar="AREA", help="对照哪个区域；我们导出的表默认为它自己的区域")
@click.option("--on", type=DAY, metavar="DATE", help="按此日有效的规则和法条（YYYY-MM-DD）；默认今日")
@click.option("--format", "form", type=click.Choice(tuple(WRITERS)), default="text", show_default=True, help="输出格式")
@click.option(
    "--marked", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="把表还回来：没有读取的单元格标红并批注"
)
@RULESETS
def command(
    table: Path, against: str | None, on: date | None, form: str, marked: Path | None, rulesets: tuple[Path, ...]
) -> None:
    """审核一张表：每一处改动都写明已读取、未读取还是需补充，高于法定上限的罚款报为错误。没有待办时退出码为 0，否则为 1。"""
    found = review(table, library(rulesets), on or date.today(), against)  # noqa: DTZ011 - the reader's calendar day
    click.echo(WRITERS[form](found), nl=False)
    if marked is not None:
        if table.suffix.lower() != ".xlsx":
            raise UsageError(Problem("只有 .xlsx 可以标红还回", Position(str(table))))
        if marked.exists():
            raise UsageError(Problem("文件已存在，不覆盖", Position(str(marked))))
        write_atomically(marked, marked_workbook(table, found))
    sys.exit(0 if found.settled else 1)
