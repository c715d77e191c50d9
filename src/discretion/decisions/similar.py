"""Like cases (类案): the decisions for which the same rules hold, then those nearest by the facts that the rules read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from discretion.case import Case
from discretion.decide import Evaluation, Plans, choose_at_place
from discretion.decisions.differences import differences
from discretion.decisions.groups import LEAST, OUTCOMES, Count, Group, Like, Places, Similar
from discretion.decisions.precedents import (
    MISSING,
    Key,
    Numbers,
    Precedents,
    features,
    holds,
    ordered,
    precedents,
    unsettled,
)
from discretion.decisions.proposed import propose
from discretion.decisions.sentences import sentences
from discretion.decisions.spread import Quartiles, place, quartiles, say_place
from discretion.decisions.store import Store
from discretion.errors import CaseError, Problem, UsageError
from discretion.facts import yuan
from discretion.plan import Plan, Status
from discretion.words import name_result

GROUPS = 3  # the group of the same rules, and the nearest others
CASES = 3  # decided cases named per group
WHOLE = 1000  # how far two facts can lie apart


def similar(
    plans: Plans, case: Case, store: Store, *, amount: int | None = None, least: int = LEAST, discreet: bool = False
) -> Similar:
    """Find what was decided in like cases.

    Args:
        plans: the compiled rulebook.
        case: a case of one violation, its facts established.
        store: the decisions. Those of the same case number are left out; not of a discreet answer, as what changes with
            a number would be what was decided under it.
        amount: a proposed fine in 分.
        least: groups of fewer decisions are not described.
        discreet: of such groups no decision is named either.

    Raises:
        CaseError: the case is of several violations, or a fact is missing on which the outcome turns.
        UsageError: unknown violation, or there is no rule for it on that day.
    """
    evaluation = _evaluated(plans, case)
    plan = evaluation.plan
    found = precedents(store, plans, plan)
    here = features(evaluation, found.names)
    distance = _distances(plan, found, here)
    own = set() if discreet else _own(found, case.case)
    groups: list[Group] = []
    middle: Quartiles | None = None
    fines: list[int] = []
    for key, places in _ranked(found, holds(evaluation), distance, own):
        group, spread = _group(found, key, places, evaluation, distance, least, named=not discreet)
        groups.append(group)
        if group.same:
            middle, fines = spread, [found.fines[at] for at in places]
    if not groups or not groups[0].same:
        groups = [_empty(evaluation, least), *groups[: GROUPS - 1]]
    proposed = propose(evaluation, amount, groups[0], middle, fines) if amount is not None else None
    base = Similar(
        case=case.case, violation=plan.violation, label=plan.label, area=plan.area,
        rulesets=[name for name, _ in plan.rulesets], law=plan.law, standing=len(found.fines) + found.unclear + found.elsewhere - len(own),
        unclear=found.unclear, elsewhere=found.elsewhere, groups=groups, proposed=proposed, sentences=[],
    )  # fmt: skip
    return base.model_copy(update={"sentences": sentences(base)})


def _evaluated(plans: Plans, case: Case) -> Evaluation:
    if case.violation is None:
        raise CaseError(Problem("类案按一项违法行为查找", remedy="对 violations 中的每一项分别查找"))
    evaluation = choose_at_place(plans, case).evaluation
    if evaluation is None:
        raise UsageError(Problem("本案没有可以适用的规则（或者新旧规定不能比较），不能查找类案", code="no-rule"))
    if unsettled(evaluation):
        bound = evaluation.bound.values
        lacking = [slot.fact.label for slot, value in zip(evaluation.plan.slots, bound, strict=True) if value is None]
        raise CaseError(
            Problem(
                "结果取决于尚未查明的事实，不能确定本案的同类案件",
                allowed=tuple(lacking),
                remedy="先查明这些事实",
                code="facts-missing",
            )
        )
    return evaluation


def _own(found: Precedents, case: str | None) -> set[int]:
    """The places of the decisions of the case itself."""
    if case is None:
        return set()
    index = found.known.get("index")
    if index is None:
        index = found.known["index"] = {}
        for at, (name, _) in enumerate(found.cases):
            index.setdefault(name, set()).add(at)
    own: set[int] = index.get(case, set())
    return own


def _distances(plan: Plan, found: Precedents, here: Sequence[int]) -> Numbers:
    """How far every decision lies from the case: per fact, 0 for the same, 1000 for quite another; exact integers."""
    import numpy as np

    total = np.zeros(len(found.fines), dtype=np.int64)
    for at, name in enumerate(found.names):
        there, own = found.features[:, at], here[at]
        if own == MISSING or not ordered(plan, name):
            total += np.where(there == own, 0, WHOLE)
            continue
        apart, larger = np.abs(there - own), np.maximum(np.abs(there), abs(own))
        share = np.minimum(apart // np.maximum(larger // WHOLE, 1), WHOLE)
        total += np.where(there == MISSING, WHOLE, share)
    return total


def _ranked(found: Precedents, same: Key, distance: Numbers, own: set[int]) -> Iterable[tuple[Key, Numbers]]:
    """The group in which the same rules hold, then the others by their nearest decision."""
    import numpy as np

    rest: list[tuple[int, str, Key, Numbers]] = []
    for key in found.groups:
        places = _places(found, key)
        if own:
            places = places[~np.isin(places, list(own))]
        if len(places) == 0:
            continue
        if key == same:
            yield key, places
            continue
        nearest = places[np.argmin(distance[places])]
        rest.append((int(distance[nearest]), found.cases[nearest][0], key, places))
    rest.sort(key=lambda item: item[:2])
    for _, _, key, places in rest[: GROUPS - 1]:
        yield key, places


def _places(found: Precedents, key: Key) -> Numbers:
    import numpy as np

    places: Numbers = found.known.setdefault((key, "places"), np.array(found.groups[key], dtype=np.int64))
    return places


def _group(
    found: Precedents, key: Key, places: Numbers, here: Evaluation, distance: Numbers, least: int, *, named: bool
) -> tuple[Group, Quartiles | None]:
    sample = found.samples[key]
    shown = len(places) >= least
    counted, spread, outside, fined = _described(found, key, places) if shown else ({}, None, 0, [])
    outcomes = [
        Count(outcome=name, label=label, n=counted[name]) for name, label in OUTCOMES.items() if counted.get(name)
    ]
    middle = spread if spread is not None and spread[0] >= least else None
    group = Group(
        same=key == holds(here), label=_name(sample), least=least, n=len(places) if shown else None, outcomes=outcomes,
        places=_say_places(*middle) if middle is not None else None, outside=outside,
        lowest=yuan(min(fined)) if fined else None, highest=yuan(max(fined)) if fined else None,
        nearest=_nearest(found, places, here, distance, shown=shown) if shown or named else [],
    )  # fmt: skip
    return group, middle[1] if middle is not None else None


def _described(
    found: Precedents, key: Key, places: Numbers
) -> tuple[Counter[str], tuple[int, Quartiles] | None, int, list[int]]:
    """What a group's decisions came to; worked out once for a group as long as the store is the same."""
    memo = (
        key,
        "described",
        *(set(found.groups[key]).difference(places.tolist()) if len(places) < len(found.groups[key]) else ()),
    )
    if memo not in found.known:
        fines = [found.fines[at] for at in places]
        placed = [(fine, band) for fine, at in zip(fines, places, strict=True) if fine and (band := found.bands[at])]
        inside = [(fine - band[0], band[1] - band[0]) for fine, band in placed if place(fine, band) is not None]
        outside = sum(1 for fine, band in placed if not band[2] <= fine <= band[3])
        spread = (len(inside), quartiles(*zip(*inside, strict=True))) if inside else None
        counted = Counter(found.outcomes[at] for at in places)
        ends = [fine for fine in fines if fine]
        found.known[memo] = counted, spread, outside, [min(ends), max(ends)] if ends else []
    return found.known[memo]  # type: ignore[no-any-return]


def _say_places(n: int, spread: Quartiles) -> Places:
    lower, median, upper = spread.lower, spread.median, spread.upper
    text = f"中位数{say_place(median)}，中间一半{say_place(lower)}至{say_place(upper)}"
    return Places(n=n, lower=str(lower), median=str(median), upper=str(upper), text=text)


def _nearest(found: Precedents, places: Numbers, here: Evaluation, distance: Numbers, *, shown: bool) -> list[Like]:
    """The nearest decisions of a group; of equally near ones the first by case number."""
    import numpy as np

    near = distance[places]
    count = min(CASES, len(places))
    limit = np.partition(near, count - 1)[count - 1]
    candidates = sorted((int(distance[at]), found.cases[at][0], int(at)) for at in places[near <= limit])[:count]
    return [
        Like(
            case=found.cases[at][0], decided=found.cases[at][1], differences=differences(found, at, here),
            fine=yuan(found.fines[at]) if shown else None,
        )
        for _, _, at in candidates
    ]  # fmt: skip


def _name(sample: Evaluation) -> str:
    settled = sample.settled
    if settled.disposition is None:
        return {Status.NOT_ESTABLISHED: "违法行为不成立", Status.TIME_BARRED: "超过追责时效"}.get(
            settled.status, "没有规则"
        )
    tier = sample.plan.tiers[settled.tier].rule.label if settled.tier is not None else None
    return name_result(settled.disposition, settled.force, tier)


def _empty(evaluation: Evaluation, least: int) -> Group:
    return Group(
        same=True, label=_name(evaluation), least=least, n=0, outcomes=[], places=None, outside=0, lowest=None, highest=None,
        nearest=[],
    )  # fmt: skip
