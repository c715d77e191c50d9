"""``discretion mutate [DIR]``: realistic faults in the rulebook; do golden cases and checks notice them?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from discretion.cli.options import FOLDERS, area_of, library, violation_of
from discretion.documents import columns
from discretion.facts import Vocabulary
from discretion.testing.mutate import Fate, Mutant, Score, case_name, flow, write_case
from discretion.testing.mutate.operators import LABELS

NOTE = "由 discretion mutate 提出，请审核：可发现“{}”"


@click.command()
@FOLDERS
@click.option("--area", metavar="AREA", help="只对这个区域的规则集")
@click.option("--violation", metavar="VIOLATION", help="只对这一项违法行为")
@click.option("--no-checks", is_flag=True, help="只看范例案件，不用证明（快）")
@click.option("--write-cases", is_flag=True, help="把能发现存活错误的案件写入 cases/，供审核")
def command(
    rulesets: tuple[Path, ...], area: str | None, violation: str | None, no_checks: bool, write_cases: bool
) -> None:
    """在规则数据中逐一放入常见的书写错误，检验范例案件和证明能否发现。DIR 为规则库文件夹，默认为随包发布的规则库；叠加的依次写出，例如 shipped 本省。"""
    from discretion.testing.mutate import mutate

    book = library(rulesets, drafts=True)
    with click.progressbar(length=0, label="变异", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        area, violation = area_of(book, area), violation_of(book, violation, area)
        score = mutate(book, area=area, violation=violation, checks=not no_checks, progress=progress)
    for line in _report(score):
        click.echo(line)
    if write_cases:
        for line in _write(book.rulebook.vocabulary, score):
            click.echo(line)


def _report(score: Score) -> list[str]:
    survivors = [mutant for mutant in score.mutants if mutant.fate is Fate.SURVIVED]
    lines = ["没有被发现的错误："] if survivors else []
    for mutant in survivors:
        lines.append(f"  {mutant.where}: {LABELS[mutant.operator]}：{mutant.text}（{mutant.target}）")
        lines.append(f"    {_would(mutant)}")
    rows: list[tuple[str, ...]] = [("错误", "总数", "范例案件发现", "证明发现", "未发现", "等价（不计）", "得分")]
    for operator, label in [*LABELS.items(), (None, "合计")]:
        counts = [score.count(fate, operator) for fate in (Fate.GOLDEN, Fate.CHECK, Fate.SURVIVED, Fate.EQUIVALENT)]
        rows.append((label, str(sum(counts)), *map(str, counts), _percent(*score.share(operator))))
    return [*lines, *([""] if lines else []), *columns(rows)]


def _would(mutant: Mutant) -> str:
    if mutant.case is None:
        return "没有找到能发现它的案件，也没有证明它不改变结果"
    return f"可以发现它的案件：{flow(mutant.case.case)}"


def _percent(part: int, whole: int) -> str:
    """Rounded down: 100 % means all."""
    return f"{part * 1000 // whole / 10}%" if whole else "—"


def _write(vocabulary: Vocabulary, score: Score) -> list[str]:
    written: dict[tuple[str, str], Mutant] = {}
    for mutant in score.mutants:
        if mutant.case is not None:
            written.setdefault((mutant.file, repr(mutant.case.case)), mutant)
    for mutant in written.values():
        assert mutant.case is not None
        note = NOTE.format(f"{LABELS[mutant.operator]}：{mutant.text}")
        write_case(Path(mutant.file), case_name(vocabulary, mutant.case), mutant.case, note)
    return [f"\n写入{len(written)}件案件，请审核后保留"] if written else []
