"""Conditions, asked of what golden cases state: by the plan's formulas, over a box of all facts, as a case may be silent."""

from __future__ import annotations

from collections.abc import Mapping

from discretion.conditions import Condition
from discretion.facts import ValueProblem, Vocabulary, encode
from discretion.plan import Box, Lowering, LoweringError
from discretion.plan import formula as f


class Conditions:
    """The conditions of a rulebook, each lowered once, when it is first asked; no plan is compiled."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._facts = vocabulary.facts
        self._lowering = Lowering(vocabulary)
        self._slots = {name: self._lowering.slot(name) for name, fact in self._facts.items() if not fact.derived}
        self._formulas: dict[int, tuple[Condition, f.Formula]] = {}  # by identity: kept, so that it stays its own

    def box(self, facts: Mapping[str, object], known: Box | None = None) -> Box:
        """The facts that a case can have: as it states them, else as they are ``known``; whatever else can be anything."""
        box = list(self._lowering.box if known is None else known)
        for name, raw in facts.items():
            if name in self._slots:
                box[self._slots[name]] = self._span(name, raw)
        return box

    def holds(self, condition: Condition, box: Box) -> bool | None:
        """Whether a condition holds of whatever a case can be; None where that is open. One that does not fit its facts holds of nothing."""
        found = self._formulas.get(id(condition))
        if found is None:
            found = self._formulas[id(condition)] = condition, self._lowered(condition)
        return f.kleene(found[1], box)

    def _span(self, name: str, raw: object) -> tuple[int, int]:
        try:
            value = encode(self._facts[name], raw)
        except ValueProblem:  # the case is refused where it is run
            return self._lowering.box[self._slots[name]]
        return value, value

    def _lowered(self, condition: Condition) -> f.Formula:
        try:
            return self._lowering.condition(condition)
        except LoweringError:  # a misspelt value; the rules do not compile, and it is told there as well
            return f.FALSE
