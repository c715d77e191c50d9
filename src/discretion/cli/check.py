"""``discretion check [DIR]``: prove the rulebook consistent, or show a case that says otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import click

from discretion.check import Finding, Findings, Judged
from discretion.check.checks import CHECKS
from discretion.check.reporters import FORMATS, CheckRun, reporter, unusable
from discretion.cli.options import DAY, FOLDERS, area_of, library, violation_of, work_in
from discretion.cli.output import deliver
from discretion.documents import read_file
from discretion.errors import DiscretionError, Position, Problem, UsageError, nearest
from discretion.library import Library
from discretion.rulebook import check_changelog, layers_of


@click.command()
@FOLDERS
@click.option("--only", metavar="CODE,…", multiple=True, help="只做这些检查，用逗号分隔，可以重复")
@click.option("--area", metavar="AREA", help="只检查这个区域")
@click.option("--as-of", "as_of", type=DAY, metavar="DATE", help="以此日为检查日（YYYY-MM-DD）；默认为今天")
@click.option("--violation", metavar="ID", help="只检查这一违法行为")
@click.option(
    "--format",
    "styles",
    multiple=True,
    metavar="FORMAT[=FILE]",
    default=(FORMATS[0],),
    show_default=True,
    help=f"{'、'.join(FORMATS)}；写 =FILE 的写入文件，可以写几个",
)
@click.option(
    "--fail-level",
    type=click.Choice(("error", "none")),
    default="error",
    show_default=True,
    help="none：有反例也以 0 退出",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="以前的 --format json：只有新的结果才算",
)
@click.option("--since", metavar="REV", help="git 修订版本：只有它以后新出现的结果才算；已发布的内容与它的登记核对")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="进程数；默认为处理器核数")
@click.option("--no-cache", is_flag=True, help="不使用以前的结果")
def command(
    rulesets: tuple[Path, ...],
    only: tuple[str, ...],
    area: str | None,
    as_of: date | None,
    violation: str | None,
    styles: tuple[str, ...],
    fail_level: str,
    baseline: Path | None,
    since: str | None,
    jobs: int | None,
    no_cache: bool,
) -> None:
    """证明规则库对一切可能的案件前后一致，或者给出反例。DIR 为规则库文件夹，默认为当前文件夹的规则库；随包发布的写 shipped；叠加的依次写出，例如 shipped 本省。

    退出码：0 全部合格；1 有反例或者未能证明，且没有豁免；2 输入不可用；3 程序或者机器的故障；130 被中断。
    """
    from discretion.check import Cache, ending, folder, judge_layers, read_waivers, recall, run

    codes = _codes(only)
    day = as_of or date.today()  # noqa: DTZ011 - the user's own day
    reports = [_style(style) for style in styles]
    known = _known(baseline)
    cache = Cache(None if no_cache else folder())
    try:
        layers = layers_of(work_in(rulesets))
        found = recall(layers, day, area, cache) if area is not None and not (only or violation or since) else None
        book = library(layers, drafts=True) if found is None else None
        if book is not None:
            check_changelog(book.rulebook)
            area, violation = area_of(book, area), violation_of(book, violation, area)
        waivers, _ = read_waivers(layers[-1])
    except DiscretionError as error:
        _deliver(unusable(error, day), [item for item in reports if item != ("text", None)])
        raise
    look = partial(run, day=day, codes=codes, area=area, violation=violation, jobs=jobs, cache=cache)
    earlier: list[Finding] = []
    if since is not None and book is not None:
        before, earlier = _since(book, since, look)
        known |= before
    if book is not None:
        found = _watched(look, book)
    assert found is not None
    whole = () if book is None or only or area or violation else {ruleset.layer for ruleset in book.rulebook.own()}
    judged = judge_layers([*found.findings, *earlier], layers, day, whole)
    for message in ending(waivers, day):
        click.echo(message, err=True)
    judged = [item for item in judged if violation in (None, item.finding.violation) and _place(item) not in known]
    result = CheckRun(tuple(judged), day, found.digest, found.rulesets, found.violations, found.inherited)
    _deliver(result, reports)
    if result.failing and fail_level == "error":
        sys.exit(1)


def _watched(look: Callable[..., Findings], book: Library) -> Findings:
    """Run, with a bar for whoever watches."""
    with click.progressbar(length=0, label="检查", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return look(book, progress=progress)


def _since(book: Library, revision: str, look: Callable[..., Findings]) -> tuple[set[str], list[Finding]]:
    """What was found in a revision already, and what was published in it and is no longer what it was."""
    from discretion.check import Verdict, changed_since
    from discretion.diff import Revisions

    folder, *more = (layer.root for layer in reversed(book.rulebook.layers))
    with Revisions(folder) as revisions:
        old = Library.load(*reversed(more), revisions.of(folder, revision), drafts=True)
        found = look(old).findings
        known = {_place(Judged(item)) for item in found if item.verdict is not Verdict.PROVEN}
        return known, list(changed_since(book.rulebook, old.rulebook))


def _style(text: str) -> tuple[str, Path | None]:
    """``sarif=out.sarif`` → format and file."""
    name, _, file = text.partition("=")
    if name not in FORMATS:
        raise click.BadParameter(f"没有格式 {name}（允许：{'、'.join(FORMATS)}）", param_hint="--format")
    return name, Path(file) if file else None


def _deliver(result: CheckRun, reports: list[tuple[str, Path | None]]) -> None:
    for name, file in reports:
        deliver(f"{reporter(name)(result)}\n", file)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and any(name == "github" for name, _ in reports):
        with Path(summary).open("a", encoding="utf-8") as stream:
            stream.write(reporter("markdown")(result) + "\n")


def _known(baseline: Path | None) -> set[str]:
    """What an earlier run already found, by id and message: a finding that moves or grows is a new one."""
    if baseline is None:
        return set()
    data = read_file(baseline, error=UsageError).data
    found = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(found, list):
        raise UsageError(Problem("不是 discretion check --format json 的输出", Position(str(baseline))))
    return {f"{item.get('id')}\0{item.get('message')}" for item in found
            if isinstance(item, dict) and item.get("verdict") != "PROVEN"}  # fmt: skip


def _place(item: Judged) -> str:
    return f"{item.finding.id}\0{item.finding.message}"


def _codes(only: tuple[str, ...]) -> list[str] | None:
    if not only:
        return None
    wanted = [code.strip() for part in only for code in part.split(",")]
    for code in wanted:
        if code not in CHECKS:
            near = nearest(code, CHECKS)
            hint = f"；是否想写：{near}" if near else ""
            raise click.BadParameter(f"没有检查 {code}（允许：{'、'.join(CHECKS)}{hint}）", param_hint="--only")
    return [code for code in CHECKS if code in wanted]
