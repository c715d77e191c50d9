"""``discretion decisions add|import|export``: the store of decisions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import click

from discretion.case import DispositionName
from discretion.cli.amounts import YUAN
from discretion.cli.mapping import mapping_for
from discretion.cli.options import DRAFTS, RULESETS, library
from discretion.decisions import Decided, Store
from discretion.documents import read_file
from discretion.errors import CaseError, Problem, UsageError

STORE = click.option(
    "--decisions", "store", required=True, metavar="FILE|URL", help="处理决定库：文件，或者 postgres://…"
)
SHOWN = 20  # refused rows that are named


@click.group()
def command() -> None:
    """处理决定库：只增不改的决定记录；更正是写明原行号的新行。"""


@command.command()
@click.argument("case", metavar="CASE.yaml")
@STORE
@click.option(
    "--fine", type=YUAN, metavar="元", help="决定的罚款，0 为没有罚款；案件写了调整适用（departure）的以其为准"
)
@click.option("--disposition", type=click.Choice(get_args(DispositionName)), help="决定写明的处理")
@click.option("--measure", "measures", multiple=True, metavar="文字", help="罚款以外的处罚，例如 警告；可以重复")
@click.option("--unit", metavar="名称", help="执法机构")
@click.option("--reason", metavar="文字", help="偏离裁量基准的理由")
@click.option("--approved-by", metavar="文字", help="偏离由谁批准")
@click.option("--corrects", type=click.IntRange(1), metavar="行号", help="更正哪一行；原来的一行会保留")
@click.option("--revoked", metavar="原因", help="该决定已被撤销、变更；与 --corrects 同用")
@RULESETS
@DRAFTS
def add(
    case: str, store: str, fine: int | None, rulesets: tuple[Path, ...], drafts: bool, measures: tuple[str, ...], **more: Any
) -> None:  # fmt: skip
    """记录一个案件和它的决定：案件文件与 recommend 所用的相同，记录中查明的事实一并写入。"""
    rulebook = library(rulesets, drafts=drafts)
    checked = rulebook.case(read_file(case, error=CaseError))
    if fine is None and (checked.departure is None or checked.departure.fine is None):
        raise click.UsageError("用 --fine 写明决定的罚款；没有罚款的写 0")
    outcome = {name: value for name, value in more.items() if value is not None}
    if fine is not None:
        outcome["fine"] = fine
    receipt = rulebook.recommend(checked).receipt
    row = rulebook.decided(checked, receipt=receipt.decision_digest, measures=list(measures), **outcome)
    added = Store(store).add([row])
    click.echo(f"已写入第{added.rows[0]}行" if added.rows else "库中已有完全相同的一行，没有重复写入")


@command.command("import")
@click.argument("decisions", metavar="FILE")
@STORE
@click.option("--mapping", "mapping_file", metavar="FILE.yaml", help="列与事实的对照；没有的，推测一份供核对")
@RULESETS
@DRAFTS
def import_(decisions: str, store: str, mapping_file: str | None, rulesets: tuple[Path, ...], drafts: bool) -> None:
    """从 csv、parquet、xlsx 或者数据库的表导入决定。已有的行不重复写入；读不懂的行逐一列出，不写入。"""
    from discretion.audit import RefusedRow, connect, take_in

    rulebook = library(rulesets, drafts=drafts)
    mapping = mapping_for(rulebook, decisions, mapping_file)
    refused: list[RefusedRow] = []

    def good() -> Iterator[Decided]:
        for item in take_in(rulebook, backend, decisions, mapping):
            if isinstance(item, RefusedRow):
                refused.append(item)
            else:
                yield item

    with closing(connect()) as backend:
        added = Store(store).add(good())
    click.echo(f"写入{len(added.rows)}行，已有{added.known}行，不能写入{len(refused)}行")
    for item in refused[:SHOWN]:
        click.echo(f"  第{item.row}行：{item.why}", err=True)
    if len(refused) > SHOWN:
        click.echo(f"  ……另有{len(refused) - SHOWN}行", err=True)
    sys.exit(1 if refused else 0)


@command.command()
@click.argument("store", metavar="FILE|URL")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="csv、parquet 或者 xlsx 文件",
)
@click.option("--history", is_flag=True, help="包括已被更正、撤销的行（供查阅，不能再导入）")
@RULESETS
def export(store: str, output: Path, history: bool, rulesets: tuple[Path, ...]) -> None:
    """导出决定，并在旁边写出可以再读入的对照文件。"""
    from discretion.audit import hand_out, labels_of

    opened = Store(store)
    rows = list(opened.all() if history else opened.standing())
    if not rows:
        raise UsageError(Problem("处理决定库中没有可以导出的行"))
    rulebook = library(rulesets)
    vocabulary = rulebook.rulebook.vocabulary
    mapping = hand_out(rows, output, vocabulary, labels_of(rulebook), history=history)
    click.echo(f"写出{len(rows)}行：{output}" + (f"，对照：{mapping}" if mapping is not None else ""))
