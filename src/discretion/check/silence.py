"""What is known of a golden case: what it states, and what its ruleset makes of its silence. No case is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from discretion.case import absence_counts
from discretion.check.stated import Conditions
from discretion.check.whole import Whole
from discretion.plan import Box
from discretion.rulebook import Ruleset, StatedAct, StatedCase


@dataclass(frozen=True, slots=True)
class Understood:
    """The facts of an act that are known, by name, and the box of all facts."""

    facts: Mapping[str, object]
    box: Box


class Silence:
    """What a ruleset, and those above it, make of a case that does not state a fact.

    Attributes:
        presumed: what they presume of it; what records may show stays open.
    """

    def __init__(self, whole: Whole, conditions: Conditions, ruleset: Ruleset) -> None:
        chain, facts = [ruleset, *whole.newest(ruleset.area)], whole.book.vocabulary.facts
        said = (pair for item in reversed(chain) for part in item.header.model.presume for pair in part.facts.items())
        self.presumed: dict[str, object] = {
            name: raw for name, raw in said
            if name in facts and facts[name].finding is None and not facts[name].derived
        }  # fmt: skip
        rules = {name: fact.finding for name, fact in facts.items() if fact.finding is not None}
        self._party = {name: rule.party for name, rule in rules.items() if rule.party is not None}
        self._records = {name: rule for name, rule in rules.items() if rule.records and not rule.including_this}
        self._complete = next((item.header.model.records.complete for item in chain if item.header.model.records), [])
        self._conditions = conditions
        self._quiet: dict[tuple[frozenset[str], frozenset[str]], Understood] = {}

    def known(self, case: StatedCase, act: StatedAct) -> Understood:
        """What a case states of an act, what is presumed where it is silent, and what its records do not show."""
        said = case.searched
        searched = frozenset(str(kind) for kind in (*self._complete, *said) if said.get(kind, True) is True)
        quiet = self._quiet.get((searched, case.recorded))
        if quiet is None:
            absent = self._absent(searched, case.recorded)
            facts = {**self.presumed, **absent}
            quiet = self._quiet[searched, case.recorded] = Understood(facts, self._conditions.box(facts))
        stated = {name: case.party[of] for name, of in self._party.items() if of in case.party} | dict(act.facts)
        return Understood({**quiet.facts, **stated}, self._conditions.box(stated, quiet.box))

    def _absent(self, searched: frozenset[str], recorded: frozenset[str]) -> dict[str, object]:
        """What it means that a case has no such records, where they were looked for; what is counted with this act is not nothing."""
        return {
            name: False if rule.kind is not None else 0
            for name, rule in self._records.items()
            if absence_counts(rule, searched)
            and not recorded & ({str(rule.records), "deadline"} if rule.overdue else {str(rule.records)})
        }
