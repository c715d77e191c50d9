"""The way back from facts to a case: what is stated as a fact, what is said of the party, and how much time passed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from discretion.facts import Fact


class Statements(NamedTuple):
    """``years``: until the act was discovered."""

    facts: dict[str, object]
    party: dict[str, object]
    years: int


def stating(known: Iterable[tuple[str, Fact, object]]) -> Statements:
    """Facts in the places where a case says them."""
    facts: dict[str, object] = {}
    party: dict[str, object] = {"kind": "organisation"}
    years = 0
    for name, fact, value in known:
        rule = fact.finding
        if rule is not None and rule.party is not None:
            party[rule.party] = value
        elif rule is not None and rule.elapsed is not None:
            years = int(str(value))
        else:
            facts[name] = value
    return Statements(facts, party, years)
