"""Several violations in one case (design §3, step 9).

The same act under several provisions is fined once, under the provision with the higher fine (行政处罚法 art. 29), unless the law adds
the fines up to a joint cap. Different acts are decided separately and executed together, so their fines add.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discretion.case import Case
from discretion.engine.decide import Status
from discretion.engine.evaluate import Evaluation
from discretion.engine.plans import Plans
from discretion.engine.receipt import receipt
from discretion.engine.recommendation import Reason, Receipt, Recommendation, VersionUsed
from discretion.engine.words import penalty_text
from discretion.penalty import Band, Force, Measure
from discretion.rulebook.law import Cumulation

SAME_ACT = "《行政处罚法》第二十九条"


@dataclass(frozen=True, eq=False)
class Contribution:
    """One violation's result; ``act`` names the act, None is an act of its own."""

    result: Recommendation
    evaluation: Evaluation | None
    act: str | None


@dataclass(frozen=True, eq=False)
class _Whole:
    """Answers what an ``Explainer`` answers, for the whole case."""

    case: Case
    parts: tuple[Recommendation, ...]
    own: tuple[Reason, ...]

    def reasons(self) -> list[Reason]:
        return [*(reason for part in self.parts for reason in part.reasons), *self.own]

    def _joined(self, name: str) -> list[Any]:
        found: list[Any] = []
        for part in self.parts:
            found += [item for item in getattr(part, name) if item not in found]
        return found

    def alternatives(self) -> list[Any]:
        return self._joined("alternatives")

    def outcomes(self) -> list[Any]:
        return self._joined("outcomes")

    def missing(self) -> list[Any]:
        return self._joined("missing")

    def nearest(self) -> list[Any]:
        return self._joined("nearest")

    def procedure(self) -> list[Any]:
        return self._joined("procedure")

    def notes(self) -> list[Any]:
        return self._joined("notes")

    def assumed(self) -> list[Any]:
        return self._joined("assumed")

    def versions(self) -> list[VersionUsed]:
        return self._joined("versions")

    def receipt_for(self, result: Recommendation) -> Receipt:
        receipts = [part.receipt for part in self.parts]
        rulesets = {name: value for item in receipts for name, value in item.rulesets.items()}
        laws = {name: value for item in receipts for name, value in item.laws.items()}
        outcome = result.model_dump(mode="json", exclude={"receipt": True, "parts": {"__all__": {"receipt"}}})
        return receipt(self.case, rulesets.items(), laws, outcome)

    def explain_for(self, result: Recommendation) -> str:
        paragraphs = [f"（{number}）{part.explain()}" for number, part in enumerate(self.parts, 1)]
        joint = "；".join(reason.text for reason in self.own)
        total = f"合并执行：{result.penalty.text}" if result.penalty else ""
        return "\n".join([*paragraphs, f"【合并】{joint}。{total}" if joint or total else ""]).rstrip()


def combine(plans: Plans, case: Case, contributions: Sequence[Contribution]) -> Recommendation:
    """Combine the results of all violations of a case."""
    groups: dict[object, list[Contribution]] = {}
    for index, item in enumerate(contributions):
        groups.setdefault(item.act if item.act is not None else index, []).append(item)
    reasons: list[Reason] = []
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
        reasons.append(_reason("added", "不同的违法行为分别决定、合并执行，罚款相加"))
    parts = tuple(item.result for item in contributions)
    status = _status(parts)
    dispositions = {part.disposition for part in parts if part.status is Status.DETERMINED}
    penalty = None
    if status is Status.DETERMINED and any(part.penalty is not None for part in parts):
        total, force = _total(fines)
        penalty = penalty_text(total, force, measures.values())
    result = Recommendation.model_construct(
        case=case.case,
        violation="+".join(part.violation for part in parts),
        label="；".join(part.label for part in parts),
        area=parts[0].area,
        area_label=parts[0].area_label,
        status=status,
        disposition=dispositions.pop() if len(dispositions) == 1 else None,
        force=Force.SHALL if status is Status.DETERMINED else None,
        tier=None,
        tier_label=None,
        penalty=penalty,
        others=[other for part in parts for other in part.others],
        orders=list(dict.fromkeys(order for part in parts for order in part.orders)),
        parts=list(parts),
    )
    object.__setattr__(result, "__pydantic_private__", {"_source": _Whole(case, parts, tuple(reasons))})
    return result


def _status(parts: Sequence[Recommendation]) -> Status:
    statuses = [part.status for part in parts]
    for status in (Status.UNDETERMINED, Status.NO_RULE, Status.DETERMINED):
        if status in statuses:
            return status
    return statuses[0]


def _fine_of_act(evaluations: list[Evaluation]) -> tuple[tuple[Band, Force] | None, list[Reason]]:
    """The one fine of an act, and why."""
    fined = [evaluation for evaluation in evaluations if evaluation.fine is not None]
    if not fined:
        return None, []
    if len(fined) == 1:
        return _fine(fined[0]), []
    joint = {evaluation.plan.cumulates for evaluation in fined}
    cumulation = joint.pop() if len(joint) == 1 else None
    if cumulation is not None:
        return _cumulated(fined, cumulation)
    by_cap = fined[0].plan.policy.concurrence.by == "statutory_cap"
    chosen = max(fined, key=lambda item: _height(item, by_cap))
    others = "、".join(item.plan.provision_cite for item in fined if item is not chosen)
    measure = "法定罚款上限" if by_cap else "建议罚款"
    text = f"同一行为同时违反{chosen.plan.provision_cite}和{others}，按罚款数额高的规定处罚：{chosen.plan.provision_cite}的{measure}较高"
    return _fine(chosen), [_reason("higher_fine", text)]


def _height(evaluation: Evaluation, by_cap: bool) -> tuple[int, int, str]:
    band = evaluation.statutory if by_cap else evaluation.fine
    assert band is not None
    return band.highest, band.lowest, evaluation.plan.violation


def _cumulated(fined: list[Evaluation], cumulation: Cumulation) -> tuple[tuple[Band, Force], list[Reason]]:
    total, force = _total([_fine(item) for item in fined])
    assert total is not None
    cap = cumulation.cap * 100
    text = f"依照{fined[0].plan.provision_cite}，各项罚款累计，累计最高不超过{cumulation.cap}元：累计为{total}"
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
    return total, Force.MAY if all(force is Force.MAY for _, force in fines) else Force.SHALL


def _reason(decided: str, text: str) -> Reason:
    return Reason.model_construct(
        step="concurrence", rule=f"concurrence:{decided}", label="数个违法行为", decided=decided, cites=[SAME_ACT],
        source="statute", origin=None, facts=[], rejected=[], text=text,
    )  # fmt: skip
