"""A fixed amount, a rate, a cap or a minimum that is wrong by one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from discretion.penalty import Bracket, Fine, Rate

NAMES = ("fixed", "cap", "at_least", "each", "per")
ONE = Decimal(1)


def faults(node: object) -> Iterator[tuple[str, object]]:
    """Yield what was changed, and the changed node."""
    match node:
        case Fine():
            names: tuple[str, ...] = NAMES
        case Rate():
            names = ("low", "high")
        case Bracket():
            names = ("each",)
        case _:
            return
    for name in names:
        value = getattr(node, name)
        if isinstance(value, Decimal | int):
            yield f"{name} {value}写成{value + 1}", node.model_copy(update={name: value + ONE})
            if name in ("cap", "at_least") and value > 1:
                yield f"{name} {value}写成{value - 1}", node.model_copy(update={name: value - ONE})
