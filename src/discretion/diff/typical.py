"""Cases a reader recognises: the facts of golden cases where they will do, neutral and round values elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from discretion.check import neutral, usual
from discretion.errors import DiscretionError
from discretion.facts import Fact, FactType, ValueProblem, encode
from discretion.plan import Plan, Slot
from discretion.rulebook import Ruleset, stated_cases

Values = dict[str, int]
SUMS = (500_000, 100_000, 10_000)  # in 分: what a small gain or loss is like, where any will do
Accept = Callable[[Values], bool]


def joint_slots(*plans: Plan) -> dict[str, Slot]:
    """The stated facts of several plans, by name, each within the bounds that all of them allow."""
    found: dict[str, Slot] = {}
    for plan in plans:
        for slot in plan.slots:
            known = found.get(slot.name)
            low, high = (
                (slot.low, slot.high) if known is None else (max(known.low, slot.low), min(known.high, slot.high))
            )
            found[slot.name] = Slot(slot.name, slot.fact, low, high)
    return found


def neutral_values(*plans: Plan) -> Values:
    """Every fact at the value that says nothing special."""
    found: Values = {}
    for plan in plans:
        for index, slot in enumerate(plan.slots):
            found.setdefault(slot.name, neutral(plan, index))
    return found


def usual_slots(slots: Mapping[str, Slot]) -> dict[str, Slot]:
    """The same facts within what is common in practice."""
    return {name: Slot(name, slot.fact, *usual(slot)) for name, slot in slots.items()}


def golden_values(chain: tuple[Ruleset, ...], plan: Plan) -> list[Values]:
    """The facts of the golden cases of a violation, encoded; the nearest ruleset's first. Other facts are left out."""
    facts = {slot.name: slot.fact for slot in plan.slots}
    found: list[Values] = []
    for ruleset in chain:
        for path in ruleset.cases:
            if path.stem != plan.violation:
                continue
            try:
                cases = stated_cases(ruleset, path)
            except DiscretionError:
                continue  # `discretion test` reports it; here the cases only make examples
            found += [_encoded(facts, act.facts) for case in cases for act in case.acts]
    return [values for values in found if values]


def _encoded(facts: Mapping[str, Fact], stated: Mapping[str, object]) -> Values:
    values: Values = {}
    for name, raw in stated.items():
        fact = facts.get(name)
        if fact is None:
            continue
        try:
            values[name] = encode(fact, raw)
        except ValueProblem:
            continue
    return values


def recognisable(
    model: Values, slots: Mapping[str, Slot], plain: Values, golden: list[Values], accept: Accept
) -> Values:
    """Facts that are accepted as the model is, and easier to read.

    Args:
        model: accepted facts.
        slots: the facts and their bounds.
        plain: neutral values.
        golden: facts of golden cases.
        accept: whether facts will do.
    """
    for base in (plain, model):  # a golden case as it stands, or with the circumstances of the model
        fitting = [whole for case in golden if accept(whole := {**base, **case})]
        if fitting:
            best = fitting[len(fitting) // 2]  # golden cases go from boundary to boundary: the middle one is no extreme
            if base is plain:
                return _whole(best, slots, accept)
            break
    else:
        best = dict(model)
    for _ in range(2):
        for name in slots:
            for value in (plain[name], *dict.fromkeys(case[name] for case in golden if name in case)):
                if best[name] == plain[name]:
                    break
                if accept(changed := {**best, name: value}):
                    best = changed
                    break
    for name, slot in slots.items():
        if slot.fact.type.numeric and best[name] != plain[name]:
            best = _rounded(best, slot, accept)
    return best


def _whole(values: Values, slots: Mapping[str, Slot], accept: Accept) -> Values:
    """Sums that a golden case has a 分 beside a boundary, where a round one will do as well."""
    for slot in slots.values():
        if slot.fact.type is FactType.MONEY and values[slot.name] % 100:
            values = _rounded(values, slot, accept)
    return values


def _rounded(values: Values, slot: Slot, accept: Accept) -> Values:
    """The roundest value of one fact that is still accepted."""
    value = values[slot.name]
    small = SUMS if slot.fact.type is FactType.MONEY and 0 < value < SUMS[-1] else ()
    for candidate in (*small, *_round(value)):
        if slot.low <= candidate <= slot.high and accept(changed := {**values, slot.name: candidate}):
            return changed
    return values


def _round(value: int) -> Iterator[int]:
    power = 10 ** len(str(abs(value)))
    while power > 1:
        for digit in (power, power // 2):
            yield -(-value // digit) * digit
            yield value // digit * digit
        power //= 10
