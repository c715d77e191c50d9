"""From FEEL and facts to integer terms and formulas. Fractions stay exact: a ratio is a pair of terms."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from discretion.conditions import (
    AnyOf,
    Binary,
    Call,
    Compare,
    Condition,
    Conjunction,
    DateLiteral,
    Disjunction,
    Expression,
    FactTest,
    FeelError,
    Interval,
    Name,
    Negation,
    NoneOf,
    Number,
    UnaryTest,
    bounds_of,
    enum_names,
    names,
    ordered_codes,
)
from discretion.errors import nearest
from discretion.facts import (
    ExpressionKind,
    Fact,
    FactType,
    KindError,
    Severity,
    Vocabulary,
    bounds,
    check_test,
    digits,
    of_fact,
)
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.ratio import Ratio, ceiling, compare, constant, floor, joined, negated, ratio

QUANTITIES = ("integer", "decimal", "money")


class LoweringError(ValueError):
    """A condition or an expression does not fit the vocabulary. ``path`` leads to it inside the condition."""

    def __init__(
        self, message: str, path: tuple[str | int, ...] = (), allowed: tuple[str, ...] = (), near: str | None = None
    ) -> None:
        super().__init__(message)
        self.path: tuple[str | int, ...] = path
        self.allowed: tuple[str, ...] = allowed
        self.nearest: str | None = near


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
            return Ratio(t.EnumTable(self.slot(fact.lookup.of), table))
        if fact.derive is None:
            return Ratio(t.Var(self.slot(name)), t.Const(10 ** digits(fact)))
        if isinstance(fact.derive, Condition):
            raise LoweringError(f"{name} 是条件推导的事实，不能参与计算")
        return self.number(fact.derive)

    def money(self, name: str) -> Ratio:
        """A fact that a fine is a multiple of: an amount of money, never a mass."""
        fact = self.fact(name)
        if fact.type is not FactType.MONEY:
            raise LoweringError(f"{fact.label}不是金额（{fact.type.value}），罚款不能是它的倍数", allowed=("money",))
        return self.value(name)

    def quantity(self, name: str) -> Ratio:
        """A fact that is counted in units: a number, never an enum or a day."""
        fact = self.fact(name)
        if of_fact(fact).kind is not ExpressionKind.NUMBER:
            raise LoweringError(
                f"{fact.label}不是数量（{fact.type.value}），罚款不能按它的单位计算", allowed=QUANTITIES
            )
        return self.value(name)

    def mark(self, expression: Expression, of: str) -> Ratio:
        """A mark on the scale of a quantity: arithmetic of its kind and unit."""
        for name in names(expression):
            self.fact(name)
        try:
            check_test(FactTest(of, Compare(">", expression), None, ()), self.vocabulary)
        except KindError as error:
            raise LoweringError(str(error), allowed=error.allowed) from None
        return self.number(expression)

    def number(self, expression: Expression) -> Ratio:
        """Translate FEEL arithmetic, the kinds of which have been checked."""
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
                return reduce(lambda a, b: joined(a, b, combine), values)

    def least(self, a: Ratio, b: Ratio) -> Ratio:
        """The smaller of two numbers."""
        return joined(a, b, t.minimum)

    def condition(self, condition: Condition) -> f.Formula:
        """Translate a condition.

        Raises:
            LoweringError: an unknown fact, or a test that does not fit the fact's type; ``path`` says where.
        """
        match condition:
            case Conjunction(items):
                return f.both(self.condition(item) for item in items)
            case Disjunction(items):
                return f.either(self.condition(item) for item in items)
            case Negation(item):
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
            if isinstance(fact.derive, Condition):
                holds = self.condition(fact.derive)
            else:
                holds = f.compare("=", t.Var(self.slot(test.fact)), t.ONE)
            return holds if test.truth else f.negate(holds)
        if test.test is None:
            raise LoweringError(f"{fact.label}不是是非事实")
        if fact.type is FactType.ENUM:
            return self._enum_test(test.fact, fact, test.test)
        for bound in bounds_of(test.test):
            for name in names(bound):
                self.fact(name)
        try:
            check_test(test, self.vocabulary)
        except KindError as error:
            raise LoweringError(str(error), allowed=error.allowed) from None
        return self._test(self.value(test.fact), test.test)

    def _enum_test(self, name: str, fact: Fact, test: UnaryTest) -> f.Formula:
        codes = list(fact.values or {})
        test = self.by_rank(name, test)
        if isinstance(test, NoneOf):
            return f.negate(self._enum_test(name, fact, test.test))
        listed = enum_names(test)
        if listed is None:
            raise LoweringError(f"{fact.label}只能检验列举的值", allowed=tuple(codes))
        for code in listed:
            if code not in codes:
                raise LoweringError(f"{fact.label}没有值 {code}", allowed=tuple(codes), near=nearest(code, codes))
        var = t.Var(self.slot(name))
        return f.either(f.compare("=", var, t.Const(codes.index(code))) for code in listed)

    def by_rank(self, name: str, test: UnaryTest) -> UnaryTest:
        """A test of an enum with its comparisons by rank written out; only an enum that has an order has ranks."""
        fact = self.fact(name)
        codes = tuple(fact.values or {})
        try:
            written = ordered_codes(test, codes)
        except FeelError as error:
            raise LoweringError(str(error), allowed=codes) from None
        if written != test and fact.severity in (None, Severity.NEUTRAL):
            raise LoweringError(f"{fact.label}的值没有轻重之分（没有写 severity），不能比较大小", allowed=codes)
        return written

    def written_out(self, condition: Condition) -> Condition:
        """A condition as everyone else reads it: an enum is tested for listed values only."""
        match condition:
            case Conjunction(items):
                return Conjunction(tuple(self.written_out(item) for item in items))
            case Disjunction(items):
                return Disjunction(tuple(self.written_out(item) for item in items))
            case Negation(item):
                return Negation(self.written_out(item))
            case FactTest(name, test, _, _) if test is not None and self.vocabulary[name].type is FactType.ENUM:
                return replace(condition, test=self.by_rank(name, test))
        return condition

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
                return joined(a, b, t.add)
            case "-":
                return joined(a, b, t.sub)
            case "*":
                return ratio(t.mul(a.num, b.num), t.mul(a.den, b.den))
            case _:
                low, high = t.span(b.num, self.box)
                if high < 0:
                    a, b = negated(a), negated(b)
                elif low <= 0:
                    raise LoweringError("除数在允许的范围内可能是零，或者可正可负")
                return ratio(t.mul(a.num, b.den), t.mul(a.den, b.num))
