"""The band (裁量幅度): an interval of money with explicit ends, exact to 分."""

from __future__ import annotations

from typing import NamedTuple

from discretion.facts import say_yuan, yuan


class Band(NamedTuple):
    """Amounts in 分 between two ends, each with its inclusivity. A tuple, as every decision makes one or two.

    Args:
        low: lower end in 分.
        high: upper end in 分.
        low_inclusive: whether ``low`` itself may be imposed.
        high_inclusive: whether ``high`` itself may be imposed.
    """

    low: int
    high: int
    low_inclusive: bool = True
    high_inclusive: bool = True

    @property
    def lowest(self) -> int:
        """The smallest whole number of 分 in the band."""
        return self.low + (not self.low_inclusive)

    @property
    def highest(self) -> int:
        """The largest whole number of 分 in the band."""
        return self.high - (not self.high_inclusive)

    @property
    def fixed(self) -> bool:
        """Whether the band is a single amount."""
        return self.low == self.high

    @property
    def empty(self) -> bool:
        """Whether no whole 分 lies in the band."""
        return self.lowest > self.highest

    def within(self, other: Band) -> bool:
        """Whether every amount of this band is an amount of the other."""
        return other.lowest <= self.lowest and self.highest <= other.highest

    def __contains__(self, fen: object) -> bool:
        return isinstance(fen, int) and self.lowest <= fen <= self.highest

    def __str__(self) -> str:
        """Read as a lawyer writes it: ``3000元以上10000元以下``, ``1万元以上10万元以下``; an excluded end says so."""
        if self.fixed:
            return say_yuan(self.low)
        from_nothing = self.low == 0 and not self.low_inclusive
        most = say_yuan(self.high) if from_nothing else say_yuan(self.high, self.low)
        high = f"{most}以下" if self.high_inclusive else f"不足{most}"
        if from_nothing:
            return high
        least = say_yuan(self.low, self.high)
        return (f"{least}以上" if self.low_inclusive else f"超过{least}、") + high

    @property
    def interval(self) -> str:
        """FEEL notation in 元: ``[3000..10000)``."""
        left, right = "[" if self.low_inclusive else "(", "]" if self.high_inclusive else ")"
        return f"{left}{yuan(self.low)}..{yuan(self.high)}{right}"
