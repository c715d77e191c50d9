"""Integer terms and formulas of a plan as Ibis expressions: the same plan, exact on every backend.

Two traps are closed by proof, not by care. 64 bits can overflow, so every term's bounds over the legal domain are
checked when the expression is made. And Ibis' ``//`` is, on every backend, the quotient of two doubles rounded down. That is
exact where |dividend| + divisor < 2**53, which is checked too: both are then doubles, and if the true quotient q = x / d is
not whole, the next whole number k lies at least 1/d away from it, while the double nearest to q is at most
2**-53 * |q| = 2**-53 * |x| / d < 1/d away: it never reaches k from below, and rounding does not pass a whole number
from above. (If q is whole, it is a double itself.)
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
        columns: the column of every slot that is read.
        box: the legal domain of every slot.
        known: columns that hold terms and formulas worked out before, in place of these.
        complete: no fact is missing.
    """

    def __init__(
        self,
        columns: Mapping[int, Expression] | Sequence[Expression],
        box: t.Box,
        known: Mapping[t.Term | f.Formula, Expression] | None = None,
        *,
        complete: bool = False,
    ) -> None:
        self.columns: Mapping[int, Expression] | Sequence[Expression] = columns
        self.box: t.Box = box
        self.known: dict[t.Term | f.Formula, Expression] = dict(known or {})
        self.complete: bool = complete

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
            case t.EnumTable(slot, values):
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
                return self._one_of(left <= right, left, right)
            case t.Max():
                return self._one_of(left >= right, left, right)
            case t.Div():
                return self._quotient(term, left, right)

    def _quotient(self, term: t.Div, left: Expression, right: Expression) -> Expression:
        """Division rounded down; the divisor is positive."""
        low, high = t.span(term.left, self.box)
        if max(abs(low), abs(high)) + t.span(term.right, self.box)[1] >= DOUBLE:
            raise too_large()
        return left // right

    def _one_of(self, first: Expression, left: Expression, right: Expression) -> Expression:
        """One of two terms; null when it is open which (``LEAST`` and ``GREATEST`` skip nulls on most backends)."""
        import ibis

        if self.complete:
            return first.ifelse(left, right)
        return ibis.cases((first, left), (~first, right), else_=ibis.null("int64"))

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
            case f.And(items):
                return reduce(lambda a, b: a & b, map(self.formula, items))
            case f.Or(items):
                return reduce(lambda a, b: a | b, map(self.formula, items))
            case f.Not(f.Cmp("=", left, right)):
                return self.term(left) != self.term(right)
            case f.Not(item):
                return ~self.formula(item)

    def ask(self, test: f.Formula, yes: Expression, no: Expression, unknown: Expression) -> Expression:
        """One of two values, by a formula; another where that is open.

        A disjunction is asked by its negation: ``CASE WHEN a OR b`` takes DuckDB three times as long.
        """
        import ibis

        match test:
            case f.Truth(value):
                return yes if value else no
            case f.Or(items) if test not in self.known:
                return self.ask(f.both(map(f.negate, items)), no, yes, unknown)
        holds = self.formula(test)
        if not self.complete:
            return ibis.cases((holds, yes), (~holds, no), else_=unknown)
        return _chosen(holds, yes, no)

    @staticmethod
    def _bounded(value: int) -> int:
        if not -WHOLE < value < WHOLE:
            raise too_large()
        return value


def _chosen(holds: Expression, yes: Expression, no: Expression) -> Expression:
    """One of two values, where nothing is missing: one ``CASE`` is faster than one in another."""
    import ibis

    rest = no.op()
    if not isinstance(rest, ibis.expr.operations.SearchedCase):
        return holds.ifelse(yes, no)
    more = [(case.to_expr(), result.to_expr()) for case, result in zip(rest.cases, rest.results, strict=True)]
    return ibis.cases((holds, yes), *more, else_=rest.default.to_expr())


def too_large() -> UsageError:
    """A term whose values could leave what can be computed exactly."""
    return UsageError(Problem("规则中的数可能大到数据库不能精确计算", remedy="缩小有关事实的 range"))
