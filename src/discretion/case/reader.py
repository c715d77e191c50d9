"""The facts of a case into a plan's slots, as generated code: the common case without a call per fact.

Case systems send the same facts over and over, in the same order: a *layout*. For each layout the code is generated once.
Each fact has a short way for a value of the usual type that lies in its domain or was met before, and the long way
(``encode``) for everything else, which decides what is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from discretion.facts import FactType

if TYPE_CHECKING:
    from discretion.case.model import Case
    from discretion.facts import Fact
    from discretion.plan import Slot

REMEMBERED = 4096  # encoded values kept per fact
STATED, RECORDS, PRESUMED, DEFAULT = "stated", "records", "presumed", "default"
Encoder = Callable[[Any], int]
Other = Callable[["Case", Mapping[str, Any]], "int | None"]
_KINDS = {FactType.ENUM: str, FactType.DATE: date}


@dataclass(frozen=True, slots=True)
class SlotSource:
    """Where a slot's value comes from in a case without records.

    Attributes:
        encode: the long way from a stated value.
        absent: the value when no record was found; None when that settles nothing.
        other: gives the value, when it comes from the party, the dates or a table and not from a statement or a record;
            None for all other slots.
        origin: of what ``other`` gives.
        presumed: the value the ruleset presumes.
        idle: only the general law reads it; its presumed value counts even where none is asked for.
    """

    slot: Slot
    encode: Encoder
    absent: int | None
    other: Other | None
    origin: str
    presumed: int | None
    idle: bool


class Bound(NamedTuple):
    """The facts of a case in the order of a plan's slots.

    Attributes:
        values: encoded integers; None where the fact is missing.
        origins: where each value came from: stated, records, presumed, default; None where missing.
        complete: no fact is missing.
    """

    values: tuple[int | None, ...]
    origins: tuple[str | None, ...]
    complete: bool


Layout = Callable[["Case", Mapping[str, Any]], Bound]  # raises what the encoders raise


def compile_layout(
    sources: Sequence[SlotSource], stated: Sequence[str], unread: Mapping[str, tuple[Fact, Callable[[object], object]]]
) -> Layout | None:
    """Generate the code for cases without records that state exactly these facts.

    Args:
        sources: of every slot of the plan.
        stated: the facts of the layout.
        unread: the facts of them that the plan does not read, and what to call on a value that is no plain one.

    Returns:
        None when a fact is stated that is also found otherwise: that takes the long way.
    """
    # The text holds numbers and the words below only; names, bounds and types reach the code as values.
    namespace: dict[str, Any] = {"__builtins__": {}, "Bound": Bound, "type": type, "int": int}
    lines, values, origins, given = ["def read(case, facts):"], [], [], frozenset(stated)
    there: list[str] = []
    for number, (name, (fact, check)) in enumerate(unread.items()):
        kind, plain = (bool, (True, False)) if fact.type is FactType.BOOLEAN else (str, fact.values or ())
        namespace |= {f"m{number}": name, f"u{number}": check, f"p{number}": kind, f"w{number}": plain}
        lines.append(f"    type(a := facts[m{number}]) is p{number} and a in w{number} or u{number}(a)")
    for number, source in enumerate(sources):
        value, origin = str(source.presumed), None if source.presumed is None else PRESUMED
        if source.slot.name in given:
            if source.other is not None and source.origin == RECORDS:
                return None
            value, origin = _stated(number, source, namespace), STATED
        elif source.other is not None:
            namespace[f"o{number}"] = source.other
            lines.append(f"    x{number} = o{number}(case, facts)")
            known = f"x{number} is not None"
            there += [known] if source.presumed is None else []
            values.append(f"x{number} if {known} else {value}")
            origins.append(f"{source.origin!r} if {known} else {origin!r}")
            continue
        elif source.absent is not None:
            value, origin = str(source.absent), RECORDS
        there += ["False"] if origin is None else []
        values.append(value)
        origins.append(repr(origin))
    one, two = (f"({''.join(f'{item}, ' for item in items)})" for items in (values, origins))
    lines.append(f"    return Bound({one}, {two}, {' and '.join(there) or 'True'})")
    exec(compile("\n".join(lines), "<layout>", "exec"), namespace)  # noqa: S102 - written above, nothing of it comes from a file
    found: Layout = namespace["read"]
    return found


def _stated(number: int, source: SlotSource, namespace: dict[str, Any]) -> str:
    """The code that reads one stated fact."""
    slot = source.slot
    namespace |= {f"n{number}": slot.name, f"e{number}": source.encode}
    raw = f"(a := facts[n{number}])"
    match slot.fact.type:
        case FactType.BOOLEAN:
            return f"1 if {raw} is True else 0 if a is False else e{number}(a)"
        case FactType.INTEGER:
            namespace |= {f"l{number}": slot.low, f"h{number}": slot.high}
            return f"a if type({raw}) is int and l{number} <= a <= h{number} else e{number}(a)"
        case kind:
            known: dict[Any, int] = {}
            expected = _KINDS.get(kind, Decimal)
            namespace |= {f"t{number}": expected, f"k{number}": known}
            namespace[f"e{number}"] = _remembering(source.encode, known, expected)
            return f"b if type({raw}) is t{number} and (b := k{number}.get(a)) is not None else e{number}(a)"


def _remembering(encode: Encoder, known: dict[Any, int], kind: type) -> Encoder:
    """The long way, which remembers values of one type (``True`` and ``1`` would be one key)."""

    def encoder(raw: object) -> int:
        value = encode(raw)
        if type(raw) is kind:
            if len(known) >= REMEMBERED:
                known.clear()
            known[raw] = value
        return value

    return encoder
