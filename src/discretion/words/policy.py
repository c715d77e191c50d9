"""Settings of a policy, in words."""

from __future__ import annotations

from decimal import Decimal

from discretion.facts import Words, plain, say_yuan
from discretion.rulebook import MitigatedPolicy, Part, Supplement
from discretion.words.penalty import say_penalty

TOGETHER = {
    "offset": "互相抵消，按阶次的一般幅度处罚",
    "lighter": "从轻处罚",
    "heavier": "从重处罚",
    "mitigated": "减轻处罚",
    "open": "两种结果并列，由行政机关选择并说明理由",
}


def say_supplement(item: Supplement, words: Words) -> str:
    """What the general law adds: 违法所得超过0元的，没收违法所得; 法条没有规定责令改正的，责令改正."""
    if item.penalty is None:
        return f"法条没有规定责令改正的，{'、'.join(item.orders)}"
    return f"{words.condition(item.when)}的，{say_penalty(item.penalty, words)}"


def say_mitigated(policy: MitigatedPolicy) -> str:
    """What 减轻 comes to: 法定最低限的30%以上、不足100%；法条只规定上限的，为上限的10%以下."""
    of_floor, of_cap = _part(policy.share_of_floor), _part(policy.without_floor.share_of_cap)
    least = f"；不低于{say_yuan(int(policy.at_least * 100))}" if policy.at_least is not None else ""
    return f"法定最低限的{of_floor}；法条只规定上限的，为上限的{of_cap}{least}"


def _part(part: Part) -> str:
    low, low_inclusive, high, high_inclusive = part.ends
    if low == high:
        return _percent(low)
    start = f"{_percent(low)}以上" if low_inclusive else f"超过{_percent(low)}"
    end = f"{_percent(high)}以下" if high_inclusive else f"不足{_percent(high)}"
    return end if low == 0 else f"{start}、{end}"


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)}%"
