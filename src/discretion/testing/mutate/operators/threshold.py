"""A number of a condition that is one off in its last written digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from discretion.conditions import Binary, Compare, DateLiteral, Expression, Interval, Number


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    match node:
        case Compare(_, bound):
            yield from ((text, replace(node, bound=other)) for text, other in _near(bound))
        case Interval(low, _, high, _):
            yield from ((f"下端{text}", replace(node, low=other)) for text, other in _near(low))
            yield from ((f"上端{text}", replace(node, high=other)) for text, other in _near(high))


def _near(bound: Expression) -> Iterator[tuple[str, Expression]]:
    match bound:
        case Number(value):
            step = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
            yield f"{value}写成{value + step}", Number(value + step)
            yield f"{value}写成{value - step}", Number(value - step)
        case DateLiteral(day):
            for days in (1, -1):
                other = day + timedelta(days=days)
                yield f"{day}写成{other}", DateLiteral(other)
        case Binary():
            yield "多一", Binary("+", bound, Number(Decimal(1)))
            yield "少一", Binary("-", bound, Number(Decimal(1)))
