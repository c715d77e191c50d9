"""A plan over columns: millions of cases at once, by the same plan and the same order of the law as one case.

The result is an Ibis table expression: it runs on DuckDB, PostgreSQL or Spark, and prints as SQL. Facts come in as
columns ``fact_<name>`` (integers as ``facts.encode`` gives them, within the legal domain; null where missing), outcomes go
out as columns named in ``OUTCOME``. The work is staged, so that no database computes anything twice: what several rules
share, which tier and range hold, the leaf of the law that follows, the amounts. What is asked once is asked inside
``CASE``, where databases ask it only of the cases that get there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from discretion.audit.amounts import Amounts
from discretion.audit.cells import CaseCells
from discretion.audit.defaults import FACT, filled
from discretion.audit.expressions import Expression, Lowered
from discretion.audit.leaves import ROWS, Leaves
from discretion.audit.questions import Ask, guards, one_holds, questions, tests
from discretion.audit.stages import (
    UNKNOWN,
    choose,
    count,
    first,
    only,
    shared_parts,
    shared_terms,
    staged,
    surely,
    whole,
)
from discretion.plan import Law, Plan, Status, class_guards
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.rulebook import DECIDING

OUTCOME = (
    "status", "disposition", "force", "tier", "statutory_range", "offered", "low", "high", "low_inclusive",
    "high_inclusive", "fine_force", "clamped", "statute_lowest", "statute_highest", "measures",
)  # fmt: skip


def outcomes(plan: Plan, table: Any, *, presume: bool = True, complete: bool = False, keep: Iterable[str] = ()) -> Any:
    """Decide every row of a table.

    Args:
        plan: the compiled violation.
        table: an Ibis table with the columns of ``inputs``.
        presume: whether missing facts are filled as for one case: defaults, completely searched records, presumptions.
        complete: the caller knows that no fact is missing (after filling): half the work is not to ask.
        keep: further columns of the table to pass on.

    Returns:
        The kept columns and ``OUTCOME``, amounts in 分. A row whose missing facts the law turns on is
        ``undetermined``: sound, but less patient than the engine, which also tries what the missing facts could be.

    Raises:
        UsageError: the rules' numbers are too large to be exact in a database.
    """
    kept = list(keep)
    own = [FACT + slot.name for slot in plan.slots]
    return _Columns(plan, kept, complete).run(filled(plan, table, kept) if presume else table.select(*kept, *own))


class _Columns:
    def __init__(self, plan: Plan, keep: list[str], complete: bool) -> None:
        self.plan, self.keep, self.complete = plan, keep, complete
        self.certain = {about: one_holds(plan, about) for about in ROWS}
        self.law = Law(plan, [about for about, proven in self.certain.items() if proven and complete])
        self.unknown = len(self.law.leaves)  # the leaf of cases whose missing facts matter
        self.guards = {"established": plan.established, **dict(self._lists())}
        self.supplements = {f"supplement_{number}": item.rule.guard for number, item in enumerate(plan.supplements)}
        self.asked = {about: self._questions(about) for about in ROWS}
        self.amounts = Amounts(plan, CaseCells(plan, self.law.leaves), self.certain["ranges"], self._lowered)

    def run(self, table: Any) -> Any:
        """All stages."""
        written = [*self.guards.values(), *self.supplements.values(), *self._row_formulas()]
        sides = [side for formula in written for atom in f.atoms(formula) for side in (atom.left, atom.right)]
        table, terms = staged(table, shared_terms(sides), self._lowered, "term", {})
        table, known = self._parts(table, terms, written)
        table = self._rows(table, known)
        facts = {FACT + self.plan.slots[slot].name for slot in self.amounts.slots()}
        passed = {*self.keep, *facts, *terms.values(), *self.supplements, *ROWS.values()}
        leaf = Leaves(self.law, self.guards, table, self._lowered(table, known)).column(self.law.root)
        table = table.select(*(name for name in table.columns if name in passed), leaf=leaf)
        table = self.amounts.ends(table, terms)
        return self._named(table if self.complete else self.amounts.closed(table, self.unknown))

    def _lowered(self, table: Any, known: Mapping[Any, str]) -> Lowered:
        names = {slot: FACT + item.name for slot, item in enumerate(self.plan.slots)}
        return Lowered(
            {slot: table[name] for slot, name in names.items() if name in table.columns},
            [*self.plan.box, *self.amounts.spans],
            {part: table[name] for part, name in known.items()},
            complete=self.complete,
        )

    # Which rules hold.

    def _lists(self) -> Iterator[tuple[str, f.Formula]]:
        for name in DECIDING:
            for number, guard in enumerate(class_guards(self.plan, name).values()):
                yield f"{name}_{number}", guard

    def _parts(
        self, table: Any, known: Mapping[t.Term, str], written: list[f.Formula]
    ) -> tuple[Any, Mapping[Any, str]]:
        """Parts that several guards share as columns, inner ones first."""
        names: dict[Any, str] = dict(known)
        for formulas in shared_parts(written):
            lowered = self._lowered(table, names)
            fresh = {formula: f"part_{len(names) + number}" for number, formula in enumerate(formulas)}
            table = table.mutate(**{name: lowered.formula(formula) for formula, name in fresh.items()})
            names |= fresh
        return table, names

    # Which tier and which range.

    def _questions(self, about: str) -> Ask | int | None:
        """Only where exactly one row holds, and no fact is missing: a guard can be settled where a question is open."""
        if not self.complete or not self.certain[about] or (about == "tiers" and self.plan.first_match):
            return None
        return questions(guards(self.plan, about))

    def _row_formulas(self) -> Iterator[f.Formula]:
        for about, asked in self.asked.items():
            yield from guards(self.plan, about) if asked is None else dict.fromkeys(tests(asked))

    def _rows(self, table: Any, known: Mapping[Any, str]) -> Any:
        lowered, counted = self._lowered(table, known), {}
        columns = {name: lowered.formula(guard) for name, guard in self.supplements.items()}
        for about, column in ROWS.items():
            asked = self.asked[about]
            rows = [lowered.formula(guard) for guard in guards(self.plan, about)] if asked is None else []
            if asked is not None:
                columns[column] = self._ask_rows(asked, lowered)
            elif self.plan.first_match and about == "tiers":
                columns[column] = first(rows, complete=self.complete)
            elif self.certain[about]:
                columns[column] = surely(rows)
            else:
                counted[column] = [f"{about}_{number}" for number in range(len(rows))]
                columns |= dict(zip(counted[column], rows, strict=True))
        table = table.mutate(**columns)
        for column, names in counted.items():
            holding = [table[name] for name in names]
            table = table.mutate(count=count(holding))
            table = table.mutate(**{column: only(holding, table["count"])})
        return table

    def _ask_rows(self, asked: Ask | int, lowered: Lowered) -> Expression:
        if isinstance(asked, Ask):
            yes, no = self._ask_rows(asked.yes, lowered), self._ask_rows(asked.no, lowered)
            return lowered.ask(asked.test, yes, no, whole(UNKNOWN))
        return whole(asked)

    # The outcome by name.

    def _named(self, table: Any) -> Any:
        plan, leaf, leaves = self.plan, table["leaf"], {number: leaf for leaf, number in self.law.leaves.items()}
        status = {number: item.settled.status.value for number, item in leaves.items()}
        disposition = {n: i.settled.disposition.value for n, i in leaves.items() if i.settled.disposition is not None}
        force = {n: i.settled.force.value for n, i in leaves.items() if i.settled.status is Status.DETERMINED}
        offered = {n: " ".join(choice.value for choice in i.settled.offered) for n, i in leaves.items()}
        tiers = {number: row.tier for number, row in enumerate(plan.tiers)}
        ranges = {number: row.range for number, row in enumerate(plan.ranges)}
        tier = choose(table["tier_row"], tiers, "string", every=self.certain["tiers"])
        found = choose(table["range_row"], ranges, "string", every=self.certain["ranges"])
        tiered = dict.fromkeys((number for number, item in leaves.items() if item.tier), True)
        ranged = dict.fromkeys((number for number, item in leaves.items() if item.range), True)
        amounts = self.amounts.columns(table)
        columns = {
            "status": choose(leaf, status | {self.unknown: Status.UNDETERMINED.value}, "string", every=True),
            "disposition": choose(leaf, disposition, "string"),
            "force": choose(leaf, force, "string"),
            "tier": choose(leaf, tiered, "string", lambda _: tier),
            "statutory_range": choose(leaf, ranged, "string", lambda _: found),
            "offered": choose(leaf, offered, "string"),
            **amounts,
            "statute_lowest": choose(leaf, ranged, "int64", lambda _: amounts["statute_lowest"]),
            "statute_highest": choose(leaf, ranged, "int64", lambda _: amounts["statute_highest"]),
        }
        return table.select(*self.keep, **{name: columns[name] for name in OUTCOME})
