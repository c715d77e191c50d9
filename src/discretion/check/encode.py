"""Plan terms and formulas as claims of the solver: exact, integers only, one variable a stated fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from discretion.check.solver import Claim, Number, Prover
from discretion.facts import FactType
from discretion.plan import Slot
from discretion.plan import formula as f
from discretion.plan import terms as t


@dataclass(frozen=True)
class Quotient:
    """A division that the plan makes: its variable, what defines it, and the facts it rests on."""

    variable: Number
    definition: Claim
    facts: frozenset[str]


class Facts:
    """The variables of stated facts, by name: two plans on one prover speak of the same case."""

    def __init__(self, prover: Prover) -> None:
        self.prover = prover
        self.slots: dict[str, Slot] = {}
        self.variables: dict[str, Number | Claim] = {}
        self.bounds: dict[str, Claim] = {}

    def variable(self, slot: Slot) -> Number | Claim:
        """The variable of a fact, within its legal domain; a truth variable for a boolean fact."""
        if slot.name not in self.variables:
            self.slots[slot.name] = slot
            self.variables[slot.name], self.bounds[slot.name] = self.fresh(slot)
            self.prover.add(self.bounds[slot.name])
        return self.variables[slot.name]

    def fresh(self, slot: Slot) -> tuple[Number | Claim, Claim]:
        """A new variable of the same kind, and its bounds."""
        if slot.fact.type is FactType.BOOLEAN:
            return self.prover.truth(), self.prover.true
        return self.prover.number(slot.low, slot.high)

    def values(self, variables: dict[str, Number | Claim] | None = None) -> dict[str, int]:
        """The facts of the last model."""
        read = self.variables | (variables or {})
        return {name: self.prover.value(variable) for name, variable in read.items()}

    def equals(self, name: str, value: int, variable: Number | Claim | None = None) -> Claim:
        """The claim that a fact (or a copy of it) has a value."""
        variable = self.variables[name] if variable is None else variable
        if self.slots[name].fact.type is FactType.BOOLEAN:
            return variable if value else self.prover.no(variable)
        return self.prover.equal(variable, self.prover.constant(value))


class Encoding:
    """Translates the terms and formulas over the slots of one plan."""

    def __init__(self, slots: Sequence[Slot], facts: Facts) -> None:
        self.slots: Sequence[Slot] = slots
        self.facts: Facts = facts
        self.prover: Prover = facts.prover
        self.quotients: list[Quotient] = []
        self._variables = [facts.variable(slot) for slot in slots]
        # By identity: hashing a deep term anew at every level costs more than the translation.
        self._terms: dict[int, tuple[t.Term, Number]] = {}
        self._formulas: dict[int, tuple[f.Formula, Claim]] = {}

    def formula(self, formula: f.Formula) -> Claim:
        """A formula as a claim."""
        found = self._formulas.get(id(formula))
        if found is None:
            found = self._formulas[id(formula)] = formula, self._formula(formula)
        return found[1]

    def term(self, term: t.Term) -> Number:
        """A term as an integer expression."""
        found = self._terms.get(id(term))
        if found is None:
            found = self._terms[id(term)] = term, self._term(term)
        return found[1]

    def definitions(self) -> list[Claim]:
        """What defines the divisions."""
        return [item.definition for item in self.quotients]

    def _formula(self, formula: f.Formula) -> Claim:
        prover = self.prover
        match formula:
            case f.Truth(value):
                return prover.true if value else prover.false
            case f.And(items):
                return prover.all([self.formula(item) for item in items])
            case f.Or(items):
                return prover.any([self.formula(item) for item in items])
            case f.Not(item):
                return prover.no(self.formula(item))
            case f.Cmp("=", t.Var(slot), t.Const(value)) if self._boolean(slot):
                variable = self._variables[slot]
                return {0: prover.no(variable), 1: variable}.get(value, prover.false)
        return self.comparison(formula.op, self.term(formula.left), self.term(formula.right))

    def comparison(self, op: str, left: Number, right: Number) -> Claim:
        """``left op right``; op is one of ``< <= =``."""
        if op == "<":
            return left < right
        return left <= right if op == "<=" else self.prover.equal(left, right)

    def _term(self, term: t.Term) -> Number:
        prover = self.prover
        match term:
            case t.Const(value):
                return prover.constant(value)
            case t.Var(slot):
                variable = self._variables[slot]
                if self._boolean(slot):
                    return prover.choose(variable, prover.constant(1), prover.constant(0))
                return variable
            case t.EnumTable(slot, values):
                return self._table(self._variables[slot], values)
        left, right = self.term(term.left), self.term(term.right)
        match term:
            case t.Add():
                return left + right
            case t.Sub():
                return left - right
            case t.Mul():
                return left * right
            case t.Min():
                return prover.choose(left <= right, left, right)
            case t.Max():
                return prover.choose(left >= right, left, right)
            case t.Div():
                return self._quotient(term, left, right)

    def _table(self, code: Number, values: Sequence[int]) -> Number:
        result = self.prover.constant(values[-1])
        for index in range(len(values) - 2, -1, -1):
            at = self.prover.equal(code, self.prover.constant(index))
            result = self.prover.choose(at, self.prover.constant(values[index]), result)
        return result

    def _quotient(self, term: t.Div, left: Number, right: Number) -> Number:
        variable, definition = self.prover.quotient(left, right)
        if not any(self.prover.same(item.variable, variable) for item in self.quotients):
            names = frozenset(self.slots[slot].name for slot in t.slots(term))
            self.quotients.append(Quotient(variable, definition, names))
        return variable

    def _boolean(self, slot: int) -> bool:
        return self.slots[slot].fact.type is FactType.BOOLEAN
