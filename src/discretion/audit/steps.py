"""Terms and formulas of a plan over arrays in memory, as steps: each different one is worked out once, inner ones first.

64 bits can overflow, so the bounds of every term over the legal domain are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from functools import partial, reduce
from math import gcd
from types import MappingProxyType
from typing import Any

from discretion.audit.arrays import COMPARISONS, OPERATIONS, Kleene, Number, Vector, both, compared, either, joined
from discretion.audit.expressions import WHOLE, too_large
from discretion.plan import Plan
from discretion.plan import formula as f
from discretion.plan import terms as t

Columns = Mapping[int, Vector] | Sequence[Vector]  # by slot
Found = Mapping[int, Any]
FEW_VALUES = 1024  # of a step, for each of which amounts may be worked out beforehand
Step = Callable[[Found, Columns, Any, Any], Any]  # what is found so far, the columns, and with what it is done


class Steps:
    """The steps of some terms and formulas.

    Args:
        plan: whose they are.
    """

    def __init__(self, plan: Plan) -> None:
        self._box, self._steps = plan.box, list[tuple[Step, Any, Any]]()
        self._inner: list[tuple[int, ...]] = []
        self._numbers: dict[tuple[Step, Any, Any], int] = {}
        self._spans: dict[int, tuple[int, int]] = {}  # between which numbers the values of a step lie
        self._known: dict[int, tuple[object, int]] = {}  # by id, and what has the id

    def term(self, term: t.Term) -> int:
        """The number of a term among what the steps give.

        Raises:
            UsageError: its values could be larger than 64 bits hold.
        """
        known = self._known.get(id(term))
        if known is None:
            known = self._known[id(term)] = term, self._term(term)
            if known[1] not in self._spans:
                low, high = self._spans[known[1]] = t.span(term, self._box, self._span)
                if not -WHOLE < low <= high < WHOLE:
                    raise too_large()
        return known[1]

    def _span(self, term: t.Term) -> tuple[int, int]:
        return self._spans[self.term(term)]

    def _term(self, term: t.Term) -> int:
        match term:
            case t.Const(value):
                return self._step(_number, value)
            case t.Var(slot):
                return self._step(_column, slot)
            case t.EnumTable(slot, table):
                position = self.term(t.Var(slot))
                return self._step(_looked_up, position, table, inner=(position,))
            case t.Mul(t.Div(t.Add(part, t.Const(less)), t.Const(k)), t.Const(n)) if (
                k == n > less >= 0 == factor(part) % k
            ):
                return self.term(part)  # rounded to what it is a multiple of
            case t.Mul(t.Div(part, t.Const(k)), t.Const(n)) if k == n and factor(part) % k == 0:
                return self.term(part)
        return self._joined(WORKED_OUT[type(term)], self.term(term.left), self.term(term.right))

    def formula(self, formula: f.Formula) -> int:
        """The number of a formula."""
        known = self._known.get(id(formula))
        if known is None:
            known = self._known[id(formula)] = formula, self._formula(formula)
        return known[1]

    def _formula(self, formula: f.Formula) -> int:
        match formula:
            case f.Truth(value):
                return self._step(_truth, value)
            case f.Cmp("<", left, right):  # a comparison and its denial are one
                return self._denied(self._joined(COMPARED["<="], self.term(right), self.term(left)))
            case f.Cmp(op, left, right):
                return self._joined(COMPARED[op], self.term(left), self.term(right))
            case f.Not(item):
                return self._denied(self.formula(item))
            case f.And(items):  # what begins alike is worked out once
                return reduce(partial(self._joined, _both), map(self.formula, items))
            case f.Or(items):
                return reduce(partial(self._joined, _either), map(self.formula, items))

    def _joined(self, step: Step, left: int, right: int) -> int:
        return self._step(step, left, right, inner=(left, right))

    def _denied(self, item: int) -> int:
        return self._step(_not, item, inner=(item,))

    def _step(self, step: Step, one: Any, other: Any = None, *, inner: tuple[int, ...] = ()) -> int:
        number = self._numbers.setdefault((step, one, other), len(self._steps))
        if number == len(self._steps):
            self._steps.append((step, one, other))
            self._inner.append(inner)
        return number

    def needed(self, numbers: Iterable[int], given: Container[int] = ()) -> list[int]:
        """The steps that lead to some, as far as they are not given; inner ones first."""
        found, rest = set[int](), list(numbers)
        while rest:
            number = rest.pop()
            if number not in found and number not in given:
                found.add(number)
                rest += self._inner[number]
        return sorted(found)

    def turning(self, numbers: Collection[int]) -> set[int]:
        """Steps that decide some others, whatever the case: with few values, where there are such, or columns."""
        by: dict[int, set[int]] = {}
        for number in self.needed(numbers):
            inner = set[int]().union(*(by[item] for item in self._inner[number]))
            decided = len(inner) == 1 and self.few(*inner)
            alone = self._steps[number][0] is _column or (inner and not decided and self.few(number))
            by[number] = {number} if alone else inner
        return set[int]().union(*(by[number] for number in numbers))

    def few(self, number: int) -> bool:
        """Whether a step has so few values that amounts can be worked out for each."""
        low, high = self._spans[number]
        return high - low < FEW_VALUES

    def slots(self, number: int) -> list[int]:
        """Those that a step depends on."""
        return [self._steps[item][1] for item in self.needed([number]) if self._steps[item][0] is _column]

    def values(self, number: int) -> range:
        """Those of a step."""
        low, high = self._spans[number]
        return range(low, high + 1)

    def done_with(self, needed: Sequence[int], wanted: Iterable[int]) -> dict[int, list[int]]:
        """After which of some steps others are not wanted any more: their memory is best used again while it is in the cache."""
        last = {item: number for number in needed for item in self._inner[number]}
        for number in wanted:
            last.pop(number, None)
        found: dict[int, list[int]] = {}
        for item, number in last.items():
            found.setdefault(number, []).append(item)
        return found

    def run(
        self,
        numbers: Iterable[int],
        columns: Columns,
        found: dict[int, Any],
        done_with: Mapping[int, Sequence[int]] = MappingProxyType({}),
    ) -> dict[int, Any]:
        """Work out some steps: a ``Vector`` of a term, a ``Kleene`` of a formula.

        Args:
            numbers: the steps; inner ones have lower numbers.
            columns: by slot.
            found: what has been worked out, to which these are added.
            done_with: after which of them others are forgotten.
        """
        for number in numbers:
            step, one, other = self._steps[number]
            found[number] = step(found, columns, one, other)
            for item in done_with.get(number, ()):
                del found[item]
        return found


def factor(term: t.Term) -> int:
    """A number of which a term is a multiple, whatever the facts are (of 0: it is 0)."""
    match term:
        case t.Const(value):
            return abs(value)
        case t.EnumTable(_, values):
            return gcd(*values)
        case t.Mul(left, right):
            return factor(left) * factor(right)
        case t.Add(left, right) | t.Sub(left, right) | t.Min(left, right) | t.Max(left, right):
            return gcd(factor(left), factor(right))
    return 1


class Some(dict[int, Any]):
    """Some rows of columns, or of what has been worked out: taken when asked for."""

    def __init__(self, columns: Columns, rows: Any) -> None:
        self._columns, self._rows = columns, rows

    def __missing__(self, number: int) -> Any:
        found = self[number] = self._columns[number].at(self._rows)
        return found


def _number(_: Found, __: Columns, value: int, ___: None) -> Vector:
    return Vector(value)


def _truth(_: Found, __: Columns, value: bool, ___: None) -> Kleene:
    return Kleene(value, value)


def _column(_: Found, columns: Columns, slot: int, __: None) -> Vector:
    return columns[slot]


def _looked_up(found: Found, _: Columns, position: int, table: tuple[int, ...]) -> Vector:
    import numpy as np

    values, missing = found[position]
    return Vector(table[values] if isinstance(values, int) else np.array(table)[values], missing)


def _worked_out(operation: Callable[[Number, Number], Number]) -> Step:
    def step(found: Found, _: Columns, left: int, right: int) -> Vector:
        one, other = found[left], found[right]
        return Vector(operation(one.values, other.values), either(one.missing, other.missing))

    return step


def _compared(op: str) -> Step:
    return lambda found, _, left, right: compared(op, found[left], found[right])


def _not(found: Found, _: Columns, item: int, __: None) -> Kleene:
    denied: Kleene = found[item].denied
    return denied


def _both(found: Found, _: Columns, left: int, right: int) -> Kleene:
    return joined(found[left], found[right], both)


def _either(found: Found, _: Columns, left: int, right: int) -> Kleene:
    return joined(found[left], found[right], either)


WORKED_OUT: Mapping[type[t.Term], Step] = {kind: _worked_out(operation) for kind, operation in OPERATIONS.items()}
COMPARED: Mapping[str, Step] = {op: _compared(op) for op in COMPARISONS}
