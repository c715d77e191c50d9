"""What separates the case at hand from a decided one, fact by fact, as people say it: 实际载客人数多3人."""

from __future__ import annotations

from fractions import Fraction

from discretion.decide import Evaluation, say_number
from discretion.decisions.groups import FactDifference
from discretion.decisions.precedents import FINE_GRAIN, MISSING, Precedents, features, ordered
from discretion.facts import FactType, say
from discretion.plan import Plan


def differences(found: Precedents, at: int, here: Evaluation) -> list[FactDifference]:
    """What is otherwise in the case at hand than in a decided one.

    Args:
        found: the decisions.
        at: the place of the decided one.
        here: the case at hand.
    """
    own = features(here, found.names)
    there = found.features[at]
    numbers = [number for number, name in enumerate(found.names) if int(there[number]) != own[number]]
    return [_difference(here.plan, found.names[number], own[number], int(there[number])) for number in numbers]


def _difference(plan: Plan, name: str, own: int, there: int) -> FactDifference:
    fact = plan.vocabulary[name]
    said = [_say(plan, name, value) for value in (own, there)]
    if MISSING in (own, there) or not ordered(plan, name):
        text = f"{fact.label}为{said[0]}（该案为{said[1]}）"
    else:
        text = f"{fact.label}{'多' if own > there else '少'}{_amount(plan, name, abs(own - there))}"
    return FactDifference(fact=name, label=fact.label, here=said[0], there=said[1], text=text)


def _say(plan: Plan, name: str, value: int) -> str:
    if value == MISSING:
        return "未查明"
    fact = plan.vocabulary[name]
    whole = value // FINE_GRAIN
    if fact.type in (FactType.BOOLEAN, FactType.ENUM, FactType.DATE):
        return say(fact, whole)
    return _amount(plan, name, value)


def _amount(plan: Plan, name: str, value: int) -> str:
    """A number of millionths of the unit, as people write it."""
    number = Fraction(value, FINE_GRAIN)
    return say_number(plan.vocabulary[name], Fraction(round(number * 100), 100))
