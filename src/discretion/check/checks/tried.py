"""tried: of what a rule makes an exception, there is a golden case that has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.stated import holds
from discretion.check.told import Silence, StatedCase, silence_of, told
from discretion.check.whole import Listed, Whole, Written, fault, listed
from discretion.check.whole import holds as fine
from discretion.conditions import Condition, FactTest, conjuncts, tested
from discretion.rulebook import Ruleset

SCOPE = "rulebook"
NAME = "除外的范例"
SENTENCE = (
    "构成要件要求推定为否的事实为否的，这项违法行为的范例里有它为是的一件；清单条目的除外情形和为否的条件也是：有一件范例具有它，"
    "其他条件没有一个不具备"
)
FORMULA = "∀v, ¬f ∈ elements(v), f 推定为否: ∃c ∈ cases(v): f(c)；∀e, x ∈ unless(e) ∪ {f: ¬f ∈ when(e)}: ∃c: x(c) ∧ ¬¬(when(e) ∖ x)(c)"
Tried = dict[str, list[tuple[Silence, StatedCase]]]  # the golden cases, by violation


def run(whole: Whole) -> Iterator[Finding]:
    """An exception that was written too much changes nothing that anybody looked at: no golden case has it."""
    cases: dict[str, Tried] = {}
    for ruleset in whole.current():
        silence = silence_of(whole, [ruleset, *whole.newest(ruleset.area)])
        own: Tried = defaultdict(list)
        for path in ruleset.cases:
            for case in told(ruleset.layer.text(path)):
                own[case.violation].append((silence, case))
        cases[ruleset.area] = own
    found = [finding for item in whole.written() for finding in _elements(whole, item, cases[item.ruleset.area])]
    for ruleset in whole.current():
        below = [cases[other.area] for other in whole.current() if other.area == ruleset.area or ruleset.area in whole.book.above(other.area)]  # fmt: skip
        found += [finding for item in listed(ruleset) for finding in _entry(whole, ruleset, item, below)]
    yield from found or [fine("tried", "每一种除外都有范例")]


def _elements(whole: Whole, item: Written, cases: Tried) -> Iterator[Finding]:
    """What must not be, and is presumed not to be: a case that has it is not established."""
    own = cases.get(item.id, [])
    for part in conjuncts(item.file.model.elements) if own else ():
        denied = isinstance(part, FactTest) and part.truth is False and own[0][0].presumed.get(part.fact) is False
        if isinstance(part, FactTest) and denied and not any(case.facts.get(part.fact) is True for _, case in own):
            message = (
                f"{item.id} 的构成要件要求“{whole.label(part.fact)}”（{part.fact}）为否，没有一件范例是因它而不成立的"
            )
            remedy = "删去多余的要件，或者补写因它而不成立的范例"
            yield item.fault("tried", message, ("elements", *part.path), part.fact, remedy)


def _entry(whole: Whole, ruleset: Ruleset, item: Listed, below: list[Tried]) -> Iterator[Finding]:
    """What an entry excludes: a case that has it, and of which nothing else that the entry asks is known to be absent."""
    asked = conjuncts(item.entry.when)
    denied = [part for part in asked if isinstance(part, FactTest) and part.truth is False]
    excluded = [*conjuncts(item.entry.unless)] if item.entry.unless is not None else []
    reached = [
        pair for cases in below for name, pairs in cases.items() if item.entry.applies_to(name) for pair in pairs
    ]
    for part in (*denied, *excluded) if reached else ():
        others = [other for other in asked if other is not part]
        if not any(_only(whole, part, part in excluded, others, *pair) for pair in reached):
            names = "、".join(f"“{whole.label(name)}”" for name in sorted(tested(part)))
            message = f"“{item.entry.label}”在{names}时不适用，没有一件范例是只因它而不适用的"
            yield fault("tried", message, item.where("unless" if part in excluded else "when"), f"{item.name}/{'+'.join(sorted(tested(part)))}",
                        area=ruleset.id, remedy="删去多余的条件，或者补写只因它而不适用的范例")  # fmt: skip


def _only(
    whole: Whole, part: Condition, excluded: bool, others: list[Condition], silence: Silence, case: StatedCase
) -> bool:
    """Whether a case states what an entry excludes, and nothing against what else the entry asks for."""
    facts = whole.book.vocabulary.facts
    if not tested(part) & case.named:
        return False
    known = silence.known(case)
    return holds(part, known, facts) is excluded and not any(holds(other, known, facts) is False for other in others)
