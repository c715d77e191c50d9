"""typical: tiers are graded where cases happen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from discretion.check.checks.border import stated_numbers
from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds, listed
from discretion.conditions import Condition, Number, leaves, numbers_in
from discretion.facts import FactType

SCOPE = "rulebook"
NAME = "通常范围"
SENTENCE = (
    "划分阶次和构成要件的界限，在事实的通常范围之内；通常范围的终点，不到规则和范例写到的最大的数的一百倍，也不是同一单位的其他事实的十倍或者十分之一；"
    "规则和范例写到的数，多半在通常范围之内"
)
FACTORS = (Decimal(10), Decimal(100), Decimal(1000), Decimal("0.1"), Decimal("0.01"), Decimal("0.001"))
ENOUGH = 3  # other violations, or facts, that must agree
SOME = 4  # numbers said of a fact, of which half must be usual
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
    found += _facts(whole)
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


def _facts(whole: Whole) -> Iterator[Finding]:
    """A usual range with a digit too many or too few, by all that rules and golden cases say of its fact, and by its kin."""
    said, tops = _said(whole), Counter[tuple[str | None, Decimal]]()
    spans = {
        name: (fact, fact.typical.low.value, fact.typical.high.value)
        for name, fact in whole.book.vocabulary.facts.items()
        if fact.typical is not None and isinstance(fact.typical.low, Number) and isinstance(fact.typical.high, Number)
    }
    tops.update((fact.unit, high) for fact, _, high in spans.values())
    for name, (fact, low, high) in spans.items():
        document, numbers = whole.book.fact_documents.get(name), said[name]
        if document is None:
            continue
        wrong = []
        if high >= max(numbers, default=high) * FAR > 0:
            wrong.append(("wide", f"通常可至{high:f}，规则和范例写到的最多只有{max(numbers):f}"))
        usual = sum(low <= number <= high for number in numbers)
        if len(numbers) >= SOME and usual * 2 < len(numbers):
            wrong.append(
                ("narrow", f"通常在{low:f}至{high:f}之间，规则和范例写到的{len(numbers)}个数只有{usual}个在其中")
            )
        kin = next((top for top in (high * 10, high / 10) if tops[fact.unit, top] >= ENOUGH), None)
        if (
            kin is not None and tops[fact.unit, high] == 1 and fact.type is not FactType.MONEY
        ):  # sums have no usual size
            wrong.append(
                (
                    "kin",
                    f"通常至{high:f}{fact.unit or ''}，以{fact.unit}计的其他{tops[fact.unit, kin]}个事实通常至{kin:f}",
                )
            )
        if (
            fact.range is not None
            and fact.unit != "%"
            and fact.typical is not None
            and fact.typical.high == fact.range.high
        ):
            wrong.append(("range", f"允许的范围和通常范围同止于{high:f}，少见的案件就不能载明"))
        where = document.position(("facts", name), key=True)
        for what, message in wrong:
            remedy = "更正 range" if what == "range" else "更正 typical"
            yield fault("typical", f"“{fact.label}”（{name}）{message}", where, f"{name}/{what}", remedy=remedy)


def _said(whole: Whole) -> dict[str, set[Decimal]]:
    """Every number that rules and golden cases say of a fact."""
    said: dict[str, set[Decimal]] = defaultdict(set)
    conditions = [item.entry.condition for ruleset in whole.current() for item in listed(ruleset)]
    for item in whole.written():
        conditions += item.conditions
        for name, numbers in stated_numbers(whole, item).items():
            said[name] |= numbers
    for test in (test for condition in conditions for test in leaves(condition)):
        said[test.fact].update(numbers_in(test))
    return said


def _beyond(whole: Whole, condition: Condition) -> Iterator[tuple[str, Decimal, Decimal, Decimal]]:
    for test in leaves(condition):
        fact = whole.book.vocabulary.facts.get(test.fact)
        span = fact.typical if fact is not None else None
        if span is None or not isinstance(span.low, Number) or not isinstance(span.high, Number):
            continue
        for value in numbers_in(test):
            if not span.low.value <= value <= span.high.value:
                yield test.fact, value, span.low.value, span.high.value
