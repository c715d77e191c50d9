"""Counterexamples: as few and as plain facts as possible, written as case files, and replayed through the ordinary engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypedDict

from discretion.case import Case, after_years, stating
from discretion.check.domain import neutral
from discretion.check.encode import Facts
from discretion.check.solver import Answer, Claim, Number, Prover
from discretion.decide import Evaluation, evaluate
from discretion.documents import from_data, validate
from discretion.errors import CaseError
from discretion.facts import FactType, decode, say
from discretion.penalty import Weight
from discretion.plan import Disposition, Plan, Slot, per_plan

Values = Mapping[str, int]


def plain(
    prover: Prover, facts: Facts, plan: Plan, claims: Sequence[Claim], copies: Mapping[str, Number] | None = None
) -> tuple[Answer, dict[str, int], dict[str, int]]:
    """Find a model with neutral values wherever they will do, and numbers near to them elsewhere.

    Args:
        copies: the variables of a second case, where it differs from the first.

    Returns:
        The answer, the facts of the case, and those of the second case that differ.
    """
    copies = copies or {}
    answer = prover.minimised(claims, _wishes(prover, facts, plan, copies))
    if answer is not Answer.SATISFIABLE:
        return answer, {}, {}
    return answer, facts.values(), {name: prover.value(variable) for name, variable in copies.items()}


def _wishes(prover: Prover, facts: Facts, plan: Plan, copies: Mapping[str, Number]) -> Iterator[Callable[[], Claim]]:
    """First all neutral at once, then one by one, then each remaining number as small as can be."""
    wanted = {slot.name: neutral(plan, index) for index, slot in enumerate(plan.slots)}
    wanted |= {name: max(0, slot.low) for name, slot in facts.slots.items() if name not in wanted}
    # Facts the law's own tests read come last: the others are more easily neutral.
    order = sorted(wanted, key=lambda name: (name in copies, name in tested(plan)))
    for part in (order, [name for name in order if name not in tested(plan)]):
        yield partial(_all_equal, prover, facts, {name: wanted[name] for name in part})
    for name in order:
        yield partial(facts.equals, name, wanted[name])
    for name in order:
        if facts.slots[name].fact.type is not FactType.BOOLEAN:
            yield from _nearer(prover, facts.variables[name], wanted[name])
    if copies:
        yield lambda: _all_equal(prover, facts, facts.values())
    for name, variable in copies.items():
        if facts.slots[name].fact.type is not FactType.BOOLEAN:
            yield from _nearer(prover, variable, facts.variables[name])


def _nearer(prover: Prover, variable: Number, goal: Number | int) -> Iterator[Callable[[], Claim]]:
    """Halve the distance to the goal as long as that is possible: ends at the nearest value."""
    goal_now = goal if isinstance(goal, int) else prover.value(goal)
    low, high = 0, abs(prover.value(variable) - goal_now)
    sign = 1 if prover.value(variable) >= goal_now else -1
    while low < high:
        middle = (low + high) // 2
        yield partial(_between, prover, sign * (variable - goal), middle)
        reached = sign * (prover.value(variable) - (goal if isinstance(goal, int) else prover.value(goal)))
        if 0 <= reached <= middle:
            high = reached
        else:
            low = middle + 1


def _all_equal(prover: Prover, facts: Facts, values: Mapping[str, int]) -> Claim:
    return prover.all([facts.equals(name, value) for name, value in values.items()])


def _between(prover: Prover, distance: Number, most: int) -> Claim:
    return prover.all([distance <= most, distance >= 0])


@per_plan
def tested(plan: Plan) -> frozenset[str]:
    """Stated facts that elements, ranges and tiers read."""
    return plan.stated(*plan.elements, *plan.rules("ranges"), *plan.rules("tiers"))


class PlainCase(TypedDict, total=False):
    """A case as plain data."""

    case: str
    violation: str
    occurred: str
    discovered: str
    decided: str
    party: dict[str, object]
    facts: dict[str, object]


def case_file(plan: Plan, values: Values, day: date, name: str, more: Iterable[Slot] = ()) -> PlainCase:
    """A case as plain data (design §7), for the facts of a model; ``more``: facts that another plan reads."""
    slots = {item.name: item for item in (*plan.slots, *more)}.values()
    said = stating(
        (slot.name, slot.fact, decode(slot.fact, values[slot.name])) for slot in slots if slot.name in values
    )
    facts, party = said.facts, said.party
    if party["kind"] != "person":
        party = {"kind": party["kind"]}
        facts = {name: value for name, value in facts.items() if not plan.vocabulary[name].personal}
    found = after_years(day, said.years).isoformat()
    case: PlainCase = {"case": name, "violation": plan.violation, "occurred": day.isoformat()}
    if said.years:
        case["discovered"] = found
    case |= {"decided": found, "party": party, "facts": facts}
    return case


def replay(plan: Plan, case: Mapping[str, object]) -> Evaluation | CaseError:
    """What the ordinary engine makes of a case file."""
    try:
        model = validate(Case, from_data(dict(case), str(case["case"]), error=CaseError), error=CaseError)
        return evaluate(plan, model, model.facts)
    except CaseError as error:
        return error


def weight(evaluation: Evaluation) -> Weight:
    """The result as the order sees it; an offered exemption (可以不予) makes it milder than none."""
    found = evaluation.weight
    if found.rank == 2 and Disposition.EXEMPT in evaluation.settled.offered:
        return Weight(1, found.fine, found.fine_force, found.measures)
    return found


def told(plan: Plan, values: Values, names: Iterable[str]) -> str:
    """Facts in words: 超限质量为1000千克、危害后果为轻微."""
    slots = {slot.name: slot for slot in plan.slots}
    parts = [f"{slots[name].fact.label}为{say(slots[name].fact, values[name])}" for name in names if name in slots]
    return "、".join(parts)


def notable(plan: Plan, values: Values) -> list[str]:
    """The facts that make a case what it is: those that elements, ranges and tiers read, and those that are not neutral."""
    read = tested(plan)
    elements = plan.stated(*plan.elements)
    found = []
    for index, slot in enumerate(plan.slots):
        special = values.get(slot.name) not in (None, neutral(plan, index))
        of_elements = slot.name in elements and slot.fact.type is FactType.BOOLEAN
        if slot.name in values and not of_elements and (special or slot.name in read):
            found.append(slot.name)
    return found
