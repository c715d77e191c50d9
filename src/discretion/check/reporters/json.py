"""For programs: every finding, in order, with its waiver. Times are left out, so that the same input gives the same
bytes.
"""

from __future__ import annotations

import json
from decimal import Decimal

from discretion.check.reporters import CheckRun
from discretion.check.waivers import Judged

SCHEMA_VERSION = "1"


def report(run: CheckRun) -> str:
    """Write a run as JSON."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "day": run.day.isoformat(),
        "rulebook": run.digest,
        "rulesets": list(run.rulesets),
        "violations": run.violations,
        "inherited": run.inherited,
        "failing": run.failing,
        "findings": [_finding(item) for item in run.judged],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain)


def _finding(item: Judged) -> dict[str, object]:
    finding, waiver = item.finding, item.waiver
    where = finding.where
    return {
        "id": finding.id,
        "code": finding.code,
        "verdict": finding.verdict.value,
        "failing": item.failing,
        "area": finding.area,
        "version": finding.version or None,
        "violation": finding.violation,
        "detail": finding.detail,
        "message": finding.message,
        "where": {"file": where.file, "line": where.line, "column": where.column} if where else None,
        "region": finding.region.key if finding.region else None,
        "extent": finding.region.text if finding.region else None,
        "law": finding.law,
        "cases": list(finding.cases),
        "numbers": dict(finding.numbers),
        "remedy": finding.remedy,
        "waiver": waiver.model_dump(mode="json") if waiver else None,
    }


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"not plain data: {value!r}")
