"""Missing facts filled as ``case.bind`` fills them for one case: default tables, searched records, presumptions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discretion.audit.algebra import algebra
from discretion.audit.expressions import Expression
from discretion.audit.stages import whole
from discretion.case import fills
from discretion.plan import Plan

FACT = "fact_"


def inputs(plan: Plan) -> dict[str, str]:
    """The fact columns a plan reads, by name of the fact (also those that only give defaults)."""
    tables = [fill.table for fill in fills(plan) if fill.table is not None]
    names = [*(slot.name for slot in plan.slots), *(table.of for table in tables)]
    return {name: FACT + name for name in dict.fromkeys(names)}


def filled(plan: Plan, table: Any, keep: Iterable[str]) -> Any:
    """The kept columns and a column per slot, with everything filled in that the ruleset lets be filled in."""
    made = algebra()
    columns = {}
    for slot, fill in zip(plan.slots, fills(plan), strict=True):
        column = table[FACT + slot.name]
        stand_ins: list[Expression] = []
        if fill.absent is not None:
            stand_ins.append(whole(fill.absent))
        if fill.table is not None:
            pairs = [(code, whole(value)) for code, value in fill.table.values.items()]
            stand_ins.append(table[FACT + fill.table.of].cases(*pairs, else_=made.null("int64")))
        if fill.presumed is not None:
            stand_ins.append(whole(fill.presumed))
        columns[FACT + slot.name] = made.coalesce(column, *stand_ins) if stand_ins else column
    return table.select(*keep, **columns)
