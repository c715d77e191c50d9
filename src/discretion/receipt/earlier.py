"""Receipts of schema version 1: one digest over the decision and most of its wording. Read and verified, no longer made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from discretion.decide import ResultPart

if TYPE_CHECKING:
    from discretion.decide import Recommendation

_UNSEALED = ("receipt", "sections", "hint_sections")


class EarlierReceipt(ResultPart):
    """A receipt as it was made then."""

    schema_version: str
    engine: str
    rulesets: dict[str, str]
    laws: dict[str, str]
    authorities: dict[str, str]
    vocabulary: dict[str, str]
    area: str | None
    presume: bool
    drafts: bool
    facts_digest: str
    outcome_digest: str
    case: dict[str, Any]


def sealed(whole: Mapping[str, Any]) -> dict[str, Any]:
    """What its digest covers of a recommendation in plain data."""
    return {**_without(whole), "parts": [_without(part) for part in whole.get("parts", [])]}


def sealed_now(result: Recommendation) -> dict[str, Any]:
    """The same of a recommendation made now."""
    return sealed(result.model_dump(mode="json", exclude={*_UNSEALED}))


def _without(whole: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in whole.items() if key not in _UNSEALED}
