"""Which facts to establish, by effect: the fact that leaves the fewest outcomes open comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from discretion.decide import Branch, Evaluation, Missing, Outcome, PenaltyText, Reachable, Region
from discretion.explain.confiscated import with_amounts
from discretion.explain.held import single, within
from discretion.facts import bounds, say
from discretion.plan import ABOUT, Disposition, Plan, Slot, answers, often, per_plan
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.rulebook import DECIDING
from discretion.words import DISPOSITIONS, STATUSES, measure_texts, name_result, penalty_of, penalty_text

Cell = tuple[int, int]
Ranked = list[tuple[int, int, list[tuple[Cell, list[Outcome]]]]]  # slot, what it leaves open, and by its values which
Amounts = Mapping[tuple[object, ...], Set[int]]  # per kind of outcome, the missing facts that its amount depends on


def missing(evaluation: Evaluation) -> list[Missing]:
    """The missing facts that matter: of the elements first, then of the range, the circumstances, the tiers (design §3a);
    of one stage the most decisive first. Empty when the outcome is settled.
    """
    if not evaluation.regions:
        return []
    key = tuple(evaluation.bound.values), evaluation.subject, bool(evaluation.fined)
    ranked = often(answers(evaluation.plan, _ranked), key, lambda: _ranked(evaluation))
    return [_missing(evaluation, evaluation.plan.slots[number], leaves, told) for number, leaves, told in ranked]


def _ranked(evaluation: Evaluation) -> Ranked:
    outcomes = _Numbered(evaluation.regions)
    matter = _decisive(evaluation, outcomes).union(*_amounts(evaluation).values())
    found = []
    for number in sorted(matter):
        branches = _branches(evaluation, outcomes, number)
        leaves = max(len(labels) for _, labels in branches)
        average = sum(len(labels) for _, labels in branches) / len(branches)
        told = [(cell, [outcomes.kinds[label] for label in labels]) for cell, labels in branches]
        found.append((_stage(evaluation.plan, number), leaves, average, number, told))
    found.sort(key=lambda item: item[:4])
    return [(number, leaves, told) for _, leaves, _, number, told in found]


def _stage(plan: Plan, slot: int) -> int:
    """Where in the order of the law a fact is first asked for."""
    return next((stage for stage, read in enumerate(_stages(plan)) if slot in read), len(_stages(plan)))


@per_plan
def _stages(plan: Plan) -> tuple[frozenset[int], ...]:
    asked = ([plan.established, plan.outside], _guards(plan, "ranges"), *(_guards(plan, kind) for kind in DECIDING))
    return tuple(frozenset(slot for guard in guards for slot in f.slots(guard)) for guards in asked)


def _guards(plan: Plan, about: str) -> list[f.Formula]:
    return [rule.guard for rule in plan.rules(about)]


def reachable(evaluation: Evaluation) -> list[Reachable]:
    """The outcomes that the missing facts leave open."""
    amounts, tiers = _amounts(evaluation), [row.tier for row in evaluation.plan.tiers]
    outcomes = sorted(
        evaluation.outcomes, key=lambda item: tiers.index(item.tier) if item.tier in tiers else len(tiers)
    )
    several = len({outcome.range for outcome in outcomes if outcome.range is not None}) > 1
    return [
        _reachable(evaluation, outcome, amounts, within(evaluation.plan, outcome.range) if several else "")
        for outcome in outcomes
    ]


def reached(evaluation: Evaluation, where: str = "") -> Reachable:
    """The one outcome of a case that is settled; ``where``: within which range, where one of another stands beside."""
    settled = evaluation.settled
    tier = evaluation.plan.tiers[settled.tier] if settled.tier is not None and settled.fault is None else None
    measures = with_amounts(evaluation, measure_texts(evaluation.measures))
    penalty = penalty_of(evaluation.fine, evaluation.fine_force, measures)
    words = STATUSES[settled.status]
    if settled.disposition is not None:
        words = name_result(settled.disposition, settled.force, tier.rule.label if tier is not None else None)
    what = given(settled.disposition, penalty)
    return Reachable.model_construct(
        status=settled.status,
        disposition=settled.disposition,
        force=settled.force,
        tier=tier.tier if tier is not None else None,
        penalty=penalty,
        text=where + words + (f"：{what}" if what else ""),
    )


def name_outcome(evaluation: Evaluation, outcome: Outcome) -> str:
    """A short name: status, or disposition and tier."""
    if outcome.disposition is None:
        return STATUSES[outcome.status]
    labels = {row.tier: row.rule.label for row in evaluation.plan.tiers}
    fixed = outcome.fine is not None and outcome.fine.fixed and outcome.disposition is not Disposition.MITIGATED
    disposition = Disposition.GENERAL if fixed else outcome.disposition  # a fixed amount knows no 从轻 and no 从重
    if single(evaluation.plan):
        return "依法处罚" if disposition is Disposition.GENERAL else name_result(disposition, outcome.force, None)
    return name_result(disposition, outcome.force, labels[outcome.tier] if outcome.tier else None)


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
                outcomes=list(
                    dict.fromkeys(name_outcome(evaluation, item) + _choices(evaluation, item) for item in outcomes)
                ),
            )
            for cell, outcomes in branches
        ],
    )


def _choices(evaluation: Evaluation, outcome: Outcome) -> str:
    """What may be chosen instead, of that which depends on missing facts."""
    always = frozenset.intersection(*(frozenset(item.offered) for item in evaluation.outcomes))
    return "".join(f"，另可选择{DISPOSITIONS[item]}" for item in outcome.offered if item not in always)


def _reachable(evaluation: Evaluation, outcome: Outcome, amounts: Amounts, where: str) -> Reachable:
    penalty = penalty_text(outcome.fine, outcome.fine_force, outcome.measures)
    name = name_outcome(evaluation, outcome)
    offered = "".join(f"，另可选择{DISPOSITIONS[item]}" for item in outcome.offered)
    depends = [evaluation.plan.slots[number].fact.label for number in sorted(amounts.get(outcome.kind, ()))]
    parts = [given(outcome.disposition, penalty)]
    if depends:
        parts = [*(measure.text for measure in penalty.measures), f"罚款数额取决于{'、'.join(depends)}"]
    return Reachable.model_construct(
        status=outcome.status,
        disposition=outcome.disposition,
        force=outcome.force,
        tier=outcome.tier,
        penalty=penalty,
        text=where + "：".join(filter(None, [name, "，".join(parts)])) + offered,
    )


def given(disposition: Disposition | None, penalty: PenaltyText) -> str:
    """What an outcome gives, in words; nothing where it is no penalty at all."""
    if disposition in (None, Disposition.EXEMPT):
        return ""
    return penalty.text if penalty.fine is not None or penalty.measures else "不作罚款"


class _Numbered:
    """The outcomes of regions as small numbers: there may be hundreds of regions, and every two are compared.

    Attributes:
        labels: per region, the number of its kind of outcome.
        exact: per region, the number of its outcome with the amount.
        kinds: the first outcome of every kind.
    """

    def __init__(self, regions: Sequence[Region]) -> None:
        kinds: dict[tuple[object, ...], int] = {}
        outcomes: dict[Outcome, int] = {}
        self.kinds: list[Outcome] = []
        self.labels: list[int] = []
        for region in regions:
            label = kinds.setdefault(region.outcome.kind, len(kinds))
            if label == len(self.kinds):
                self.kinds.append(region.outcome)
            self.labels.append(label)
        self.exact = [outcomes.setdefault(region.outcome, len(outcomes)) for region in regions]


def _open(evaluation: Evaluation) -> list[int]:
    return [number for number, value in enumerate(evaluation.bound.values) if value is None]


def _branches(evaluation: Evaluation, outcomes: _Numbered, slot: int) -> list[tuple[Cell, list[int]]]:
    """The values of a slot, cut wherever the outcomes that they leave reachable change."""
    regions = evaluation.regions
    starts = sorted({region.box[slot][0] for region in regions})
    last = max(region.box[slot][1] for region in regions)
    found: list[tuple[Cell, list[int]]] = []
    for start, after in zip(starts, [*starts[1:], last + 1], strict=True):
        labels: dict[int, None] = {}
        for region, label in zip(regions, outcomes.labels, strict=True):
            low, high = region.box[slot]
            if low < after and start <= high:
                labels[label] = None
        if found and set(found[-1][1]) == set(labels):
            found[-1] = ((found[-1][0][0], after - 1), found[-1][1])
        else:
            found.append(((start, after - 1), list(labels)))
    return found


def _decisive(evaluation: Evaluation, outcomes: _Numbered) -> set[int]:
    """The missing facts in which alone some two regions with different outcomes differ."""
    candidates = _open(evaluation)
    found = _unsettled(evaluation)
    regions = list(zip(evaluation.regions, outcomes.exact, strict=True))
    for index, (a, one) in enumerate(regions):
        for b, other in regions[index + 1 :]:
            if one != other:
                slot = _only_difference(a, b, candidates)
                if slot is not None:
                    found.add(slot)
        if len(found) == len(candidates):
            break
    return found


def _unsettled(evaluation: Evaluation) -> set[int]:
    """The missing facts that comparisons read which a region leaves open."""
    plan = evaluation.plan
    boxes = {region.box for region in evaluation.regions if not region.settled}
    every = [plan.established, *(rule.guard for about in ABOUT for rule in plan.rules(about))]
    atoms = (atom for box in boxes for guard in every for atom in f.unsettled(guard, box))
    read = {slot for atom in atoms for side in (atom.left, atom.right) for slot in t.slots(side)}
    return read.intersection(_open(evaluation))


def _only_difference(a: Region, b: Region, candidates: Sequence[int]) -> int | None:
    """The one fact in which two boxes are apart, if it is only one."""
    found = None
    for slot in candidates:
        one, other = a.box[slot], b.box[slot]
        if one[1] < other[0] or other[1] < one[0]:
            if found is not None:
                return None
            found = slot
    return found


def _amounts(evaluation: Evaluation) -> Amounts:
    """Which missing facts the amount of an outcome still depends on, where the outcome is reached."""
    plan, unknown, reads = evaluation.plan, _open(evaluation), _read_by_cells(evaluation.plan)
    found: dict[tuple[object, ...], set[int]] = {}
    for region in evaluation.regions:
        outcome = region.outcome
        wide = {slot for slot in unknown if region.box[slot][0] < region.box[slot][1]}
        if outcome.fine is None or not wide:
            continue
        possible = [f.kleene(row.rule.guard, region.box) is not False for row in plan.ranges]
        for (row, law), read in reads.items():
            same = plan.tiers[row].tier == outcome.tier and plan.ranges[law].range == outcome.range
            if same and possible[law]:
                found.setdefault(outcome.kind, set()).update(read & wide)
    return found


@per_plan
def _read_by_cells(plan: Plan) -> dict[tuple[int, int], set[int]]:
    """The facts that the fine of each tier within each range is reckoned from."""
    ends = {key: cell.party["general"].ends for key, cell in plan.cells.items()}
    return {
        key: {slot for end in found.terms for slot in t.slots(end)} for key, found in ends.items() if found is not None
    }


def say_cell(slot: Slot, cell: Cell) -> str:
    """A range of a fact's values in words."""
    low, high = cell
    fact = slot.fact
    if low == high:
        return f"{fact.label}：{say(fact, low)}"
    if fact.type.coded:
        return f"{fact.label}：" + "或者".join(say(fact, value) for value in range(low, high + 1))
    first, last = bounds(fact) or (slot.low, slot.high)
    if low == first:
        return f"{fact.label}不超过{say(fact, high)}" if high != last else f"{fact.label}：任意"
    if high == last:
        return f"{fact.label}{say(fact, low)}以上"
    return f"{fact.label}{say(fact, low, high)}以上、不超过{say(fact, high, low)}"
