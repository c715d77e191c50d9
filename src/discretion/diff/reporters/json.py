"""The report for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from discretion.diff.model import Comparison, Report

SCHEMA_VERSION = "1"


def write(report: Report) -> str:
    """Write a report as JSON; the same input gives the same bytes."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "empty": report.empty,
        "notes": list(report.notes),
        "comparisons": [_comparison(item) for item in report.comparisons],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _comparison(item: Comparison) -> dict[str, object]:
    data = asdict(item)
    for found, violation in zip(data["violations"], item.violations, strict=True):
        found["direction"] = violation.direction
        found["empty"] = violation.empty
        for region, source in zip(found["behaviour"]["regions"], violation.behaviour.regions, strict=True):
            region["direction"] = source.direction
    return {**data, "empty": item.empty, "harsher": [found.violation for found in item.harsher]}
