"""The receipt (决定依据留痕): digests that make a recommendation replayable years later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from discretion._version import __version__
from discretion.case import Case
from discretion.engine.recommendation import SCHEMA_VERSION, Receipt


def digest(data: Any) -> str:
    """SHA-256 of canonical JSON: sorted keys, no spaces, decimals as strings."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical_case(case: Case) -> dict[str, Any]:
    """A case as plain data: what was written, nothing else; records in one order and without repeats.

    The order of records and of facts carries no meaning, so it must not change the receipt.
    """
    data: dict[str, Any] = case.model_dump(mode="python", by_alias=True, exclude_unset=True)
    plain: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False, sort_keys=True, default=_plain))
    if "records" in plain:
        unique = {json.dumps(item, ensure_ascii=False, sort_keys=True): item for item in plain["records"]}
        plain["records"] = [unique[key] for key in sorted(unique)]
    return plain


def receipt(
    case: Case, rulesets: Iterable[tuple[str, str]], laws: Mapping[str, str], outcome: Mapping[str, Any]
) -> Receipt:
    """Make a receipt.

    Args:
        case: the case as evaluated.
        rulesets: ids and digests of the rulesets used.
        laws: ids and digests of the law versions used.
        outcome: the recommendation as plain data, without its receipt.
    """
    plain = canonical_case(case)
    return Receipt(
        schema_version=SCHEMA_VERSION,
        engine=__version__,
        rulesets=dict(sorted(rulesets)),
        laws=dict(sorted(laws.items())),
        facts_digest=digest(plain),
        outcome_digest=digest(outcome),
        case=plain,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
