"""Field types for strict models of documents."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema

Item = TypeVar("Item")
LAST_YEAR = 2999
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(raw: object) -> object:
    # fromisoformat alone also takes 20260302 and 2026-W10-1
    if isinstance(raw, str) and _DAY.fullmatch(raw):
        try:
            raw = date.fromisoformat(raw)
        except ValueError:
            raise ValueError("没有这一天") from None
    if isinstance(raw, date) and raw.year > LAST_YEAR:  # beyond, the calendar ends before a deadline does
        raise ValueError(f"日期晚于{LAST_YEAR}年；没有终止日期的，不写")
    return raw


def _exact(raw: object) -> object:
    return Decimal(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A date written ``2026-03-02``, quoted or not."""

Exact = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
"""An exact number: whole or decimal, never text and never a float."""

Many = Annotated[tuple[Item, ...], Field(strict=False)]
"""A list of the file as an immutable tuple: ``Many[str]``. The items stay strict."""
