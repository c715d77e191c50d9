"""``discretion init DIR``: a repository for a place's own rules over the shipped ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from discretion.cli.output import refuse_filled
from discretion.cli.schema import EDITED, text_of
from discretion.documents import new_folder, write_atomically
from discretion.library import Library
from discretion.rulebook import lock, repository_skeleton


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--place", required=True, metavar="PLACE", help="适用于何地：行政区划代码（GB/T 2260），例如 33、3301")
@click.option("--area", metavar="ID", help="区域标识；默认为 local-行政区划代码")
def command(folder: Path, place: str, area: str | None) -> None:
    """建立一个地方自己的规则库，叠加在随包发布的规则库之上：规则集骨架、更新记录、豁免、登记、CI，立即可以检查和测试。"""
    refuse_filled(folder, "换一个文件夹")
    base = Library.default()
    files = dict(repository_skeleton(base.rulebook, place, date.today(), area))  # noqa: DTZ011 - the user's own day
    files |= {f"rulesets/schemas/{name}.json": text_of(name) for name in EDITED}
    with new_folder(folder) as half:
        for name, text in files.items():
            path = half / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text)
        lock.write(base.over(half / "rulesets", drafts=True).rulebook)
    click.echo(f"已建立 {folder}：{'、'.join(name for name in files if not name.startswith('rulesets/schemas/'))}")
    click.echo(f"下一步：cd {folder}，填好所有“待填”，然后运行 discretion check shipped rulesets")
