"""How far a defect reaches: around its case, fact by fact, and as all holes of a claim. A waiver is bound to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from discretion.check.encode import Facts
from discretion.check.model import Reach
from discretion.check.solver import Answer, Claim, Prover
from discretion.check.witness import tested
from discretion.facts import FactType, decode, say_span
from discretion.plan import Plan, cuts

Values = Mapping[str, int]
Box = dict[str, tuple[int, int]]
MANY = 24  # boxes of one claim; a rulebook with more holes has other worries


def reach(plan: Plan, models: Sequence[Values], still: Callable[[Sequence[Values]], bool]) -> Reach:
    """How far each number that elements, ranges and tiers read can move, all else as in the case, until the fault is gone.

    Args:
        plan: the plan.
        models: the case, or the two cases of a comparison.
        still: whether the engine finds the fault in other cases.
    """
    parts = {}
    for name in _numbers(plan, models[0]):
        slot = plan.index[name]
        values = tuple(models[0].get(item.name, item.low) for item in plan.slots)
        ends = [plan.slots[slot].low - 1, *cuts(plan, values, slot), plan.slots[slot].high]
        at = sum(end < values[slot] for end in ends)

        def holds(value: int, name: str = name) -> bool:
            return still(
                [{**model, name: value if model[name] == models[0][name] else model[name]} for model in models]
            )

        first = last = at
        while first > 1 and holds(ends[first - 1]):
            first -= 1
        while last + 1 < len(ends) and holds(ends[last] + 1):
            last += 1
        parts[name] = ends[first - 1] + 1, ends[last]
    return _region(plan, parts)


def holes(plan: Plan, facts: Facts, prover: Prover, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Reach]]:
    """Every region in which some claims hold, with the claim. Claims over the facts of elements, ranges and tiers.

    Boxes are cut out one after the other, each as large as it can be; those that touch are one region.
    """
    names = [name for name in facts.variables if name in tested(plan)]
    whole = prover.all(claims)
    boxes: list[Box] = []
    while (
        len(boxes) < MANY
        and prover.ask(whole, *(prover.no(_within(facts, prover, box)) for box in boxes)) is Answer.SATISFIABLE
    ):
        values = facts.values()
        box = {name: (values[name], values[name]) for name in names}
        for name in names:
            _widen(facts, prover, whole, box, name)
        boxes.append(box)
    for group in _touching(boxes):
        ordered = sorted(group, key=lambda box: [box[name] for name in names])
        claim = prover.any([_within(facts, prover, box) for box in ordered])
        found = [_restricted(plan, box) for box in ordered]
        yield claim, Reach(" | ".join(item.key for item in found), " 或 ".join(item.text for item in found))


def _widen(facts: Facts, prover: Prover, whole: Claim, box: Box, name: str) -> None:
    """Let one side of a box grow as far as the claim holds all over it."""
    slot = facts.slots[name]

    def full(low: int, high: int) -> bool:
        wider = _within(facts, prover, {**box, name: (low, high)})
        return prover.ask(wider, prover.no(whole)) is Answer.IMPOSSIBLE

    low, high = box[name]
    box[name] = (_furthest(low, slot.low, lambda end: full(end, high)), high)
    low = box[name][0]
    box[name] = (low, _furthest(high, slot.high, lambda end: full(low, end)))


def _furthest(near: int, far: int, holds: Callable[[int], bool]) -> int:
    if near == far or holds(far):
        return far
    while abs(far - near) > 1:  # near holds, far does not
        middle = (near + far) // 2
        near, far = (middle, far) if holds(middle) else (near, middle)
    return near


def _within(facts: Facts, prover: Prover, box: Box) -> Claim:
    parts: list[Claim] = []
    for name, (low, high) in box.items():
        if low == high:
            parts.append(facts.equals(name, low))
        elif facts.slots[name].fact.type is not FactType.BOOLEAN:  # both truth values: no restriction
            parts += [facts.variables[name] >= low, facts.variables[name] <= high]
    return prover.all(parts)


def _touching(boxes: Sequence[Box]) -> list[list[Box]]:
    groups: list[list[Box]] = []
    for box in boxes:
        near = [group for group in groups if any(_touch(box, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([box, *(other for group in near for other in group)])
    return sorted(groups, key=lambda group: min(list(box.values()) for box in group))


def _touch(one: Box, other: Box) -> bool:
    """Whether no gap lies between two boxes in any fact, and they meet along one only (corners do not count)."""
    apart = 0
    for name, (low, high) in one.items():
        if high < other[name][0] - 1 or other[name][1] < low - 1:
            return False
        apart += high < other[name][0] or other[name][1] < low
    return apart <= 1


def _numbers(plan: Plan, values: Values) -> list[str]:
    read = tested(plan)
    return [slot.name for slot in plan.slots
            if slot.name in read and slot.name in values and not slot.fact.type.coded]  # fmt: skip


def _restricted(plan: Plan, box: Box) -> Reach:
    """A box: the facts that it restricts."""
    domains = {slot.name: (slot.low, slot.high) for slot in plan.slots}
    found = {name: ends for name, ends in box.items() if name in domains and ends != domains[name]}
    return _region(plan, found) if found else Reach("all", "全部案件")


def _region(plan: Plan, box: Box) -> Reach:
    keys, texts = [], []
    for name, (low, high) in box.items():
        fact = plan.slots[plan.index[name]].fact
        ends = f"{decode(fact, low)}" if low == high else f"[{decode(fact, low)}..{decode(fact, high)}]"
        keys.append(f"{name}: {ends}")
        texts.append(f"{fact.label}{say_span(fact, low, high)}")
    return Reach("; ".join(keys), "；".join(texts))
