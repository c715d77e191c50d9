"""A quantity as its formula in the case's own numbers: 超限质量 − 限定标准 × 20% is (60000−49000×120%)千克."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from discretion.conditions import Binary, Call, DateLiteral, Expression, Name, Number
from discretion.decide import Evaluation, say_fraction
from discretion.facts import point

DIGITS = 12  # more than a mass in kilograms times a rate with its own decimals needs


@dataclass(frozen=True, slots=True)
class Linear:
    """Facts with their factors, and a constant. The facts are those of one case."""

    factors: Mapping[str, Fraction]
    constant: Fraction = Fraction(0)

    def plus(self, other: Linear, times: Fraction = Fraction(1)) -> Linear:
        """The sum with a multiple of another."""
        factors = dict(self.factors)
        for name, factor in other.factors.items():
            factors[name] = factors.get(name, Fraction(0)) + factor * times
        kept = {name: factor for name, factor in factors.items() if factor}
        return Linear(kept, self.constant + other.constant * times)

    def value(self, evaluation: Evaluation) -> Fraction:
        """What it comes to."""
        return sum((factor * _known(evaluation, name) for name, factor in self.factors.items()), self.constant)

    def say(self, evaluation: Evaluation) -> str:
        """60000−49000×120%: what is added first, then what is taken off; a single number stands alone."""
        parts = sorted(self.factors.items(), key=lambda item: item[1] < 0)
        said = "".join(_sign(factor) + _term(_known(evaluation, name), abs(factor)) for name, factor in parts)
        if self.constant or not said:
            said += _sign(self.constant) + exactly(abs(self.constant))
        return said.removeprefix("+")

    @property
    def computed(self) -> bool:
        """Whether there is more to show than one number of the case."""
        return bool(self.constant) or len(self.factors) != 1 or any(factor != 1 for factor in self.factors.values())


def linear(expression: Expression, evaluation: Evaluation) -> Linear:
    """Write an expression, and the facts it is derived from, as a sum; of max and min, what holds in this case."""
    match expression:
        case Number(value):
            return Linear({}, Fraction(value))
        case Name(name):
            derive = evaluation.plan.vocabulary[name].derive
            if isinstance(derive, Number | Name | Binary | Call):
                return linear(derive, evaluation)
            return Linear({name: Fraction(1)})
        case Binary("+" | "-" as op, left, right):
            return linear(left, evaluation).plus(linear(right, evaluation), Fraction(1 if op == "+" else -1))
        case Binary("*", left, right):
            a, b = linear(left, evaluation), linear(right, evaluation)
            return Linear({}).plus(b, a.constant) if not a.factors else Linear({}).plus(a, b.value(evaluation))
        case Binary("/", left, right):
            return Linear({}).plus(linear(left, evaluation), 1 / linear(right, evaluation).value(evaluation))
        case Call("max" | "min" as function, arguments):
            choose = max if function == "max" else min
            return choose((linear(item, evaluation) for item in arguments), key=lambda item: item.value(evaluation))
        case Call(function, arguments):
            whole = linear(arguments[0], evaluation).value(evaluation)
            return Linear({}, Fraction(whole.__floor__() if function == "floor" else whole.__ceil__()))
        case Binary() | DateLiteral():  # pragma: no cover - an amount is no date, and there is no other operator
            raise AssertionError(expression)


def _known(evaluation: Evaluation, name: str) -> Fraction:
    value = evaluation.value(name)
    assert isinstance(value, Fraction)  # amounts are computed where every fact is known
    return value


def _sign(factor: Fraction) -> str:
    return "−" if factor < 0 else "+"


def _term(value: Fraction, factor: Fraction) -> str:
    if factor == 1:
        return exactly(value)
    percent = factor * 100
    times = f"{percent}%" if factor.denominator != 1 and percent.denominator == 1 else exactly(factor)
    return f"{exactly(value)}×{times}"


def exactly(value: Fraction) -> str:
    """All its digits, so that a shown computation multiplies out: 1.201, not 约1.2. What has no end (1/3) is rounded and says so."""
    places = next((places for places in range(DIGITS + 1) if (value * 10**places).denominator == 1), None)
    return say_fraction(value) if places is None else point(int(value * 10**places), places)
