"""``discretion new violation ID``: skeleton files, ready to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from discretion.cli.options import RULESETS, library
from discretion.documents import write_atomically
from discretion.rulebook import violation_skeleton


@click.group()
def command() -> None:
    """新建规则库文件的骨架。"""


@command.command()
@click.argument("name", metavar="ID")
@click.option("--area", default="national", show_default=True, metavar="AREA[@VERSION]", help="写入哪个区域")
@RULESETS
def violation(name: str, area: str, rulesets: tuple[Path, ...]) -> None:
    """新建违法行为及其范例案件。ID 形如 highway.occupy；已有的文件不覆盖。不写版本的，写入该区域最新的版本。"""
    rulebook = library(rulesets, drafts=True).rulebook
    place, _, version = area.partition("@")
    ruleset = rulebook.version(place, version or None)
    files = violation_skeleton(rulebook, ruleset, name)
    for path, text in reversed(list(files.items())):  # the violation last: it is what a further run asks for
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
    for path in files:
        click.echo(path)
    if ruleset.header.model.status == "published":
        click.echo(f"{ruleset.id} 已发布：已登记（rulesets.lock）的版本不得改动，应当另立新版本")
    click.echo("下一步：填好所有“待填”，然后运行 discretion test 和 discretion check")
