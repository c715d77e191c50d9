"""Two cases that differ in one fact: the second copy of a decision, made by renaming that fact alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from discretion.check.domain import coherent
from discretion.check.monotone import rises
from discretion.check.outcome import PARTY, Decision, Outcome
from discretion.check.solver import Claim
from discretion.facts import FactType, Severity


class Pair:
    """A case, and another with a different value of one fact. Divisions that the fact cannot influence are shared.

    Attributes:
        other: the fact in the second case.
        claims: what makes both of them cases: bounds, legal domain, definitions.
    """

    def __init__(
        self, decision: Decision, name: str, *, worse: Severity | None = None, adjacent: bool = False
    ) -> None:
        """Set up the second case.

        Args:
            worse: the severity of the fact; the second case is then the worse one. None: any other value.
            adjacent: worse by the smallest step only.
        """
        self.decision, self.name = decision, name
        self.facts, self.prover = decision.facts, decision.prover
        self.variable = self.facts.variables[name]
        slot = self.facts.slots[name]
        boolean = slot.fact.type is FactType.BOOLEAN
        if adjacent and not boolean:
            step = 1 if worse is Severity.AGGRAVATING else -1
            self.other = self.variable + step
            self.claims = [slot.low <= self.other, self.other <= slot.high]
        elif boolean and worse is not None:
            self.other: Any = self.prover.true if worse is Severity.AGGRAVATING else self.prover.false
            self.claims = [self.prover.no(self.variable) if worse is Severity.AGGRAVATING else self.variable]
        else:
            self.other, bounds = self.facts.fresh(slot)
            self.claims = [bounds, self._differs(boolean, worse)]
        self._pairs = [(self.variable, self.other)]
        domain = decision.encoding.formula(coherent(decision.plan))
        for subject in decision.subjects:  # amounts bring divisions of their own
            decision.outcome(subject)
        touched = [item for item in decision.encoding.quotients if name in item.facts]
        self._pairs += [(item.variable, self.prover.number(0, 0)[0]) for item in touched]
        self.claims += self.renamed([domain, *(item.definition for item in touched)])
        self.claims += decision.amounts()
        if worse is not None and not boolean:
            self.claims += self._lemmas(worse)

    def renamed(self, expressions: list[Any]) -> list[Any]:
        """Expressions as they are in the second case."""
        return self.prover.renamed(expressions, self._pairs)

    @cached_property
    def settled(self) -> list[Claim]:
        """Both cases are established and have a result."""
        return [self.decision.settled, *self.renamed([self.decision.settled])]

    def outcome(self, subject: str = PARTY) -> Outcome:
        """The result in the second case."""
        own = self.decision.outcome(subject)
        *classes, low, high = self.renamed([*own.classes, own.low, own.high])
        return Outcome(own.weights, classes, low, high)

    def _lemmas(self, worse: Severity) -> list[Claim]:
        """Amounts that never fall when the fact rises: proven apart, and given to the solver."""
        term, slot = self.decision.encoding.term, self.decision.plan.index[self.name]
        rising = [term(amount) for amount in self.decision.moved(self.name) if rises(amount, slot)]
        pairs = zip(rising, self.renamed(rising), strict=True)
        return [low <= high if worse is Severity.AGGRAVATING else high <= low for low, high in pairs]

    @property
    def copies(self) -> dict[str, Any]:
        return {self.name: self.other}

    def _differs(self, boolean: bool, worse: Severity | None) -> Claim:
        if boolean or worse is None:
            return self.prover.no(self.prover.equal(self.other, self.variable))
        return self.other > self.variable if worse is Severity.AGGRAVATING else self.other < self.variable


def graded(decision: Decision) -> Iterator[tuple[str, Severity]]:
    """The stated facts whose worse direction is declared."""
    for slot in decision.plan.slots:
        severity = slot.fact.severity
        if severity in (Severity.AGGRAVATING, Severity.MITIGATING):
            yield slot.name, severity
