"""Missing facts filled as ``case.bind`` fills them for one case: default tables, searched records, presumptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from discretion.audit.arrays import Vector, both, chosen, compared, negated
from discretion.audit.expressions import Expression
from discretion.audit.stages import whole
from discretion.case import DefaultTable, Fills, fills
from discretion.plan import Plan, Slot

FACT = "fact_"


def inputs(plan: Plan) -> dict[str, str]:
    """The fact columns a plan reads, by name of the fact (also those that only give defaults)."""
    tables = [fill.table for fill in fills(plan) if fill.table is not None]
    names = [*(slot.name for slot in plan.slots), *(table.of for table in tables)]
    return {name: FACT + name for name in dict.fromkeys(names)}


def filled(plan: Plan, table: Any, keep: Iterable[str]) -> Any:
    """The kept columns and a column per slot, with everything filled in that the ruleset lets be filled in."""
    import ibis

    columns = {}
    for slot, fill in zip(plan.slots, fills(plan), strict=True):
        stand_ins: list[Expression] = [table[FACT + slot.name]]
        for item in _stand_ins(fill):
            if isinstance(item, int):
                stand_ins.append(whole(item))
            else:
                pairs = [(code, whole(value)) for code, value in item.values.items()]
                stand_ins.append(table[FACT + item.of].cases(*pairs, else_=ibis.null("int64")))
        columns[FACT + slot.name] = ibis.coalesce(*stand_ins) if len(stand_ins) > 1 else stand_ins[0]
    return table.select(*keep, **columns)


def filled_arrays(plan: Plan, facts: Mapping[str, Vector]) -> list[Vector]:
    """The same of arrays: a column per slot."""
    found = []
    for slot, fill in zip(plan.slots, fills(plan), strict=True):
        column = facts[slot.name]
        for item in _stand_ins(fill):
            if column.missing is not False:
                column = column.filled(Vector(item) if isinstance(item, int) else _looked_up(item, facts, slot))
        found.append(column)
    return found


def _stand_ins(fill: Fills) -> Iterator[int | DefaultTable]:
    """What may fill a slot, what counts first first."""
    return (item for item in (fill.absent, fill.table, fill.presumed) if item is not None)


def _looked_up(table: DefaultTable, facts: Mapping[str, Vector], slot: Slot) -> Vector:
    found = Vector(slot.low, True)
    for code, value in table.values.items():
        here = compared("=", facts[table.of], Vector(code)).surely
        found = Vector(chosen(here, value, found.values), both(found.missing, negated(here)))
    return found
