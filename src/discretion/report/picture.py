"""The tier picture of a violation: how the band grows with the facts, cliffs marked. Inline SVG, no script."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from discretion.facts import Fact, FactType, Words, say, say_yuan
from discretion.pages import Drawing
from discretion.plan import Plan
from discretion.report.axes import (
    MOST,
    Point,
    Stretch,
    axes,
    categories,
    outcome,
    stretches,
)
from discretion.report.baseline import Baseline
from discretion.report.svg import Chart, Curve, TierStretch, draw_curve, draw_grid

SAMPLES = 24  # points to start from between two changes of a rule
MOST_POINTS = 600


@dataclass(frozen=True, slots=True)
class Cliff:
    """A rise of the band's upper end between two neighbouring values of a fact."""

    before: int
    after: int
    low: Point
    high: Point

    @property
    def rise(self) -> int:
        """By how much, in 分."""
        return (self.high.band.highest if self.high.band else 0) - (self.low.band.highest if self.low.band else 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its caption."""

    drawing: Drawing
    caption: str


def pictures(plan: Plan, start: Baseline | None, words: Words) -> list[Picture]:
    """All pictures of a violation; none where the penalty does not change with the facts."""
    if start is None:
        return []
    found = axes(plan, start.values)
    parts: list[Picture | None] = []
    numeric = [slot for slot in found if plan.slots[slot].fact.type.numeric]
    if numeric:
        parts.append(_curve(plan, start, numeric[0], words))
    second = next((slot for slot in found[1:] if not _one_quantity(plan, found[0], slot)), None)
    if second is not None:
        parts.append(_grid(plan, start, found[0], second, words))
    elif found and not numeric:
        parts.append(_grid(plan, start, found[0], None, words))
    return [part for part in parts if part is not None]


def _curve(plan: Plan, start: Baseline, slot: int, words: Words) -> Picture | None:
    parts = stretches(plan, start.values, slot)
    fact = plan.slots[slot].fact
    last = _last(plan, parts, start.values[slot], slot)
    pieces: list[TierStretch] = []
    cliffs: list[Cliff] = []
    previous: tuple[int, Point] | None = None
    for part in (part for part in parts if part.low <= last):
        high = min(part.high, last)
        points = _trace(plan, start, slot, part.low, high)
        first = points[0][1]
        cliff = None
        if previous is not None and previous[1].tier is not None and first.tier is not None:
            cliff = _cliff(plan, start, slot, Cliff(previous[0], points[0][0], previous[1], first))
        if cliff is not None:
            cliffs.append(cliff)
        if first.tier is not None:
            drawn = [(value, _ends(point)) for value, point in points]
            if pieces and previous is not None and previous[1].tier == first.tier and cliff is None:
                pieces[-1].points.extend(drawn)  # the space was cut here, but nothing changes
            else:
                pieces.append(TierStretch(first.tier, first.text, drawn))
        previous = points[-1]
    if not pieces:
        return None
    ticks = sorted({pieces[0].points[0][0], *(piece.points[-1][0] for piece in pieces)})
    curve = Curve(
        f"{plan.label}：罚款幅度随{fact.label}的变化",
        fact.label,
        pieces,
        [(tick, say(fact, tick, *filter(None, ticks))) for tick in ticks],
        [(cliff.after, cliff.rise) for cliff in cliffs],
    )
    return Picture(
        draw_curve(curve), f"罚款幅度随{fact.label}的变化。{_cliffs(cliffs, fact)}{_given(plan, start, (slot,), words)}"
    )


def _grid(plan: Plan, start: Baseline, first: int, second: int | None, words: Words) -> Picture:
    across = categories(plan, start.values, first)[:MOST]
    down = categories(plan, start.values, second)[:MOST] if second is not None else [("", 0)]
    rows = []
    for name, value in down:
        values = list(start.values)
        if second is not None:
            values[second] = value
        rows.append((name, [_at(plan, values, first, one) for _, one in across]))
    label = plan.slots[second].fact.label if second is not None else ""
    grid = Chart(
        f"{plan.label}：阶次图", plan.slots[first].fact.label, label, [name for name, _ in across],
        [(name, [(point.tier, point.text, _ends(point)[1]) for point in line]) for name, line in rows],
    )  # fmt: skip
    used = (first,) if second is None else (first, second)
    both = plan.slots[first].fact.label + (f"、{label}" if label else "")
    return Picture(draw_grid(grid), f"阶次随{both}的变化。{_given(plan, start, used, words)}")


def _cliff(plan: Plan, start: Baseline, slot: int, cliff: Cliff) -> Cliff | None:
    """A rise that is more than the ordinary growth on either side of it; None for any other."""
    if cliff.rise <= 0:
        return None
    slopes = [0]
    for value in (cliff.before, cliff.after + 1):
        if plan.slots[slot].low < value <= plan.slots[slot].high:
            low, high = (_at(plan, start.values, slot, one) for one in (value - 1, value))
            if low.tier == high.tier:
                slopes.append(Cliff(value - 1, value, low, high).rise)
    return cliff if cliff.rise > max(slopes) else None


def _one_quantity(plan: Plan, first: int, second: int) -> bool:
    """Whether two stated facts only make one derived fact together (mass and limit: the excess): no second axis."""
    names = {plan.slots[first].name, plan.slots[second].name}
    derived = {name for row in plan.tiers for name in row.rule.facts}
    return any(names <= plan.vocabulary.stated(name) for name in derived)


def _at(plan: Plan, values: Sequence[int], slot: int, value: int) -> Point:
    changed = list(values)
    changed[slot] = value
    return outcome(plan, changed)


def _ends(point: Point) -> tuple[int, int]:
    return (point.band.lowest, point.band.highest) if point.band is not None else (0, 0)


def _last(plan: Plan, parts: list[Stretch], value: int, slot: int) -> int:
    """Where the axis ends: past the last change of a rule and past the case it starts from."""
    inner = [part.high for part in parts[:-1]]
    low, high = plan.slots[slot].low, plan.slots[slot].high
    reach = max([*inner, value, low])
    return min(high, reach + (reach - low) // 2 + 2)


def _trace(plan: Plan, start: Baseline, slot: int, low: int, high: int) -> list[tuple[int, Point]]:
    """Points between two values such that straight lines between them are the amounts: every step stands upright."""
    found: dict[int, Point] = {}

    def at(value: int) -> Point:
        if value not in found:
            found[value] = _at(plan, start.values, slot, value)
        return found[value]

    step = max(1, (high - low) // SAMPLES)
    marks = [*range(low, high, step), high]
    open_ = list(itertools.pairwise(marks)) or [(low, high)]
    while open_ and len(found) < MOST_POINTS:
        left, right = open_.pop()
        middle = (left + right) // 2
        at(left), at(right)
        if middle == left or (_ends(at(left)) == _ends(at(right)) == _ends(at(middle))):
            continue
        if not _straight(left, middle, right, at):
            open_ += [(left, middle), (middle, right)]
    return sorted(found.items())


def _straight(left: int, middle: int, right: int, at: Callable[[int], Point]) -> bool:
    """Whether the amounts at three values lie on a line, but for the rounding to whole 元."""
    for a, b, c in zip(_ends(at(left)), _ends(at(middle)), _ends(at(right)), strict=True):
        if abs((b - a) * (right - left) - (c - a) * (middle - left)) > 100 * (right - left):
            return False
    return True


def _cliffs(cliffs: list[Cliff], fact: Fact) -> str:
    if not cliffs:
        return ""
    steepest = max(cliffs, key=lambda cliff: cliff.rise)
    before, after = steepest.before, steepest.after
    return (
        f"最大的台阶：由{say(fact, before, after)}到{say(fact, after, before)}，罚款上限提高{say_yuan(steepest.rise)}。"
    )


def _given(plan: Plan, start: Baseline, moved: tuple[int, ...], words: Words) -> str:
    """What is held fixed, so that the picture can be checked."""
    named = plan.stated(*plan.rules("tiers"), *plan.rules("ranges"))
    read = {plan.index[name] for name in named if name in plan.index}
    said = [say_value(plan, slot, start.values[slot], words) for slot in sorted(read - set(moved))]
    held = f"其余事实：{'，'.join(said)}。" if said else ""
    return held + (f"取自范例案件“{start.name}”。" if start.name else "")


def say_value(plan: Plan, slot: int, value: int, words: Words) -> str:
    """A fact with its value as a clause: 危害后果轻微, 总质量限定标准49000千克."""
    fact, name = plan.slots[slot].fact, plan.slots[slot].name
    if fact.type is FactType.BOOLEAN:
        return words.boolean(name, bool(value))
    if fact.type is FactType.ENUM:
        return words.value(name, list(fact.values or {})[value])
    return f"{fact.label}{say(fact, value)}"
