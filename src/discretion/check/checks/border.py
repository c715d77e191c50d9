"""border: on every number that a tier or an element turns on, there is a golden case."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from discretion.check.checks.label import bounds
from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, holds
from discretion.conditions import leaves
from discretion.facts import Fact

SCOPE = "rulebook"
NAME = "界限上的范例"
SENTENCE = "阶次和构成要件的每一个界限，这项违法行为的范例里都有恰在界限上的一件"
FORMULA = "∀v, (f, b) ∈ bounds(v), f 由案件载明: ∃c ∈ cases(v): f(c) = b"
FACTS = re.compile(r"\bfacts: *\{([^{}]*)\}")
NUMBERS = re.compile(r'(?:^|,) *(\w+): *"?(-?\d+(?:\.\d+)?)"?(?= *(?:,|$))')


def run(whole: Whole) -> Iterator[Finding]:
    """Look for the numbers of every violation in the cases of its own ruleset; a number that was moved, in one tier or in all, has none."""
    found = [finding for item in whole.written() for finding in _untried(whole, item)]
    yield from found or [holds("border", "每一个界限上都有范例")]


def _untried(whole: Whole, item: Written) -> Iterator[Finding]:
    stated = _stated(item)
    seen = set()
    for path, condition in ((("elements",), item.file.model.elements), *item.file.model.graded):
        for test in leaves(condition):
            fact = whole.book.vocabulary.facts.get(test.fact)
            tried = stated.get(test.fact, set())  # of what no case states nothing is known: records may settle it
            for bound, _ in bounds(test) if tried and fact is not None and _given(fact) else ():
                if bound not in tried and (test.fact, bound) not in seen:
                    seen.add((test.fact, bound))
                    near = min(tried, key=lambda value: abs(value - bound))
                    message = f"以“{whole.label(test.fact)}”（{test.fact}）{bound:f} 为界，没有一件范例恰在这个界限上（最近的是 {near:f}）"
                    yield item.fault(
                        "border", message, path, f"{test.fact}/{bound:f}", "更正界限，或者补写恰在界限上的范例"
                    )


def _stated(item: Written) -> dict[str, set[Decimal]]:
    """The numbers that the golden cases of a violation state, fact by fact."""
    stated: dict[str, set[Decimal]] = defaultdict(set)
    for path in item.ruleset.cases:
        if path.stem == item.id:
            for match in FACTS.finditer(item.ruleset.layer.text(path)):
                for name, value in NUMBERS.findall(match[1]):
                    stated[name].add(Decimal(value))
    return stated


def _given(fact: Fact) -> bool:
    """Whether cases give its numbers; what is worked out from others stands in no case."""
    return fact.type.numeric and fact.derive is None and fact.lookup is None
