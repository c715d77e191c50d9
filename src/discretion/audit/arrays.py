"""Arrays in memory: exact 64-bit integers, and truths that a missing fact may leave open.

What all rows share is a plain number or truth, and costs nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

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


def compared(op: str, left: Vector, right: Vector) -> Kleene:
    """Whether ``left op right``."""
    holds, missing = COMPARISONS[op](left.values, right.values), either(left.missing, right.missing)
    if missing is False:
        return Kleene(holds, holds)
    return Kleene(both(holds, negated(missing)), either(holds, missing))


def joined(left: Kleene, right: Kleene, join: Callable[[Truth, Truth], Truth]) -> Kleene:
    """Whether both hold, or one of them."""
    surely = join(left.surely, right.surely)
    same = left.surely is left.maybe and right.surely is right.maybe
    return Kleene(surely, surely if same else join(left.maybe, right.maybe))


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
