"""typical: tiers are graded where cases happen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.conditions import AnyOf, Compare, Condition, Interval, NoneOf, Number, UnaryTest, leaves
from discretion.documents import Path

SCOPE = "rulebook"
NAME = "通常范围"
SENTENCE = "划分阶次和构成要件的界限，在事实的通常范围之内"
FORMULA = "∀f, n ∈ bounds(tiers, f): n ∈ typical(f)"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare every bound with the typical range of its fact: beyond it no case would ever reach the tier."""
    found = []
    for item in whole.written():
        model = item.file.model
        conditions: list[tuple[Path, Condition]] = [(("elements",), model.elements)]
        for number, tier in enumerate(model.tiers):
            conditions += [(("tiers", number, "when"), tier.when)] if tier.when is not None else []
            conditions += [(("tiers", number, "rows", index, "when"), row.when) for index, row in enumerate(tier.rows)]
        for path, condition in conditions:
            for name, value, low, high in _beyond(whole, condition):
                label = whole.book.vocabulary.facts[name].label
                message = f"“{label}”（{name}）通常在{low}至{high}之间，界限却写{value:f}"
                found.append(fault("typical", message, item.where(*path), f"{name}/{value:f}", area=item.ruleset.id, violation=item.id,
                                   remedy="更正界限；界限确在通常范围之外的，更正事实的 typical"))  # fmt: skip
    unique = list({item.id: item for item in found}.values())
    yield from unique or [holds("typical", "界限都在事实的通常范围之内")]


def _beyond(whole: Whole, condition: Condition) -> Iterator[tuple[str, Decimal, Decimal, Decimal]]:
    for test in leaves(condition):
        fact = whole.book.vocabulary.facts.get(test.fact)
        span = fact.typical if fact is not None else None
        if span is None or test.test is None or not isinstance(span.low, Number) or not isinstance(span.high, Number):
            continue
        for value in _numbers(test.test):
            if not span.low.value <= value <= span.high.value:
                yield test.fact, value, span.low.value, span.high.value


def _numbers(test: UnaryTest) -> Iterator[Decimal]:
    match test:
        case Compare(_, Number(value)):
            yield value
        case Interval(low, _, high, _):
            yield from (end.value for end in (low, high) if isinstance(end, Number))
        case AnyOf(tests):
            for member in tests:
                yield from _numbers(member)
        case NoneOf(inner):
            yield from _numbers(inner)
