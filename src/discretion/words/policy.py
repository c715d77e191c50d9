"""Settings of a policy, in words."""

from __future__ import annotations

from discretion.facts import Words
from discretion.rulebook import Supplement
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
