"""``discretion import TABLE.xlsx``: a benchmark table to the skeleton of a ruleset."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, RULESETS, library
from discretion.cli.output import refuse_filled
from discretion.documents import write_all, write_atomically
from discretion.errors import Position, Problem, UsageError
from discretion.importing import CONFIRM, MARK, TableOrigin, import_table
from discretion.library import Library
from discretion.rulebook import Ruleset


@click.command()
@click.argument("table", type=click.Path(path_type=Path), metavar="TABLE")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="写入此文件夹；默认与表同名"
)
@click.option("--into", metavar="AREA[@VERSION]", help="写入规则库（最后一层）中该区域的草案，已有的文件不覆盖")
@click.option("--on", type=DAY, metavar="DATE", help="所引法条按此日有效的版本（YYYY-MM-DD）；默认今日")
@click.option("--columns", multiple=True, metavar="ROLE=TITLE", help="指明哪一列是什么，例如 裁量标准=怎么罚；可以多次")
@click.option(
    "--document", default="", metavar="TEXT", help="公布这张表的文件和文号；与 --issued 一起写明，来源才是“已发布基准”"
)
@click.option("--issued", type=DAY, metavar="DATE", help="该文件的日期（YYYY-MM-DD）")
@click.option("--url", default="", metavar="URL", help="该文件的网址")
@click.option("--settle", is_flag=True, help="相邻两档重叠之处，按较轻一档分界")
@RULESETS
def command(
    table: Path,
    output: Path | None,
    into: str | None,
    on: date | None,
    columns: tuple[str, ...],
    document: str,
    issued: date | None,
    url: str,
    settle: bool,
    rulesets: tuple[Path, ...],
) -> None:
    """把裁量基准表（Word、Excel、网页、CSV）转为规则文件。

    读懂的写成规则，由用语推定的标为“待确认”并写明依据，读不懂的原文保留，标为“待录入”。没有待办时退出码为 0，否则为 1。
    """
    law_day = on or date.today()  # noqa: DTZ011 - the reader's calendar day
    origin = TableOrigin(document, issued.isoformat() if issued else "", url)
    rules = library(rulesets, drafts=into is not None)
    chosen = _columns(columns)
    result = import_table(table, rules, law_day, chosen, origin, settle=settle)
    while answers := _asked(result.problems) if terminal() else {}:
        chosen |= answers
        result = import_table(table, rules, law_day, chosen, origin, settle=settle)
    folder = output if output is not None else Path(table.stem)
    if into is not None:
        folder = _draft(rules, into).folder
    else:
        refuse_filled(folder, "用 --output 指定新的文件夹")
    files = {folder / name: text for name, text in result.files.items() if into is None or name != "ruleset.yaml"}
    if into is not None and folder / "facts.yaml" in files:
        files[rules.rulebook.folder / "facts.yaml"] = files.pop(folder / "facts.yaml")
    for target, text in files.items():  # what stands there word for word is a run that was ended, gone on with
        if target.exists() and target.read_bytes() != text.encode():
            raise UsageError(
                Problem("文件已存在，不覆盖", Position(str(target)), remedy="移走它，或者用 --output 写到别处再比较")
            )
    if into is None:
        write_all(folder, result.files)
    else:
        for target, text in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, text)
    for problem in result.problems:
        click.echo(f"提示：{problem}", err=True)
    for note in result.notes:
        click.echo(f"说明：{note}", err=True)
    violations = sum(name.startswith("violations/") for name in result.files)
    todo, confirm = (sum(text.count(f"# {mark} ") for text in files.values()) for mark in (MARK, CONFIRM))
    click.echo(
        f"已写入 {folder}：{violations}项违法行为，{todo}处待录入，{confirm}处待确认，{len(result.problems)}条提示",
        err=True,
    )
    sys.exit(1 if todo or confirm or result.problems else 0)


def _draft(rules: Library, into: str) -> Ruleset:
    """The version to write into: of the topmost layer, not yet published.

    Raises:
        UsageError: no such version, a published one, or one of a layer below.
    """
    area, _, version = into.partition("@")
    ruleset = rules.rulebook.version(area, version or None)
    if ruleset.layer != rules.rulebook.layers[-1] or ruleset.header.model.status != "draft":
        remedy = "先用 discretion init 建立，再写 --rulesets shipped --rulesets DIR/rulesets"
        raise UsageError(
            Problem(f"{ruleset.id} 不是最后一层的草案，不写入", Position(str(ruleset.folder)), remedy=remedy)
        )
    ruleset.layer.writable()
    return ruleset


def terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked(problems: Iterable[Problem]) -> dict[str, str]:
    """The columns that only a person can tell, asked one after the other: title → role; enter leaves one untold."""
    found = {}
    for problem in problems:
        name = next((name for name in ROLE_NAMES if problem.message.startswith(f"哪一列是“{name}”")), None)
        if name is None or not problem.allowed:
            continue
        click.echo(f"{problem.where}: 哪一列是“{name}”？", err=True)
        for number, title in enumerate(problem.allowed, 1):
            click.echo(f"  {number} {title}", err=True)
        answer = click.prompt("序号（直接回车：都不是）", default=0, type=click.IntRange(0, len(problem.allowed)), show_default=False, err=True)  # fmt: skip
        if answer:
            found[problem.allowed[answer - 1]] = ROLE_NAMES[name]
    return found


def _columns(choices: tuple[str, ...]) -> dict[str, str]:
    """裁量标准=怎么罚 → the title and its role."""
    found = {}
    for choice in choices:
        name, mark, title = choice.partition("=")
        role = ROLE_NAMES.get(name.strip())
        if not mark or role is None:
            raise UsageError(Problem("--columns 应当写作 含义=列名", found=choice, allowed=tuple(ROLE_NAMES)))
        found[title.strip()] = role
    return found


ROLE_NAMES = {
    "违法行为": "act", "法律依据": "basis", "违法程度": "level", "适用条件": "condition", "裁量标准": "standard",
    "免罚情形": "exempt", "责令内容": "order", "备注": "remark",
}  # fmt: skip
