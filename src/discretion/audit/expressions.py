"""Integer terms and formulas of a plan as Ibis expressions: the same plan, exact on every backend.

Two traps are closed by proof, not by care. Ibis' ``//`` goes through a double on every backend, so a remainder is
subtracted first and what is divided is a multiple, below 2**53, of the divisor: such a quotient is exact in doubles.
And 64 bits can overflow, so every term's bounds over the legal domain are checked when the expression is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from discretion.errors import Problem, UsageError
from discretion.plan import formula as f
from discretion.plan import terms as t

Expression = Any  # an Ibis expression: Ibis is an extra and has no types we could name without importing it

WHOLE = 2**63  # a 64-bit integer
DOUBLE = 2**53  # integers that a double holds exactly


class Lowered:
    """Writes terms and formulas over columns.

    Args:
        columns: the column of every slot.
        box: the legal domain of every slot.
        known: columns that hold terms and formulas worked out before, in place of these.
    """

    def __init__(
        self, columns: Sequence[Expression], box: t.Box, known: Mapping[t.Term | f.Formula, Expression] | None = None
    ) -> None:
        self.columns, self.box, self.known = columns, box, dict(known or {})

    def term(self, term: t.Term) -> Expression:
        """A term as a 64-bit integer column; null where a fact it needs is missing.

        Raises:
            UsageError: its values could leave what the backends compute exactly.
        """
        import ibis

        if term in self.known:
            return self.known[term]
        match term:
            case t.Const(value):
                return ibis.literal(self._bounded(value), "int64")
            case t.Var(slot):
                return self.columns[slot]
            case t.Table(slot, values):
                column = self.columns[slot]
                pairs = [(position, ibis.literal(value, "int64")) for position, value in enumerate(values)]
                return column.cases(*pairs, else_=ibis.null("int64"))
        low, high = t.span(term, self.box)
        self._bounded(max(abs(low), abs(high)))
        left, right = self.term(term.left), self.term(term.right)
        match term:
            case t.Add():
                return left + right
            case t.Sub():
                return left - right
            case t.Mul():
                return left * right
            case t.Min():
                return _chosen(left <= right, left, right)
            case t.Max():
                return _chosen(left >= right, left, right)
            case t.Div():
                return self._quotient(term, left, right)

    def _quotient(self, term: t.Div, left: Expression, right: Expression) -> Expression:
        """Division rounded down; the divisor is positive."""
        low, high = t.span(term.left, self.box)
        widest = t.span(term.right, self.box)[1]
        if max(abs(low), abs(high)) + widest >= DOUBLE:
            raise _too_large()
        rest = left % right
        if low < 0:
            rest = (rest + right) % right  # SQL's remainder takes the sign of the dividend
        return ((left - rest) / right).cast("int64")

    def formula(self, formula: f.Formula) -> Expression:
        """A formula as a boolean column; SQL's null logic is Kleene's: null where missing facts leave it open."""
        import ibis

        if formula in self.known:
            return self.known[formula]
        match formula:
            case f.Truth(value):
                return ibis.literal(value)
            case f.Cmp(op, left, right):
                a, b = self.term(left), self.term(right)
                return a < b if op == "<" else a <= b if op == "<=" else a == b
            case f.Both(items):
                return reduce(lambda a, b: a & b, map(self.formula, items))
            case f.Either(items):
                return reduce(lambda a, b: a | b, map(self.formula, items))
            case f.Neither(item):
                return ~self.formula(item)

    @staticmethod
    def _bounded(value: int) -> int:
        if not -WHOLE < value < WHOLE:
            raise _too_large()
        return value


def _chosen(first: Expression, left: Expression, right: Expression) -> Expression:
    """One of two terms; null when it is open which (``LEAST`` and ``GREATEST`` skip nulls on most backends)."""
    import ibis

    return ibis.cases((first, left), (~first, right), else_=ibis.null("int64"))


def _too_large() -> UsageError:
    return UsageError(Problem("规则中的数可能大到数据库不能精确计算", remedy="缩小有关事实的 range"))
