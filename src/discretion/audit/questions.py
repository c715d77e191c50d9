"""Which row holds, in as few questions as possible.

Tiers and statutory ranges are disjoint and complete nearly always, and cutting the fact space proves it in
milliseconds. Where it is proven no row needs to be counted: what decides most is asked first, what an answer settles is
not asked again, and the last row left is the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from discretion.plan import Plan, per_plan, search
from discretion.plan import formula as f

CUTS = 300  # of the fact space; what is not proven by then is counted row by row
MOST = 4  # questions per row; beyond, the guards one after the other are shorter


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; each answer leads to a row or to another question."""

    test: f.Formula
    yes: Ask | int
    no: Ask | int


def one_holds(plan: Plan, about: str) -> bool:
    """Whether it is proven that exactly one row holds for all legal facts of the violation.

    Args:
        plan: the plan.
        about: ``tiers`` or ``ranges``; of tiers in order (first match) at least one must hold.
    """
    return _proven(plan)[about]


@per_plan
def _proven(plan: Plan) -> Mapping[str, bool]:
    return {about: _one_holds(plan, about) for about in ("tiers", "ranges")}


def _one_holds(plan: Plan, about: str) -> bool:
    rows = guards(plan, about)
    pairs = () if plan.first_match and about == "tiers" else combinations(rows, 2)
    none = f.both(f.negate(row) for row in rows)
    found = search(f.both([plan.established, f.either([none, *map(f.both, pairs)])]), plan.box, CUTS)
    return found.certain and found.values is None


def guards(plan: Plan, about: str) -> list[f.Formula]:
    """The guards of ``tiers`` or ``ranges``."""
    return [rule.guard for rule in plan.rules(about)]


def questions(rows: Sequence[f.Formula]) -> Ask | int | None:
    """The questions that find the one row that holds; None when the guards one after the other are shorter."""
    asked = 0

    def ask(rest: Sequence[f.Formula]) -> Ask | int | None:
        nonlocal asked
        possible = [number for number, row in enumerate(rest) if row != f.FALSE]
        certain = [number for number in possible if rest[number] == f.TRUE]
        if certain or len(possible) < 2 or asked > MOST * len(rows):
            return next(iter(certain or possible), None)
        asked += 1
        test = _most_telling(rest)
        yes, no = (ask([assumed(row, test, answer) for row in rest]) for answer in (True, False))
        return yes if no is None else no if yes is None else Ask(test, yes, no)

    found = ask(rows)
    return found if asked <= MOST * len(rows) else None


def tests(found: Ask | int) -> Iterator[f.Formula]:
    """Yield all questions."""
    if isinstance(found, Ask):
        yield found.test
        yield from tests(found.yes)
        yield from tests(found.no)


def assumed(formula: f.Formula, test: f.Formula, answer: bool) -> f.Formula:
    """What is left of a formula when the answer to a question is known."""
    if formula == test:
        return f.Truth(answer)
    if formula == f.negate(test):
        return f.Truth(not answer)
    match formula, test:
        case f.And(items), f.And(known) if set(known) <= set(items):
            return f.both(item for item in items if item not in known) if answer else f.FALSE
        case f.Or(items), f.Or(known) if set(known) <= set(items):
            return f.TRUE if answer else f.either(item for item in items if item not in known)
    match formula:
        case f.And(items):
            return f.both(assumed(item, test, answer) for item in items)
        case f.Or(items):
            return f.either(assumed(item, test, answer) for item in items)
        case f.Not(item):
            return f.negate(assumed(item, test, answer))
    return formula


def _most_telling(rows: Sequence[f.Formula]) -> f.Formula:
    """The part that the most rows contain, affirmed or denied; of several the largest, then the first."""
    counts = Counter(part for row in rows for part in dict.fromkeys(_parts(row)))
    return max(counts, key=lambda part: (counts[part], sum(1 for _ in f.atoms(part))))


def _parts(formula: f.Formula) -> Iterator[f.Formula]:
    match formula:
        case f.Cmp("<"):
            yield f.negate(formula)  # a comparison and its denial are one question
        case f.Cmp():
            yield formula
        case f.Not(item):
            yield from _parts(item)
        case f.And(items) | f.Or(items):
            yield formula
            for item in items:
                yield from _parts(item)
