"""Fractions as the oracle: whatever is written in FEEL, sums and comparisons of integers come to the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.conditions import parse_condition, parse_expression
from discretion.facts import Fact, Vocabulary, encode
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.lower import Lowering

FACTS: dict[str, dict[str, Any]] = {
    "mass": {"type": "integer", "range": "[0..500000]"},
    "limit": {"type": "integer", "range": "[1..100000]"},
    "height": {"type": "decimal", "digits": 3, "range": "[0..20]"},
    "gain": {"type": "money", "range": "[0..100000000]"},
}
WORDS = Vocabulary({name: Fact.model_validate({"label": name, **fact}) for name, fact in FACTS.items()})
Oracle = Callable[[Mapping[str, Fraction]], Fraction]
BINARY: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
}
CALLS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {"min": min, "max": max}


def _leaf_number(value: Decimal) -> tuple[str, Oracle]:
    return format(value, "f"), lambda _: Fraction(value)


def _leaf_name(name: str) -> tuple[str, Oracle]:
    return name, lambda facts: facts[name]


def _binary(op: str, left: tuple[str, Oracle], right: tuple[str, Oracle]) -> tuple[str, Oracle]:
    return f"({left[0]} {op} {right[0]})", lambda facts: BINARY[op](left[1](facts), right[1](facts))


def _quotient(left: tuple[str, Oracle], right: tuple[str, Oracle]) -> tuple[str, Oracle]:
    return f"({left[0]} / {right[0]})", lambda facts: left[1](facts) / right[1](facts)


def _call(name: str, left: tuple[str, Oracle], right: tuple[str, Oracle]) -> tuple[str, Oracle]:
    return f"{name}({left[0]}, {right[0]})", lambda facts: CALLS[name](left[1](facts), right[1](facts))


def _rounded(name: str, inner: tuple[str, Oracle]) -> tuple[str, Oracle]:
    rounding = floor if name == "floor" else ceil
    return f"{name}({inner[0]})", lambda facts: Fraction(rounding(inner[1](facts)))


decimals = st.decimals(0, 50, places=2)
leaves = decimals.map(_leaf_number) | st.sampled_from(["mass", "limit", "height", "gain"]).map(_leaf_name)
divisors = st.decimals("0.01", 50, places=2).map(_leaf_number) | st.just(_leaf_name("limit"))
expressions = st.recursive(
    leaves,
    lambda inner: (
        st.builds(_binary, st.sampled_from(sorted(BINARY)), inner, inner)
        | st.builds(_quotient, inner, divisors)
        | st.builds(_call, st.sampled_from(sorted(CALLS)), inner, inner)
        | st.builds(_rounded, st.sampled_from(["floor", "ceiling"]), inner)
    ),
    max_leaves=6,
)
stated = st.fixed_dictionaries(
    {
        "mass": st.integers(0, 500_000),
        "limit": st.integers(1, 100_000),
        "height": st.decimals(0, 20, places=3),
        "gain": st.decimals(0, 10**8, places=2),
    }
)


@settings(max_examples=300)
@given(expressions, stated, st.sampled_from([3, 28]))
def test_arithmetic_is_exact(expression: tuple[str, Oracle], facts: dict[str, Any], precision: int) -> None:
    """Whatever the caller's decimal context: our numbers never pass through it."""
    text, oracle = expression
    with localcontext() as context:
        context.prec = precision
        lowering = Lowering(WORDS)
        ratio = lowering.number(parse_expression(text))
        values = [encode(WORDS[name], facts[name]) for name in lowering.slots]
        den = t.evaluate(ratio.den, values)
        assert den > 0
        assert Fraction(t.evaluate(ratio.num, values), den) == oracle({k: Fraction(v) for k, v in facts.items()})


@settings(max_examples=200)
@given(expressions, expressions, st.sampled_from(["<", "<=", ">", ">=", "="]), stated)
def test_comparisons_are_exact(
    left: tuple[str, Oracle], right: tuple[str, Oracle], op: str, facts: dict[str, Any]
) -> None:
    """A fact is compared with a bound by cross-multiplication: no quotient is ever rounded."""
    numbers = {name: Fraction(value) for name, value in facts.items()}
    words = Vocabulary(
        {**WORDS.facts, "left": Fact.model_validate({"label": "左", "type": "decimal", "derive": left[0]})}
    )
    lowering = Lowering(words)
    formula = lowering.condition(parse_condition({"left": f"{op} {right[0]}"}))
    values = [encode(words[name], facts[name]) for name in lowering.slots]
    a, b = left[1](numbers), right[1](numbers)
    expected = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b}[op]
    assert f.holds(formula, values) is expected
