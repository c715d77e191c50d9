"""Who is affected: a region of the fact space in the words of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from discretion.check import Answer, Claim, Prover
from discretion.conditions import AnyOf, Compare, Condition, FactTest, Name
from discretion.diff.candidates import Candidate
from discretion.diff.claims import SideClaims
from discretion.diff.literals import Said, said, tests
from discretion.facts import FactType
from discretion.plan import Lowering, LoweringError, Plan, Rule
from discretion.plan import formula as f

MAX_PARTS = 6  # more conjunctions than a reader takes in; the region then says that it is more than what is told

Values = Mapping[str, int]


class SideLiteral:
    """A test of one side's rules, as a formula over that side's slots."""

    def __init__(self, test: FactTest, side: SideClaims, formula: f.Formula) -> None:
        self.test: FactTest = test
        self.side: SideClaims = side
        self.formula: f.Formula = formula
        self.claim: Claim = side.decision.encoding.formula(formula)

    def holds(self, values: Values) -> bool:
        """Its truth for complete facts."""
        return f.holds(self.formula, [values[slot.name] for slot in self.side.plan.slots])


class Teller:
    """Finds words for the candidates of two sides."""

    def __init__(self, a: SideClaims, b: SideClaims) -> None:
        self.sides, self.prover = (a, b), a.prover

    def tell(self, candidate: Candidate, model: Values) -> Said:
        """Conjunctions of tests that together make up a region, told from the side that needs fewer words.

        Args:
            candidate: the region.
            model: facts in it.
        """
        pool = self._pool(candidate)
        told = [self._cover(pool, base, candidate.claim, model, side) for side, base in candidate.bases]
        return min(told, key=lambda item: (not item.exact, sum(len(part) for part in item.parts)))

    def _cover(self, pool: Sequence[SideLiteral], base: Claim, target: Claim, model: Values, side: str) -> Said:
        parts: list[str] = []
        values = dict(model)
        with self.prover.scope():
            self.prover.add(base)
            while len(parts) < MAX_PARTS:
                cube = self._cube(pool, target, values)
                if cube is None:
                    return Said(tuple(parts), exact=False, among=side)
                parts.append(self._words(cube, target))
                self.prover.add(self.prover.no(self.prover.all([_claim(self.prover, *item) for item in cube])))
                answer = self.prover.ask(target)
                if answer is Answer.IMPOSSIBLE:
                    return Said(tuple(parts), exact=True, among=side)
                if answer is Answer.UNKNOWN:
                    break
                values = self._model()
        return Said(tuple(parts), exact=False, among=side)

    def _cube(
        self, pool: Sequence[SideLiteral], target: Claim, values: Values
    ) -> list[tuple[SideLiteral, bool]] | None:
        """As few tests true of the facts as imply the region, within what is taken for granted."""
        prover = self.prover
        kept = [(literal, literal.holds(values)) for literal in pool]
        outside = prover.no(target)

        def implies(items: Iterable[tuple[SideLiteral, bool]]) -> bool:
            return prover.ask(outside, *(_claim(prover, *item) for item in items)) is Answer.IMPOSSIBLE

        if not implies(kept):
            return None
        for item in sorted(kept, key=lambda item: item[1]):  # what does not hold is said last, if at all
            fewer = [other for other in kept if other is not item]
            if implies(fewer):
                kept = fewer
        return kept

    def _words(self, cube: Sequence[tuple[SideLiteral, bool]], target: Claim) -> str:
        """The tests of a cube; of an enum, the values that the region really reaches."""
        told = {literal.test.fact for literal, _ in cube}
        known = [side.plan.vocabulary for side in self.sides]  # a draft may bring facts of its own
        vocabulary = next((words for words in known if all(name in words for name in told)), known[0])
        claims = [_claim(self.prover, *item) for item in cube]
        items: list[tuple[FactTest, bool]] = []
        for name in dict.fromkeys(literal.test.fact for literal, _ in cube):
            own = [(literal.test, truth) for literal, truth in cube if literal.test.fact == name]
            fact = vocabulary[name]
            if fact.type is FactType.ENUM and not fact.derived:
                codes = list(fact.values or {})
                facts = self.sides[0].decision.facts
                kept = [
                    code
                    for value, code in enumerate(codes)
                    if self.prover.ask(target, *claims, facts.equals(name, value)) is not Answer.IMPOSSIBLE
                ]
                if 0 < len(kept) < len(codes):
                    test = AnyOf(tuple(Compare("=", Name(code)) for code in kept))
                    own = [(FactTest(name, test, None, ()), True)]
            items += own
        return said(items, vocabulary)

    def _model(self) -> dict[str, int]:
        return self.sides[0].decision.facts.values()

    def _pool(self, candidate: Candidate) -> list[SideLiteral]:
        found: list[SideLiteral] = []
        seen: list[Claim] = []
        for own, other in (self.sides, self.sides[::-1]):
            rules = list(_rules(own.plan, candidate.kind, _guards(other.plan)))
            conditions: list[Condition] = [rule.condition for rule in rules]
            for test in tests(conditions, own.plan.vocabulary):
                literal = _literal(test, own)
                if literal is None:
                    continue
                pair = (literal.claim, self.prover.no(literal.claim))
                if not any(self.prover.same(known, claim) for known in seen for claim in pair):
                    seen.append(literal.claim)
                    found.append(literal)
        return found


def _claim(prover: Prover, literal: SideLiteral, truth: bool) -> Claim:
    return literal.claim if truth else prover.no(literal.claim)


def _literal(test: FactTest, side: SideClaims) -> SideLiteral | None:
    plan = side.plan
    lowering = Lowering(plan.vocabulary)
    lowering.slots, lowering.box = dict(plan.index), list(plan.box)
    try:
        formula = lowering.condition(test)
    except LoweringError:
        return None
    return SideLiteral(test, side, formula) if len(lowering.slots) == len(plan.slots) else None


def _guards(plan: Plan) -> set[f.Formula]:
    lists = (entry.rule.guard for entry in plan.entries)
    return {*lists, *(rule.guard for rule in plan.elements)}


def _rules(plan: Plan, kind: str, known: set[f.Formula]) -> Iterable[Rule]:
    """The rules whose tests can tell a region apart: for lists and elements, those that the other side does not have."""
    cells = [*(row.rule for row in plan.tiers), *(row.rule for row in plan.ranges)]
    if kind == "penalty":
        return cells
    rules = [*cells, *plan.elements, *(entry.rule for entry in plan.entries)]
    # Tests are dropped from the front: the other side's go first.
    return sorted(rules, key=lambda rule: rule.guard not in known)
