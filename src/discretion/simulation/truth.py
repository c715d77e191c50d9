"""How good an audit is, where the truth is known: recall of the injected faults, and false alarms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from discretion.audit import FINDINGS, Backend, Judgement


def measured(backend: Backend, truth: Path) -> Mapping[str, Any]:
    """Compare the findings with the truth of a simulation.

    Args:
        backend: with the findings.
        truth: the Parquet file that ``discretion simulate`` wrote.

    Returns:
        Per fault how many were injected, found, and found as exactly that; ``false_alarms`` among the faultless.
    """
    findings = backend.table(FINDINGS)
    known = backend.parquet(truth, "at")
    known = known.select("fault", known_id="id")
    joined = findings.join(known, findings["id"] == known["known_id"]).select("id", "verdict", "fault")
    counted = joined.group_by(["fault", "verdict"]).aggregate(n=joined.count())
    result: dict[str, Any] = {"faults": {}, "faultless": 0, "false_alarms": 0}
    for row in backend.fetch(counted).to_pylist():
        hit = row["verdict"] != Judgement.IN_BAND.value
        if row["fault"] is None:
            result["faultless"] += row["n"]
            result["false_alarms"] += row["n"] if hit else 0
            continue
        fault = result["faults"].setdefault(row["fault"], {"injected": 0, "found": 0, "named": 0})
        fault["injected"] += row["n"]
        fault["found"] += row["n"] if hit else 0
        fault["named"] += row["n"] if row["verdict"] == row["fault"] else 0
    return result
