"""Missing facts filled as ``case.bind`` fills them for one case: default tables, searched records, presumptions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discretion.audit.algebra import algebra
from discretion.audit.expressions import Expression
from discretion.audit.stages import whole
from discretion.case import absence_counts
from discretion.facts import Lookup, encode
from discretion.plan import Plan

FACT = "fact_"


def inputs(plan: Plan) -> dict[str, str]:
    """The fact columns a plan reads, by name of the fact (also those that only give defaults)."""
    tables = [table for slot in plan.slots if (table := default_table(plan, slot.name)) is not None]
    names = [*(slot.name for slot in plan.slots), *(table.of for table in tables)]
    return {name: FACT + name for name in dict.fromkeys(names)}


def filled(plan: Plan, table: Any, keep: Iterable[str]) -> Any:
    """The kept columns and a column per slot, with everything filled in that the ruleset lets be filled in."""
    made = algebra()

    presumed = {item.slot: item.value for item in plan.presumed}
    columns = {}
    for number, slot in enumerate(plan.slots):
        column, rule = table[FACT + slot.name], slot.fact.finding
        fills: list[Expression] = []
        lookup = default_table(plan, slot.name)
        if lookup is not None:
            fills.append(_from_table(plan, slot.name, lookup, table[FACT + lookup.of]))
        elif rule is not None and absence_counts(rule, plan.complete_records):
            fills.append(whole(int(rule.including_this)))  # no record was found: never, or this time only
        if number in presumed:
            fills.append(whole(presumed[number]))
        columns[FACT + slot.name] = made.coalesce(column, *fills) if fills else column
    return table.select(*keep, **columns)


def default_table(plan: Plan, name: str) -> Lookup | None:
    """The table that gives a fact where a case leaves it out."""
    source = plan.vocabulary[name].default_from
    return plan.vocabulary[source].lookup if source is not None else None


def _from_table(plan: Plan, name: str, lookup: Lookup, column: Expression) -> Expression:
    made = algebra()

    codes, fact = list(plan.vocabulary[lookup.of].values or {}), plan.vocabulary[name]
    pairs = [(codes.index(code), whole(encode(fact, value))) for code, value in lookup.values.items()]
    return column.cases(*pairs, else_=made.null("int64"))
