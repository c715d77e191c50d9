"""Assemble: from an evaluation to the recommendation a caller gets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from discretion.decide import (
    SCHEMA_VERSION,
    Disposition,
    Evaluation,
    MeasureText,
    OtherSubject,
    Recommendation,
    Status,
    build,
    chosen,
    fine_band,
)
from discretion.explain import Explainer
from discretion.penalty import Force
from discretion.plan import EntryRule
from discretion.words import measure_texts, penalty_of, penalty_text, subject_label


def assemble(explainer: Explainer) -> Recommendation:
    """The recommendation for one violation. Everything but the outcome is worked out when first read."""
    e = explainer.evaluation
    decided = e.decision
    same: _Same | None = decided.kept.get("same")
    if same is None:
        same = decided.kept["same"] = _same(e)
    fields = same.fields.copy()  # the caller's own, with lists of its own
    fields["case"] = e.case.case
    fields["orders"] = same.orders.copy()
    if same.measures is not None:
        fields["penalty"] = penalty_of(e.fine, decided.force, same.measures.copy())
        fields["others"] = _others(e)
    else:
        fields["penalty"], fields["others"] = None, []
    fields["parts"] = []
    return build(Recommendation, fields, {"_source": explainer})


class _Same(NamedTuple):
    """What is the same for all cases in which the same rules hold. ``measures``: None where there is no penalty."""

    fields: dict[str, Any]
    orders: list[str]
    measures: list[MeasureText] | None


def _same(e: Evaluation) -> _Same:
    settled = e.settled
    tier = e.plan.tiers[settled.tier] if settled.tier is not None and settled.fault is None else None
    determined = settled.status is Status.DETERMINED
    punished = determined and settled.disposition is not Disposition.EXEMPT
    fields = {
        "schema_version": SCHEMA_VERSION,
        "case": None,
        "violation": e.plan.violation,
        "label": e.plan.label,
        "area": e.plan.area,
        "area_label": e.plan.area_label,
        "status": settled.status,
        "disposition": settled.disposition,
        "force": settled.force if determined else None,
        "tier": tier.tier if tier else None,
        "tier_label": tier.rule.label if tier else None,
        "penalty": None,
        "others": None,
        "orders": None,
        "departure": None,
        "parts": None,
    }
    return _Same(fields, orders(e), measure_texts(e.measures) if punished else None)


def orders(evaluation: Evaluation) -> list[str]:
    """责令… of the provision and the tier, and the duties of exemptions (to educate)."""
    plan, settled, masks = evaluation.plan, evaluation.settled, evaluation.masks
    if settled.status is not Status.DETERMINED or masks is None:
        return []
    exempting: list[EntryRule] = chosen(plan.exempt, masks.exempt)
    if settled.disposition is Disposition.EXEMPT:
        found: Iterable[str] = [order for entry in exempting for order in entry.rule.orders]
        return list(dict.fromkeys([*plan.orders, *found]))
    own = plan.tiers[settled.tier].rule.orders if settled.tier is not None else ()
    law = plan.ranges[settled.range].rule.orders if settled.range is not None else ()
    return list(dict.fromkeys([*plan.orders, *law, *own]))


def _others(evaluation: Evaluation) -> list[OtherSubject]:
    settled = evaluation.settled
    if settled.tier is None or settled.range is None:
        return []
    others = evaluation.plan.cells[settled.tier, settled.range].others
    found = []
    for subject, effects in others.items():
        sanction = effects[settled.effect]
        fine, _ = fine_band(evaluation.plan, sanction, evaluation.values)
        force = sanction.fine.force if sanction.fine is not None else Force.SHALL
        if fine is None and not sanction.measures:
            continue
        penalty = penalty_text(fine, force, sanction.measures)
        found.append(OtherSubject.model_construct(subject=subject, label=subject_label(subject), penalty=penalty))
    return found
