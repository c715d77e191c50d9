"""The vocabulary as the reader of conditions in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from discretion.conditions import Condition, Number, clauses, parse_tests, say_boolean, say_condition, say_test
from discretion.facts.model import FactType
from discretion.facts.numbers import fen, plain, say_yuan
from discretion.facts.values import unit_name
from discretion.facts.vocabulary import Vocabulary

MEASURED = ("千克", "吨", "总吨", "米", "厘米", "毫米", "公里", "千瓦", "分钟", "小时", "周岁", "年", "%", "元", "")
NONE_OF_THEM = "没有"  # the name of a value: nothing of what the fact lists


@dataclass(frozen=True, slots=True)
class Words:
    """Names, numbers and values of a vocabulary in Chinese."""

    vocabulary: Vocabulary

    def label(self, fact: str) -> str:
        """The Chinese name of a fact."""
        return self.vocabulary[fact].label

    def number(self, fact: str, value: Decimal, beside: Decimal | None = None) -> str:
        """A number with its unit; whole 万元 as such, unless an amount beside it in the same phrase is not."""
        if self.vocabulary[fact].type is FactType.MONEY:
            return say_yuan(fen(value), fen(beside or value))
        return f"{plain(value)}{unit_name(self.vocabulary[fact])}"

    def code(self, fact: str, code: str) -> str:
        """The name of an enum value."""
        values = self.vocabulary[fact].values or {}
        return values.get(code) or self.vocabulary[code].label

    def clause(self, fact: str, code: str) -> str | None:
        """A clause that says an enum value alone; where the others have one, that none of them was found names what they are."""
        known = self.vocabulary[fact]
        if known.clauses and code not in known.clauses and (known.values or {}).get(code) == NONE_OF_THEM:
            return f"没有“{known.label}”" + ("" if known.label.endswith(("行为", "情形")) else "的行为")
        return known.clauses.get(code)

    def positive(self, fact: str) -> str | None:
        """What a quantity above zero is called."""
        return self.vocabulary[fact].positive

    def negative(self, fact: str) -> str | None:
        """What the absence of the fact is called."""
        return self.vocabulary[fact].negative

    def counter(self, fact: str) -> str | None:
        """The measure word of a fact that counts things."""
        if self.vocabulary[fact].type is not FactType.INTEGER:
            return None
        unit = unit_name(self.vocabulary[fact])
        return None if unit in MEASURED else unit

    def least(self, fact: str) -> Decimal | None:
        """The smallest legal value of a quantity."""
        interval = self.vocabulary[fact].range
        if interval is None or not isinstance(interval.low, Number) or not interval.low_inclusive:
            return None
        return interval.low.value

    def boolean(self, fact: str, truth: bool) -> str:
        """A boolean fact as a clause."""
        return say_boolean(self.label(fact), truth, self.negative(fact))

    def clause_of(self, fact: str, value: Fraction | bool, said: str) -> str:
        """A fact with its value as a clause: 车货总质量60000千克, 载运可分载物品, 未因同类违法受过处罚.

        Args:
            fact: its name.
            value: a boolean, the position of an enum's value, or an exact number.
            said: the value as a reader sees it: 60000千克.
        """
        known = self.vocabulary[fact]
        if isinstance(value, bool):
            return self.boolean(fact, value)
        if known.values:
            return self.value(fact, list(known.values)[int(value)])
        if value == 0 and known.negative:
            return known.negative
        return f"{known.label}{'为' if known.type is FactType.DATE else ''}{said}"

    def value(self, fact: str, code: str) -> str:
        """An enum fact with its value as a clause: 危害后果轻微, 没有危害后果."""
        return say_test(fact, parse_tests(code), self)

    def condition(self, condition: Condition) -> str:
        """A condition in legal Chinese."""
        return say_condition(condition, self)

    def clauses(self, condition: Condition) -> list[str]:
        """The parts of a condition that must all hold."""
        return clauses(condition, self)
