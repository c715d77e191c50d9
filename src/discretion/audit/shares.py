"""Fines as functions of the statutory range, where they are: one rule then serves all ranges.

A benchmark says “30 % of the range”; the plan has it worked out for each statutory range. Where the amounts of several
ranges are the same function of the ends of their range, which is checked term by term, that function is used.
"""

from __future__ import annotations

from collections.abc import Mapping

from discretion.audit.cells import Key
from discretion.plan import Ends, Plan
from discretion.plan import terms as t

Variables = tuple[t.Term, t.Term]


def statutory_ends(plan: Plan) -> Variables:
    """The variables that stand for the two ends of the statutory range of the case, after the slots of the plan."""
    return t.Var(len(plan.slots)), t.Var(len(plan.slots) + 1)


def shared_functions(plan: Plan, amounts: Mapping[Key, t.Term], laws: Mapping[int, Ends]) -> dict[Key, t.Term]:
    """Write amounts by means of ``statutory_ends`` where the ranges of a tier and effect then share them.

    Args:
        plan: the plan.
        amounts: by effect, tier row and range row.
        laws: the statutory range of each range row that has a fine.
    """
    ends, found = statutory_ends(plan), dict(amounts)
    for key, amount in amounts.items():
        *place, row = key
        if row not in laws or found[key] != amount:
            continue
        own: dict[t.Term, t.Term] = {
            end: var for end, var in zip(_ends(laws[row]), ends, strict=True) if not isinstance(end, t.Const)
        }
        function = _replaced(amount, own)
        if function == amount:
            continue
        for other, expected in amounts.items():
            if list(other[:2]) == place and other[2] in laws:
                there = dict(zip(ends, _ends(laws[other[2]]), strict=True))
                if _replaced(function, there) == expected:
                    found[other] = function
    return found


def _ends(law: Ends) -> Variables:
    return law.lowest, law.highest


def _replaced(term: t.Term, by: Mapping[t.Term, t.Term]) -> t.Term:
    """A term with some of its parts replaced, folded as the plan's own terms are."""
    if term in by:
        return by[term]
    match term:
        case t.Const() | t.Var() | t.EnumTable():
            return term
    return t.BUILD[type(term)](_replaced(term.left, by), _replaced(term.right, by))
