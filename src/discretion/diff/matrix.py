"""The regional matrix: every region's result for one shared grid of typical cases of each violation.

The grid has one representative per cell: a cell is what the elements, tiers and ranges of all regions together cannot tell apart. Cells are
enumerated by the solver, so none that exists is missed (up to ``MAX_CELLS`` a violation, and the report says where that was reached).
Circumstances (lists) are left neutral. Shares count cases; no fine is ever added up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from discretion.check import Answer, Claim, Encoding, Facts, Prover, coherent
from discretion.diff.model import SideName
from discretion.diff.point import Result, result_at
from discretion.diff.same import same_plan
from discretion.diff.sides import Side
from discretion.diff.typical import Values, golden_values, joint_slots, neutral_values, recognisable
from discretion.diff.witness import result_words, said
from discretion.errors import Problem, UsageError
from discretion.plan import EntryRule, Plan
from discretion.plan import formula as f

MAX_CELLS = 240


@dataclass(frozen=True, slots=True)
class GridCase:
    """One typical case, and its result in each region (None where the region does not know the violation)."""

    facts: tuple[tuple[str, str], ...]
    results: tuple[str | None, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One violation on the grid.

    Attributes:
        regions: whether each region punishes the violation at all.
        complete: whether the grid has every cell; False when ``MAX_CELLS`` was reached or the solver gave no answer.
    """

    violation: str
    label: str
    regions: tuple[bool, ...]
    cases: tuple[GridCase, ...]
    complete: bool

    @property
    def differing(self) -> int:
        """The cases whose results are not the same everywhere."""
        return sum(not case.agreed for case in self.cases)

    @property
    def shared(self) -> bool:
        """Whether every region punishes the violation."""
        return all(self.regions)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Regions on one grid.

    Attributes:
        rows: shared violations by the share of cases whose outcome differs, the largest first; then those only some regions have.
        agreement: per pair of regions, how many cases of shared violations agree, of how many.
    """

    sides: tuple[SideName, ...]
    rows: tuple[MatrixRow, ...]
    agreement: tuple[tuple[int, int, int, int], ...]

    @property
    def cases(self) -> tuple[int, int]:
        """How many cases of shared violations come out the same everywhere, of how many."""
        shared = [case for row in self.rows if row.shared for case in row.cases]
        return sum(case.agreed for case in shared), len(shared)


def build(
    sides: Sequence[Side], *, violations: Sequence[str] = (), progress: Callable[[int, int], None] | None = None
) -> Matrix:
    """Compare regions on one grid.

    Args:
        sides: the regions, of one rulebook.
        violations: only these.
        progress: told how many violations of how many are done.

    Raises:
        UsageError: an area twice, or no such violation.
    """
    areas = [side.name.area for side in sides]
    if len(set(areas)) != len(areas):
        raise UsageError(Problem("同一区域不能写两次", allowed=tuple(dict.fromkeys(areas))))
    names = sorted({name for side in sides for name in side.rulebook.violation_ids(side.chain)})
    for name in violations:
        if name not in names:
            sides[0].plans.plan(name, sides[0].chain, sides[0].day)  # raises with the nearest name
    wanted = [name for name in names if not violations or name in violations]
    rows, counts = [], {pair: [0, 0] for pair in combinations(range(len(sides)), 2)}
    for done, name in enumerate(wanted, 1):
        row = _row(sides, name, counts)
        if row is not None:
            rows.append(row)
        if progress is not None:
            progress(done, len(wanted))
    rows.sort(key=lambda row: (not row.shared, -row.differing * 10**6 // max(len(row.cases), 1), row.violation))
    return Matrix(
        tuple(side.name for side in sides), tuple(rows),
        tuple((a, b, same, total) for (a, b), (same, total) in counts.items()),
    )  # fmt: skip


def _row(sides: Sequence[Side], name: str, counts: dict[tuple[int, int], list[int]]) -> MatrixRow | None:
    plans = [
        side.plans.plan(name, side.chain, side.day)
        if any(name in ruleset.violations for ruleset in side.chain)
        else None
        for side in sides
    ]
    known = [plan for plan in plans if plan is not None]
    if not known:
        return None
    distinct: list[tuple[Side, Plan]] = []
    for side, plan in zip(sides, plans, strict=True):
        if plan is not None and not any(same_plan(plan, other) for _, other in distinct):
            distinct.append((side, plan))
    grid, complete = _grid([side for side, _ in distinct], [plan for _, plan in distinct])
    shared = len(known) == len(plans)
    cases = []
    for values in grid:
        results: list[Result | None] = [None if plan is None else result_at(plan, values) for plan in plans]
        outcomes = [None if result is None else result.outcome for result in results]
        cases.append(
            GridCase(
                said(tuple(known), values),
                tuple(None if result is None else result_words(result) for result in results),
                all(outcome == outcomes[0] for outcome in outcomes),
            )
        )
        for (a, b), count in counts.items():
            if shared:
                count[0] += outcomes[a] == outcomes[b]
                count[1] += 1
    return MatrixRow(name, known[0].label, tuple(plan is not None for plan in plans), tuple(cases), complete)


def _grid(sides: Sequence[Side], plans: Sequence[Plan]) -> tuple[list[Values], bool]:
    """One case per cell: established somewhere, no circumstance, and told apart by some comparison of a tier or a range."""
    prover = Prover()
    facts = Facts(prover)
    atoms: list[Claim] = []
    established: list[Claim] = []
    plain: list[Claim] = []
    formulas: list[tuple[Plan, f.Cmp]] = []
    for plan in plans:
        encoding = Encoding(plan, facts)
        established.append(encoding.formula(plan.established))
        plain += [prover.no(encoding.formula(entry.rule.guard)) for entry in _circumstances(plan)]
        plain.append(encoding.formula(coherent(plan)))
        rules = [*(row.rule for row in plan.tiers), *(row.rule for row in plan.ranges), *plan.elements]
        for atom in dict.fromkeys(item for rule in rules for item in f.atoms(rule.guard)):
            claim = encoding.formula(atom)
            if not any(prover.same(claim, other) for other in atoms):
                atoms.append(claim)
                formulas.append((plan, atom))
        prover.add(*encoding.definitions())
    prover.add(prover.any(established), *plain)
    slots, base = joint_slots(*plans), neutral_values(*plans)
    golden = [values for side, plan in zip(sides, plans, strict=True) for values in golden_values(side.chain, plan)]
    found: list[Values] = []
    while len(found) < MAX_CELLS:
        answer = prover.ask()
        if answer is not Answer.SATISFIABLE:
            return _ordered(found), answer is Answer.IMPOSSIBLE
        model = facts.values()
        cell = tuple(_holds(plan, atom, model) for plan, atom in formulas)
        prover.add(prover.no(prover.all([a if truth else prover.no(a) for a, truth in zip(atoms, cell, strict=True)])))

        def inside(values: Values, cell: tuple[bool, ...] = cell) -> bool:
            return cell == tuple(_holds(plan, atom, values) for plan, atom in formulas) and not any(
                _holds(plan, entry.rule.guard, values) for plan in plans for entry in _circumstances(plan)
            )

        found.append(recognisable(model, slots, base, golden, inside))
    return _ordered(found), prover.ask() is Answer.IMPOSSIBLE


def _circumstances(plan: Plan) -> list[EntryRule]:
    """The entries that can be absent: one that a tier's own condition implies is no circumstance beside it."""
    return [entry for entry in plan.entries if not set(entry.rule.facts) <= _tested(plan)]


def _tested(plan: Plan) -> set[str]:
    rules = [row.rule for row in plan.tiers] + [row.rule for row in plan.ranges]
    return {name for rule in rules for name in rule.facts}


def _holds(plan: Plan, formula: f.Formula, values: Values) -> bool:
    return f.holds(formula, [values[slot.name] for slot in plan.slots])


def _ordered(found: list[Values]) -> list[Values]:
    return sorted(found, key=lambda values: tuple(values.values()))
