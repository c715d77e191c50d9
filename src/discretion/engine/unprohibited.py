"""An act that no provision prohibits on the days that count: a result without an evaluation, but with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from discretion.case import Case
from discretion.engine.explain import explain
from discretion.engine.receipt import receipt
from discretion.engine.recommendation import Reason, Receipt, VersionUsed

if TYPE_CHECKING:
    from discretion.engine.recommendation import Recommendation


@dataclass(frozen=True, eq=False)
class Unprohibited:
    """Answers what an ``Explainer`` answers, from the reasons alone."""

    case: Case
    considered: tuple[VersionUsed, ...]
    context: tuple[Reason, ...]
    rulesets: tuple[tuple[str, str], ...]

    def reasons(self) -> list[Reason]:
        return list(self.context)

    def versions(self) -> list[VersionUsed]:
        return list(self.considered)

    def nothing(self) -> list[Any]:
        """There is no penalty, hence no alternative, no missing fact, no procedure."""
        return []

    alternatives = outcomes = missing = nearest = procedure = notes = assumed = nothing

    def receipt_for(self, result: Recommendation) -> Receipt:
        return receipt(self.case, self.rulesets, {}, result.model_dump(mode="json", exclude={"receipt"}))

    def explain_for(self, result: Recommendation) -> str:
        return explain(result, [])
