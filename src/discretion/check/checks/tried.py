"""tried: of what a rule makes an exception, there is a golden case that has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from discretion.check.model import Finding
from discretion.check.silence import Silence
from discretion.check.stated import Conditions
from discretion.check.whole import Listed, Whole, Written, fault, holds, listed
from discretion.conditions import FactTest, conjuncts, tested
from discretion.rulebook import Ruleset, StatedAct, StatedCase

SCOPE = "rulebook"
NAME = "除外的范例"
SENTENCE = (
    "构成要件要求推定为否的事实为否的，这项违法行为的范例里有它为是的一件；清单条目的除外情形和为否的条件也是：有一件范例具有它，"
    "其他条件没有一个不具备"
)
FORMULA = "∀v, ¬f ∈ elements(v), f 推定为否: ∃c ∈ cases(v): f(c)；∀e, x ∈ unless(e) ∪ {f: ¬f ∈ when(e)}: ∃c: x(c) ∧ ¬¬(when(e) ∖ x)(c)"


@dataclass(frozen=True)
class Tried:
    """The golden cases of a ruleset, by violation, and what it makes of their silence."""

    silence: Silence
    cases: dict[str, list[tuple[StatedCase, StatedAct]]]


def run(whole: Whole) -> Iterator[Finding]:
    """An exception that was written too much changes nothing that anybody looked at: no golden case has it."""
    conditions, cases = Conditions(whole.book.vocabulary), dict[str, Tried]()
    for ruleset in whole.current():
        own = defaultdict(list)
        for case in (case for of_file in whole.cases(ruleset).values() for case in of_file):
            for act in case.acts:
                own[act.violation].append((case, act))
        cases[ruleset.area] = Tried(Silence(whole, conditions, ruleset), own)
    found = [finding for item in whole.written() for finding in _elements(whole, item, cases[item.ruleset.area])]
    for ruleset in whole.current():
        below = [cases[other.area] for other in whole.current() if other.area == ruleset.area or ruleset.area in whole.book.above(other.area)]  # fmt: skip
        found += [finding for item in listed(ruleset) for finding in _entry(whole, conditions, ruleset, item, below)]
    yield from found or [holds("tried", "每一种除外都有范例")]


def _elements(whole: Whole, item: Written, tried: Tried) -> Iterator[Finding]:
    """What must not be, and is presumed not to be: a case that has it is not established."""
    own = tried.cases.get(item.id, [])
    for part in conjuncts(item.file.model.elements) if own else ():
        denied = isinstance(part, FactTest) and part.truth is False and tried.silence.presumed.get(part.fact) is False
        if isinstance(part, FactTest) and denied and not any(act.facts.get(part.fact) is True for _, act in own):
            message = (
                f"{item.id} 的构成要件要求“{whole.label(part.fact)}”（{part.fact}）为否，没有一件范例是因它而不成立的"
            )
            remedy = "删去多余的要件，或者补写因它而不成立的范例"
            yield item.fault("tried", message, ("elements", *part.path), part.fact, remedy)


def _entry(
    whole: Whole, conditions: Conditions, ruleset: Ruleset, item: Listed, below: list[Tried]
) -> Iterator[Finding]:
    """What an entry excludes: a case that has it, and of which nothing else that the entry asks is known to be absent."""
    asked = conjuncts(item.entry.when)
    denied = [part for part in asked if isinstance(part, FactTest) and part.truth is False]
    excluded = [*conjuncts(item.entry.unless)] if item.entry.unless is not None else []
    reached = [
        (tried.silence, *pair)
        for tried in below
        for name, pairs in tried.cases.items()
        if item.entry.applies_to(name)
        for pair in pairs
    ]
    for part in (*denied, *excluded) if reached else ():
        others = [other for other in asked if other is not part]
        if not any(
            tested(part) & act.facts.keys()
            and conditions.holds(part, (box := silence.known(case, act).box)) is (part in excluded)
            and conditions.together(others, box) is not False
            for silence, case, act in reached
        ):
            names = "、".join(f"“{whole.label(name)}”" for name in sorted(tested(part)))
            message = f"“{item.entry.label}”在{names}时不适用，没有一件范例是只因它而不适用的"
            yield fault("tried", message, item.where("unless" if part in excluded else "when"), f"{item.name}/{'+'.join(sorted(tested(part)))}",
                        area=ruleset.id, remedy="删去多余的条件，或者补写只因它而不适用的范例")  # fmt: skip
