"""SARIF 2.1.0, for code scanning: a result for everything that is refuted or unknown; waived ones are suppressed."""

from __future__ import annotations

import json
from pathlib import PurePath
from urllib.parse import quote

from discretion._version import __version__
from discretion.check.checks import CHECKS
from discretion.check.model import Finding, Verdict
from discretion.check.reporters import CheckRun
from discretion.check.waivers import Judged

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/discretion/discretion"
OTHERS = {"load": "规则库的文件可以读取", "disagreement": "证明与引擎的结果一致"}
WAIVER_SENTENCE = "每一条豁免都在有效期内，并且有检查结果需要它"


def report(run: CheckRun) -> str:
    """Write a run as SARIF."""
    codes = list(dict.fromkeys(item.finding.code for item in run.judged))
    driver = {
        "name": "discretion",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": HOME,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(item, codes) for item in run.unproven]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, object]:
    """A rule as GitHub's code scanning wants it: described twice, with help."""
    sentence = CHECKS[code].sentence if code in CHECKS else OTHERS.get(code, WAIVER_SENTENCE)
    formula = CHECKS[code].formula if code in CHECKS else ""
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in code.split("-")),
        "shortDescription": {"text": f"{sentence}。"},
        "fullDescription": {"text": f"{sentence}。{formula}".strip()},
        "help": {"text": f"{sentence}。{formula} 说明：discretion explain {code}"},
        "helpUri": f"{HOME}/blob/main/docs/checks/{code if code in CHECKS else 'README'}.md",
        "defaultConfiguration": {"level": "error"},
    }


def _result(item: Judged, codes: list[str]) -> dict[str, object]:
    finding = item.finding
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": "error",
        "message": {"text": _message(finding)},
        "partialFingerprints": {"findingId/v1": finding.id, "findingPlace/v1": f"{finding.id}@{finding.where}"},
        "locations": [_location(finding)] if finding.where and finding.where.file else [],
    }
    if item.waiver is not None:
        result["suppressions"] = [{"kind": "external", "justification": item.waiver.reason}]
    return result


def _message(finding: Finding) -> str:
    unproved = "未能证明：" if finding.verdict is Verdict.UNKNOWN else ""
    return f"{unproved}{finding.message}" + (f"（改法：{finding.remedy}）" if finding.remedy else "")


def _location(finding: Finding) -> dict[str, object]:
    where = finding.where
    assert where is not None
    region = {"startLine": where.line or 1, "startColumn": where.column or 1}
    path = PurePath(where.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
