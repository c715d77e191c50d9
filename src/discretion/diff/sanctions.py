"""Two sanctions side by side, as claims: whether they are unlike, which is harsher, and the ends of their fines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from discretion.check import Claim, Number, Prover
from discretion.diff.claims import SideClaims, SubjectSanction
from discretion.diff.model import Direction
from discretion.diff.point import direction_of
from discretion.penalty import LIGHT, Force, chooses
from discretion.plan import ABSENT, terms

NOTHING = SubjectSanction(ABSENT, ())


@dataclass(frozen=True, slots=True)
class SanctionPair:
    """One pair of sanctions that a candidate can mean; no sanction where a side has no penalty."""

    claim: Claim
    a: dict[str, SubjectSanction]
    b: dict[str, SubjectSanction]
    ranks: tuple[int, int] = (2, 2)
    options: tuple[bool, bool] = (True, True)
    effect: str = ""


class Sanctions:
    """Compares the sanctions of two sides."""

    def __init__(self, a: SideClaims, b: SideClaims) -> None:
        self.a: SideClaims = a
        self.b: SideClaims = b
        self.prover: Prover = a.prover

    def differs(self, alternatives: Iterable[SanctionPair]) -> Claim:
        """The sanctions are not the same."""
        prover = self.prover
        return prover.any([prover.all([item.claim, self._unlike(item)]) for item in alternatives])

    def directions(self, alternatives: Iterable[SanctionPair], *, always: bool) -> dict[Direction, Claim]:
        """When the results differ in which direction; ``always``: they differ anyway, whatever the sanctions are."""
        prover = self.prover
        found: dict[Direction, list[Claim]] = {}
        for item in alternatives:
            ab = self._not_harsher(item.a, item.b, item.ranks, item.options[0], self.a, self.b)
            ba = self._not_harsher(item.b, item.a, item.ranks[::-1], item.options[1], self.b, self.a)
            unlike = prover.true if always else self._unlike(item)
            for x, y in product((True, False), repeat=2):
                halves = (ab if x else prover.no(ab), ba if y else prover.no(ba))
                found.setdefault(direction_of(x, y), []).append(prover.all([item.claim, unlike, *halves]))
        return {direction: prover.any(claims) for direction, claims in found.items()}

    def ends(self, item: SanctionPair, end: int) -> tuple[Number, Number]:
        """The low (0) or high (1) end of the party's fine on each side, as ``point.Result.ends``."""
        return self._end(self.a, item.a.get(""), end), self._end(self.b, item.b.get(""), end)

    def end_terms(self, item: SanctionPair, end: int) -> tuple[terms.Term, terms.Term]:
        """The same as terms of each plan."""
        return _end_term(item.a.get(""), end), _end_term(item.b.get(""), end)

    def facts(self, alternatives: Iterable[SanctionPair]) -> set[str]:
        """The facts that the party's fines depend on."""
        found = set()
        for pair in {self.end_terms(item, end) for item in alternatives for end in (0, 1)}:
            for side, term in zip((self.a, self.b), pair, strict=True):
                found |= {side.plan.slots[slot].name for slot in terms.slots(term)}
        return found

    def settle_amounts(self) -> None:
        """Assert what defines the divisions inside the amounts met so far."""
        self.prover.add(*self.a.decision.amounts(), *self.b.decision.amounts())

    def _unlike(self, item: SanctionPair) -> Claim:
        if item.a.keys() != item.b.keys():
            return self.prover.true
        prover, claims = self.prover, []
        for name, a in item.a.items():
            b = item.b[name]
            if _shape(a) != _shape(b):
                return prover.true
            for x, y in zip(self._fine(self.a, a), self._fine(self.b, b), strict=True):
                if not prover.same(x, y):
                    claims.append(prover.no(prover.equal(x, y)))
        return prover.any(claims)

    def _not_harsher(
        self,
        a: dict[str, SubjectSanction],
        b: dict[str, SubjectSanction],
        ranks: tuple[int, ...],
        options: bool,
        side_a: SideClaims,
        side_b: SideClaims,
    ) -> Claim:
        """``penalty.severity.not_harsher`` for every subject."""
        prover = self.prover
        if ranks[0] > ranks[1] or not options:
            return prover.false
        claims = []
        for name in {"": None} | a | b:
            low_a, high_a = self._weighed(side_a, a.get(name))
            low_b, high_b = self._weighed(side_b, b.get(name))
            claims += [low_a <= low_b, high_a <= high_b]
            theirs = b.get(name, NOTHING)
            for measure in a.get(name, NOTHING).measures:
                if any(other.covers(measure) for other in theirs.measures):
                    continue
                if measure.kind not in LIGHT:
                    claims.append(prover.false)
                elif not chooses(_force(theirs), theirs.measures):
                    claims.append(low_b > 0)
        return prover.all(claims)

    def _weighed(self, side: SideClaims, part: SubjectSanction | None) -> tuple[Number, Number]:
        low, high = self._fine(side, part)
        certain = part is not None and _force(part) is Force.SHALL
        return (low if certain else self.prover.constant(0)), high

    def _end(self, side: SideClaims, part: SubjectSanction | None, end: int) -> Number:
        fine = self._fine(side, part)[end]
        return fine if end else self.prover.choose(fine <= 1, self.prover.constant(0), fine)

    def _fine(self, side: SideClaims, part: SubjectSanction | None) -> tuple[Number, Number]:
        if part is None:
            return (self.prover.constant(0),) * 2
        return side.decision.ends(part.sanction)


def _shape(part: SubjectSanction) -> object:
    return _force(part), frozenset(part.measures)


def _force(part: SubjectSanction) -> Force | None:
    """Of the fine; None without one."""
    return part.sanction.force if part.sanction.fine is not None else None


def _end_term(part: SubjectSanction | None, end: int) -> terms.Term:
    """The lowest or the highest whole 分 of a fine."""
    ends = part.sanction.ends if part is not None else None
    if ends is None:
        return terms.ZERO
    return ends.highest if end else ends.lowest
