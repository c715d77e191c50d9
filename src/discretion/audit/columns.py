"""A plan over columns: millions of cases at once, by the same plan and the same order of the law as one case.

The result is an Ibis table expression: it runs on DuckDB, PostgreSQL or Spark, and prints as SQL. Facts come in as
columns ``fact_<name>`` (integers as ``facts.encode`` gives them; null where missing), outcomes go out as columns
named in ``OUTCOME``. The work is staged, so that no database computes anything twice: terms that several rules share,
which rules hold, the leaf of the law that follows, the sanction, the amounts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from discretion.audit.amounts import Amounts
from discretion.audit.defaults import FACT, filled, inputs
from discretion.audit.expressions import Expression, Lowered
from discretion.audit.paths import LISTS, Answer, Class, Law, Leaf, Node, Question, classes, entries
from discretion.audit.stages import choose, count, first, only, shared_parts, staged, switch, whole
from discretion.engine.decide import Status
from discretion.penalty import Force
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.model import EFFECTS, Plan
from discretion.plan.python import shared_terms

OUTCOME = (
    "status", "disposition", "force", "tier", "statutory_range", "offered", "low", "high", "low_inclusive",
    "high_inclusive", "fine_force", "clamped", "statute_lowest", "statute_highest", "measures",
)  # fmt: skip
STATUTE = ("statute_lowest", "statute_highest")

__all__ = ["FACT", "OUTCOME", "inputs", "outcomes"]


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
        self.plan, self.keep, self.complete, self.law = plan, keep, complete, Law(plan)
        self.unknown = len(self.law.leaves)  # the leaf of cases whose missing facts matter

    def run(self, table: Any) -> Any:
        """All stages."""
        guards = [self.plan.established, *(guard for _, guard in self._guards())]
        table, known = staged(table, shared_terms(guards), self._lowered, "term", {})
        table = self._rules(*self._parts(table, known, guards))
        table = self._rows(table)
        table = table.mutate(leaf=self._node(self.law.root, table))
        table = table.mutate(sanction=self._sanction(table))
        return self._named(Amounts(self.plan, self.sanctions, known, self._lowered).run(table))

    def _lowered(self, table: Any, known: Mapping[Any, str]) -> Lowered:
        columns = [table[FACT + slot.name] for slot in self.plan.slots]
        return Lowered(columns, self.plan.box, {term: table[name] for term, name in known.items()})

    # Which rules hold.

    def _guards(self) -> list[tuple[str, f.Formula]]:
        plan, found = self.plan, []
        for name in LISTS:
            for number, bits in enumerate(classes(plan, name).values()):
                found.append((f"{name}_{number}", f.either(entries(plan, name)[bit].rule.guard for bit in bits)))
        found += [(f"tier_{number}", row.rule.guard) for number, row in enumerate(plan.tiers)]
        found += [(f"range_{number}", row.rule.guard) for number, row in enumerate(plan.ranges)]
        return found + [(f"supplement_{number}", item.rule.guard) for number, item in enumerate(plan.supplements)]

    def _parts(self, table: Any, known: Mapping[t.Term, str], guards: list[f.Formula]) -> tuple[Any, Mapping[Any, str]]:
        """Parts that several guards share as columns: comparisons first, then what is made of them."""
        names: dict[Any, str] = dict(known)
        for depth, formulas in sorted(shared_parts(guards).items()):
            lowered = self._lowered(table, names)
            fresh = {formula: f"part_{depth}_{number}" for number, formula in enumerate(formulas)}
            table = table.mutate(**{name: lowered.formula(formula) for formula, name in fresh.items()})
            names |= fresh
        return table, names

    def _rules(self, table: Any, known: Mapping[Any, str]) -> Any:
        lowered = self._lowered(table, known)
        columns = {name: lowered.formula(guard) for name, guard in self._guards()}
        return table.mutate(established=lowered.formula(self.plan.established), **columns)

    def _rows(self, table: Any) -> Any:
        plan = self.plan
        tiers = [table[f"tier_{number}"] for number in range(len(plan.tiers))]
        ranges = [table[f"range_{number}"] for number in range(len(plan.ranges))]
        table = table.mutate(tier_count=count(tiers), range_count=count(ranges))
        tier_row = first(tiers) if plan.first_match else only(tiers, table["tier_count"])
        return table.mutate(tier_row=tier_row, range_row=only(ranges, table["range_count"]))

    # What follows: the tree of the law's questions as nested cases.

    def _node(self, node: Node, table: Any) -> Expression:
        if isinstance(node, Leaf):
            return whole(node.number)
        if node.about == "established":
            answers = dict(node.answers)
            return self._ask(table["established"], self._node(answers[True], table), self._node(answers[False], table))
        if node.about in LISTS:
            return self._circumstances(node, list(classes(self.plan, node.about)), {}, table)
        return self._row(node.answers, table["tier_row" if node.about == "tiers" else "range_row"], table)

    def _ask(self, holds: Expression, yes: Expression, no: Expression) -> Expression:
        import ibis

        if self.complete:
            return holds.ifelse(yes, no)
        return ibis.cases((holds, yes), (holds.isnull(), whole(self.unknown)), else_=no)

    def _circumstances(
        self, node: Question, remaining: list[Class], held: Mapping[Class, bool], table: Any
    ) -> Expression:
        """Ask for one class of entries after the other, those that bind first, as far as the answer still matters."""
        fitting = [
            target
            for answer, target in node.answers
            if isinstance(answer, frozenset) and all((key in answer) == value for key, value in held.items())
        ]
        if len({id(target) for target in fitting}) == 1:
            return self._node(fitting[0], table)
        order = list(classes(self.plan, node.about))
        key = min(remaining, key=lambda item: (item[0] is not Force.SHALL, order.index(item)))
        rest = [item for item in remaining if item != key]
        yes, no = (self._circumstances(node, rest, {**held, key: answer}, table) for answer in (True, False))
        return self._ask(table[f"{node.about}_{order.index(key)}"], yes, no)

    def _row(self, answers: Sequence[tuple[Answer, Node]], column: Expression, table: Any) -> Expression:
        import ibis

        targets = {int(answer): node for answer, node in answers if not isinstance(answer, frozenset)}
        nodes = {id(node): node for node in targets.values()}
        found = choose(
            column,
            {answer: id(node) for answer, node in targets.items()},
            "int64",
            lambda key: self._node(nodes[key], table),
        )
        return found if self.complete else ibis.coalesce(found, whole(self.unknown))

    # Which sanction: numbered densely, range by range.

    def _sanction(self, table: Any) -> Expression:
        plan = self.plan
        self.sanctions = list(
            dict.fromkeys(
                cell.party[effect] for _, cell in sorted(plan.cells.items(), key=_by_range) for effect in EFFECTS
            )
        )
        numbers = {sanction: number for number, sanction in enumerate(self.sanctions)}
        decided = {leaf.number: EFFECTS.index(leaf.settled.effect) for leaf in self.law.leaves if _sanctioned(leaf)}
        by_range: dict[int, dict[int, tuple[int, ...]]] = {}
        for (tier, found), cell in plan.cells.items():
            by_range.setdefault(found, {})[tier] = tuple(numbers[cell.party[effect]] for effect in EFFECTS)

        def of_effects(cell: tuple[int, ...]) -> Expression:
            return switch(table["leaf"], {leaf: cell[effect] for leaf, effect in decided.items()}, "int64")

        def of_tiers(found: int) -> Expression:
            return choose(table["tier_row"], by_range[found], "int64", of_effects)

        return choose(table["range_row"], {found: found for found in by_range}, "int64", of_tiers)

    # The outcome by name.

    def _named(self, table: Any) -> Any:
        import ibis

        plan, leaf, leaves = self.plan, table["leaf"], self.law.leaves
        undecided = table["open"]  # a missing fact that only the amount or a measure turns on
        status = {item.number: item.settled.status.value for item in leaves} | {self.unknown: Status.UNDETERMINED.value}
        disposition = {i.number: i.settled.disposition.value for i in leaves if i.settled.disposition is not None}
        force = {i.number: i.settled.force.value for i in leaves if i.settled.status is Status.DETERMINED}
        offered = {i.number: " ".join(choice.value for choice in i.settled.offered) for i in leaves}
        tiers = {number: row.tier for number, row in enumerate(plan.tiers)}
        ranges = {number: row.range for number, row in enumerate(plan.ranges)}
        columns = {
            "disposition": switch(leaf, disposition, "string"),
            "force": switch(leaf, force, "string"),
            "tier": _among(leaf, [i for i in leaves if i.tier], switch(table["tier_row"], tiers, "string")),
            "statutory_range": _among(leaf, [i for i in leaves if i.range], switch(table["range_row"], ranges, "string")),
            "offered": switch(leaf, offered, "string"),
            **{name: table[name] for name in OUTCOME[6:]},
            **{name: _among(leaf, [i for i in leaves if i.range], table[name], "int64") for name in STATUTE},
        }  # fmt: skip
        columns["status"] = switch(leaf, status, "string")
        if self.complete:
            return table.select(*self.keep, **{name: columns[name] for name in OUTCOME})
        closed = {name: undecided.ifelse(ibis.null(column.type()), column) for name, column in columns.items()}
        closed["status"] = undecided.ifelse(ibis.literal(Status.UNDETERMINED.value), columns["status"])
        return table.select(*self.keep, **{name: closed[name] for name in OUTCOME})


def _by_range(item: tuple[tuple[int, int], Any]) -> tuple[int, int]:
    (tier, found), _ = item
    return found, tier


def _sanctioned(leaf: Leaf) -> bool:
    return leaf.tier and leaf.range and leaf.settled.fault is None


def _among(leaf: Expression, leaves: Sequence[Leaf], column: Expression, kind: str = "string") -> Expression:
    return choose(leaf, {item.number: True for item in leaves}, kind, lambda _: column)
