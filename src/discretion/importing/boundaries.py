"""Do the tiers of a table meet at their boundaries? Found by cutting the fact space, as the engine does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from discretion.conditions import Condition
from discretion.decide import say_number
from discretion.errors import Position, Problem
from discretion.facts import FactType, Vocabulary, Words, say
from discretion.plan import Box, Lowering, LoweringError, regions
from discretion.plan import formula as f
from discretion.plan import terms as t

BUDGET = 500


def contradictions(
    tiers: list[tuple[Position, Condition]], elements: Condition, vocabulary: Vocabulary, *, complete: bool
) -> Iterator[Problem]:
    """Facts that fall into two tiers, or into none.

    Args:
        tiers: the conditions that were understood, with their cells.
        elements: what holds for every tier.
        vocabulary: the facts.
        complete: whether all tiers were understood; only then is a hole a hole.
    """
    lowering = Lowering(vocabulary)
    try:
        base = lowering.condition(elements)
        guards = [(where, lowering.condition(condition)) for where, condition in tiers]
    except LoweringError as error:
        yield Problem(str(error), tiers[0][0])
        return
    names = tuple(dict.fromkeys(name for _, condition in tiers for name in vocabulary.reads(condition)))
    for (first, a), (second, b) in combinations(guards, 2):
        point = _witness(f.both((base, a, b)), lowering.box)
        if point is not None:
            yield Problem(f"与 {first} 的适用条件重叠：{_say(point, names, lowering)}时两档都符合", second)
    if complete and len(guards) > 1:
        point = _witness(f.both((base, f.negate(f.either(guard for _, guard in guards)))), lowering.box)
        if point is not None:
            yield Problem(f"各档之间有空隙：{_say(point, names, lowering)}时没有一档符合", guards[0][0])


def _witness(formula: f.Formula, box: Box) -> list[int] | None:
    """Facts that satisfy a formula; None when there are none, or when it is not settled."""

    def unsettled(current: Box) -> f.Cmp | None:
        return next(f.unsettled(formula, current), None)

    for region, settled in regions(list(box), unsettled, BUDGET):
        if settled and f.kleene(formula, region):
            return [low for low, _ in region]
    return None


def _say(values: list[int], names: tuple[str, ...], lowering: Lowering) -> str:
    """The facts that the conditions name; derived ones too."""
    words = Words(lowering.vocabulary)
    said = []
    for name in names:
        fact = lowering.vocabulary[name]
        if name in lowering.slots:
            value = values[lowering.slots[name]]
            said.append(
                words.boolean(name, bool(value))
                if fact.type is FactType.BOOLEAN
                else f"{fact.label}为{say(fact, value)}"
            )
        elif isinstance(fact.derive, Condition):
            said.append(words.boolean(name, f.holds(lowering.condition(fact.derive), values)))
        else:
            ratio = lowering.value(name)
            exact = Fraction(t.evaluate(ratio.num, values), t.evaluate(ratio.den, values))
            said.append(f"{fact.label}为{say_number(fact, exact)}")
    return "、".join(said)
