"""Units: what they are called, and how many of one are another. Said once, for mappings of columns and for texts."""

from __future__ import annotations

from decimal import Decimal

NAMES = {"kg": "千克", "t": "吨", "m": "米", "cm": "厘米", "mm": "毫米", "km": "公里", "m2": "平方米", "m3": "立方米",
         "m²": "平方米", "㎡": "平方米", "m³": "立方米", "kW": "千瓦"}  # fmt: skip
# By what they measure, the larger units first; each in terms of the smallest.
_SIZES = (
    {"t": 1_000_000, "吨": 1_000_000, "kg": 1000, "千克": 1000, "公斤": 1000, "g": 1},
    {"km": 1_000_000, "公里": 1_000_000, "m": 1000, "米": 1000, "cm": 10, "厘米": 10, "mm": 1, "毫米": 1},
    {"m2": 1, "m²": 1, "㎡": 1, "平方米": 1},
    {"m3": 1, "m³": 1, "立方米": 1},
    {"万元": 1_000_000, "千元": 100_000, "元": 100, "角": 10, "分": 1},
    {"日": 1, "天": 1},
)
_OF = {unit: sizes for sizes in _SIZES for unit in sizes}


def factor(unit: str, to: str) -> Decimal | None:
    """How many of ``to`` one ``unit`` is, exactly; None when they do not measure the same.

    >>> factor("t", "kg"), factor("分", "元"), factor("吨", "米")
    (Decimal('1000'), Decimal('0.01'), None)
    """
    if unit == to:
        return Decimal(1)
    sizes = _OF.get(unit, {})
    return Decimal(sizes[unit]) / sizes[to] if to in sizes else None


def say_unit(unit: str) -> str:
    """A unit as a Chinese reader writes it."""
    return NAMES.get(unit, unit)


def units_like(unit: str) -> tuple[str, ...]:
    """The other units that can be converted into one, the larger first."""
    return tuple(other for other in _OF.get(unit, {}) if other != unit)
