"""``discretion verify RECEIPT.json``: recompute a recommendation and name every difference."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from discretion.cli.given import read_given
from discretion.cli.options import RULESETS, format_option, library
from discretion.decide import Signature
from discretion.documents import read_file, validate
from discretion.engine import Verification, verify
from discretion.errors import CaseError, Position, Problem, UsageError
from discretion.receipt import signed_by


@click.command()
@click.argument("receipts", nargs=-1, required=True, metavar="RECEIPT.json…")
@click.option(
    "--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="公钥（PEM）：文件必须有该密钥的签名"
)
@RULESETS
@format_option("text", "json")
def command(receipts: tuple[str, ...], key: Path | None, rulesets: tuple[Path, ...], style: str) -> None:
    """复核决定依据留痕：重新计算，逐项比较，指出引擎、规则、法律、事实、决定、文字各有什么不同。

    也接受 recommend --format json 的完整输出，以及 rulesets.lock（只核对签名，须有 --key）；- 表示标准输入。
    决定由同样的规则复算得出的，退出码为 0（引擎、文字可以不同）；有其他不同为 1，文件不能使用为 2。
    """
    public = key.read_bytes() if key is not None else None
    locks = [name for name in receipts if name.endswith(".lock")]
    signed = [_lock(Path(name), public) for name in locks]
    receipts = tuple(name for name in receipts if name not in locks)
    if not receipts:
        sys.exit(0 if all(signed) else 1)
    documents = [(name, item) for name in receipts for item in _items(name)]
    plans = library(rulesets).plans
    found = [(name, verify(plans, item, key=public)) for name, item in documents]
    if style == "json":
        click.echo(json.dumps([_plain(name, item) for name, item in found], ensure_ascii=False, indent=2))
    else:
        for name, item in found:
            click.echo(_text(name, item))
    sys.exit(0 if all(signed) and all(item.stands for _, item in found) else 1)


def _items(name: str) -> list[Mapping[str, object]]:
    data = read_given(name, "json").data
    items = data if isinstance(data, list) else [data]
    if not items:
        raise CaseError(Problem("文件中没有留痕", Position(name)))
    return items


def _lock(path: Path, public: bytes | None) -> bool:
    """The signature of a lock, beside it."""
    if public is None:
        raise UsageError(Problem(f"{path.name} 只核对签名，需要公钥", remedy="加上 --key PUBLIC.pem"))
    signature = path.with_name(f"{path.name}.sig")
    if not signature.exists():
        click.echo(f"不一致：{path}\n  - 没有签名文件 {signature.name}")
        return False
    recorded = validate(Signature, read_file(signature, error=CaseError), error=CaseError)
    holds = signed_by(path.read_bytes(), recorded, public)
    click.echo(f"签名有效：{path}" if holds else f"不一致：{path}\n  - 签名与内容不符，或者不是由该密钥签名")
    return holds


def _text(name: str, item: Verification) -> str:
    title = f"{name}（{item.case}）" if item.case else name
    title += "，签名有效" if item.signed else ""
    if item.same:
        return f"一致：{title}"
    head = "决定一致" if item.stands else "不一致"
    lines = [f"{head}：{title}"] + [f"  - {difference.text}" for difference in item.differences]
    if item.stands:
        ending = "处罚建议由同样的规则复算得出；不同的只是引擎或者文字"
    else:
        ending = "处罚建议本身复算一致，不同的只是上列依据" if item.reproduced else "处罚建议不能复算得出"
    return "\n".join([*lines, f"  结论：{ending}"])


def _plain(name: str, item: Verification) -> dict[str, object]:
    differences = [asdict(difference) for difference in item.differences]
    return {
        "file": name,
        "case": item.case,
        "same": item.same,
        "stands": item.stands,
        "reproduced": item.reproduced,
        "signed": item.signed,
        "differences": differences,
    }
