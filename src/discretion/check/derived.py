"""What is worked out of other facts: expressions and tables agree with the facts that they read and with the law they cite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.whole import Whole
from discretion.conditions import Binary, Call, Expression, Name
from discretion.facts import Fact, Severity, encode, typical

SIGN = {Severity.AGGRAVATING: 1, Severity.MITIGATING: -1}
FEW = 4  # rows of a table that are too few to have an order
Fault = tuple[str, str, str]  # detail, message, remedy


def derived_faults(whole: Whole, name: str, fact: Fact) -> Iterator[Fault]:
    """What is wrong in how a fact is worked out: its expression, its table, and both beside the law."""
    yield from _derived(whole, fact)
    yield from _table(whole, fact)
    yield from _lookup(fact)
    yield from _percent(whole, name, fact)
    yield from _limits(whole, name, fact)


def _derived(whole: Whole, fact: Fact) -> Iterator[Fault]:
    """What is worked out grows with what makes it worse; a percentage is of things of one unit."""
    parts = {other for other, _ in _signs(fact.derive, 1)} if isinstance(fact.derive, (Binary, Call)) else set()
    units = sorted({unit for other in parts if (unit := whole.book.vocabulary.facts[other].unit) is not None})
    if fact.unit == "%" and len(units) > 1:
        yield "units", f"是百分比，算式里却有{'、'.join(units)}", "更正算式中的事实"
    for other, sign in _signs(fact.derive, 1) if isinstance(fact.derive, (Binary, Call)) else ():
        own, part = (SIGN.get(item.severity or Severity.NEUTRAL) for item in (fact, whole.book.vocabulary.facts[other]))
        if own is not None and part is not None and own != sign * part:
            label = whole.book.vocabulary.facts[other].label
            yield f"sign/{other}", f"的算式使“{label}”越重而结果越轻", "更正算式，或者更正其中一项的 severity"


def _signs(expression: Expression, sign: int) -> Iterator[tuple[str, int]]:
    """Every fact in an expression, and whether the result grows (1) or falls (-1) with it."""
    match expression:
        case Name(name):
            yield name, sign
        case Binary(op, left, right):
            yield from _signs(left, sign)
            yield from _signs(right, -sign if op in "-/" else sign)
        case Call(_, arguments):
            for argument in arguments:
                yield from _signs(argument, sign)


def _table(whole: Whole, fact: Fact) -> Iterator[Fault]:
    """The numbers of a table stand in the text of the provision that it cites."""
    if fact.lookup is None:
        return
    said = {number for ref in fact.lookup.cite for number in re.findall(r"\d+", whole.said(ref))}
    for key, value in fact.lookup.values.items() if said else ():
        if str(value) not in said:
            yield f"lookup/{key}/law", f"的对照表中 {key}: {value} 不在所引的法条里", "更正这一个值，或者更正 cite"


def _lookup(fact: Fact) -> Iterator[Fault]:
    """In a table whose values rise (or fall) a single one that does not is a slip of the pen."""
    rows = list(fact.lookup.values.items()) if fact.lookup else []
    numbers = [value for _, value in rows]
    if len(rows) < FEW or numbers in (sorted(numbers), sorted(numbers, reverse=True)):
        return
    for index, (key, value) in enumerate(rows):
        others = numbers[:index] + numbers[index + 1 :]
        if others in (sorted(others), sorted(others, reverse=True)):
            yield "lookup", f"的对照表中 {key}: {value} 不合其余各值的顺序", "更正这一个值"
            return


def _percent(whole: Whole, name: str, fact: Fact) -> Iterator[Fault]:
    """A percentage is a hundredth."""
    document = whole.book.fact_documents.get(name)
    derive = str(document.data["facts"][name].get("derive", "")) if document is not None else ""
    factors = [number for number in re.findall(r"(?<![\w.])\d+(?![\w.])", derive) if number not in ("0", "1")]
    if fact.unit == "%" and factors and factors != ["100"]:
        yield "percent", f"以百分比计，推导却用 {'、'.join(factors)}", "百分比写 * 100"


def _limits(whole: Whole, name: str, fact: Fact) -> Iterator[Fault]:
    """What stands in for a limit is a limit that occurs."""
    users = [
        other
        for other in whole.book.vocabulary.facts.values()
        if other.default_from == name and other.typical is not None
    ]
    for other in users if fact.lookup else ():
        low, high = typical(other)
        for key, value in fact.lookup.values.items() if fact.lookup else ():
            if not low <= encode(other, value) <= high:
                yield f"lookup/{key}", f"的对照表中 {key}: {value} 在“{other.label}”的通常范围之外", "更正这一个值"
