"""Two cases that differ in one fact: a claim about a decision and its twin, folded onto one case in all facts but that one.

The twin is a full copy with variables of its own. A claim over both is built once a violation; for each fact the solver's own substitution folds
it, and whatever the fact cannot influence (most amounts, most divisions) becomes shared again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from discretion.check.domain import coherent
from discretion.check.outcome import EncodedOutcome, EncodedPlan
from discretion.check.solver import Claim, Number, Prover
from discretion.facts import FactType, Severity
from discretion.plan import PARTY, rises


class Twin:
    """A second case of the same violation, with all its facts free.

    Attributes:
        settled: the second case is established and has a result.
    """

    def __init__(self, decision: EncodedPlan) -> None:
        self.decision: EncodedPlan = decision
        self.prover: Prover = decision.prover
        self.facts = decision.facts
        for subject in decision.subjects:  # amounts bring divisions of their own
            decision.outcome(subject)
        fresh = {name: self.facts.fresh(slot) for name, slot in self.facts.slots.items()}
        self.variables = {name: variable for name, (variable, _) in fresh.items()}
        self.bounds = {name: bounds for name, (_, bounds) in fresh.items()}
        self.quotients = [(item, self.prover.number(0, 0)[0]) for item in decision.encoding.quotients]
        self._pairs = [(self.facts.variables[name], self.variables[name]) for name in self.variables]
        self._pairs += [(item.variable, variable) for item, variable in self.quotients]
        domain = decision.encoding.formula(coherent(decision.plan))
        self.domain, self.settled, *self.definitions = self.copied(
            [domain, decision.settled, *(item.definition for item, _ in self.quotients)]
        )
        self._outcomes: dict[str, EncodedOutcome] = {}

    def copied(self, expressions: Sequence[Claim]) -> list[Claim]:
        """Expressions as they are in the second case."""
        return self.prover.renamed(expressions, self._pairs)

    def outcome(self, subject: str = PARTY) -> EncodedOutcome:
        """The result in the second case."""
        if subject not in self._outcomes:
            own = self.decision.outcome(subject)
            classes, (low, high) = self.copied(own.classes), self.copied([own.low, own.high])
            self._outcomes[subject] = EncodedOutcome(own.weights, classes, low, high)
        return self._outcomes[subject]

    @cached_property
    def loosened(self) -> Claim:
        """Once punished, the lists are somewhere milder on the second case than on the first."""
        first = self.decision.lists()
        second = self.copied(first)
        prover = self.prover
        freed = prover.all([first[0], prover.no(second[0])])
        lowered = [prover.all([a, prover.no(b)]) for a, b in zip(first[1:], second[1:], strict=True)]
        return prover.any([freed, prover.all([first[0], second[0], prover.any(lowered)])])

    @cached_property
    def rising(self) -> dict[str, list[tuple[Number, Number]]]:
        """For each numeric fact the amounts that are proven never to fall when it rises, in both cases."""
        found = {}
        for name, slot in self.facts.slots.items():
            index = self.decision.plan.index.get(name)
            if index is not None and not slot.fact.type.coded:
                terms = [self.decision.encoding.term(term) for term in self.decision.moved(name) if rises(term, index)]
                found[name] = list(zip(terms, self.copied(terms), strict=True))
        return found


class Pair:
    """The twin folded: the second case differs from the first in one fact only.

    Attributes:
        other: the fact in the second case.
        claims: what makes both of them cases: bounds, legal domain, definitions, and the difference.
    """

    def __init__(
        self, twin: Twin, name: str, *, worse: Severity | None = None, adjacent: bool = False, lists: bool = False
    ) -> None:
        """Fold the twin.

        Args:
            lists: leave out all that concerns tiers and amounts.
            worse: the severity of the fact; the second case is then the worse one. None: any other value.
            adjacent: worse by the smallest step only.
        """
        self.twin: Twin = twin
        self.name: str = name
        self.prover: Prover = twin.prover
        self.variable, self.slot = twin.facts.variables[name], twin.facts.slots[name]
        boolean = self.slot.fact.type is FactType.BOOLEAN
        up = worse is Severity.AGGRAVATING
        self.other: Number | Claim = twin.variables[name]
        own = [twin.bounds[name]]
        if boolean and worse is not None:
            self.other = self.prover.true if up else self.prover.false
            own = [self.prover.no(self.variable) if up else self.variable]
        elif adjacent:
            own.append(self.prover.equal(self.other, self.variable + (1 if up else -1)))
        elif worse is None or boolean:
            own.append(self.prover.no(self.prover.equal(self.other, self.variable)))
        else:
            own.append(self.other > self.variable if up else self.other < self.variable)
        # facts that another plan brought to this prover later (a parent that reads others) have no copy
        self._fold = [(copy, twin.facts.variables[n]) for n, copy in twin.variables.items() if n != name]
        self._fold += [(variable, item.variable) for item, variable in twin.quotients if name not in item.facts]
        if boolean and worse is not None:
            self._fold.append((twin.variables[name], self.other))
        if lists:
            self.claims = [*own, *self.folded([twin.domain])]
            return
        moved = [claim for claim, (item, _) in zip(twin.definitions, twin.quotients, strict=True) if name in item.facts]
        lemmas = (
            [] if worse is None else [low <= high if up else high <= low for low, high in twin.rising.get(name, ())]
        )
        self.claims = [
            *own,
            twin.decision.settled,
            *self.folded([self.prover.all([twin.domain, twin.settled, *moved, *lemmas])]),  # one substitution, not many
            *twin.decision.amounts(),
        ]

    def folded(self, claims: Sequence[Claim]) -> list[Claim]:
        """Claims over both cases, with everything but the one fact shared."""
        return self.prover.renamed(claims, self._fold)

    @property
    def copies(self) -> dict[str, Number]:
        """The variables of the second case that differ, by fact."""
        return {self.name: self.other}


def graded(decision: EncodedPlan) -> Iterator[tuple[str, Severity]]:
    """The stated facts whose worse direction is declared."""
    for slot in decision.plan.slots:
        severity = slot.fact.severity
        if severity in (Severity.AGGRAVATING, Severity.MITIGATING):
            yield slot.name, severity
