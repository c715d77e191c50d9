"""double: what grades a violation, or makes it one, is not counted against the party a second time."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, fault, holds
from discretion.conditions import tested
from discretion.rulebook import ListKind, matches

SCOPE = "rulebook"
NAME = "重复评价"
SENTENCE = "从重情节所依据的事实，已经是违法行为的构成要件、阶次或者法定幅度的依据的，不再因此从重"
FORMULA = "∀e ∈ heavier, v ∈ violations(e) ∖ except(e): facts(e) ∩ (facts(elements(v)) ∪ facts(tiers(v)) ∪ facts(ranges(v))) = ∅"


def run(whole: Whole) -> Iterator[Finding]:
    """Hold every heavier entry against all violations that it reaches."""
    written = [(item, _graded(item)) for item in whole.written() if item.provision is not None]
    found = []
    for ruleset in whole.current():
        file = ruleset.lists.get(ListKind.HEAVIER)
        for number, entry in enumerate(file.model.entries if file is not None else ()):
            asked = tested(entry.when)
            for item, graded in written:
                reached = entry.violations == "all" or any(matches(name, item.id) for name in entry.violations)
                excepted = any(matches(name, item.id) for name in entry.excepted)
                if file is not None and reached and not excepted and (twice := sorted(asked & graded)):
                    label = whole.book.vocabulary.facts[twice[0]].label
                    message = f"“{entry.label}”从重，{item.id} 已经按“{label}”划分或者以它为要件，同一事实评价了两次"
                    found.append(fault("double", message, file.document.position(("entries", number)),
                                       f"{entry.id}/{item.ruleset.area}/{item.id}", area=ruleset.id,
                                       remedy=f"在 except 中写 {item.id}"))  # fmt: skip
    yield from found or [holds("double", "没有同一事实既划分阶次又从重")]


def _graded(item: Written) -> set[str]:
    """The facts on which a violation, its tier or its range of the law depends."""
    model = item.file.model
    ranges = item.provision.ranges if item.provision is not None else ()
    return tested(model.elements, *(row.when for row in ranges), *(condition for _, condition in model.graded))
