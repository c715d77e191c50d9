"""``discretion recommend CASE…``: reasons for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import BinaryIO

import click

from discretion.case import add_records
from discretion.cli.given import read_given
from discretion.cli.options import DAY, DRAFTS, RULESETS, format_option, library
from discretion.decide import Recommendation
from discretion.documents import Document, open_regular, read_file
from discretion.errors import CaseError, DiscretionError, Position, Problem, UsageError
from discretion.library import Library
from discretion.words import say_result

FOR_THE_OFFICER = "──── 以下供办案人员参考，不写入决定书 ────"


@click.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE.yaml…")
@RULESETS
@DRAFTS
@click.option("--records", "records", multiple=True, metavar="FILE", help="并入该文件中的记录；可以重复")
@click.option("--as-of", "as_of", type=DAY, metavar="DATE", help="以此日为决定日（YYYY-MM-DD）")
@click.option("--compare", "areas", multiple=True, metavar="AREA", help="并列显示该区域的结果；可以重复")
@format_option("text", "json", "jsonl")
@click.option("--parts", metavar="NAME,…", help="JSON 只写这些字段，例如 case,status,tier,penalty；其余的不计算")
@click.option("--processes", type=click.IntRange(1, 256), default=1, show_default=True, help="jsonl：进程数")
def command(
    cases: tuple[str, ...],
    rulesets: tuple[Path, ...],
    drafts: bool,
    records: tuple[str, ...],
    as_of: date | None,
    areas: tuple[str, ...],
    style: str,
    parts: str | None,
    processes: int,
) -> None:
    """对一个或者多个案件给出处罚建议。CASE 为 YAML 或者 JSON 文件，- 表示标准输入。

    --format jsonl：CASE 每行一个案件（JSON），逐行、按原来的次序输出结果；有误的一行输出 {"line", "error"}，其余各行照常。
    """
    rulebook = library(rulesets, drafts=drafts)
    wanted = None if parts is None else [name.strip() for name in parts.split(",")]
    if style == "jsonl":
        if records or as_of or areas:
            raise UsageError(Problem("--format jsonl 不能与 --records、--as-of、--compare 同用"))
        sys.exit(_stream(rulebook, cases, wanted, processes))
    more = [read_file(name, error=CaseError) for name in records]
    results: list[list[Recommendation]] = []
    failed = False
    for name in cases:
        try:
            results.append(_recommend(rulebook, read_given(name), more, as_of, areas))
        except DiscretionError as error:
            click.echo(f"错误：{error}", err=True)
            failed = True
    if failed:
        sys.exit(2)  # no number is printed when any case is unusable
    if style == "json":
        shown = [result.to_json(parts=wanted) for group in results for result in group]
        click.echo(shown[0] if len(shown) == 1 else f"[{','.join(shown)}]")
        return
    for number, group in enumerate(results):
        if number:
            click.echo()
        click.echo("\n\n".join([*_side_by_side(group), *(_both_texts(item) for item in group)]))


def _stream(rulebook: Library, files: tuple[str, ...], parts: list[str] | None, processes: int) -> int:
    """A result a line, in the order of the lines; 2 when any of them has an error."""
    failed = False
    for number, found in enumerate(rulebook.recommend_many(_lines(files), processes=processes), 1):
        if isinstance(found, DiscretionError):
            failed = True
            click.echo(json.dumps({"line": number, "error": found.data()}, ensure_ascii=False))
        else:
            click.echo(found.to_json(indent=None, parts=parts))
    return 2 if failed else 0


def _lines(files: tuple[str, ...]) -> Iterator[bytes]:
    for name in files:
        with nullcontext(sys.stdin.buffer) if name == "-" else _opened(name) as stream:
            yield from (line for line in stream if line.strip())


def _opened(name: str) -> BinaryIO:
    try:
        return open_regular(name)
    except OSError as error:
        raise UsageError(Problem("文件不存在或者不能读取", Position(name), found=error.strerror)) from None


def _recommend(
    rulebook: Library, document: Document, records: list[Document], as_of: date | None, areas: tuple[str, ...]
) -> list[Recommendation]:
    if as_of is not None and isinstance(document.data, dict):
        document = Document({**document.data, "decided": as_of.isoformat()}, document.name, document.root)
    case = reduce(add_records, records, rulebook.case(document))
    try:
        found = [rulebook.recommend(case)]
        return found + [rulebook.recommend(case, area=area) for area in areas]
    except DiscretionError as error:
        raise type(error)(*(_located(problem, document) for problem in error.problems)) from None


def _located(problem: Problem, document: Document) -> Problem:
    """What the engine finds wrong with a field, at its line in the case file."""
    where = problem.where
    if where is None or where.file or not where.field:
        return problem
    return replace(problem, where=document.position(where.field, key=where.name))


def _side_by_side(group: list[Recommendation]) -> list[str]:
    """The outcomes of several areas, one below the other, before each is explained."""
    if len(group) == 1:
        return []
    lines = [f"■ {group[0].case or '（未编号）'} · 各区域的结果"]
    lines += [f"  {result.area_label}（{result.area}）  {say_result(result)}" for result in group]
    return ["\n".join(lines)]


def _both_texts(result: Recommendation) -> str:
    """The decision's text, and below a line what is for the officer alone."""
    hints = result.hints()
    return f"{_title(result)}\n{result.explain()}" + (f"\n{FOR_THE_OFFICER}\n{hints}" if hints else "")


def _title(result: Recommendation) -> str:
    return f"■ {result.case or '（未编号）'} · {result.label} · {result.area_label}"
