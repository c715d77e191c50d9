"""``discretion similar CASE``: what was decided in like cases."""

from __future__ import annotations

from pathlib import Path

import click

from discretion.cli.amounts import YUAN
from discretion.cli.options import DRAFTS, RULESETS, format_option, library
from discretion.decisions import LEAST, Group, Similar, Store
from discretion.documents import read_file
from discretion.errors import CaseError


@click.command()
@click.argument("case", metavar="CASE.yaml")
@click.option("--decisions", "store", required=True, metavar="FILE|URL", help="处理决定库：文件，或者 postgres://…")
@click.option("--fine", type=YUAN, metavar="元", help="拟处的罚款：说明它在本案幅度和同类案件中的位置")
@click.option("--least", type=click.IntRange(2), default=LEAST, show_default=True, help="少于此数的同类案件不作统计")
@RULESETS
@DRAFTS
@format_option("text", "json")
def command(
    case: str, store: str, fine: int | None, least: int, rulesets: tuple[Path, ...], drafts: bool, style: str
) -> None:
    """查找类案：先是适用相同规则的决定，再是事实最接近的决定。不考虑当事人是谁、由哪个单位决定。"""
    rulebook = library(rulesets, drafts=drafts)
    checked = rulebook.case(read_file(case, error=CaseError))
    decisions = Store(store)
    found = [rulebook.similar(act, decisions, amount=fine, least=least) for act in checked.singly]
    if style == "json":
        shown = [item.to_json() for item in found]
        click.echo(shown[0] if len(shown) == 1 else f"[{','.join(shown)}]")
        return
    click.echo("\n\n".join(_text(item) for item in found))


def _text(found: Similar) -> str:
    lines = [
        f"■ {found.case or '（未编号）'} · {found.label} · {'、'.join(found.rulesets)}",
        f"  库中同一违法行为的决定：{found.standing}件"
        + (f"，其中{found.unclear}件事实不全，不能比较" if found.unclear else "")
        + (f"；依据其他法律（外省规定等）的{found.elsewhere}件不作类案" if found.elsewhere else ""),
    ]
    for group in found.groups:
        lines += _group(group)
    return "\n".join([*lines, "", "可写入案卷：", found.text])


def _group(group: Group) -> list[str]:
    title = "适用相同规则" if group.same else "其次接近"
    if group.n == 0:
        return ["", f"【{title}】{group.label}：没有"]
    number = f"不足{group.least}件，不作统计" if group.n is None else f"{group.n}件"
    lines = ["", f"【{title}】{group.label}：{number}"]
    if group.outcomes:
        lines.append("  处理结果：" + "，".join(f"{item.label}{item.n}件" for item in group.outcomes))
    if group.amounts:
        lines.append(f"  罚款数额：{group.amounts}")
    if group.places is not None:
        lines.append(f"  在裁量幅度中的位置（0为下限，100%为上限，{group.places.n}件）：{group.places.text}")
    if group.outside:
        lines.append(f"  罚款不在现行裁量幅度内的：{group.outside}件")
    for like in group.nearest:
        what = "、".join(item.text for item in like.differences) or "规则所依据的事实相同"
        fine = f"，{like.fined}" if like.fined else ""
        lines.append(f"  {like.case}（{like.decided}{fine}）：本案{what}")
    return lines
