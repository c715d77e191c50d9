"""``discretion crosscheck [DIR]``: the same cases through durable-rules, an engine of others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import click

from discretion.case import Case, bind
from discretion.cli.options import FOLDERS, area_of, library, violation_of
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.plan import Plan, Values, boundary_facts, random_facts
from discretion.plan import formula as f
from discretion.rulebook import Ruleset
from discretion.testing import golden_cases, stated

if TYPE_CHECKING:
    from discretion.testing.rete import ReteComparison

Raw = Mapping[str, object]  # a case as plain data
Compared = tuple[str, str, tuple[str, ...], tuple[f.Formula, ...]]
SHOWN = 3  # disagreements of one violation that are printed


@click.command()
@FOLDERS
@click.option("--area", metavar="AREA", help="只复核这个区域自己的规则")
@click.option("--violation", metavar="VIOLATION", help="只复核这一项违法行为")
@click.option(
    "--random", "count", type=click.IntRange(min=0), default=400, show_default=True, help="每项违法行为的随机案件数"
)
@click.option("--proofs", is_flag=True, help="连同证明给出的反例和极值案件（先运行 discretion check）")
def command(rulesets: tuple[Path, ...], area: str | None, violation: str | None, count: int, proofs: bool) -> None:
    """用 durable-rules 匹配范例案件、边界案件和随机案件，与本引擎匹配的阶次和清单条目比较。

    退出码：0 完全一致；1 有分歧，或者 durable-rules 崩溃；2 输入不可用。
    """
    from discretion.testing.rete import Matcher, compare

    book = library(rulesets, drafts=True)
    area, violation = area_of(book, area), violation_of(book, violation, area)
    witnesses = _witnesses(book, area) if proofs else {}
    plans = list(_plans(book, area, violation, witnesses))
    compared = agreed = 0
    with (
        Matcher() as matcher,
        click.progressbar(plans, label="复核", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar,
    ):
        for plan, golden in bar:
            facts = chain(golden, boundary_facts(plan), random_facts(plan, Random(plan.violation), count))  # noqa: S311
            result = compare(plan, facts, matcher)
            compared += result.compared
            agreed += result.agrees
            for line in _report(plan, result):
                click.echo(line)
    click.echo(
        f"{len(plans)}项违法行为，{compared}件案件：{agreed}项完全一致，{len(plans) - agreed}项有分歧或者没有完成"
    )
    if agreed < len(plans):
        sys.exit(1)


def _plans(
    book: Library, area: str | None, violation: str | None, witnesses: Mapping[str, list[Raw]]
) -> Iterator[tuple[Plan, list[Values]]]:
    """Every violation a ruleset writes itself, under every version of its law, with the given cases judged by it."""
    for name, versions in book.rulebook.areas.items():
        for ruleset in versions if area in (None, name) else ():
            own = [item for item in sorted(ruleset.violations) if violation in (None, item)]
            given = [*(golden.case.case for golden in golden_cases(ruleset)), *witnesses.get(name, ())]
            facts = _complete(book, ruleset, given, own)
            for item in own:
                for compared, plan in _epochs(book, ruleset, item).items():
                    yield plan, facts.get(compared, [])


def _witnesses(book: Library, area: str | None) -> Mapping[str, list[Raw]]:
    """The cases that the proofs gave, by area: counterexamples, and the largest jumps."""
    from discretion.check import Cache, folder, run

    day = date.today()  # noqa: DTZ011 - the user's own day
    found: dict[str, list[Raw]] = {}
    for finding in run(book, day, area=area, cache=Cache(folder())).findings:
        found.setdefault(finding.area, []).extend(finding.cases)
    return found


def _epochs(book: Library, ruleset: Ruleset, violation: str) -> dict[Compared, Plan]:
    chain_ = book.rulebook.chain(ruleset, ruleset.header.model.effective)
    found: dict[Compared, Plan] = {}
    for day in book.plans.law_days(violation, chain_):
        plan = book.plans.plan(violation, chain_, day)
        if plan is not None:
            found.setdefault(_compared(plan), plan)
    return found


def _compared(plan: Plan) -> Compared:
    """What is compared of a plan: its guards over its facts. The law's version alone does not name them: a range may stand under another law."""
    return plan.violation, plan.law, tuple(slot.name for slot in plan.slots), tuple(plan.guards)


def _complete(
    book: Library, ruleset: Ruleset, given: Iterable[Raw], violations: list[str]
) -> dict[Compared, list[Values]]:
    """Complete facts of cases, by what is compared of the plan that judges them."""
    found: dict[Compared, list[Values]] = {}
    for raw in given:
        for violation, day, case, facts in _acts(book, raw):
            if violation not in violations:
                continue
            try:
                plan = book.plans.plan(violation, book.plans.chain(ruleset.area, case.decided), day)
                if plan is None:
                    continue
                values = bind(plan, case, facts).values
            except DiscretionError:
                continue  # a case that is to be refused has no facts to match
            if None not in values:
                found.setdefault(_compared(plan), []).append(values)  # type: ignore[arg-type]
    return found


def _acts(book: Library, raw: Raw) -> Iterator[tuple[str, date, Case, dict[str, object]]]:
    try:
        case = book.case({key: value for key, value in raw.items() if key != "place"})
    except DiscretionError:
        return
    if case.violation is not None:
        yield case.violation, case.end, case, case.facts
    for act in case.violations:
        yield act.violation, case.end, case, act.facts


def _report(plan: Plan, result: ReteComparison) -> Iterator[str]:
    if result.failure is not None:
        yield f"没有完成 {plan.area} {plan.violation}（{plan.law}）：{result.failure}"
    for item in result.disagreements[:SHOWN]:
        yield f"分歧 {plan.area} {plan.violation}（{plan.law}）"
        yield f"  只有本引擎匹配：{'、'.join(item.only_engine) or '无'}"
        yield f"  只有 durable-rules 匹配：{'、'.join(item.only_rete) or '无'}"
        yield from (f"    {name}: {value}" for name, value in stated(plan, item.values).items())
    rest = len(result.disagreements) - SHOWN
    if rest > 0:
        yield f"  ……另有{rest}处分歧"
