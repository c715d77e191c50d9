"""How the facts of a case are said, and which stated facts they rest on: worked out once per plan, of the values met lately."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discretion.decide import Evaluation, FactUsed
from discretion.facts import Words
from discretion.plan import Plan, answers, recent


def said(e: Evaluation, name: str) -> FactUsed:
    """How a fact is said in a case, and where it is known from; 未查明 when it is missing."""
    plan, values = e.plan, e.bound.values
    slot = plan.index.get(name)
    if slot is None:
        key = (name, *[values[plan.index[base]] for base in rests_on(plan, name) if base in plan.index])
        return recent(answers(plan, _say), key, lambda: _say(e, name, "derived"))
    origin = e.bound.origins[slot] or "missing"
    key = (slot, None if values[slot] is None else e.values[slot], origin)
    return recent(answers(plan, _say), key, lambda: _say(e, name, origin))


def _say(e: Evaluation, name: str, origin: str) -> FactUsed:
    value, alone, vocabulary = e.value(name), e.say(name), e.plan.vocabulary
    label = vocabulary[name].label
    text = f"{label}未查明" if value is None else Words(vocabulary).clause_of(name, value, alone)
    return FactUsed.model_construct(name=name, label=label, value=alone, origin=origin, text=text)


def stated(e: Evaluation) -> tuple[str, ...]:
    """The facts that the case states and the violation knows, in the order of the plan; of an organisation, nothing of a mind."""
    origins, person = e.bound.origins, e.case.party.kind == "person"
    return recent(answers(e.plan, stated), (origins, person), lambda: tuple(_stated(e.plan, origins, person=person)))


def _stated(plan: Plan, origins: Sequence[str | None], *, person: bool) -> Iterator[str]:
    for slot, origin in zip(plan.slots, origins, strict=True):
        if origin == "stated" and (person or not slot.fact.personal):
            yield slot.name


def rests_on(plan: Plan, name: str) -> tuple[str, ...]:
    """The stated facts that a fact is derived from, by name, and itself last."""
    kept: dict[str, tuple[str, ...]] = answers(plan, rests_on)
    found = kept.get(name)
    if found is None:
        found = kept[name] = (*sorted(plan.vocabulary.stated(name) - {name}), name)
    return found
