"""Terms and formulas of a plan over arrays in memory: exact 64-bit integers, and truths that a missing fact may leave open.

What all rows share is a plain number or truth, and costs nothing. 64 bits can overflow, so the bounds of every term over the
legal domain are checked.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from discretion.audit.expressions import WHOLE, too_large
from discretion.plan import Plan, per_plan
from discretion.plan import formula as f
from discretion.plan import terms as t

Number = Any  # an integer, or an array of 64-bit integers
Truth = Any  # a truth, or an array of them


class Vector(NamedTuple):
    """The values of a fact or a term; where one is missing, the value stands for nothing (some number of the legal domain)."""

    values: Number
    missing: Truth = False

    def at(self, rows: Any) -> Vector:
        """Some of the rows."""
        return Vector(*(item if isinstance(item, int) else item[rows] for item in self))

    def filled(self, other: Vector) -> Vector:
        """With other values where one is missing."""
        return Vector(chosen(self.missing, other.values, self.values), both(self.missing, other.missing))


class Kleene(NamedTuple):
    """Whether something surely holds, and whether it may: apart where a missing fact leaves it open."""

    surely: Truth
    maybe: Truth

    @property
    def open(self) -> Truth:
        """Whether it is open."""
        return False if self.maybe is self.surely else both(self.maybe, negated(self.surely))

    @property
    def denied(self) -> Kleene:
        """Whether it does not hold."""
        surely = negated(self.maybe)
        return Kleene(surely, surely if self.maybe is self.surely else negated(self.surely))


class Arrays:
    """Works out terms and formulas, each once.

    Args:
        plan: whose they are; they must live as long as it does.
        columns: by slot.
    """

    def __init__(self, plan: Plan, columns: Mapping[int, Vector] | Sequence[Vector]) -> None:
        self._columns = columns
        self._box, self._spans = _spans(plan)
        self._terms: dict[int, Vector] = {}
        self._truths: dict[int, Kleene] = {}

    def term(self, term: t.Term) -> Vector:
        """The values of a term; missing where a fact it needs is.

        Raises:
            UsageError: they could be larger than 64 bits hold.
        """
        match term:
            case t.Const(value):
                return Vector(value)
            case t.Var(slot):
                return self._columns[slot]
        found = self._terms.get(id(term))
        if found is None:
            found = self._terms[id(term)] = self._worked_out(term)
        return found

    def _worked_out(self, term: t.Term) -> Vector:
        import numpy as np

        self._bounds(term)
        match term:
            case t.Const() | t.Var():
                return self.term(term)
            case t.EnumTable(slot, table):
                position, missing = self._columns[slot]
                return Vector(table[position] if isinstance(position, int) else np.array(table)[position], missing)
        left, right = self.term(term.left), self.term(term.right)
        return Vector(OPERATIONS[type(term)](left.values, right.values), either(left.missing, right.missing))

    def _bounds(self, term: t.Term) -> tuple[int, int]:
        """Between which numbers its values lie, found once for a plan."""
        if isinstance(term, t.Const | t.Var):
            return t.span(term, self._box)
        found = self._spans.get(id(term))
        if found is None:
            low, high = found = self._spans[id(term)] = t.span(term, self._box, self._bounds)
            if not -WHOLE < low <= high < WHOLE:
                raise too_large()
        return found

    def formula(self, formula: f.Formula) -> Kleene:
        """Whether a formula holds."""
        found = self._truths.get(id(formula))
        if found is None:
            found = self._truths[id(formula)] = self._asked(formula)
        return found

    def _asked(self, formula: f.Formula) -> Kleene:
        match formula:
            case f.Truth(value):
                return Kleene(value, value)
            case f.Cmp(op, left, right):
                return compared(op, self.term(left), self.term(right))
            case f.Not(item):
                return self.formula(item).denied
            case f.And(items):
                return joined(map(self.formula, items), both, False)
            case f.Or(items):
                return joined(map(self.formula, items), either, True)


@per_plan
def _spans(plan: Plan) -> tuple[t.Box, dict[int, tuple[int, int]]]:
    """The legal domain of every slot, and the bounds of terms as far as they are known, by id."""
    return plan.box, {}


def compared(op: str, left: Vector, right: Vector) -> Kleene:
    """Whether ``left op right``."""
    holds, missing = COMPARISONS[op](left.values, right.values), either(left.missing, right.missing)
    if missing is False:
        return Kleene(holds, holds)
    return Kleene(both(holds, negated(missing)), either(holds, missing))


def joined(items: Iterable[Kleene], join: Callable[[Truth, Truth], Truth], ends: bool) -> Kleene:
    """Whether all hold (``both``, which one that does not hold ends), or any (``either``, which one that holds ends)."""
    surely = maybe = not ends
    for item in items:
        same = item.surely is item.maybe and surely is maybe
        surely = join(surely, item.surely)
        maybe = surely if same else join(maybe, item.maybe)
        if surely is ends and maybe is ends:
            break
    return Kleene(surely, maybe)


def both(left: Truth, right: Truth) -> Truth:
    """Whether two truths hold."""
    if left is True or right is False:
        return right
    return left if left is False or right is True else left & right


def either(left: Truth, right: Truth) -> Truth:
    """Whether one of two truths holds."""
    if left is False or right is True:
        return right
    return left if left is True or right is False else left | right


def negated(truth: Truth) -> Truth:
    """Whether it does not hold."""
    return not truth if isinstance(truth, bool) else ~truth


def chosen(truth: Truth, yes: Number, no: Number) -> Number:
    """One of two numbers."""
    import numpy as np

    return (yes if truth else no) if isinstance(truth, bool) else np.where(truth, yes, no)


def _least(left: Number, right: Number) -> Number:
    import numpy as np

    return min(left, right) if isinstance(left, int) and isinstance(right, int) else np.minimum(left, right)


def _most(left: Number, right: Number) -> Number:
    import numpy as np

    return max(left, right) if isinstance(left, int) and isinstance(right, int) else np.maximum(left, right)


OPERATIONS: Mapping[type[t.Term], Callable[[Number, Number], Number]] = {
    t.Add: operator.add, t.Sub: operator.sub, t.Mul: operator.mul, t.Div: operator.floordiv, t.Min: _least, t.Max: _most,
}  # fmt: skip
COMPARISONS: Mapping[str, Callable[[Number, Number], Truth]] = {"<": operator.lt, "<=": operator.le, "=": operator.eq}
