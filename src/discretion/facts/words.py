"""The vocabulary as the reader of conditions in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from discretion.conditions import Condition
from discretion.conditions.chinese import say_condition
from discretion.facts.values import plain, unit_name
from discretion.facts.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Words:
    """Names, numbers and values of a vocabulary in Chinese."""

    vocabulary: Vocabulary

    def label(self, fact: str) -> str:
        """The Chinese name of a fact."""
        return self.vocabulary[fact].label

    def number(self, fact: str, value: Decimal) -> str:
        """A number with its unit."""
        return f"{plain(value)}{unit_name(self.vocabulary[fact])}"

    def code(self, fact: str, code: str) -> str:
        """The Chinese name of an enum value."""
        values = self.vocabulary[fact].values or {}
        return values.get(code) or self.vocabulary[code].label

    def condition(self, condition: Condition) -> str:
        """A condition in legal Chinese."""
        return say_condition(condition, self)
