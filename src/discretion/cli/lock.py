"""``discretion lock``: register the digests of published versions."""

from __future__ import annotations

from pathlib import Path

import click

from discretion.cli.options import FOLDERS, library
from discretion.rulebook import lock


@click.command()
@FOLDERS
def command(rulesets: tuple[Path, ...]) -> None:
    """登记尚未登记的已发布版本。已登记的版本被改动的，拒绝登记，并指出文件和改法。

    DIR 为规则库文件夹；叠加的依次写出，只登记最后一层，例如 shipped 本省。
    """
    rulebook = library(rulesets).rulebook
    added = lock.write(rulebook)
    for name in added:
        click.echo(f"已登记：{name}")
    if not added:
        click.echo("没有需要登记的版本")
    click.echo(f"文件：{lock.path_of(rulebook)}")
