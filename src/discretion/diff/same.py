"""Plans that are the same text, and facts that two vocabularies define too differently to compare cases at all."""

from __future__ import annotations

from discretion.plan import Plan, deciding


def same_plan(a: Plan, b: Plan) -> bool:
    """Whether two plans decide by the very same rules, labels and sources apart. Quick; False proves nothing."""
    return a is b or (_facts(a) == _facts(b) and deciding(a) == deciding(b))


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


def _facts(plan: Plan) -> list[object]:
    """What the numbers in the slots mean."""
    return [(slot.fact.type, slot.fact.digits, tuple(slot.fact.values or ())) for slot in plan.slots]


def _prefix(a: list[str], b: list[str]) -> bool:
    short, long = sorted((a, b), key=len)
    return long[: len(short)] == short
