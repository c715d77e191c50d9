"""What the words of a reason depend on, so that they are written once for all cases in which that is the same.

Most facts are yes or no, or one of a few: the same few sentences come again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from discretion.explain.said import rests_on
from discretion.plan import Plan, answers, per_plan, recent
from discretion.plan import terms as t

if TYPE_CHECKING:
    from discretion.decide import Evaluation, Kept
    from discretion.explain.sentences import Sentences

T = TypeVar("T")
MOST_FACTS = 128  # answers kept per plan


def kept_by(plan: Plan, facts: Iterable[str], *, amounts: bool = False) -> Callable[[Sentences], Kept | None]:
    """Where the words of a reason are kept, and under which key; nowhere, where facts are missing on which they depend.

    Args:
        plan: keeps them.
        facts: what the reason reads, stated or derived.
        amounts: it tells of fines too, and to whom they go.
    """
    index = plan.index
    read = {index[base] for name in facts for base in rests_on(plan, name) if base in index}
    if amounts:
        read |= _priced(plan)
    if not read and not amounts:  # the same in every case
        once: Kept = {}, ()
        return lambda _: once
    slots, memo = sorted(read), answers(plan, kept_by)
    pick: Callable[[Sequence[Any]], tuple[Any, ...]]
    pick = itemgetter(*slots, slots[0]) if slots else lambda _: ()  # of one alone it would make no tuple

    def kept(about: Sentences) -> Kept | None:
        e = about.e
        bound = e.bound
        key = pick(bound.values), pick(bound.origins)
        if not bound.complete and (None in key[0] or (amounts and e.regions)):
            return None
        return memo, (*key, e.subject, bool(e.fined), *e.case.co_parties) if amounts else key

    return kept


def per_facts(function: Callable[[Evaluation], tuple[T, ...]]) -> Callable[[Evaluation], tuple[T, ...]]:
    """What a function makes of an evaluation, made once for the same facts of the same party: of a violation without
    quantities there are few. What records found depends on more than the facts, and is made anew.
    """

    @wraps(function)
    def remembered(e: Evaluation) -> tuple[T, ...]:
        if e.case.records:
            return function(e)
        key = function, e.bound.values, e.bound.origins, e.subject, *e.case.co_parties
        return recent(answers(e.plan, per_facts), key, lambda: function(e), MOST_FACTS)

    return remembered


@per_plan
def _priced(plan: Plan) -> frozenset[int]:
    """The slots that any fine of the plan is worked out of."""
    cells = (*plan.cells.values(), *plan.statute)
    sanctions = [
        sanction for cell in cells for effects in (cell.party, *cell.others.values()) for sanction in effects.values()
    ]
    fines = [fine for sanction in sanctions for fine in (sanction.fine, sanction.clamp) if fine is not None]
    return frozenset(slot for fine in fines for term in (fine.low, fine.high) for slot in t.slots(term))
