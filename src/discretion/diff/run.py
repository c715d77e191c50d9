"""Compare two sides: general rules, then every violation, in law and in behaviour; on several cores when there is much to prove."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from typing import overload

from discretion.decide import Plans
from discretion.diff.behaviour import compare_behaviour
from discretion.diff.items import violation_items
from discretion.diff.law import general_rows, violation_rows
from discretion.diff.model import (
    Behaviour,
    Comparison,
    GeneralChange,
    LawRow,
    Report,
    Sameness,
    SideName,
    ViolationDiff,
)
from discretion.diff.same import same_plan
from discretion.diff.sides import Side
from discretion.errors import Problem, UsageError
from discretion.facts import say_day
from discretion.plan import Plan
from discretion.rulebook import Inherited, Layer, inherit, load

Progress = Callable[[int, int], None]
Parents = dict[str, dict[str, tuple[Plan, Plan]]]  # by area and violation
PARALLEL_FROM = 24  # proofs; below that, starting processes costs more than it saves
SAME = Behaviour(Sameness.SAME)
NOT_COMPARED = Behaviour(Sameness.NOT_COMPARED)


@dataclass(frozen=True)
class _Work:
    """One violation that both sides punish and whose plans differ."""

    violation: str
    plans: tuple[Plan, Plan]
    inherited: tuple[Inherited, Inherited]


def compare_all(
    pairs: Sequence[tuple[Side | None, Side | None]],
    *,
    law_only: bool = False,
    violations: Sequence[str] = (),
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Compare several pairs of sides, parents first.

    Args:
        pairs: the sides; None where only the other rulebook has an area.
        law_only: leave out examples, amounts and words of behaviour. Directions are proved all the same.
        violations: only these.
        jobs: processes; None for one a core.
        progress: told how many violations of how many are done.

    Raises:
        UsageError: no such violation.
        MissingExtra: rules differ and Z3 is not installed.
    """
    found, notes = [], []
    known: Parents = {}
    for a, b in pairs:
        if a is None or b is None:
            side = a or b
            assert side is not None
            notes.append(
                f"{'只有原规则库有' if b is None else '只有新规则库有'}区域 {side.name.area}（{side.name.label}）"
            )
            continue
        found.append(
            compare(a, b, law_only=law_only, violations=violations, jobs=jobs, progress=progress, parents=known)
        )
    return Report(tuple(found), tuple(notes))


def compare(
    a: Side,
    b: Side,
    *,
    law_only: bool = False,
    violations: Sequence[str] = (),
    jobs: int | None = None,
    progress: Progress | None = None,
    parents: Parents | None = None,
) -> Comparison:
    """Compare two sides; see ``compare_all``.

    Args:
        parents: the plans of areas compared before in the same report; a violation that differs just as it does for the parent area
            is only counted. This area's own plans are added.
    """
    sides = a, b
    names = _names(sides, violations)
    found: dict[str, ViolationDiff] = {}
    work: list[_Work] = []
    repeated: list[str] = []
    parents = {} if parents is None else parents
    own = parents.setdefault(a.name.area, {})
    above = parents.get(a.rulebook.parent(a.name.area) or "", {})
    compared, same = 0, 0
    for name in names:
        inherited = tuple(inherit(side.chain, name) if _has(side, name) else None for side in sides)
        plans = tuple(side.plans.plan(name, side.chain, side.day) if _has(side, name) else None for side in sides)
        if plans[0] is None or plans[1] is None or inherited[0] is None or inherited[1] is None:
            diff = _one_sided(sides, name, inherited, plans)
            if diff is not None:
                found[name] = diff
            continue
        compared += 1
        both = _Work(name, (plans[0], plans[1]), (inherited[0], inherited[1]))
        own[name] = both.plans
        if name in above and all(same_plan(x, y) for x, y in zip(both.plans, above[name], strict=True)):
            repeated.append(name)
            same += same_plan(*both.plans)
            continue
        if same_plan(*both.plans):
            same += 1
            diff = _diff(sides, both, SAME)
            if diff.law:
                found[name] = diff
        else:
            work.append(both)
    done = compared - len(work)
    inherited_names = tuple(name for name in repeated if not same_plan(*own[name]))
    if progress is not None:
        progress(done, compared)
    for item, behaviour in zip(work, _behaviours(sides, work, law_only, jobs), strict=True):
        found[item.violation] = _diff(sides, item, behaviour)
        same += behaviour.verdict is Sameness.SAME
        done += 1
        if progress is not None:
            progress(done, compared)
    general = () if violations else general_rows(a, b)
    ordered = tuple(found[name] for name in names if name in found)
    return Comparison(a.name, b.name, general, ordered, compared, same, inherited_names, law_only)


def _names(sides: tuple[Side, Side], wanted: Sequence[str]) -> list[str]:
    known = sorted({name for side in sides for name in side.rulebook.violation_ids(side.chain)})
    for name in wanted:
        if name not in known:
            sides[1].plans.plan(name, sides[1].chain, sides[1].day)  # raises with the nearest name
    return [name for name in known if not wanted or name in wanted]


def _has(side: Side, name: str) -> bool:
    return any(name in ruleset.violations for ruleset in side.chain)


def _one_sided(
    sides: tuple[Side, Side], name: str, inherited: tuple[Inherited | None, ...], plans: tuple[Plan | None, ...]
) -> ViolationDiff | None:
    """A violation that only one side punishes on its day; None when neither does."""
    plan = plans[0] or plans[1]
    if plan is None:
        return None
    missing = 0 if plans[0] is None else 1
    change = GeneralChange.ADDED if missing == 0 else GeneralChange.REMOVED
    gone, has = inherited[missing], inherited[1 - missing]
    assert has is not None
    why = "规则库没有编入相应的规定" if gone is None else "该日没有生效的罚则"
    unknown = _not_encoded(sides[missing], gone.violation.provision or "") if gone is not None else None
    behaviour = NOT_COMPARED if unknown is None else Behaviour(Sameness.UNKNOWN, unknown=(unknown,))
    said = f"{plan.label}（{plan.provision_cite}）"
    row = LawRow("violation", name, "违法行为", change, *_beside(said, missing), ranks=_beside("statute", missing, ""))
    diff = ViolationDiff(name, plan.label, change, (row,), behaviour, unknown or why)
    rows = replace(row, direction=diff.direction), *_amounts(sides[1 - missing], has, missing, change)
    return replace(diff, law=rows)


def _amounts(side: Side, has: Inherited, missing: int, change: GeneralChange) -> Iterator[LawRow]:
    """What the side that has a violation imposes: the statutory ranges and the tiers."""
    for item in violation_items(side, has):
        if item.key[0] in ("range", "penalty"):
            said, ranks = _beside(item.text, missing), _beside(item.rank, missing, "")
            yield LawRow(*item.key, item.label, change, *said, ranks=ranks)


@overload
def _beside(said: str, missing: int) -> tuple[str | None, str | None]: ...
@overload
def _beside(said: str, missing: int, none: str) -> tuple[str, str]: ...
def _beside(said: str, missing: int, none: str | None = None) -> tuple[str | None, str | None]:
    """Something on the side that has it, nothing on the other."""
    return (none, said) if missing == 0 else (said, none)


def _not_encoded(side: Side, ref: str) -> str | None:
    """Why the absence of a penalty says nothing: the rulebook lacks the version of the law that was in force on the day."""
    law = ref.partition("/")[0]
    files = side.rulebook.laws.get(law, ())
    if not files or side.rulebook.law(law, side.day) is not None:
        return None
    return f"规则库没有编入《{files[0].model.label}》{say_day(side.day)}施行的版本，不能断定当日有无处罚规定"


def _diff(sides: tuple[Side, Side], work: _Work, behaviour: Behaviour) -> ViolationDiff:
    rows = violation_rows(sides, work.inherited, behaviour)
    return ViolationDiff(work.violation, work.plans[1].label, None, rows, behaviour)


# --- in parallel ---------------------------------------------------------------------------------------------------


def _behaviours(sides: tuple[Side, Side], work: list[_Work], brief: bool, jobs: int | None) -> Iterator[Behaviour]:
    jobs = min(jobs or os.cpu_count() or 1, len(work))
    if jobs <= 1 or len(work) < PARALLEL_FROM:
        yield from (compare_behaviour(sides, item.plans, brief=brief) for item in work)
        return
    start = tuple((side.rulebook.layers, side.name, side.day) for side in sides)
    # spawn: the same on every platform, and no solver state is copied into the workers
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (start,)) as pool:
        try:
            yield from pool.map(_in_worker, [item.violation for item in work], [brief] * len(work), chunksize=4)
        except BrokenProcessPool:
            raise UsageError(Problem("比较进程意外终止", remedy="用 --jobs 1 重试，并报告本项目")) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_sides: tuple[Side, ...] = ()  # of a worker process


def _start(sides: tuple[tuple[tuple[Layer, ...], SideName, date], ...]) -> None:
    global _sides  # noqa: PLW0603 - a pool has no other way to hand its workers a start
    loaded: dict[tuple[Layer, ...], Plans] = {}
    found = []
    for layers, name, day in sides:
        if layers not in loaded:
            loaded[layers] = Plans(load(*layers), drafts=True)
        plans = loaded[layers]
        ruleset = plans.rulebook.version(name.area, name.ruleset.partition("@")[2])
        found.append(Side(plans, plans.rulebook.chain(ruleset, day), day, name))
    _sides = tuple(found)


def _in_worker(violation: str, brief: bool) -> Behaviour:
    a, b = _sides
    plans = tuple(side.plans.plan(violation, side.chain, side.day) for side in (a, b))
    assert plans[0] is not None and plans[1] is not None
    return compare_behaviour((a, b), (plans[0], plans[1]), brief=brief)
