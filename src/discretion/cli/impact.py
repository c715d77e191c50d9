"""``discretion impact A B --decisions …``: which decided cases would come out otherwise."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from discretion.cli.mapping import mapping_for
from discretion.cli.options import RULESETS, format_option
from discretion.cli.output import progress
from discretion.diff import Operand, Revisions, Sides
from discretion.errors import Problem, UsageError
from discretion.rulebook import shipped_rulesets

if TYPE_CHECKING:
    from discretion.impact import Impact

FILES = (".csv", ".parquet", ".xlsx")
DECISIONS = click.option(
    "--decisions", required=True, metavar="FILE|URL", help="已决案件：处理决定库，或者 csv、parquet、xlsx 文件"
)


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@DECISIONS
@click.option("--mapping", "mapping_file", metavar="FILE.yaml", help="文件的列与事实的对照；没有的，推测一份供核对")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.xlsx|html",
    help="写成工作簿（受影响的案件逐件一行）或者网页",
)
@RULESETS
@format_option("text", "json")
def command(
    a: str,
    b: str,
    decisions: str,
    mapping_file: str | None,
    output: Path | None,
    rulesets: tuple[Path, ...],
    style: str,
) -> None:
    """以 B 代替 A，已决案件中有多少会有不同的结果：加重、减轻、将在幅度外，附案号。

    A、B 写成 区域、区域@版本、文件夹、git:修订版本，与 diff 相同。裁量基准视为一直适用，法律仍按案件的日期，从旧兼从轻。
    """
    if output is not None and output.suffix.lower() not in (".xlsx", ".html"):
        raise UsageError(Problem("文件名应当以 .xlsx（工作簿）或者 .html（网页）结尾", found=output.name))
    with Revisions(Path.cwd()) as revisions:
        sides = Sides(rulesets or (shipped_rulesets(),), date.today(), revisions)  # noqa: DTZ011 - the user's own calendar day
        operands = sides.operand(a), sides.operand(b)
        found = measured(operands, (a, b), decisions, mapping_file)
    if output is not None:
        from discretion.impact import write_page, write_workbook

        {".xlsx": write_workbook, ".html": write_page}[output.suffix.lower()](found, output)
        click.echo(f"已写入 {output}", err=True)
    if style == "json":
        click.echo(json.dumps(found.data(), ensure_ascii=False, indent=2))
    else:
        from discretion.impact import text

        click.echo(text(found), nl=False)


def measured(
    operands: tuple[Operand, Operand], names: tuple[str, str], decisions: str, mapping_file: str | None
) -> Impact:
    """The impact between two operands of a comparison.

    Raises:
        UsageError: the decisions or the mapping cannot be read.
    """
    from discretion.audit import connect
    from discretion.decisions import Store
    from discretion.impact import DecisionFile, Recorded, as_if, impact

    before, after = (as_if(item.plans.rulebook, item.area, item.version) for item in operands)
    is_file = Path(decisions).suffix.lower() in FILES or "#" in decisions
    source: Any = (
        DecisionFile(decisions, mapping_for(before, decisions, mapping_file)) if is_file else Recorded(Store(decisions))
    )
    with closing(connect()) as backend:
        labels = _said(operands[0], names[0]), _said(operands[1], names[1])
        return impact(before, after, backend, source, names=labels, progress=progress)


def _said(operand: Operand, name: str) -> str:
    """What to call a side: an area by its Chinese name, a folder or a revision as it was given."""
    versions = operand.plans.rulebook.areas.get(operand.area or "")
    if versions and name.partition("@")[0] in (operand.area, versions[-1].header.model.label):
        return f"{versions[-1].header.model.label}{operand.version or ''}"
    return f"“{name}”" if name.isascii() else name
