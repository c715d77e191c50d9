"""What codes are called: beside every code of a written table stands its label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discretion.audit.verdicts import LABELS
from discretion.library import Library
from discretion.words import DISPOSITIONS

REASONED = {"with_reason": "写明理由", "without_reason": "未写明理由"}


def labels_of(library: Library) -> dict[str, str]:
    """The Chinese name of every violation of a rulebook."""
    models = [(name, file.model) for ruleset in library.rulebook.rulesets for name, file in ruleset.violations.items()]
    return {name: model.label for name, model in models if model.label is not None}


def labelled(table: Any, violations: Mapping[str, str]) -> Any:
    """A table with a label after every column of codes."""
    import ibis

    labels = {
        "violation": violations,
        "verdict": {item.value: label for item, label in LABELS.items()},
        "departure": REASONED,
        "disposition": {item.value: label for item, label in DISPOSITIONS.items()},
    }
    columns: dict[str, Any] = {}
    for name in table.columns:
        columns[name] = table[name]
        if name in labels:
            pairs = [(table[name] == code, ibis.literal(label)) for code, label in labels[name].items()]
            columns[f"{name}_label"] = ibis.cases(*pairs, else_=ibis.null("string"))
    return table.select(**columns)
