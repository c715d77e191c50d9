"""Facts at which two plans differ, by the solver: where a search around boundaries is too short of luck."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check import Answer, Claim, EncodedPlan, Facts, Prover, not_harsher_claim
from discretion.errors import MissingExtra
from discretion.plan import PARTY, Plan, Values


def solved_difference(old: Plan, new: Plan) -> Iterator[Values]:
    """Facts (in the slots of the old plan) at which the results differ; nothing when the solver finds none, or is missing."""
    try:
        prover = Prover()
    except MissingExtra:
        return
    facts = Facts(prover)
    before, after = EncodedPlan(old, facts), EncodedPlan(new, facts)
    differ = [_other_penalty(prover, before, after)]
    differ += [_apart(prover, a, b) for a, b in zip(_ends(before), _ends(after), strict=True)]
    amounts = [*before.encoding.definitions(), *after.encoding.definitions()]
    if prover.ask(prover.any(differ), *amounts) is Answer.SATISFIABLE:
        found = facts.values()
        yield tuple(found[slot.name] for slot in old.slots)


def _ends(decision: EncodedPlan) -> list[Claim]:
    """What ends the matter, or leaves it without a rule."""
    prover, passed = decision.prover, [decision.established]
    found = [decision.established]
    for claim in decision.gates.values():
        found.append(prover.all([*passed, claim]))
        passed.append(prover.no(claim))
    return [*found, prover.all([decision.established, decision.clear])]


def _other_penalty(prover: Prover, before: EncodedPlan, after: EncodedPlan) -> Claim:
    """Both punish, and not alike."""
    old, new = before.outcome(PARTY), after.outcome(PARTY)
    alike = [not_harsher_claim(prover, old, new), not_harsher_claim(prover, new, old)]
    return prover.all([before.settled, after.settled, prover.no(prover.all(alike))])


def _apart(prover: Prover, a: Claim, b: Claim) -> Claim:
    return prover.any([prover.all([a, prover.no(b)]), prover.all([b, prover.no(a)])])
