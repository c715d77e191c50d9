"""``discretion test [DIR]``: run the golden cases, and say which tiers and list entries none of them hits."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from discretion.cli.options import FOLDERS, library
from discretion.documents import columns
from discretion.errors import Problem
from discretion.rulebook import Rulebook, check_changelog, lock
from discretion.testing import Coverage, all_golden_cases, coverage_of, run


@click.command()
@FOLDERS
def command(rulesets: tuple[Path, ...]) -> None:
    """运行规则库的范例案件，并列出没有被任何案件用到的阶次和清单条目。DIR 为规则库文件夹，默认为随包发布的规则库；叠加的依次写出，例如 shipped 本省。"""
    rulebook = library(rulesets, drafts=True)
    check_changelog(rulebook.rulebook)
    outcomes = [run(rulebook, golden) for golden in all_golden_cases(rulebook.rulebook)]
    failed = [outcome for outcome in outcomes if outcome.problems]
    for outcome in failed:
        for problem in outcome.problems:
            click.echo(f"{problem}\n    案件：{outcome.golden.case.name}")
    if failed:
        click.echo()
    found = [item for item in coverage_of(rulebook.rulebook, outcomes) if item.cases or item.targets]
    for line in _table(found):
        click.echo(line)
    missed = [(item, target) for item in found for target in item.missed]
    if missed:
        click.echo("\n没有案件用到：")
        for item, target in missed:
            name = " ".join(part for part in (item.ruleset, target.violation, target.rule) if part)
            click.echo(f"  {target.where}: {name}（{target.label}）")
    changed = _changed(rulebook.rulebook)
    click.echo(f"\n范例案件{len(outcomes)}件，{f'{len(failed)}件失败' if failed else '全部通过'}")
    if failed or changed:
        sys.exit(1)


def _changed(rulebook: Rulebook) -> list[Problem]:
    """Published versions that are not what was registered."""
    if not lock.path_of(rulebook).exists():
        return []  # nothing was ever registered here
    found = lock.check(rulebook)
    if found:
        click.echo("\n已发布的版本：")
    for problem in found:
        click.echo(f"  {problem}")
    return found


def _table(found: list[Coverage]) -> list[str]:
    rows = [("规则集", "案件", "失败", "阶次", "清单条目")]
    for item in found:
        tiers, entries = item.count("tier"), item.count("entry")
        rows.append((item.ruleset, str(item.cases), str(item.failures), _share(tiers), _share(entries)))
    return columns(rows)


def _share(count: tuple[int, int]) -> str:
    return f"{count[0]}/{count[1]}" if count[1] else "—"
