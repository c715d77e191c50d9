"""Several violations in one case (design §3, step 9).

The same act under several provisions is fined once, under the provision with the higher fine (行政处罚法 art. 29),
unless the law adds the fines up to a joint cap. Different acts are decided separately and executed together, so their
fines add.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from discretion.decide import Evaluation, Ground, OtherSubject, Recommendation, Saying, resting_on
from discretion.engine.whole_case import WholeCase
from discretion.facts import say_yuan
from discretion.penalty import Band, Force, Measure
from discretion.plan import Cause, Punishment, Status
from discretion.receipt import Request
from discretion.words import SAME_ACT, penalty_text


@dataclass(frozen=True, eq=False)
class Contribution:
    """One violation's result; ``act`` names the act, None is an act of its own."""

    result: Recommendation
    evaluation: Evaluation | None
    act: str | None


def combine(request: Request, contributions: Sequence[Contribution]) -> Recommendation:
    """Combine the results of all violations of a case."""
    groups: dict[object, list[Contribution]] = {}
    for index, item in enumerate(contributions):
        groups.setdefault(item.act if item.act is not None else index, []).append(item)
    reasons: list[Saying] = []
    fines: list[tuple[Band, Force]] = []
    measures: dict[str, Measure] = {}
    for group in groups.values():
        punished = [
            item.evaluation for item in group if item.evaluation is not None and item.result.penalty is not None
        ]
        fine, why = _fine_of_act(punished)
        reasons += why
        if fine is not None:
            fines.append(fine)
        for evaluation in punished:
            for measure in evaluation.measures:
                measures.setdefault(measure.key, measure)
    if len(groups) > 1 and len(fines) > 1:
        reasons.append(_reason("added", f"不同的违法行为分别决定、合并执行，罚款相加{_unshared(contributions)}"))
    parts = tuple(item.result for item in contributions)
    status = _status(parts)
    dispositions = {part.disposition for part in parts if part.status is Status.DETERMINED}
    penalty = None
    if status is Status.DETERMINED and any(part.penalty is not None for part in parts):
        total, force = _total(fines)
        penalty = penalty_text(total, force, measures.values())
    fields = {
        "case": request.case.case,
        "violation": "+".join(part.violation for part in parts),
        "label": "；".join(part.label for part in parts),
        "area": parts[0].area,
        "area_label": parts[0].area_label,
        "status": status,
        "cause": _cause(parts) if status is Status.NO_RULE else None,
        "lacking": list(dict.fromkeys(text for part in parts for text in part.lacking)),
        "disposition": dispositions.pop() if len(dispositions) == 1 else None,
        "force": Force.SHALL if status is Status.DETERMINED else None,
        "penalty": penalty,
        "others": [other for group in groups.values() for other in _others_of_act(group)],
        "orders": list(dict.fromkeys(order for part in parts for order in part.orders)),
        "parts": list(parts),
    }
    return resting_on(WholeCase(request, parts, tuple(reasons), tuple(item.act for item in contributions)), fields)


def _unshared(contributions: Sequence[Contribution]) -> str:
    """That limits over several cases were each held against earlier fines only, not against those of this case."""
    found = (item.evaluation.sanction_of("general") for item in contributions if item.evaluation is not None)
    limits = [sanction for sanction in found if sanction is not None and sanction.fine and sanction.fine.limit]
    said = "；各行为的累计限额只减去此前的罚款，没有互相扣减，合计是否超过限额须核对"
    return said if len(limits) > 1 else ""


def _cause(parts: Sequence[Recommendation]) -> Cause | None:
    return next((part.cause for part in parts if part.cause is not None), None)


def _status(parts: Sequence[Recommendation]) -> Status:
    statuses = [part.status for part in parts]
    for status in (Status.UNDETERMINED, Status.NO_RULE, Status.DETERMINED):
        if status in statuses:
            return status
    return statuses[0]


def _fine_of_act(evaluations: list[Evaluation]) -> tuple[tuple[Band, Force] | None, list[Saying]]:
    """The one fine of an act, and why: items of one group add up to their joint cap; of several groups, the higher."""
    groups: dict[object, list[Evaluation]] = {}
    for item in evaluations:
        if item.fine is not None:
            joint = item.plan.cumulates
            groups.setdefault(joint if joint is not None else id(item), []).append(item)
    candidates, reasons = [], []
    for group in groups.values():
        fine, why = _cumulated(group)
        reasons += why
        candidates.append((_height(group, fine[0]), fine, group))
    if not candidates:
        return None, reasons
    if len(candidates) == 1:
        return candidates[0][1], reasons
    _, fine, chosen = max(candidates, key=lambda item: item[0])
    others = "、".join(item.plan.provision_cite for _, _, group in candidates if group is not chosen for item in group)
    cite = chosen[0].plan.provision_cite
    by_cap = chosen[0].plan.policy.concurrence.by == "statutory_cap"
    measure = "法定罚款上限" if by_cap else "建议罚款"
    if {item.plan.provision_cite for _, _, group in candidates for item in group} == {cite}:
        text = f"同一行为违反的是同一规定（{cite}），只罚款一次"
    else:
        text = f"同一行为同时违反{cite}和{others}，按罚款数额高的规定处罚：{cite}的{measure}较高"
    raised = _no_cheaper([fine, *(item for _, item, _ in candidates)])
    if raised[0] != fine[0]:
        text += f"；单独适用其中一项的幅度更高，数项违法不轻于一项，幅度为{raised[0]}"
    return raised, [*reasons, _reason("higher_fine", text)]


def _no_cheaper(fines: Sequence[tuple[Band, Force]]) -> tuple[Band, Force]:
    """One fine for an act under several provisions, its ends no lower than under any of them alone."""
    low = max((band for band, _ in fines), key=lambda item: item.lowest)
    high = max((band for band, _ in fines), key=lambda item: item.highest)
    return Band(low.low, high.high, low.low_inclusive, high.high_inclusive), _strongest(force for _, force in fines)


def _strongest(forces: Iterable[Force]) -> Force:
    return max(forces, key=lambda force: force.commands(Force.CHOICE) + force.commands(Force.SHALL))


def _others_of_act(group: Sequence[Contribution]) -> list[OtherSubject]:
    """Further subjects of one act, each fined once: the higher fine, with all other measures."""
    found: dict[str, OtherSubject] = {}
    punished: dict[str, Punishment] = {}
    for item in group:
        for other in item.result.others:
            assert item.evaluation is not None
            own, known = item.evaluation.outcome[other.subject], punished.get(other.subject)
            punished[other.subject] = own if known is None else _stricter(known, own)
            found[other.subject] = other.model_copy(update={"penalty": penalty_text(*punished[other.subject])})
    return list(found.values())


def _stricter(a: Punishment, b: Punishment) -> Punishment:
    fines = [(item.fine, item.force) for item in (a, b) if item.fine is not None]
    fine, force = _no_cheaper(fines) if fines else (None, a.force)
    measures = {item.key: item for item in (*b.measures, *a.measures)}
    return Punishment(fine, force, tuple(measures.values()))


def _height(group: list[Evaluation], fine: Band) -> tuple[int, int, str]:
    """What makes a fine the higher one, by the ruleset's policy; ties go by name, so that the order never matters."""
    name = min(item.plan.violation for item in group)
    if group[0].plan.policy.concurrence.by != "statutory_cap":
        return fine.highest, fine.lowest, name
    bands = [item.statutory for item in group if item.statutory is not None]
    cap, joint = sum(band.highest for band in bands), group[0].plan.cumulates
    if joint is not None and len(group) > 1:
        cap = min(cap, joint.cap * 100)
    return cap, sum(band.lowest for band in bands), name


def _cumulated(group: list[Evaluation]) -> tuple[tuple[Band, Force], list[Saying]]:
    total, force = _total([_fine(item) for item in group])
    assert total is not None
    joint = group[0].plan.cumulates
    if joint is None or len(group) == 1:
        return (total, force), []
    cap = joint.cap * 100
    text = f"依照{group[0].plan.provision_cite}，各项罚款累计，累计最高不超过{say_yuan(cap)}：累计为{total}"
    if total.highest > cap:
        low_inclusive = True if total.low >= cap else total.low_inclusive
        total = Band(min(total.low, cap), cap, low_inclusive, True)
        text += f"，以{total}为限"
    return (total, force), [_reason("cumulated", text)]


def _fine(evaluation: Evaluation) -> tuple[Band, Force]:
    assert evaluation.fine is not None
    return evaluation.fine, evaluation.fine_force


def _total(fines: list[tuple[Band, Force]]) -> tuple[Band | None, Force]:
    if not fines:
        return None, Force.SHALL
    bands = [band for band, _ in fines]
    total = Band(
        sum(band.low for band in bands),
        sum(band.high for band in bands),
        all(band.low_inclusive for band in bands),
        all(band.high_inclusive for band in bands),
    )
    return total, _strongest(force for _, force in fines)


def _reason(decided: str, text: str) -> Saying:
    return Ground(
        "concurrence", f"concurrence:{decided}", "数个违法行为", decided, lambda _: text, (SAME_ACT,), "statute"
    ).about(None)
