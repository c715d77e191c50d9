"""What a like-case search gives: groups of decided cases, each with its number, and what separates it from the case at hand."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, computed_field

from discretion.facts import fen, say_yuan, say_yuans

LEAST = (
    10  # groups of fewer decisions are not described: their numbers say something about persons, not about a practice
)
OUTCOMES = {
    "exempt": "不予处罚", "mitigated": "减轻处罚", "lighter": "从轻处罚", "general": "一般处罚", "heavier": "从重处罚",
    "fined": "罚款（没有写明从轻、从重）", "unfined": "罚款以外的处罚",
}  # fmt: skip


class _Part(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class FactDifference(_Part):
    """One fact that is otherwise in the case at hand: 超限质量多3000千克."""

    fact: str
    label: str
    here: str
    there: str
    text: str


class Like(_Part):
    """One decided case. ``fine`` is in 元, and left out where the group is too small to be described."""

    case: str
    decided: str
    differences: list[FactDifference]
    fine: str | None

    @property
    def fined(self) -> str:
        """The fine in words; "" where it is left out."""
        if self.fine is None:
            return ""
        return f"罚款{say_yuan(fen(Decimal(self.fine)))}" if self.fine != "0" else "没有罚款"


class Count(_Part):
    """How many decisions ended in one way."""

    outcome: str
    label: str
    n: int


class Places(_Part):
    """Where the fines lie in their bands: exact fractions as text, 0 the lower end and 1 the upper."""

    n: int
    lower: str
    median: str
    upper: str
    text: str


class Group(_Part):
    """Decisions for which the same rules hold.

    Attributes:
        same: the rules of the case at hand hold for them too.
        n: how many; None where they are fewer than ``least``, and then nothing else is told.
        places: of the fines within their bands; None when these are fewer than ``least``.
        outside: fines that today's rules would place outside the band.
    """

    same: bool
    label: str
    least: int
    n: int | None
    outcomes: list[Count]
    places: Places | None
    outside: int
    lowest: str | None
    highest: str | None
    nearest: list[Like]

    @property
    def amounts(self) -> str:
        """The fines in words, from the lowest to the highest; "" where there are none."""
        if self.lowest is None or self.highest is None:
            return ""
        return say_yuans(fen(Decimal(self.lowest)), fen(Decimal(self.highest)))


class Proposed(_Part):
    """Where a proposed fine lies: in the case's own band, and among the like cases."""

    fine: str
    band: str | None
    place: str | None
    below: int
    equal: int
    above: int
    text: str


class Similar(_Part):
    """Like cases. The first group is the one in which the same rules hold; it may be empty.

    Attributes:
        standing: how many decisions on the violation the store holds; ``unclear``: of these, how many cannot be compared,
            as a fact is missing; ``elsewhere``: how many rest on another law (of another province), and are not compared.
    """

    case: str | None
    violation: str
    label: str
    area: str
    rulesets: list[str]
    law: str
    standing: int
    unclear: int
    elsewhere: int
    groups: list[Group]
    proposed: Proposed | None
    sentences: list[str]

    @computed_field
    @property
    def text(self) -> str:
        """Two sentences fit for a file."""
        return "".join(self.sentences)

    def to_json(self) -> str:
        """As JSON."""
        return self.model_dump_json(indent=2)
