"""Plans that are the same text, and facts that two vocabularies define too differently to compare cases at all."""

from __future__ import annotations

from discretion.plan import LISTS, EntryRule, Plan


def same_plan(a: Plan, b: Plan) -> bool:
    """Whether two plans decide by the very same rules, labels and sources apart. Quick; False proves nothing."""
    return a is b or (
        [(slot.name, slot.low, slot.high, slot.fact.type, slot.fact.digits) for slot in a.slots]
        == [(slot.name, slot.low, slot.high, slot.fact.type, slot.fact.digits) for slot in b.slots]
        and [list(slot.fact.values or ()) for slot in a.slots] == [list(slot.fact.values or ()) for slot in b.slots]
        and a.established == b.established
        and a.first_match == b.first_match
        and all(_entries(a.lists[kind]) == _entries(b.lists[kind]) for kind in LISTS)
        and [row.rule.guard for row in a.tiers] == [row.rule.guard for row in b.tiers]
        and [row.rule.guard for row in a.ranges] == [row.rule.guard for row in b.ranges]
        and a.cells == b.cells
        and [(item.rule.guard, item.measures) for item in a.supplements]
        == [(item.rule.guard, item.measures) for item in b.supplements]
        and (a.policy.lighter_and_heavier, a.policy.mitigated_and_heavier)
        == (b.policy.lighter_and_heavier, b.policy.mitigated_and_heavier)
    )


def incompatible(a: Plan, b: Plan) -> tuple[str, ...]:
    """Facts of which the two vocabularies mean different things, so that no one case can be put to both sides.

    A fact with another range, or with further values at the end of its list, is compared where both sides know it.
    """
    found = []
    for name in dict.fromkeys((*a.index, *b.index)):
        if name not in a.vocabulary or name not in b.vocabulary:
            continue
        x, y = a.vocabulary[name], b.vocabulary[name]
        if x.derived != y.derived:
            found.append(f"事实“{x.label}”（{name}）一方由案件载明，另一方由其他事实推导，不能逐案比较")
        elif x.type != y.type or x.digits != y.digits:
            found.append(f"事实“{x.label}”（{name}）两方的类型或者精度不同，不能逐案比较")
        elif not _prefix(list(x.values or ()), list(y.values or ())):
            found.append(f"事实“{x.label}”（{name}）两方列举的值不同，不能逐案比较")
    return tuple(found)


def _entries(entries: tuple[EntryRule, ...]) -> list[tuple[object, ...]]:
    return [(entry.rule.guard, entry.force, entry.or_mitigated, entry.rank) for entry in entries]


def _prefix(a: list[str], b: list[str]) -> bool:
    short, long = sorted((a, b), key=len)
    return long[: len(short)] == short
