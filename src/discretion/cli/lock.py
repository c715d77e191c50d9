"""``discretion lock``: register the digests of published versions."""

from __future__ import annotations

from pathlib import Path

import click

from discretion.cli.options import library
from discretion.rulebook import lock


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def command(folder: Path | None) -> None:
    """登记尚未登记的已发布版本。已登记的版本被改动的，拒绝登记，并指出文件和改法。DIR 为规则库文件夹。"""
    rulebook = library(folder).rulebook
    added = lock.write(rulebook)
    for name in added:
        click.echo(f"已登记：{name}")
    if not added:
        click.echo("没有需要登记的版本")
    click.echo(f"文件：{lock.path_of(rulebook)}")
