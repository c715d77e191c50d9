"""``discretion test [DIR]``: run the golden cases, and say which tiers and list entries none of them hits."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import click

from discretion.cli.options import FOLDERS, format_option, library, work_in
from discretion.cli.output import OUTPUT, deliver
from discretion.documents import columns
from discretion.errors import Problem
from discretion.rulebook import Rulebook, check_changelog, lock
from discretion.testing import Coverage, GoldenOutcome, all_golden_cases, as_json, as_junit, coverage_of, run


@click.command()
@FOLDERS
@click.option("--area", metavar="AREA", help="只运行这个区域的范例案件")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="被案件用到的阶次和清单条目少于这个百分比的，以 1 退出",
)
@format_option("text", "json", "junit")
@OUTPUT
def command(
    rulesets: tuple[Path, ...], area: str | None, fail_under: float | None, style: str, output: Path | None
) -> None:
    """运行规则库的范例案件，并列出没有被任何案件用到的阶次和清单条目。DIR 默认为当前文件夹的规则库；随包发布的写 shipped，叠加的依次写出。

    退出码：0 全部通过；1 有案件失败、没有案件、已登记的内容被改动，或者用到的比例不够；2 输入不可用。
    """
    book = library(work_in(rulesets), drafts=True)
    check_changelog(book.rulebook)
    if area is not None:
        book.rulebook.version(area)  # raises with the nearest name
    chosen = (golden for golden in all_golden_cases(book.rulebook) if area in (None, golden.ruleset.area))
    outcomes = [run(book, golden) for golden in chosen]
    found = [item for item in coverage_of(book.rulebook, outcomes)
             if (item.cases or item.targets) and area in (None, item.ruleset.partition("@")[0])]  # fmt: skip
    changed = _changed(book.rulebook)
    write = {"text": _text, "json": as_json, "junit": as_junit}[style]
    deliver(write(outcomes, found, changed), output)
    untested = not outcomes and any(item.targets for item in found)
    if changed or untested or any(outcome.problems for outcome in outcomes) or _under(found, fail_under):
        sys.exit(1)


def _under(found: Sequence[Coverage], least: float | None) -> bool:
    """Whether too few tiers and entries are used; says so."""
    if least is None:
        return False
    total = sum(len(item.targets) for item in found)
    used = total - sum(len(item.missed) for item in found)
    if used * 100 >= total * Decimal(str(least)):
        return False
    click.echo(f"被案件用到的阶次和清单条目为{used}/{total}，少于{Decimal(str(least)):f}%", err=True)
    return True


def _text(outcomes: Sequence[GoldenOutcome], found: Sequence[Coverage], changed: Sequence[Problem]) -> str:
    failed = [outcome for outcome in outcomes if outcome.problems]
    lines = [f"{problem}\n    案件：{outcome.golden.case.name}" for outcome in failed for problem in outcome.problems]
    lines += [""] if failed else []
    lines += _table(found)
    missed = [(item, target) for item in found for target in item.missed]
    if missed:
        lines.append("\n没有案件用到：")
        for item, target in missed:
            name = " ".join(part for part in (item.ruleset, target.violation, target.rule) if part)
            lines.append(f"  {target.where}: {name}（{target.label}）")
    if changed:
        lines += ["\n已发布的版本：", *(f"  {problem}" for problem in changed)]
    untested = not outcomes and any(item.targets for item in found)
    verdict = "没有范例案件" if untested else f"{len(failed)}件失败" if failed else "全部通过"
    lines.append(f"\n范例案件{len(outcomes)}件，{verdict}")
    return "\n".join(lines) + "\n"


def _changed(rulebook: Rulebook) -> list[Problem]:
    """Published versions that are not what was registered."""
    if not lock.path_of(rulebook).exists():
        return []  # nothing was ever registered here
    return lock.check(rulebook)


def _table(found: Sequence[Coverage]) -> list[str]:
    rows = [("规则集", "案件", "失败", "阶次", "清单条目")]
    for item in found:
        tiers, entries = item.count("tier"), item.count("entry")
        rows.append((item.ruleset, str(item.cases), str(item.failures), _share(tiers), _share(entries)))
    return columns(rows)


def _share(count: tuple[int, int]) -> str:
    return f"{count[0]}/{count[1]}" if count[1] else "—"
