"""A plan as Rete rulesets: a rule a conjunction, a flat fact with the stated facts and the differences that
comparisons need.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from discretion.facts import FactType
from discretion.plan import ABOUT, Plan, Values
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.testing.rete.normal import Conjunction, FieldTest, TooLarge, disjunction

EXACT = 2**53  # beyond it durable-rules compares through floating point
CONDITIONS = 60  # different conditions of one ruleset; more than 64 matched at once are an error
OPERATORS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte", "!=": "$neq"}
MIRRORED = {"<": ">", "<=": ">=", "=": "="}
START = "start"  # matched by a fact of its own, so that every session has run an action before it is deleted


@dataclass(frozen=True)
class Network:
    """A plan as Rete rulesets.

    Attributes:
        shards: the rulesets, JSON-ready; a rule's name is that of its row and a number: ``tiers.2/0``.
        rows: the names of the rows that are compared.
    """

    plan: Plan
    shards: tuple[Mapping[str, object], ...]
    differences: Mapping[str, f.Cmp]
    rows: tuple[str, ...]

    def fact(self, values: Values) -> dict[str, object]:
        """The flat fact of complete facts: every field present, each of one type."""
        fact: dict[str, object] = {"t": "case"}
        for index, slot in enumerate(self.plan.slots):
            fact[f"s{index}"] = bool(values[index]) if slot.fact.type is FactType.BOOLEAN else values[index]
        for name, comparison in self.differences.items():
            difference = t.evaluate(comparison.left, values) - t.evaluate(comparison.right, values)
            # Only its sign is asked for, so what durable-rules could not hold exactly can be cut.
            fact[name] = max(-EXACT + 1, min(EXACT - 1, difference))
        return fact


def rows(plan: Plan) -> Iterator[tuple[str, f.Formula]]:
    """The guards that are compared, by a stable name: ``established``, ``exempt.3``, ``tiers.0``, ``ranges.1``,
    ``supplements.0``.
    """
    yield "established", plan.established
    for about in ABOUT:
        yield from ((f"{about}.{bit}", rule.guard) for bit, rule in enumerate(plan.rules(about)))


def network(plan: Plan) -> Network:
    """Translate a plan.

    Raises:
        TooLarge: a guard has too many conjunctions, or one conjunction too many conditions.
    """
    fields = _Fields(plan)
    rules = [
        (f"{name}/{number}", conjunction)
        for name, guard in rows(plan)
        for number, conjunction in enumerate(disjunction(guard, fields.literal))
    ]
    return Network(plan, tuple(_shards(rules)), fields.differences, tuple(name for name, _ in rows(plan)))


class _Fields:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.differences: dict[str, f.Cmp] = {}
        self._names: dict[tuple[t.Term, t.Term], str] = {}

    def literal(self, atom: f.Cmp) -> FieldTest:
        """A comparison as one of a field with a constant."""
        match atom.left, atom.right:
            case t.Var(slot), t.Const(value) if self._plain(slot, atom.op, value):
                return self._of(slot, atom.op, value)
            case t.Const(value), t.Var(slot) if self._plain(slot, atom.op, value):
                return self._of(slot, MIRRORED[atom.op], value)
        name = self._names.setdefault((atom.left, atom.right), f"d{len(self._names)}")
        self.differences.setdefault(name, atom)
        return FieldTest(name, atom.op, 0)

    def _plain(self, slot: int, op: str, value: int) -> bool:
        if self.plan.slots[slot].fact.type is FactType.BOOLEAN:
            return op == "=" and value in (0, 1)
        return max(abs(value), abs(self.plan.slots[slot].low), abs(self.plan.slots[slot].high)) < EXACT

    def _of(self, slot: int, op: str, value: int) -> FieldTest:
        boolean = self.plan.slots[slot].fact.type is FactType.BOOLEAN
        return FieldTest(f"s{slot}", op, bool(value) if boolean else value)


def _shards(rules: list[tuple[str, Conjunction]]) -> Iterator[Mapping[str, object]]:
    """Rulesets small enough for the limits of durable-rules."""
    shard: dict[str, object] = {}
    used: set[FieldTest] = set()
    for name, conjunction in rules:
        if len(conjunction) > CONDITIONS:
            raise TooLarge
        if shard and len(used | conjunction) > CONDITIONS:
            yield {START: _rule([{"t": START}]), **shard}
            shard, used = {}, set()
        conditions: list[dict[str, object]] = [
            {"t": "case"},
            *(_condition(literal) for literal in sorted(conjunction, key=_order)),
        ]
        shard[name] = _rule(conditions)
        used |= conjunction
    yield {START: _rule([{"t": START}]), **shard}


def _rule(conditions: list[dict[str, object]]) -> dict[str, object]:
    return {"all": [{"m": conditions[0] if len(conditions) == 1 else {"$and": conditions}}]}


def _condition(literal: FieldTest) -> dict[str, object]:
    plain: dict[str, object] = {literal.field: literal.value}
    return plain if literal.op == "=" else {OPERATORS[literal.op]: plain}


def _order(literal: FieldTest) -> tuple[str, str, int]:
    return literal.field, literal.op, literal.value
