"""What the lists make of a case, as claims.

The order of the law is not written here again: ``engine.decide.settle``, the one place that knows it, is asked for every combination of
lists, and its answers become a decision tree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discretion.check.solver import Claim, Prover
from discretion.decide import Disposition, Masks, settle
from discretion.penalty import Force
from discretion.plan import EntryRule, Plan

Effects = dict[tuple[str, int], Claim]  # by effect and rank (1: an exemption is offered, 2: none is)
Held = tuple[bool, ...]
FORCES = (Force.SHALL, Force.MAY)  # of entries: what the law commands, what it allows


def effects_of(
    plan: Plan, prover: Prover, held: Callable[[Sequence[EntryRule], Force], Claim], cell: tuple[int, int]
) -> Effects:
    """When the lists give which effect and rank.

    Args:
        held: the claim that some entry (of a force) holds.
        cell: the tier row and range to ask about.
    """
    # What a combination depends on: the list, and within it the force. (An entry that commands an exemption ends the matter earlier.)
    kinds = (plan.mitigated, plan.lighter, plan.heavier)
    lists = [(plan.exempt, Force.MAY), *((entries, force) for entries in kinds for force in FORCES)]
    bits = [_bit(entries, force) for entries, force in lists]

    def answer(combination: Held) -> tuple[str, int]:
        exempt, *moved = (bit if holds else 0 for bit, holds in zip(bits, combination, strict=True))
        mitigated, lighter, heavier = (sum(moved[at : at + len(FORCES)]) for at in range(0, len(moved), len(FORCES)))
        settled = settle(plan, Masks(0, exempt, mitigated, lighter, heavier, 1 << cell[0], 1 << cell[1], 0))
        exempted = Disposition.EXEMPT in (settled.disposition, *settled.offered)
        return settled.effect, 1 if exempted else 2

    return _tree(prover, [held(entries, force) for entries, force in lists], answer, ())


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


def _bit(entries: Sequence[EntryRule], force: Force) -> int:
    return next((1 << bit for bit, entry in enumerate(entries) if entry.force is force), 0)
