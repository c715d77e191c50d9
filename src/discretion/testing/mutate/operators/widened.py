"""A band that takes more than its part."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from discretion.penalty import Fine
from discretion.rulebook import SharePolicy

STEP = Decimal("0.1")  # of the statutory range
YUAN = Decimal(1)


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    match node:
        case Fine() | SharePolicy() if isinstance(node.share, tuple):
            low, high = node.share
            if low > 0:
                other = max(low - STEP, Decimal(0))
                yield f"比例下端{low}写成{other}", node.model_copy(update={"share": (other, high)})
            if high < 1:
                other = min(high + STEP, Decimal(1))
                yield f"比例上端{high}写成{other}", node.model_copy(update={"share": (low, other)})
        case Fine(form="range" | "times"):
            step = YUAN if node.form == "range" else STEP
            for name, sign in (("low", -1), ("above", -1), ("high", 1), ("below", 1)):
                value = getattr(node, name)
                if value is not None and value + sign * step >= 0:
                    changed = value + sign * step
                    yield f"{value}写成{changed}", node.model_copy(update={name: changed})
