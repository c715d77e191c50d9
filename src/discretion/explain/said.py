"""How the facts of a case are said, and which stated facts they rest on: worked out once per plan, of the values met lately."""

from __future__ import annotations

from typing import NamedTuple

from discretion.decide import Evaluation
from discretion.facts import Words
from discretion.plan import Plan, answers, recent


class FactSaid(NamedTuple):
    """A fact's value alone, 55300千克, and as a clause, 车货总质量55300千克."""

    value: str
    clause: str


def said(e: Evaluation, name: str) -> FactSaid:
    """How a fact is said in a case; 未查明 when it is missing."""
    slot = e.plan.index.get(name)
    if slot is None:
        return _say(e, name)
    value = None if e.bound.values[slot] is None else e.values[slot]
    return recent(answers(e.plan, _say), (slot, value), lambda: _say(e, name))


def _say(e: Evaluation, name: str) -> FactSaid:
    value, alone, vocabulary = e.value(name), e.say(name), e.plan.vocabulary
    if value is None:
        return FactSaid(alone, f"{vocabulary[name].label}未查明")
    return FactSaid(alone, Words(vocabulary).clause_of(name, value, alone))


def rests_on(plan: Plan, name: str) -> tuple[str, ...]:
    """The stated facts that a fact is derived from, by name, and itself last."""
    kept = answers(plan, rests_on)
    return recent(kept, name, lambda: (*sorted(plan.vocabulary.stated(name) - {name}), name))
