"""``discretion search WORDS``: find a violation by everyday words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, DRAFTS, RULESETS, library


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--area", default="national", show_default=True, help="区域的标识或者名称")
@click.option("--on", "day", type=DAY, metavar="DATE", help="以何日为准（YYYY-MM-DD）；默认为最新的基准施行之日")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="最多几项")
@RULESETS
@DRAFTS
def command(
    words: tuple[str, ...], area: str, day: date | None, limit: int, rulesets: tuple[Path, ...], drafts: bool
) -> None:
    """按常用的叫法、条文或者标识查找违法行为，例如：黑车、无证营运、63条、超限。"""
    rules = library(rulesets, drafts=drafts)
    area = rules.rulebook.area(area)
    on = day or rules.newest_day(area)
    hits = rules.search(" ".join(words), area, on, limit=limit)
    for hit in hits:
        click.echo(f"{hit.violation.id}\n    {hit.violation.label}  {hit.violation.provision}  （{hit.matched}）")
    if not hits:
        click.echo("没有找到相近的违法行为；换一种叫法，或者用 discretion show 浏览全部")
