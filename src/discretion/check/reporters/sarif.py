"""SARIF 2.1.0, for code scanning: a result for everything that is refuted or unknown; waived ones are suppressed."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from discretion._version import __version__
from discretion.check.checks import CHECKS
from discretion.check.model import Finding, Verdict
from discretion.check.reporters import Run
from discretion.check.waivers import Judged

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
WAIVER_SENTENCE = "每一条豁免都在有效期内，并且有检查结果需要它"


def report(run: Run) -> str:
    """Write a run as SARIF."""
    shown = [item for item in run.judged if item.finding.verdict is not Verdict.PROVEN]
    codes = list(dict.fromkeys(item.finding.code for item in run.judged))
    rules = [{"id": code, "shortDescription": {"text": _sentence(code)}} for code in codes]
    driver = {"name": "discretion", "version": __version__, "rules": rules}
    results = [_result(item, codes) for item in shown]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _sentence(code: str) -> str:
    return CHECKS[code].sentence if code in CHECKS else WAIVER_SENTENCE


def _result(item: Judged, codes: list[str]) -> dict[str, Any]:
    finding = item.finding
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": "error",
        "message": {"text": _message(finding)},
        "partialFingerprints": {"findingId/v1": finding.id},
        "locations": [_location(finding)] if finding.where and finding.where.file else [],
    }
    if item.waiver is not None:
        result["suppressions"] = [{"kind": "external", "justification": item.waiver.reason}]
    return result


def _message(finding: Finding) -> str:
    unproved = "未能证明：" if finding.verdict is Verdict.UNKNOWN else ""
    return f"{unproved}{finding.message}" + (f"（改法：{finding.remedy}）" if finding.remedy else "")


def _location(finding: Finding) -> dict[str, Any]:
    where = finding.where
    assert where is not None
    region = {"startLine": where.line or 1, "startColumn": where.column or 1}
    uri = PurePath(where.file).as_posix()
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
