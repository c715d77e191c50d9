"""A case as it is compared, sealed and stored: what it says, however it was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from discretion.case.record import without_repeats

if TYPE_CHECKING:
    from discretion.case.model import Case

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_text(case: Case) -> str:
    """A case as canonical JSON: sorted keys, no spaces, decimals as text.

    The order of records, holidays and facts carries no meaning, nor does a field that only repeats its default: neither
    changes the receipt.
    """
    plain = case.model_dump(mode="json", exclude_defaults=True)
    for part in (plain, *plain.get("violations", ())):
        if "facts" in part:
            part["facts"] = {name: value for name, value in part["facts"].items() if value is not None}
    if "records" in plain:
        found = without_repeats(case.records)
        plain["records"] = [record.model_dump(mode="json", exclude_defaults=True) for record in found]
    for name in ("holidays", "workdays"):
        if name in plain:
            plain[name] = sorted(set(plain[name]))
    left_out = [name for name, value in plain.items() if value in ({}, [], None) and name != "holidays"]
    for name in left_out:
        del plain[name]
    return _CANONICAL.encode(plain)


def canonical(case: Case) -> dict[str, Any]:
    """The same as plain data."""
    found: dict[str, Any] = json.loads(canonical_text(case))
    return found
