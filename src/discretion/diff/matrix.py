"""The regional matrix: every region beside every other, by proof. Regions are put together only where no possible case differs.

The cases only illustrate: for every way in which two regions differ there is one, circumstances and list entries included, with the result
of every region. No shares of cases, and no fine is ever added up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from discretion.diff.behaviour import examples
from discretion.diff.claims import PenaltyGate
from discretion.diff.model import Sameness, SideName
from discretion.diff.point import PointResult, result_at
from discretion.diff.same import same_plan
from discretion.diff.sides import Side
from discretion.diff.typical import Values, joint_slots, neutral_values, usual_slots
from discretion.diff.witness import result_words, said
from discretion.errors import Problem, UsageError
from discretion.plan import Plan

SPARED = ("not_established", "time_barred", "exempt")


@dataclass(frozen=True, slots=True)
class MatrixCase:
    """One case, and in each region its result and how far the rule behind it binds (None: the library holds no rule of the region).

    Attributes:
        spread: 分 between the lowest and the highest upper end of the fine.
        telling: it is common in practice, and an infringement everywhere; such cases are shown first.
    """

    facts: tuple[tuple[str, str], ...]
    results: tuple[str | None, ...]
    ranks: tuple[str, ...]
    spread: int
    telling: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One violation.

    Attributes:
        groups: the group of each region; regions of one group treat every possible case alike (proved). None: no rule in the library.
        unknown: pairs of regions of which the proof was not completed; they stand in groups of their own.
        cases: one for every way in which two groups differ, the telling ones first, then the widest apart.
    """

    violation: str
    label: str
    groups: tuple[int | None, ...]
    unknown: tuple[tuple[int, int], ...]
    cases: tuple[MatrixCase, ...]

    @property
    def shared(self) -> bool:
        """Whether the library holds a rule of every region."""
        return None not in self.groups

    @property
    def same(self) -> bool:
        """Whether every region treats every case alike."""
        return len(set(self.groups)) == 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Regions beside each other: first the shared violations that differ, the widest apart first."""

    sides: tuple[SideName, ...]
    rows: tuple[MatrixRow, ...]

    def pair(self, a: int, b: int) -> tuple[int, int, int]:
        """Of the violations that two regions share: how many are the same, how many differ, of how many it is not known."""
        both = [row for row in self.rows if row.groups[a] is not None and row.groups[b] is not None]
        unknown = sum((a, b) in row.unknown for row in both)
        same = sum(row.groups[a] == row.groups[b] for row in both)
        return same, len(both) - same - unknown, unknown


def build(
    sides: Sequence[Side], *, violations: Sequence[str] = (), progress: Callable[[int, int], None] | None = None
) -> Matrix:
    """Compare regions.

    Args:
        sides: the regions, of one rulebook.
        violations: only these.
        progress: told how many violations of how many are done.

    Raises:
        UsageError: an area twice, or no such violation.
        MissingExtra: rules differ and Z3 is not installed.
    """
    areas = [side.name.area for side in sides]
    if len(set(areas)) != len(areas):
        raise UsageError(Problem("同一区域不能写两次", allowed=tuple(dict.fromkeys(areas))))
    names = sorted({name for side in sides for name in side.rulebook.violation_ids(side.chain)})
    for name in violations:
        if name not in names:
            sides[0].plans.plan(name, sides[0].chain, sides[0].day)  # raises with the nearest name
    wanted = [name for name in names if not violations or name in violations]
    rows = []
    for done, name in enumerate(wanted, 1):
        row = _row(sides, name)
        if row is not None:
            rows.append(row)
        if progress is not None:
            progress(done, len(wanted))
    rows.sort(key=lambda row: (row.same, not row.shared, -(row.cases[0].spread if row.cases else 0), row.label))
    return Matrix(tuple(side.name for side in sides), tuple(rows))


def _row(sides: Sequence[Side], name: str) -> MatrixRow | None:
    plans = [
        side.plans.plan(name, side.chain, side.day)
        if any(name in ruleset.violations for ruleset in side.chain)
        else None
        for side in sides
    ]
    known = [plan for plan in plans if plan is not None]
    if not known:
        return None
    heads: list[int] = []  # the first region of every group
    groups: list[int | None] = []
    unknown: set[tuple[int | None, int | None]] = set()
    found: list[Values] = []
    for at, plan in enumerate(plans):
        group = (
            None
            if plan is None
            else next((g for g, head in enumerate(heads) if same_plan(_at(plans, head), plan)), None)
        )
        if plan is not None and group is None:
            group, more = _place(sides, plans, heads, at, unknown)
            found += more
        groups.append(group)
    cases = {case.facts: case for case in (_case(plans, known, values) for values in found) if case is not None}
    ordered = sorted(cases.values(), key=lambda case: (not case.telling, -case.spread))
    if len(heads) == 1 and len(known) < len(plans):  # what those that have it do
        ordered = [case for case in (_case(plans, known, neutral_values(*known)),) if case is not None]
    pairs = tuple((a, b) for a, b in combinations(range(len(plans)), 2) if (groups[a], groups[b]) in unknown)
    return MatrixRow(name, known[0].label, tuple(groups), pairs, tuple(ordered))


def _place(
    sides: Sequence[Side],
    plans: Sequence[Plan | None],
    heads: list[int],
    at: int,
    unknown: set[tuple[int | None, int | None]],
) -> tuple[int, list[Values]]:
    """The group of a region whose plan is none of those before, and cases that tell it from them."""
    found: list[Values] = []
    open_: list[int] = []
    for group, head in enumerate(heads):
        verdict, values = examples((sides[head], sides[at]), (_at(plans, head), _at(plans, at)))
        if verdict is Sameness.SAME:
            return group, []
        if verdict is Sameness.UNKNOWN:
            open_.append(group)
        found += values
    unknown.update(pair for group in open_ for pair in ((group, len(heads)), (len(heads), group)))
    heads.append(at)
    return len(heads) - 1, found


def _at(plans: Sequence[Plan | None], index: int) -> Plan:
    plan = plans[index]
    assert plan is not None
    return plan


def _case(plans: Sequence[Plan | None], known: Sequence[Plan], values: Values) -> MatrixCase | None:
    """A case in every region; None where no region punishes it, each for a reason of its own."""
    whole = {**neutral_values(*known), **values}
    results: list[PointResult | None] = [None if plan is None else result_at(plan, whole) for plan in plans]
    held = [result for result in results if result is not None]
    if all(result.gate.value in SPARED for result in held):
        return None
    tops = [result.ends[1] for result in held]
    usual = usual_slots(joint_slots(*known))
    common = all(slot.low <= whole[name] <= slot.high for name, slot in usual.items())
    return MatrixCase(
        said(tuple(known), whole),
        tuple(None if result is None else result_words(result) for result in results),
        tuple("" if result is None else result.rank for result in results),
        max(tops) - min(tops),
        common and all(result.gate is not PenaltyGate.NOT_ESTABLISHED for result in held),
    )
