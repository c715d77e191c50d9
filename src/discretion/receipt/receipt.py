"""The receipt (决定依据留痕): digests that make a recommendation replayable years later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from discretion._version import __version__
from discretion.case import Case, canonical_text
from discretion.decide import SCHEMA_VERSION, Receipt
from discretion.receipt.sources import Sources


@dataclass(eq=False, slots=True)  # not frozen, as that doubles its time; nothing writes to it
class Request:
    """What a recommendation is a function of, besides the rulebook.

    Attributes:
        area: the area asked for instead of the one that covers the place.
        presume: whether presumptions filled missing facts.
        drafts: whether unpublished rulesets were allowed.
    """

    case: Case
    area: str | None = None
    presume: bool = True
    drafts: bool = False


def digest(data: Any) -> str:
    """SHA-256 of canonical JSON: sorted keys, no spaces, decimals as strings."""
    return _hash(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def receipt(request: Request, sources: Sources, outcome: Mapping[str, Any]) -> Receipt:
    """Make a receipt.

    Args:
        request: the case as evaluated, and how it was asked for.
        sources: digests of every file the recommendation rests on.
        outcome: the recommendation as plain data, without its receipt.
    """
    text = canonical_text(request.case)
    return Receipt(
        schema_version=SCHEMA_VERSION,
        engine=__version__,
        rulesets=dict(sources.rulesets),
        laws=dict(sources.laws),
        authorities=dict(sources.authorities),
        vocabulary=dict(sources.vocabulary),
        area=request.area,
        presume=request.presume,
        drafts=request.drafts,
        facts_digest=_hash(text),
        outcome_digest=digest(outcome),
        case=json.loads(text),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
