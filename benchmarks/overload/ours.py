"""The overload rules as a ruleset of ours, and the ways to ask for them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.overload.cases import Answer, exact
from discretion import Case, Library, Recommendation
from discretion.decide.evaluate import Evaluation
from discretion.plan.model import Plan

RULESETS = Path(__file__).parent / "rulesets"
VIOLATION = "highway.overload"
DAY = date(2026, 3, 20)


def library() -> Library:
    """The workload's own rulebook."""
    return Library.load(RULESETS)


def plan(ours: Library) -> Plan:
    """Its one violation, compiled."""
    found = ours.plans.plan(VIOLATION, ours.plans.chain("bench", DAY), DAY)
    assert found is not None
    return found


def case(ours: Library, facts: dict[str, Any]) -> Case:
    """A validated case."""
    return ours.case(_case(exact(facts)))


def as_json(facts: dict[str, Any]) -> bytes:
    """A case as a case system sends it."""
    return json.dumps(_case(facts)).encode()


def answer(result: Recommendation) -> Answer:
    """A recommendation in the neutral form."""
    fine = result.penalty.fine if result.penalty else None
    warned = result.penalty is not None and any(measure.kind == "warning" for measure in result.penalty.measures)
    low, high = (int(Decimal(fine.low)), int(Decimal(fine.high))) if fine else (0, 0)
    # Where mitigation has no floor to go below, ours keeps one 元 of a cap of nothing; the oracle says 0.
    nothing = result.disposition == "mitigated" and high == 1
    return Answer(str(result.disposition), warned, low, 0 if nothing else high)


def decided(found: Evaluation) -> Answer:
    """A decision without text in the neutral form; amounts in 分 become 元."""
    low, high = (found.fine.low // 100, found.fine.high // 100) if found.fine else (0, 0)
    nothing = found.settled.disposition == "mitigated" and high == 1
    return Answer(
        str(found.settled.disposition),
        any(item.kind == "warning" for item in found.measures),
        low,
        0 if nothing else high,
    )


def _case(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "violation": VIOLATION,
        "occurred": "2026-03-02",
        "decided": DAY.isoformat(),
        "party": {"kind": "organisation"},
        "facts": facts,
    }
