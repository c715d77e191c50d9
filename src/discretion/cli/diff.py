"""``discretion diff A B``: what differs in law and in behaviour; ``discretion diff --matrix AREA…``: many regions on one grid of cases."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, RULESETS, format_option
from discretion.cli.output import OUTPUT, deliver
from discretion.diff import Operand, Revisions, Sides, compare_all
from discretion.diff.reporters import FORMATS, render
from discretion.errors import Problem, UsageError
from discretion.rulebook import shipped_rulesets


@click.command()
@click.argument("operands", nargs=-1, required=True, metavar="A B")
@RULESETS
@format_option(*FORMATS)
@OUTPUT
@click.option("--violation", "violations", multiple=True, metavar="ID", help="只比较该违法行为；可以重复")
@click.option("--area", "areas", multiple=True, metavar="AREA", help="比较文件夹或者修订版本时，只比较该区域；可以重复")
@click.option("--on", type=DAY, metavar="DATE", help="双方都适用该日的规定；默认为今天（在有效期之内）")
@click.option("--on-a", type=DAY, metavar="DATE", help="原规定（A）适用该日的规定")
@click.option("--on-b", type=DAY, metavar="DATE", help="新规定（B）适用该日的规定")
@click.option("--law-only", is_flag=True, help="只列规则的差异，不举例、不计算差额")
@click.option("--matrix", is_flag=True, help="把多个区域放在同一组典型案件上比较")
@click.option(
    "--decisions", metavar="FILE|URL", help="另列对已决案件的影响（处理决定库或者文件，见 impact）；只用于 text 格式"
)
@click.option("--mapping", "mapping_file", metavar="FILE.yaml", help="--decisions 为文件时，列与事实的对照")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="进程数；默认为处理器核数")
def command(
    operands: tuple[str, ...],
    rulesets: tuple[Path, ...],
    style: str,
    output: Path | None,
    violations: tuple[str, ...],
    areas: tuple[str, ...],
    on: date | None,
    on_a: date | None,
    on_b: date | None,
    law_only: bool,
    matrix: bool,
    decisions: str | None,
    mapping_file: str | None,
    jobs: int | None,
) -> None:
    """比较两个区域、版本、文件夹或者 git 修订版本。

    A、B 写成 区域、区域@版本、文件夹、git:修订版本 或者 git:修订版本:路径，后面可以加 :日期，例如 national@2026.1:2022-06-01。
    """
    days = on_a or on, on_b or on
    if decisions is not None and (matrix or style != "text"):
        raise click.UsageError("--decisions 只用于两方比较的 text 格式；其他格式用 discretion impact")
    with Revisions(Path.cwd()) as revisions:
        sides = Sides(rulesets or (shipped_rulesets(),), date.today(), revisions)  # noqa: DTZ011 - the user's own calendar day
        violations = tuple(_named(sides, text, operands, days) for text in violations)
        if matrix:
            found: str | bytes = _matrix(sides, operands, days[0], violations, style)
        else:
            if len(operands) != 2:
                raise click.UsageError("应当写明比较的双方：discretion diff A B")
            a, b = (sides.operand(text, day) for text, day in zip(operands, days, strict=True))
            pairs = sides.pairs(a, b, areas)
            report = compare_all(pairs, law_only=law_only, violations=violations, jobs=jobs, progress=_progress())
            found = render(report, style)
            if decisions is not None:
                assert isinstance(found, str)  # the format is text
                found = f"{found}\n{_impact((a, b), (operands[0], operands[1]), decisions, mapping_file)}"
    deliver(found, output)


def _impact(operands: tuple[Operand, Operand], names: tuple[str, str], decisions: str, mapping_file: str | None) -> str:
    from discretion.cli.impact import measured
    from discretion.impact import text

    return text(measured(operands, names, decisions, mapping_file))


def _named(sides: Sides, text: str, operands: tuple[str, ...], days: tuple[date | None, date | None]) -> str:
    """A violation as a person names it, looked for on every side that is an area."""
    from discretion.catalogue import named, violations

    known = {}
    for operand in operands if not text.isascii() else ():
        found = sides.operand(operand, days[0])
        if found.area is not None:
            (side,) = (side for side, _ in sides.pairs(found, found) if side is not None)
            known.update({entry.id: entry for entry in violations(found.plans, found.area, side.day)})
    return named(known.values(), text) if known else text


def _matrix(
    sides: Sides, operands: tuple[str, ...], day: date | None, violations: tuple[str, ...], style: str
) -> str | bytes:
    from discretion.diff import build
    from discretion.diff.reporters import render_matrix

    if len(operands) < 2:
        raise click.UsageError("--matrix 至少需要两个区域")
    found = [sides.operand(text, day) for text in operands]
    named = [sides.pairs(item, item)[0][0] for item in found if item.area is not None]
    if len(named) != len(found) or None in named:
        raise UsageError(Problem("--matrix 只比较区域", allowed=("区域", "区域@版本")))
    matrix = build([side for side in named if side is not None], violations=violations, progress=_progress())
    return render_matrix(matrix, style)


def _progress() -> Callable[[int, int], None] | None:
    """Progress on stderr, when a person looks at it."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        click.echo(f"\r已比较{done}／{total}项违法行为", nl=done == total, err=True)

    return show
