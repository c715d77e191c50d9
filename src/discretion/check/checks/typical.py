"""typical: tiers are graded where cases happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from discretion.check.checks.border import stated_numbers
from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds, listed
from discretion.conditions import Condition, Number, leaves, numbers_in

SCOPE = "rulebook"
NAME = "通常范围"
SENTENCE = "划分阶次和构成要件的界限，在事实的通常范围之内；通常范围的终点，不到规则和范例写到的最大的数的一百倍"
FACTORS = (Decimal(10), Decimal(100), Decimal(1000), Decimal("0.1"), Decimal("0.01"), Decimal("0.001"))
ENOUGH = 3  # other violations that must agree
FAR = 100  # times the greatest number that is said of a fact: two orders of magnitude are no usual case any more
FORMULA = "∀f, n ∈ bounds(tiers, f): n ∈ typical(f)"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare every bound with the typical range of its fact: beyond it no case would ever reach the tier."""
    found = []
    for item in whole.written():
        model = item.file.model
        for path, condition in ((("elements",), model.elements), *model.graded):
            for name, value, low, high in _beyond(whole, condition):
                label = whole.book.vocabulary.facts[name].label
                message = f"“{label}”（{name}）通常在{low}至{high}之间，界限却写{value:f}"
                remedy = "更正界限；界限确在通常范围之外的，更正事实的 typical"
                found.append(item.fault("typical", message, path, f"{name}/{value:f}", remedy))
    found += _kin(whole)
    found += _wide(whole)
    unique = list({item.id: item for item in found}.values())
    yield from unique or [holds("typical", "界限都在事实的通常范围之内")]


def _kin(whole: Whole) -> Iterator[Finding]:
    """A bound that is ten, a hundred or a thousand times that of several other violations, which none of them has."""
    bounds: dict[str, dict[Decimal, set[str]]] = defaultdict(lambda: defaultdict(set))
    items = {item.id: item for item in whole.written()}
    for item in whole.written():
        for tier in item.file.model.tiers:
            for test in leaves(tier.when) if tier.when is not None else ():
                for value in numbers_in(test):
                    bounds[test.fact][value].add(item.id)
    for name, values in bounds.items():
        for value, ids in values.items():
            for factor in FACTORS:
                others = values.get(value * factor, set()) - ids
                if len(ids) == 1 and value > 1 and len(others) >= ENOUGH:
                    (violation,) = ids
                    item, label = items[violation], whole.book.vocabulary.facts[name].label
                    message = (
                        f"“{label}”（{name}）的界限写{value:f}，其他{len(others)}项违法行为写的是{value * factor:f}"
                    )
                    remedy = "更正界限；确实不同的，登记豁免并写明理由"
                    yield item.fault("typical", message, ("tiers",), f"{name}/{value:f}/kin", remedy)


def _wide(whole: Whole) -> Iterator[Finding]:
    """A usual range that ends a hundred times beyond all that rules and golden cases ever say of its fact: digits too many."""
    said: dict[str, set[Decimal]] = defaultdict(set)
    for item in whole.written():
        for test in (test for condition in item.conditions for test in leaves(condition)):
            said[test.fact].update(numbers_in(test))
        for name, numbers in stated_numbers(whole, item).items():
            said[name] |= numbers
    for ruleset in whole.current():
        for test in (test for item in listed(ruleset) for test in leaves(item.entry.condition)):
            said[test.fact].update(numbers_in(test))
    for name, fact in whole.book.vocabulary.facts.items():
        document, span, most = whole.book.fact_documents.get(name), fact.typical, max(said[name], default=Decimal(0))
        high = span.high.value if span is not None and isinstance(span.high, Number) else None
        if document is not None and high is not None and most > 0 and high >= most * FAR:
            message = f"“{fact.label}”（{name}）通常可至{high:f}，规则和范例写到的最多只有{most:f}"
            yield fault(
                "typical", message, document.position(("facts", name), key=True), f"{name}/wide", remedy="更正 typical"
            )


def _beyond(whole: Whole, condition: Condition) -> Iterator[tuple[str, Decimal, Decimal, Decimal]]:
    for test in leaves(condition):
        fact = whole.book.vocabulary.facts.get(test.fact)
        span = fact.typical if fact is not None else None
        if span is None or not isinstance(span.low, Number) or not isinstance(span.high, Number):
            continue
        for value in numbers_in(test):
            if not span.low.value <= value <= span.high.value:
                yield test.fact, value, span.low.value, span.high.value
