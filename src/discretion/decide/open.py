"""What can be decided while facts are missing: all of it, all but the tier or a choice, or nothing yet.

A fact that feeds only proposed tiers leaves the law settled: elements, range and circumstances. The case is then decided within the
statutory range, and the tier is open. So does one on which only a choice depends (可以不予处罚, 可以减轻): it is offered when it is established.
Anything else that is open leaves the case undetermined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from discretion.decide.decide import Decision, decide, decision, tier_open
from discretion.decide.explore import Outcome, Region, amounts, explore, masks_of, merged, unmoved
from discretion.plan import Box, Disposition, Plan, Settled, Status, Values, answers, often
from discretion.plan import formula as f
from discretion.plan import terms as t

Decided = tuple[Values, Decision, tuple[Region, ...], tuple[Outcome, ...]]


def decide_open(plan: Plan, values: Sequence[int | None], subject: str, *, fined: bool) -> Decided:
    """Decide as far as missing facts allow. The answers asked for most are kept: every form begins with the same empty case.

    Args:
        plan: the plan.
        values: the facts; None where one is missing.
        subject: whom the case is against.
        fined: the same act was fined already, so that no amount matters.

    Returns:
        A completion that stands for all of them, the decision, and what is open with the outcomes that it leaves.
    """
    known = unmoved(plan, values, subject)
    if known is not None:
        return *known, (), ()
    key = tuple(values), subject, fined
    return often(answers(plan, _decide_open), key, lambda: _decide_open(plan, values, subject, fined=fined))


def _decide_open(plan: Plan, values: Sequence[int | None], subject: str, *, fined: bool) -> Decided:
    found = explore(plan, values, subject=subject)
    if fined:
        found = [replace(region, outcome=replace(region.outcome, fine=None)) for region in found]
    outcomes = merged(found)
    first = found[0]
    completed = tuple(low for low, _ in first.box)
    if len(outcomes) == 1 and all(r.settled and r.outcome.fine == first.outcome.fine for r in found):
        decided = decide(plan, completed, subject)
        if fined or _fixed_amounts(plan, decided.settled, found):
            return completed, decided, (), ()
    box = plan.box_of(values)
    law = _but_a_choice(plan, box, found, outcomes, subject, fined=fined)
    law = law or _as_to_the_law(plan, box, found, outcomes, subject)
    return completed, law or Decision(plan, None, Settled(Status.UNDETERMINED)), tuple(found), tuple(outcomes)


def _fixed_amounts(plan: Plan, settled: Settled, found: Sequence[Region]) -> bool:
    """Whether the ends of the fine are the same number for every completion."""
    ends = amounts(plan, settled)
    spans = {tuple(t.span(end, region.box) for end in ends) for region in found}
    return len(spans) == 1 and all(low == high for pair in spans for low, high in pair)


def _but_a_choice(
    plan: Plan, box: Box, found: Sequence[Region], outcomes: Sequence[Outcome], subject: str, *, fined: bool
) -> Decision | None:
    """The decision, where the outcomes differ in nothing but what may be chosen instead; what may be for certain is offered."""
    decided, certain = decide(plan, tuple(low for low, _ in found[0].box), subject), masks_of(plan, box)
    if not _punishes(outcomes[0]) or certain is None or decided.masks is None:
        return None
    if len({replace(item, offered=()) for item in outcomes}) > 1 or not all(region.settled for region in found):
        return None
    if not fined and not _fixed_amounts(plan, decided.settled, found):
        return None
    settled = replace(decided.settled, offered=_offered(outcomes))
    return decision(plan, decided.masks._replace(exempt=certain.exempt), settled, subject)


def _as_to_the_law(
    plan: Plan, box: Box, found: Sequence[Region], outcomes: Sequence[Outcome], subject: str
) -> Decision | None:
    """The decision within the statutory range, where the outcomes differ in nothing but proposed tiers."""
    one = outcomes[0]
    if not _punishes(one):
        return None
    if not all(region.settled for region in found) or not {item.tier for item in outcomes} <= _proposed(plan):
        return None
    if any(_but_tier(item) != _but_tier(one) for item in outcomes):
        return None
    ranges = [row for row, law in enumerate(plan.ranges) if f.kleene(law.rule.guard, box) is not False]
    masks = masks_of(plan, box)
    if len(ranges) != 1 or masks is None or not f.kleene(plan.ranges[ranges[0]].rule.guard, box):
        return None
    effect = "general" if one.disposition is Disposition.GENERAL else str(one.disposition)
    assert one.disposition is not None
    settled = Settled(Status.DETERMINED, one.disposition, one.force, None, ranges[0], effect, _offered(outcomes))
    law = tier_open(plan, masks._replace(tiers=0), settled, subject)
    ends = [end for item in law.subjects.values() if item.ends is not None for end in item.ends.terms]
    return law if all(low == high for low, high in (t.span(end, box) for end in ends)) else None


def _but_tier(outcome: Outcome) -> tuple[object, ...]:
    return outcome.status, outcome.disposition, outcome.force


def _punishes(outcome: Outcome) -> bool:
    return outcome.disposition not in (None, Disposition.EXEMPT)


def _offered(outcomes: Sequence[Outcome]) -> tuple[Disposition, ...]:
    """What may be chosen instead whatever the missing facts are."""
    return tuple(choice for choice in outcomes[0].offered if all(choice in item.offered for item in outcomes))


def _proposed(plan: Plan) -> set[str | None]:
    """The tiers that are a method of ours, not an instrument in force."""
    sources = {row.tier: row.rule.source for row in plan.tiers}
    return {tier for tier, source in sources.items() if source is not None and source.kind == "proposed"}
