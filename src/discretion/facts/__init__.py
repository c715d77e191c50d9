"""Facts: types, exact values, units, the vocabulary."""

from discretion.facts.kinds import ExpressionKind, KindError, check_derived, check_test, of_fact
from discretion.facts.model import Fact, FactType, FindingRule, Lookup, RecordKind, Severity, Strict
from discretion.facts.numbers import fen, plain, point, say_yuan, say_yuans, yuan
from discretion.facts.units import factor, say_unit, units_like
from discretion.facts.values import (
    ValueProblem,
    bounds,
    decode,
    digits,
    encode,
    exact,
    say,
    say_day,
    say_span,
    typical,
    unit_name,
)
from discretion.facts.vocabulary import Vocabulary
from discretion.facts.words import NONE_OF_THEM, Words

__all__ = [
    "NONE_OF_THEM",
    "ExpressionKind",
    "Fact",
    "FactType",
    "FindingRule",
    "KindError",
    "Lookup",
    "RecordKind",
    "Severity",
    "Strict",
    "ValueProblem",
    "Vocabulary",
    "Words",
    "bounds",
    "check_derived",
    "check_test",
    "decode",
    "digits",
    "encode",
    "exact",
    "factor",
    "fen",
    "of_fact",
    "plain",
    "point",
    "say",
    "say_day",
    "say_span",
    "say_unit",
    "say_yuan",
    "say_yuans",
    "typical",
    "unit_name",
    "units_like",
    "yuan",
]
