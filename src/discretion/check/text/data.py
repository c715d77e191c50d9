"""A law file as it is written. Read here as data: no model of ours stands between what is encoded and the text it is held against."""

from __future__ import annotations

from typing import TypedDict


class RangeData(TypedDict, total=False):
    """One range of a provision."""

    range: str
    cite: str
    under: str
    when: object
    orders: list[str]
    penalty: dict[str, object]


class ProvisionData(TypedDict, total=False):
    """A provision."""

    cite: str
    note: str
    when: object
    orders: list[str]
    addressee: str
    addressees: dict[str, dict[str, str]]
    ranges: list[RangeData]
    cumulates: object
    reading: dict[str, str]


class LawData(TypedDict, total=False):
    """One version of a law."""

    law: str
    version: str
    label: str
    source: dict[str, str]
    provisions: dict[str, ProvisionData]
