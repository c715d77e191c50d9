"""Conditions: FEEL unary tests on facts, joined by all / any / not."""

from discretion.conditions.condition import (
    ALWAYS,
    And,
    Condition,
    ConditionField,
    FactTest,
    Not,
    Or,
    conjuncts,
    enum_names,
    parse_condition,
)
from discretion.conditions.feel import FeelError, parse_expression, parse_tests

__all__ = [
    "ALWAYS",
    "And",
    "Condition",
    "ConditionField",
    "FactTest",
    "FeelError",
    "Not",
    "Or",
    "conjuncts",
    "enum_names",
    "parse_condition",
    "parse_expression",
    "parse_tests",
]
