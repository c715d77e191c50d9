"""Settings of a policy, in words."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.facts import Words, say_yuan
from discretion.rulebook import MitigatedPolicy, Part, Policy, Supplement
from discretion.words.fine import say_percent
from discretion.words.penalty import say_penalty

TOGETHER = {
    "offset": "互相抵消，按阶次的一般幅度处罚",
    "lighter": "从轻处罚",
    "heavier": "从重处罚",
    "mitigated": "减轻处罚",
    "open": "两种结果并列，由行政机关选择并说明理由",
}


def say_settings(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """The settings that every policy has: the field, what it is about, and what it says."""
    for field, label, share in (("lighter", "从轻处罚", policy.lighter), ("heavier", "从重处罚", policy.heavier)):
        yield field, label, f"在阶次幅度的{'至'.join(map(say_percent, share.share))}之间"
    yield "mitigated", "减轻处罚", say_mitigated(policy.mitigated)
    yield "lighter_and_heavier", "同时具有从轻、从重情节", TOGETHER[policy.lighter_and_heavier]
    yield "mitigated_and_heavier", "同时具有减轻、从重情节", TOGETHER[policy.mitigated_and_heavier]
    by = {"statutory_cap": "法定罚款上限", "recommended_fine": "建议罚款数额"}[policy.concurrence.by]
    yield "concurrence", "同一行为违反多个规定", f"按{by}较高的规定处罚"
    yield "rounding", "金额取整", f"按比例计算的金额向下取整到{policy.rounding.unit}元"


def say_supplement(item: Supplement, words: Words) -> str:
    """What the general law adds: 违法所得超过0元的，没收违法所得; 法条没有规定责令改正的，责令改正."""
    if item.penalty is None:
        return f"法条没有规定责令改正的，{'、'.join(item.orders)}"
    return f"{words.condition(item.when)}的，{say_penalty(item.penalty, words)}"


def say_mitigated(policy: MitigatedPolicy) -> str:
    """What 减轻 comes to: 法定最低限的30%以上、不足100%；法条只规定上限的，为上限的10%以下."""
    of_floor, of_cap = say_part(policy.share_of_floor), say_part(policy.without_floor.share_of_cap)
    least = f"；不低于{say_yuan(int(policy.at_least * 100))}" if policy.at_least is not None else ""
    return f"法定最低限的{of_floor}；法条只规定上限的，为上限的{of_cap}{least}"


def say_part(part: Part) -> str:
    """The share that 减轻 leaves: 30%以上、不足100%; 10%以下."""
    low, low_inclusive, high, high_inclusive = part.ends
    if low == high:
        return say_percent(low)
    start = f"{say_percent(low)}以上" if low_inclusive else f"超过{say_percent(low)}"
    end = f"{say_percent(high)}以下" if high_inclusive else f"不足{say_percent(high)}"
    return end if low == 0 else f"{start}、{end}"
