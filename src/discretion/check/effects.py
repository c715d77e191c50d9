"""What the lists make of a case, as claims.

The order of the law is not written here again: ``plan.law.settle``, the one place that knows it, is asked for every combination of
lists, and its answers become a decision tree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from discretion.check.solver import Claim, Prover
from discretion.penalty import Force
from discretion.plan import Class, Disposition, Masks, Plan, classes, law_of, settle
from discretion.rulebook import DECIDING, ListKind

Effects = dict[tuple[str, int], Claim]  # by effect and rank (1: an exemption is offered, 2: none is)
Held = tuple[bool, ...]


def effects_of(
    plan: Plan, prover: Prover, held: Callable[[ListKind, Collection[Class]], Claim], cell: tuple[int, int]
) -> Effects:
    """When the lists give which effect and rank.

    Args:
        held: the claim that some entry (of some classes of a list) holds.
        cell: the tier row and range to ask about.
    """
    groups = [group for kind in DECIDING for group in _groups(plan, kind)]
    tier, found = cell

    def answer(combination: Held) -> tuple[str, int]:
        bits = dict.fromkeys(DECIDING, 0)
        for (kind, bit, _), holds in zip(groups, combination, strict=True):
            bits[kind] |= bit * holds
        settled = settle(plan, Masks(tiers=1 << tier, ranges=1 << found, **bits))
        exempted = Disposition.EXEMPT in (settled.disposition, *settled.offered)
        return settled.effect, 1 if exempted else 2

    return _tree(prover, [held(kind, alike) for kind, _, alike in groups], answer, ())


def _groups(plan: Plan, kind: ListKind) -> Iterator[tuple[ListKind, int, Collection[Class]]]:
    """The entries of a list by force and rank (all that an effect depends on), but for those that end the matter earlier: the list, a bit, classes."""
    ending = {key for gate in law_of(plan).gates if gate.about is kind for key in gate.ending}
    by_force: dict[tuple[Force, int], dict[Class, int]] = {}
    for key, bits in classes(plan, kind).items():
        if key not in ending:
            by_force.setdefault((key[0], key[2]), {})[key] = 1 << bits[0]
    for group in by_force.values():
        yield kind, next(iter(group.values())), group.keys()


def _tree(prover: Prover, claims: Sequence[Claim], answer: Callable[[Held], tuple[str, int]], held: Held) -> Effects:
    """A decision tree over the claims, with branches that say the same folded into one."""
    if len(held) == len(claims):
        return {answer(held): prover.true}
    claim = claims[len(held)]
    if prover.same(claim, prover.false):
        return _tree(prover, claims, answer, (*held, False))
    yes, no = (_tree(prover, claims, answer, (*held, truth)) for truth in (True, False))
    merged = {}
    for key in dict.fromkeys((*no, *yes)):
        a, b = yes.get(key, prover.false), no.get(key, prover.false)
        if prover.same(a, b):
            merged[key] = a
        else:
            merged[key] = prover.any([prover.all([claim, a]), prover.all([prover.no(claim), b])])
    return merged
