"""``discretion check [DIR]``: prove the rulebook consistent, or show a case that says otherwise."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from discretion.check.checks import CHECKS
from discretion.check.reporters import FORMATS, Run, reporter
from discretion.cli.options import DAY, library
from discretion.errors import nearest
from discretion.rulebook import check_changelog


@click.command()
@click.argument("rulesets", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--only", metavar="CODE,…", help="只做这些检查，用逗号分隔")
@click.option("--area", metavar="AREA", help="只检查这个区域")
@click.option("--as-of", "as_of", type=DAY, metavar="DATE", help="以此日为检查日（YYYY-MM-DD）；默认为今天")
@click.option("--format", "style", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="进程数；默认为处理器核数")
@click.option("--no-cache", is_flag=True, help="不使用以前的结果")
def command(
    rulesets: Path | None,
    only: str | None,
    area: str | None,
    as_of: date | None,
    style: str,
    jobs: int | None,
    no_cache: bool,
) -> None:
    """证明规则库对一切可能的案件前后一致，或者给出反例。DIR 默认为随包发布的规则库。

    退出码：0 全部合格；1 有反例或者未能证明，且没有豁免；2 输入不可用。
    """
    from discretion.check import Cache, folder, judge, read_waivers, run

    codes = _codes(only)
    day = as_of or date.today()  # noqa: DTZ011 - the user's own day
    book = library(rulesets, drafts=True)
    check_changelog(book.rulebook)
    waivers, document = read_waivers(book.rulebook.folder)
    with click.progressbar(length=0, label="检查", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        cache = Cache(None if no_cache else folder())
        found = run(book, day, codes=codes, area=area, jobs=jobs, cache=cache, progress=progress)
    judged = judge(found.findings, waivers, document, day, whole=codes is None and area is None)
    result = Run(tuple(judged), day, book.rulebook.digest, found.rulesets, found.violations, found.inherited)
    click.echo(reporter(style)(result))
    if result.failing:
        sys.exit(1)


def _codes(only: str | None) -> list[str] | None:
    if only is None:
        return None
    wanted = [code.strip() for code in only.split(",")]
    for code in wanted:
        if code not in CHECKS:
            near = nearest(code, CHECKS)
            hint = f"；是否想写：{near}" if near else ""
            raise click.BadParameter(f"没有检查 {code}（允许：{'、'.join(CHECKS)}{hint}）", param_hint="--only")
    return [code for code in CHECKS if code in wanted]
