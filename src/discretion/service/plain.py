"""The catalogue's answers as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import date


def dumps(found: object) -> str:
    """Dataclasses, tuples and days as JSON; nothing else occurs."""
    return json.dumps(found, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
