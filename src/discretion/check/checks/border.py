"""border: on every number that a tier or an element turns on, there is a golden case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from discretion.check.checks.label import bounds
from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, holds
from discretion.conditions import leaves
from discretion.facts import Fact, FactType

SCOPE = "rulebook"
NAME = "界限上的范例"
SENTENCE = "阶次和构成要件的每一个界限，这项违法行为的范例里都有恰在界限上的一件；阶次的界限，还有紧靠界限的一件"
FORMULA = (
    "∀v, (f, b) ∈ bounds(v), f 由案件载明: ∃c ∈ cases(v): f(c) = b；b ∈ bounds(tiers(v)) ⇒ ∃c: f(c) = b ± 最小单位"
)


def run(whole: Whole) -> Iterator[Finding]:
    """Look for the numbers of every violation in the cases of its own ruleset; a number that was moved, in one tier or in all, has none."""
    found = [finding for item in whole.written() for finding in _untried(whole, item)]
    yield from found or [holds("border", "每一个界限上都有范例")]


def _untried(whole: Whole, item: Written) -> Iterator[Finding]:
    stated = stated_numbers(whole, item)
    seen = set()
    for path, condition in ((("elements",), item.file.model.elements), *item.file.model.graded):
        for test in leaves(condition):
            fact = whole.book.vocabulary.facts.get(test.fact)
            tried = stated.get(test.fact, set()) | recorded_numbers(whole, item, fact)
            if fact is None or not tried or not fact.type.numeric or fact.derived:
                continue
            step = Decimal("0.01") if fact.type is FactType.MONEY else Decimal(1).scaleb(-(fact.digits or 0))
            for bound, _ in bounds(test):
                beside = path[0] != "tiers" or fact.finding is not None or {bound - step, bound + step} & tried
                if (bound not in tried or not beside) and (test.fact, bound) not in seen:
                    seen.add((test.fact, bound))
                    said = "紧靠" if bound in tried else "恰在"
                    message = f"以“{fact.label}”（{test.fact}）{bound:f} 为界，没有一件范例{said}这个界限"
                    yield item.fault(
                        "border", message, path, f"{test.fact}/{bound:f}", "更正界限，或者补写恰在和紧靠界限的范例"
                    )


def recorded_numbers(whole: Whole, item: Written, fact: Fact | None) -> set[Decimal]:
    """What the records of the golden cases of a violation may count to: not all that a case has need be counted."""
    finding = fact.finding if fact is not None else None
    if finding is None or finding.count is None:
        return set()
    most = max((case.counted[finding.count] for case in whole.cases_of(item)), default=0)
    return {Decimal(number) for number in range(most + 1 + finding.including_this)} if most else set()


def stated_numbers(whole: Whole, item: Written) -> dict[str, set[Decimal]]:
    """The numbers that the golden cases of a violation state, fact by fact."""
    stated: dict[str, set[Decimal]] = defaultdict(set)
    for name, value in (number for case in whole.cases_of(item) for act in case.acts for number in act.numbers):
        stated[name].add(value)
    return stated
