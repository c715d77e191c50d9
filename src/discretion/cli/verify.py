"""``discretion verify RECEIPT.json``: recompute a recommendation and name every difference."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from discretion.cli.options import RULESETS, format_option, library
from discretion.documents import read
from discretion.engine import Verification, verify
from discretion.errors import CaseError, Position, Problem


@click.command()
@click.argument("receipts", nargs=-1, required=True, metavar="RECEIPT.json…")
@RULESETS
@format_option("text", "json")
def command(receipts: tuple[str, ...], rulesets: tuple[Path, ...], style: str) -> None:
    """复核决定依据留痕：重新计算，逐字比较，指出每一处不同。也接受 recommend --format json 的完整输出；- 表示标准输入。

    全部一致时退出码为 0，有不同为 1，文件不能使用为 2。
    """
    plans = library(rulesets).plans
    found = []
    for name in receipts:
        data = _read(name)
        items = data if isinstance(data, list) else [data]
        if not items:
            raise CaseError(Problem("文件中没有留痕", Position(name)))
        found += [(name, verify(plans, item)) for item in items]
    if style == "json":
        click.echo(json.dumps([_plain(name, item) for name, item in found], ensure_ascii=False, indent=2))
    else:
        for name, item in found:
            click.echo(_text(name, item))
    sys.exit(0 if all(item.same for _, item in found) else 1)


def _read(name: str) -> Any:
    if name == "-":
        return read(sys.stdin.buffer.read(), "<标准输入>", kind="json", error=CaseError).data
    try:
        source = Path(name).read_bytes()
    except OSError:
        raise CaseError(Problem("文件不存在或者不能读取", Position(name))) from None
    return read(source, name, kind="json", error=CaseError).data


def _text(name: str, item: Verification) -> str:
    title = f"{name}（{item.case}）" if item.case else name
    if item.same:
        return f"一致：{title}"
    lines = [f"不一致：{title}"] + [f"  - {difference.text}" for difference in item.differences]
    ending = "处罚建议本身复算一致，不同的只是上列依据" if item.reproduced else "处罚建议不能复算得出"
    return "\n".join([*lines, f"  结论：{ending}"])


def _plain(name: str, item: Verification) -> dict[str, Any]:
    differences = [asdict(difference) for difference in item.differences]
    return {
        "file": name,
        "case": item.case,
        "same": item.same,
        "reproduced": item.reproduced,
        "differences": differences,
    }
