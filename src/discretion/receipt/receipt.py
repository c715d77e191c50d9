"""The receipt (决定依据留痕): digests that make a recommendation replayable years later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from discretion._version import __version__
from discretion.case import Case, without_repeats
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
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical_case(case: Case) -> dict[str, Any]:
    """A case as plain data: what was written, nothing else; records in one order and without repeats.

    The order of records, holidays and facts carries no meaning, so it must not change the receipt.
    """
    update: dict[str, Any] = {}
    if case.holidays is not None:
        update["holidays"] = sorted(set(case.holidays))
    if case.workdays:
        update["workdays"] = sorted(set(case.workdays))
    plain = case.model_copy(update=update).model_dump(mode="python", by_alias=True, exclude_unset=True)
    if "records" in plain:
        records = without_repeats(case.records)
        plain["records"] = [record.model_dump(mode="python", exclude_defaults=True) for record in records]
    for name in ("records", "violations"):  # absent and empty are the same
        if not plain.get(name, True):
            del plain[name]
    result: dict[str, Any] = json.loads(json.dumps(plain, ensure_ascii=False, sort_keys=True, default=_plain))
    return result


def receipt(request: Request, sources: Sources, outcome: Mapping[str, Any]) -> Receipt:
    """Make a receipt.

    Args:
        request: the case as evaluated, and how it was asked for.
        sources: digests of every file the recommendation rests on.
        outcome: the recommendation as plain data, without its receipt.
    """
    plain = canonical_case(request.case)
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
        facts_digest=digest(plain),
        outcome_digest=digest(outcome),
        case=plain,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
