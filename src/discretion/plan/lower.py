"""From FEEL and facts to integer terms and formulas. Fractions stay exact: a ratio is a pair of terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from math import gcd

from discretion.conditions import (
    And,
    AnyOf,
    Binary,
    Call,
    Compare,
    Condition,
    DateLiteral,
    Expression,
    FactTest,
    FeelError,
    Interval,
    Name,
    NoneOf,
    Not,
    Number,
    Or,
    UnaryTest,
    enum_names,
    names,
)
from discretion.errors import nearest
from discretion.facts import Fact, FactType, Vocabulary, bounds, digits
from discretion.plan import formula as f
from discretion.plan import terms as t


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact number: numerator over a positive denominator."""

    num: t.Term
    den: t.Term = t.ONE


class LoweringError(ValueError):
    """A condition or an expression does not fit the vocabulary. ``path`` leads to it inside the condition."""

    def __init__(
        self, message: str, path: tuple[str | int, ...] = (), allowed: tuple[str, ...] = (), near: str | None = None
    ) -> None:
        super().__init__(message)
        self.path, self.allowed, self.nearest = path, allowed, near


class Lowering:
    """Gives every stated fact it meets a slot, and translates conditions and arithmetic over those slots."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.slots: dict[str, int] = {}
        self.box: list[tuple[int, int]] = []

    def slot(self, name: str) -> int:
        """The slot of a stated fact, given on first use."""
        if name not in self.slots:
            domain = bounds(self.vocabulary[name])
            if domain is None:
                raise LoweringError(f"事实 {name} 没有取值范围")
            self.slots[name] = len(self.box)
            self.box.append(domain)
        return self.slots[name]

    def fact(self, name: str) -> Fact:
        """The definition of a fact; an unknown name is an error with the nearest one."""
        if name not in self.vocabulary:
            near = nearest(name, list(self.vocabulary))
            raise LoweringError(f"没有名为 {name} 的事实", near=near)
        return self.vocabulary[name]

    def value(self, name: str) -> Ratio:
        """A fact as an exact number in its own unit (boolean 0/1, enum position, date ordinal)."""
        fact = self.fact(name)
        if fact.lookup is not None:
            of = self.fact(fact.lookup.of)
            for code in of.values or {}:
                if code not in fact.lookup.values:
                    raise LoweringError(f"{name} 的表中没有 {code} 的数")
            table = tuple(fact.lookup.values[code] for code in of.values or {})
            return Ratio(t.Table(self.slot(fact.lookup.of), table))
        if fact.derive is None:
            return Ratio(t.Var(self.slot(name)), t.Const(10 ** digits(fact)))
        if fact.type is FactType.BOOLEAN:
            raise LoweringError(f"{name} 是条件推导的事实，不能参与计算")
        return self.number(fact.derive)

    def number(self, expression: Expression) -> Ratio:
        """Translate FEEL arithmetic."""
        match expression:
            case Number(value):
                return constant(value)
            case DateLiteral(day):
                return Ratio(t.Const(day.toordinal()))
            case Name(name):
                return self.value(name)
            case Binary(op, left, right):
                return self.binary(op, self.number(left), self.number(right))
            case Call(function, arguments):
                values = [self.number(argument) for argument in arguments]
                if function in ("floor", "ceiling"):
                    return Ratio(floor(values[0]) if function == "floor" else ceiling(values[0]))
                combine = t.minimum if function == "min" else t.maximum
                return reduce(lambda a, b: _joined(a, b, combine), values)

    def least(self, a: Ratio, b: Ratio) -> Ratio:
        """The smaller of two numbers."""
        return _joined(a, b, t.minimum)

    def condition(self, condition: Condition) -> f.Formula:
        """Translate a condition.

        Raises:
            LoweringError: an unknown fact, or a test that does not fit the fact's type; ``path`` says where.
        """
        match condition:
            case And(items):
                return f.both(self.condition(item) for item in items)
            case Or(items):
                return f.either(self.condition(item) for item in items)
            case Not(item):
                return f.negate(self.condition(item))
            case FactTest():
                try:
                    return self._fact_test(condition)
                except LoweringError as error:
                    raise LoweringError(
                        str(error), (*condition.path, *error.path), error.allowed, error.nearest
                    ) from None

    def _fact_test(self, test: FactTest) -> f.Formula:
        fact = self.fact(test.fact)
        if fact.type is FactType.BOOLEAN:
            if test.truth is None:
                raise LoweringError("是非事实只能检验 true 或 false", allowed=("true", "false"))
            if fact.derive is not None:
                holds = self.condition(fact.derive)
            else:
                holds = f.compare("=", t.Var(self.slot(test.fact)), t.ONE)
            return holds if test.truth else f.negate(holds)
        if test.test is None:
            raise LoweringError(f"{fact.label}不是是非事实")
        if fact.type is FactType.ENUM:
            return self._enum_test(test.fact, fact, test.test)
        self._check_dates(fact, test.test)
        return self._test(self.value(test.fact), test.test)

    def _check_dates(self, fact: Fact, test: UnaryTest) -> None:
        """A date and a number are both integers in here: comparing them would silently mean something else."""
        for bound in _bounds(test):
            dates = [self.fact(name).type is FactType.DATE for name in names(bound)]
            if fact.type is FactType.DATE and not isinstance(bound, DateLiteral) and not any(dates):
                raise LoweringError(f'{fact.label}是日期，应当与日期比较，例如 @"2026-05-01"')
            a_date = isinstance(bound, DateLiteral) or (isinstance(bound, Name) and any(dates))
            if fact.type is not FactType.DATE and a_date:
                raise LoweringError(f"{fact.label}不是日期，不能与日期比较")

    def _enum_test(self, name: str, fact: Fact, test: UnaryTest) -> f.Formula:
        if isinstance(test, NoneOf):
            return f.negate(self._enum_test(name, fact, test.test))
        codes = list(fact.values or {})
        listed = enum_names(test)
        if listed is None:
            raise LoweringError(f"{fact.label}只能检验列举的值", allowed=tuple(codes))
        for code in listed:
            if code not in codes:
                raise LoweringError(f"{fact.label}没有值 {code}", allowed=tuple(codes), near=nearest(code, codes))
        var = t.Var(self.slot(name))
        return f.either(f.compare("=", var, t.Const(codes.index(code))) for code in listed)

    def _test(self, value: Ratio, test: UnaryTest) -> f.Formula:
        match test:
            case Compare(op, bound):
                return compare(op, value, self.number(bound))
            case Interval(low, low_inclusive, high, high_inclusive):
                return f.both(
                    (
                        compare(">=" if low_inclusive else ">", value, self.number(low)),
                        compare("<=" if high_inclusive else "<", value, self.number(high)),
                    )
                )
            case AnyOf(tests):
                return f.either(self._test(value, member) for member in tests)
            case NoneOf(inner):
                return f.negate(self._test(value, inner))

    def binary(self, op: str, a: Ratio, b: Ratio) -> Ratio:
        """Add, subtract, multiply or divide two exact numbers."""
        match op:
            case "+":
                return _joined(a, b, t.add)
            case "-":
                return _joined(a, b, t.sub)
            case "*":
                return ratio(t.mul(a.num, b.num), t.mul(a.den, b.den))
            case _:
                low, _high = t.span(b.num, self.box)
                if low <= 0:
                    raise LoweringError("除数在允许的范围内可能不是正数")
                return ratio(t.mul(a.num, b.den), t.mul(a.den, b.num))


def _bounds(test: UnaryTest) -> Iterator[Expression]:
    match test:
        case Compare(_, bound):
            yield bound
        case Interval(low, _, high, _):
            yield from (low, high)
        case AnyOf(tests):
            for member in tests:
                yield from _bounds(member)
        case NoneOf(inner):
            yield from _bounds(inner)


def constant(value: Decimal) -> Ratio:
    """An exact decimal as a ratio: 0.2 → 1/5."""
    num, den = value.as_integer_ratio()
    return Ratio(t.Const(num), t.Const(den))


def ratio(num: t.Term, den: t.Term) -> Ratio:
    """A ratio with common constant factors removed."""
    a, b = _factor(num), _factor(den)
    common = gcd(a, b)
    if common > 1:
        return Ratio(t.div(num, t.Const(common)), t.div(den, t.Const(common)))
    return Ratio(num, den)


def scaled(value: Ratio, factor: int) -> Ratio:
    """A ratio times a positive integer."""
    return ratio(t.mul(value.num, t.Const(factor)), value.den)


def floor(value: Ratio) -> t.Term:
    """The ratio rounded down to an integer."""
    return t.div(value.num, value.den)


def ceiling(value: Ratio) -> t.Term:
    """The ratio rounded up to an integer."""
    return t.div_up(value.num, value.den)


def compare(op: str, a: Ratio, b: Ratio) -> f.Formula:
    """Compare two ratios by cross-multiplication (denominators are positive)."""
    left, right = t.mul(a.num, b.den), t.mul(b.num, a.den)
    common = gcd(_factor(left), _factor(right))
    if common > 1:
        left, right = t.div(left, t.Const(common)), t.div(right, t.Const(common))
    return f.compare(op, left, right)


def _joined(a: Ratio, b: Ratio, combine: Callable[[t.Term, t.Term], t.Term]) -> Ratio:
    if a.den == b.den:
        return ratio(combine(a.num, b.num), a.den)
    match a.den, b.den:
        case t.Const(m), t.Const(n):
            whole = m * n // gcd(m, n)
            left, right = t.mul(a.num, t.Const(whole // m)), t.mul(b.num, t.Const(whole // n))
            return ratio(combine(left, right), t.Const(whole))
    return Ratio(combine(t.mul(a.num, b.den), t.mul(b.num, a.den)), t.mul(a.den, b.den))


def _factor(term: t.Term) -> int:
    """The constant factor that ``terms.div`` can take out of a term (0 counts as divisible by all)."""
    match term:
        case t.Const(value):
            return abs(value)
        case t.Mul(_, t.Const(value)):
            return abs(value)
    return 1


__all__ = ["FeelError", "Lowering", "LoweringError", "Ratio", "ceiling", "compare", "constant", "floor", "scaled"]
