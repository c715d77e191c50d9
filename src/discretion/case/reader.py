"""The facts of a case into a plan's slots, as generated code: the common case without a call per fact.

Each fact has a short way for a value of the usual type that lies in its domain or was met before, and the long way
(``encode``) for everything else, which decides what is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from discretion.facts import FactType
from discretion.plan.model import Slot

REMEMBERED = 4096  # encoded values kept per fact
Encoder = Callable[[Any], int]
Reader = Callable[[Mapping[str, Any]], tuple[int, ...]]
_KINDS = {FactType.ENUM: str, FactType.DATE: date}


def compile_reader(slots: Sequence[Slot], encoders: Sequence[Encoder]) -> Reader:
    """Generate the code that encodes all slots of a case that states every one of them.

    Args:
        slots: the plan's slots.
        encoders: the long way, per slot.

    Returns:
        A function; it raises KeyError for a missing fact, and what the encoders raise.
    """
    # The text holds slot numbers only; names, bounds and types reach the code as values.
    namespace: dict[str, Any] = {"__builtins__": {}, "type": type, "int": int}
    items = []
    for number, (slot, encode) in enumerate(zip(slots, encoders, strict=True)):
        namespace |= {f"n{number}": slot.name, f"e{number}": encode}
        raw = f"(a := facts[n{number}])"
        match slot.fact.type:
            case FactType.BOOLEAN:
                items.append(f"1 if {raw} is True else 0 if a is False else e{number}(a)")
            case FactType.INTEGER:
                namespace |= {f"l{number}": slot.low, f"h{number}": slot.high}
                items.append(f"a if type({raw}) is int and l{number} <= a <= h{number} else e{number}(a)")
            case kind:
                known: dict[Any, int] = {}
                namespace |= {f"t{number}": _KINDS.get(kind, Decimal), f"k{number}": known}
                namespace[f"e{number}"] = _remembering(encode, known, _KINDS.get(kind, Decimal))
                items.append(f"b if type({raw}) is t{number} and (b := k{number}.get(a)) is not None else e{number}(a)")
    source = "def read(facts):\n    return (" + "".join(f"{item}, " for item in items) + ")"
    exec(compile(source, "<reader>", "exec"), namespace)  # noqa: S102 - written above, nothing of it comes from a file
    found: Reader = namespace["read"]
    return found


def _remembering(encode: Encoder, known: dict[Any, int], kind: type) -> Encoder:
    """The long way, which remembers values of one type (``True`` and ``1`` would be one key)."""

    def encoder(raw: Any) -> int:
        value = encode(raw)
        if type(raw) is kind:
            if len(known) >= REMEMBERED:
                known.clear()
            known[raw] = value
        return value

    return encoder
