"""Pieces of legal Chinese that tables, differences and explanations share."""

from discretion.words.decision import (
    DISPOSITIONS,
    FIXED,
    NO_INFERENCE,
    SAME_ACT,
    STATUSES,
    bases,
    basis,
    cited,
    disposition_text,
    listed,
    measure_texts,
    name_result,
    penalty_of,
    penalty_text,
    say_result,
    subject_label,
)
from discretion.words.fine import say_percent, say_share
from discretion.words.likeness import pairs
from discretion.words.numerals import DIGITS, PLACES, number
from discretion.words.penalty import say_penalty, say_range, say_standard
from discretion.words.policy import TOGETHER, say_mitigated, say_part, say_settings, say_supplement

__all__ = [
    "DIGITS",
    "DISPOSITIONS",
    "FIXED",
    "NO_INFERENCE",
    "PLACES",
    "SAME_ACT",
    "STATUSES",
    "TOGETHER",
    "bases",
    "basis",
    "cited",
    "disposition_text",
    "listed",
    "measure_texts",
    "name_result",
    "number",
    "pairs",
    "penalty_of",
    "penalty_text",
    "say_mitigated",
    "say_part",
    "say_penalty",
    "say_percent",
    "say_range",
    "say_result",
    "say_settings",
    "say_share",
    "say_standard",
    "say_supplement",
    "subject_label",
]
