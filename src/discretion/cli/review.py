"""``discretion review FILE``: a table, or an edited workbook of ours, laid over the rules as a draft."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, RULESETS, format_option, library
from discretion.cli.output import OUTPUT, deliver, refuse_filled
from discretion.documents import write_all, write_atomically
from discretion.errors import Position, Problem, UsageError
from discretion.importing import marked_workbook
from discretion.review import FORMATS, review, write


@click.command()
@click.argument("table", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--against", metavar="AREA[@VERSION]", help="对照哪个区域；我们导出的表默认为它自己的区域")
@click.option("--on", type=DAY, metavar="DATE", help="按此日有效的规则和法条（YYYY-MM-DD）；默认今日")
@click.option("--check/--no-check", default=True, help="是否证明新规则前后一致（需要可选组件 check）")
@click.option(
    "--decisions", metavar="FILE|URL", help="已决案件：处理决定库，或者 csv、parquet、xlsx 文件；写明哪些会有不同的结果"
)
@click.option("--mapping", "mapping_file", metavar="FILE.yaml", help="文件的列与事实的对照；没有的，推测一份供核对")
@click.option(
    "--marked", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="把表还回来：没有读取的单元格标红并批注"
)
@click.option(
    "--draft", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="把草案写成叠加的规则库"
)
@RULESETS
@format_option(*FORMATS)
@OUTPUT
def command(
    table: Path,
    against: str | None,
    on: date | None,
    check: bool,
    decisions: str | None,
    mapping_file: str | None,
    marked: Path | None,
    folder: Path | None,
    rulesets: tuple[Path, ...],
    style: str,
    output: Path | None,
) -> None:
    """审核一张表：每一处改动都写明已读取、未读取还是需补充；读取的编成草案叠加在规则库之上，写明法律和处理结果有何不同、哪些检查不再成立。

    没有待办、没有因改动而不成立的检查时退出码为 0，否则为 1。
    """
    day = on or date.today()  # noqa: DTZ011 - the reader's calendar day
    _free(marked, folder, table)
    found = review(table, library(rulesets), day, against, check=check)
    if decisions is not None:
        from discretion.cli.impact import measured

        names = found.cells.view.ruleset.header.model.name, found.draft.ruleset.header.model.name
        found = replace(found, impact=measured(found.operands, names, decisions, mapping_file))
    deliver(write(found, style), output)
    if marked is not None:
        write_atomically(marked, marked_workbook(table, found.cells))
    if folder is not None:
        write_all(folder, found.draft.files(day))
        click.echo(f"草案已写入 {folder}：discretion check shipped {folder}", err=True)
    sys.exit(0 if found.settled else 1)


def _free(marked: Path | None, folder: Path | None, table: Path) -> None:
    """Nothing is overwritten, and that is known before the work begins."""
    if marked is not None and table.suffix.lower() != ".xlsx":
        raise UsageError(Problem("只有 .xlsx 可以标红还回", Position(str(table))))
    if marked is not None and marked.exists():
        raise UsageError(Problem("文件已存在，不覆盖", Position(str(marked))))
    if folder is not None:
        refuse_filled(folder)
