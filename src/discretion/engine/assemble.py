"""Assemble: from an evaluation to the recommendation a caller gets."""

from __future__ import annotations

from typing import Any, NamedTuple

from discretion.decide import (
    SCHEMA_VERSION,
    Decision,
    Evaluation,
    MeasureText,
    OtherSubject,
    Recommendation,
    member,
    resting_on,
)
from discretion.explain import Explainer, orders_of, with_amounts
from discretion.plan import PARTY, Disposition, Fault, Status, per_decision
from discretion.plan import formula as f
from discretion.words import measure_texts, penalty_of, penalty_text, subject_label


def assemble(explainer: Explainer) -> Recommendation:
    """The recommendation for one violation. Everything but the outcome is worked out when first read."""
    e = explainer.evaluation
    decided = e.decision
    same = _same(decided)
    fields = same.fields.copy()  # the caller's own, with lists of its own
    fields["case"] = e.case.case
    fields["orders"] = orders_of(e)
    if same.measures is not None:
        fields["penalty"] = penalty_of(e.fine, decided.force, with_amounts(e, same.measures))
        fields["others"] = _others(e) if e.case.co_parties else []
    else:
        fields["penalty"], fields["others"] = None, []
    fields["parts"], fields["lacking"] = [], [] if decided.settled.fault is None else _lacking(e, decided.settled.fault)
    return resting_on(explainer, fields, same.written)


OF_A_CASE = ("case", "lacking", "penalty", "others", "orders", "parts")
OPEN, OPEN_LABEL = "open", "待定"  # of a tier that turns on facts which are still to be established


class _Same(NamedTuple):
    """What is the same for all cases in which the same rules hold. ``measures``: None where there is no penalty.

    ``written``: the fields of text, as JSON has them.
    """

    fields: dict[str, Any]
    written: dict[str, str]
    measures: list[MeasureText] | None


@per_decision
def _same(decided: Decision) -> _Same:
    plan, settled = decided.plan, decided.settled
    tier = plan.tiers[settled.tier] if settled.tier is not None and settled.fault is None else None
    determined = settled.status is Status.DETERMINED
    punished = determined and settled.disposition is not Disposition.EXEMPT
    fields = {
        "schema_version": SCHEMA_VERSION,
        "case": None,
        "violation": plan.violation,
        "label": plan.label,
        "area": plan.area,
        "area_label": plan.area_label,
        "status": settled.status,
        "cause": settled.fault.cause if settled.fault is not None else None,
        "lacking": None,
        "disposition": settled.disposition,
        "force": settled.force if determined else None,
        "tier": tier.tier if tier else OPEN if decided.open_tier else None,
        "tier_label": tier.rule.label if tier else OPEN_LABEL if decided.open_tier else None,
        "penalty": None,
        "others": None,
        "orders": None,
        "departure": None,
        "parts": None,
    }
    measures = measure_texts(decided.measures) if punished else None
    written = {name: member(name, value) for name, value in fields.items() if name not in OF_A_CASE}
    return _Same(fields, written, measures)


def _lacking(e: Evaluation, fault: Fault) -> list[str]:
    """What is missing where no rule applies."""
    if fault is not Fault.OUTSIDE:
        return [f"{e.plan.provision_cite}：{fault.value}"]
    box = [(value, value) for value in e.values]
    return [item.otherwise for item in e.plan.scope if not f.kleene(item.rule.guard, box)]


def _others(evaluation: Evaluation) -> list[OtherSubject]:
    plan = evaluation.plan
    return [
        OtherSubject.model_construct(
            subject=subject, label=subject_label(subject, plan), penalty=penalty_text(*punishment)
        )
        for subject, punishment in evaluation.outcome.items()
        if subject != PARTY
    ]
