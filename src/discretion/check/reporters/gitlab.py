"""GitLab Code Quality: an issue for all that fails; what is waived is of the lowest severity."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath

from discretion.check.reporters import CheckRun
from discretion.check.waivers import Judged


def report(run: CheckRun) -> str:
    """Write a run as Code Quality issues."""
    return json.dumps([_issue(item) for item in run.unproven], ensure_ascii=False, indent=2)


def _issue(item: Judged) -> dict[str, object]:
    finding = item.finding
    path = PurePath(finding.where.file).as_posix() if finding.where and finding.where.file else "rulesets"
    return {
        "description": finding.message,
        "check_name": finding.code,
        "fingerprint": hashlib.sha256(f"{finding.id}\0{finding.where}".encode()).hexdigest(),
        "severity": "info" if item.waiver is not None else "major",
        "location": {"path": path, "lines": {"begin": (finding.where.line if finding.where else None) or 1}},
    }
