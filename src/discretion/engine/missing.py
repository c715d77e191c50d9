"""Which facts to establish, by effect: the fact that leaves the fewest outcomes open comes first."""

from __future__ import annotations

from discretion.engine.evaluate import Evaluation
from discretion.engine.explore import Outcome, Region
from discretion.engine.recommendation import Branch, Missing, Reachable
from discretion.engine.words import DISPOSITIONS, STATUSES, disposition_text, penalty_text
from discretion.facts import FactType, bounds, say
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.model import Slot

Cell = tuple[int, int]


def missing(evaluation: Evaluation) -> list[Missing]:
    """The missing facts that matter, most decisive first; empty when the outcome is settled."""
    if not evaluation.regions:
        return []
    found = []
    for number, slot in enumerate(evaluation.plan.slots):
        if evaluation.bound.values[number] is not None:
            continue
        branches = _branches(evaluation, number)
        if _matters(evaluation, number):
            leaves = max(len(outcomes) for _, outcomes in branches)
            average = sum(len(outcomes) for _, outcomes in branches) / len(branches)
            found.append((leaves, average, number, slot, branches))
    found.sort(key=lambda item: item[:3])
    return [_missing(evaluation, slot, leaves, branches) for leaves, _, _, slot, branches in found]


def reachable(evaluation: Evaluation) -> list[Reachable]:
    """The outcomes that the missing facts leave open."""
    return [_reachable(evaluation, outcome) for outcome in evaluation.outcomes]


def name_outcome(evaluation: Evaluation, outcome: Outcome) -> str:
    """A short name: status, or disposition with tier."""
    if outcome.disposition is None:
        return STATUSES[outcome.status]
    name = disposition_text(outcome.disposition, outcome.force)
    labels = {row.tier: row.rule.label for row in evaluation.plan.tiers}
    return f"{name}（{labels[outcome.tier]}）" if outcome.tier else name


def _missing(evaluation: Evaluation, slot: Slot, leaves: int, branches: list[tuple[Cell, list[Outcome]]]) -> Missing:
    return Missing.model_construct(
        fact=slot.name,
        label=slot.fact.label,
        leaves=leaves,
        judgement=slot.fact.judgement,
        evidence=slot.fact.evidence,
        branches=[
            Branch.model_construct(
                when=say_cell(slot, cell),
                outcomes=list(dict.fromkeys(name_outcome(evaluation, outcome) for outcome in outcomes)),
            )
            for cell, outcomes in branches
        ],
    )


def _reachable(evaluation: Evaluation, outcome: Outcome) -> Reachable:
    penalty = penalty_text(outcome.fine, outcome.fine_force, outcome.measures)
    name = name_outcome(evaluation, outcome)
    offered = "".join(f"，另可选择{DISPOSITIONS[item]}" for item in outcome.offered)
    slots = enumerate(evaluation.plan.slots)
    depends = [
        slot.fact.label
        for number, slot in enumerate(evaluation.plan.slots)
        if _amount_reads(evaluation, outcome, number)
    ]
    parts = [measure.text for measure in penalty.measures]
    if depends:
        parts.append(f"罚款数额取决于{'、'.join(depends)}")
    elif penalty.fine is not None:
        parts.append(penalty.fine.text)
    return Reachable.model_construct(
        status=outcome.status,
        disposition=outcome.disposition,
        force=outcome.force,
        tier=outcome.tier,
        penalty=penalty,
        text=(f"{name}：{'，'.join(parts)}" if parts else name) + offered,
    )


def _cells(regions: tuple[Region, ...], slot: int) -> list[Cell]:
    """The values of a slot, cut wherever any region begins or ends."""
    starts = sorted({region.box[slot][0] for region in regions})
    last = max(region.box[slot][1] for region in regions)
    return [(start, (starts[i + 1] - 1) if i + 1 < len(starts) else last) for i, start in enumerate(starts)]


def _branches(evaluation: Evaluation, slot: int) -> list[tuple[Cell, list[Outcome]]]:
    found: list[tuple[Cell, list[Outcome]]] = []
    for cell in _cells(evaluation.regions, slot):
        outcomes: dict[object, Outcome] = {}
        for region in evaluation.regions:
            low, high = region.box[slot]
            if low <= cell[1] and cell[0] <= high:
                outcomes.setdefault(region.outcome.kind, region.outcome)
        if found and [o.kind for o in found[-1][1]] == list(outcomes):
            found[-1] = ((found[-1][0][0], cell[1]), found[-1][1])
        else:
            found.append((cell, list(outcomes.values())))
    return found


def _matters(evaluation: Evaluation, slot: int) -> bool:
    """Whether some two regions with different outcomes differ in this fact alone, or the amount depends on it."""
    domain = evaluation.plan.slots[slot].low, evaluation.plan.slots[slot].high
    cut = [region for region in evaluation.regions if region.box[slot] != domain]
    for index, a in enumerate(cut):
        for b in cut[index + 1 :]:
            if a.outcome != b.outcome and _apart_only_in(a, b, slot):
                return True
    return _in_amount(evaluation, slot)


def _apart_only_in(a: Region, b: Region, slot: int) -> bool:
    for number, (one, other) in enumerate(zip(a.box, b.box, strict=True)):
        overlap = one[0] <= other[1] and other[0] <= one[1]
        if overlap == (number == slot):
            return False
    return True


def _in_amount(evaluation: Evaluation, slot: int) -> bool:
    """Whether a missing fact enters the fine of some reachable outcome."""
    return any(_amount_reads(evaluation, outcome, slot) for outcome in evaluation.outcomes)


def _amount_reads(evaluation: Evaluation, outcome: Outcome, slot: int) -> bool:
    """Whether the amount of an outcome still depends on a missing fact where the outcome is reached."""
    plan = evaluation.plan
    if outcome.fine is None or outcome.tier is None or evaluation.bound.values[slot] is not None:
        return False
    for region in evaluation.regions:
        low, high = region.box[slot]
        if region.outcome.kind != outcome.kind or low == high:
            continue
        for (row, found), cell in plan.cells.items():
            fine = cell.party["general"].fine
            if plan.tiers[row].tier != outcome.tier or fine is None:
                continue
            if f.kleene(plan.ranges[found].rule.guard, region.box) is False:
                continue
            if slot in {*t.slots(fine.low), *t.slots(fine.high)}:
                return True
    return False


def say_cell(slot: Slot, cell: Cell) -> str:
    """A range of a fact's values in words."""
    low, high = cell
    fact = slot.fact
    if low == high:
        return f"{fact.label}：{say(fact, low)}"
    if fact.type in (FactType.ENUM, FactType.BOOLEAN):
        return f"{fact.label}：" + "或者".join(say(fact, value) for value in range(low, high + 1))
    first, last = bounds(fact) or (slot.low, slot.high)
    if low == first:
        return f"{fact.label}不超过{say(fact, high)}" if high != last else f"{fact.label}：任意"
    if high == last:
        return f"{fact.label}{say(fact, low)}以上"
    return f"{fact.label}{say(fact, low)}以上、不超过{say(fact, high)}"
