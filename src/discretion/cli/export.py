"""``discretion export sql AREA VIOLATION``: the rules of a violation as SQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from discretion.cli.options import DAY, DRAFTS, RULESETS, library, violation_of
from discretion.errors import Problem, UsageError
from discretion.library import Library

DIALECTS = ("duckdb", "postgres", "pyspark", "mysql", "oracle", "mssql", "sqlite", "trino", "clickhouse", "snowflake")


@click.group()
def command() -> None:
    """把规则导出为其他系统可以使用的形式。"""


@command.command()
@click.argument("area", metavar="AREA[@VERSION]")
@click.argument("violation")
@click.option("--dialect", type=click.Choice(DIALECTS), default="duckdb", show_default=True, help="SQL 方言")
@click.option("--table", default="cases", show_default=True, help="案件表名")
@click.option("--as-of", "as_of", type=DAY, metavar="DATE", help="以此日的法律为准（YYYY-MM-DD）；默认为基准施行之日")
@RULESETS
@DRAFTS
def sql(
    area: str, violation: str, dialect: str, table: str, as_of: date | None, rulesets: tuple[Path, ...], drafts: bool
) -> None:
    """把一项违法行为的裁量规则导出为 SQL 查询：每个事实一列（fact_…，整数编码），结果每项一列。"""
    from discretion.audit import export_sql

    rulebook = library(rulesets, drafts=drafts)
    name, _, version = area.partition("@")
    ruleset = rulebook.rulebook.version(name, version or None)
    day = as_of if as_of is not None else _today_of(ruleset.header.model.effective, rulebook)
    chain = rulebook.rulebook.chain(ruleset, day)
    violation = violation_of(rulebook, violation, area, day) or violation
    plan = rulebook.plans.plan(violation, chain, day)
    if plan is None:
        raise UsageError(Problem(f"{violation} 的条款在{day.isoformat()}无效", remedy="用 --as-of 指定日期"))
    click.echo(export_sql(plan, table, dialect))


def _today_of(effective: date, library: Library) -> date:
    """The last day on which any law begins: the newest state that the rulebook knows, no clock needed."""
    return max([effective, *(file.model.effective for file in library.rulebook.law_files)])
