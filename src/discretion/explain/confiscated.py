"""How much is confiscated: what a decision must say in numbers (没收违法所得8000元), and not at all where there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from discretion.decide import Evaluation, MeasureText
from discretion.facts import say_yuan, yuan
from discretion.penalty import Measure
from discretion.plan import Plan, per_plan


def with_amounts(e: Evaluation, measures: list[MeasureText]) -> list[MeasureText]:
    """The measures of a decision, in a list of its own, each confiscation of money with its amount."""
    names = _amounts(e.plan)
    if not names:
        return [*measures]
    return [_with_amount(e, item, names[item.item]) if item.item in names else item for item in measures]


def confiscated_by(e: Evaluation) -> list[str]:
    """The facts that say how much is confiscated."""
    return seizes(e.plan, e.measures)


def seizes(plan: Plan, measures: Iterable[Measure]) -> list[str]:
    """The same of measures."""
    names = _amounts(plan)
    return [names[item.item] for item in measures if item.item in names] if names else []


def confiscates_nothing(e: Evaluation) -> bool:
    """Whether the provision confiscates what the case does not have."""
    return any(e.value(name) == 0 for name in confiscated_by(e)) and not refunded(e)


def refunded(e: Evaluation) -> list[str]:
    """The facts that say how much is confiscated, and come to nothing because what was gained goes back whole."""
    stated = e.plan.vocabulary.stated
    return [
        name
        for name in _amounts(e.plan).values()
        if e.value(name) == 0 and all(e.value(given) for given in stated(name) - {name})
    ]


def _with_amount(e: Evaluation, measure: MeasureText, name: str) -> MeasureText:
    value = e.value(name)
    if value is None:
        return measure
    amount = int(value * 100)
    text = f"{measure.text}{say_yuan(amount)}"
    return MeasureText.model_construct(
        kind=measure.kind, item=measure.item, force=measure.force, text=text, amount=yuan(amount), by=measure.by
    )


@per_plan
def _amounts(plan: Plan) -> Mapping[str | None, str]:
    """The facts that say how much of an item there is to confiscate, by item."""
    known = {*plan.index, *plan.derived}
    facts = plan.vocabulary.facts.items()
    return {fact.confiscates: name for name, fact in facts if fact.confiscates is not None and name in known}
