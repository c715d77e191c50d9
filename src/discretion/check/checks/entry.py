"""entry: what a list entry says in words is what its condition asks for, of the violations that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.conditions import FactTest, conjuncts, leaves
from discretion.facts import Severity
from discretion.rulebook import Entry, ListKind, matches

SCOPE = "rulebook"
NAME = "清单条目"
SENTENCE = "清单条目文字中的每一层条件都有事实与之对应；从宽的条目要求较轻的一面，从重的要求较重的一面；条目不及于文字没有说到的违法行为"
FORMULA = "∀e, c ∈ clauses(label(e)): ∃f ∈ facts(e): words(c) ∩ words(f) ≠ ∅；violations(e) ⊆ spoken(label(e))"
CLAUSE = re.compile(r"[，；（）]|并且?|且|但")
RESULT = re.compile(r"处罚|教育|除外")  # what follows from the circumstance, not what it is
PLAIN = set("的或者在有其等")
NEAR, FAR = 5, 2  # pairs of characters that an entry shares with the violation it was written for, and with others


def run(whole: Whole) -> Iterator[Finding]:
    """Read every entry of the lists in force."""
    names = {item.id: item.file.model.label or "" for item in whole.written() if item.file.model.label}
    found = []
    for ruleset in whole.current():
        for kind, file in ruleset.lists.items():
            for number, entry in enumerate(file.model.entries):
                for what, path, message, remedy in _faults(whole, kind, entry, names):
                    where = file.document.position(("entries", number, path))
                    found.append(fault("entry", f"“{entry.label}”{message}", where, f"{kind.value}/{entry.id}/{what}", area=ruleset.id,
                                       remedy=remedy))  # fmt: skip
    yield from found or [holds("entry", "清单条目的文字与条件相符")]


def _faults(whole: Whole, kind: ListKind, entry: Entry, names: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    wrong = "" if kind is ListKind.BARRED else "较轻" if kind is ListKind.HEAVIER else "较重"
    for part in conjuncts(entry.when):
        if isinstance(part, FactTest) and _side(whole, part) == wrong:
            message = f"要求“{_label(whole, part.fact)}”为{'是' if part.truth else '否'}，这是{wrong}的一面"
            yield part.fact, "when", message, f"写 {part.fact}: {str(not part.truth).lower()}，或者更正事实的 severity"
    tests = [*leaves(entry.when), *(leaves(entry.unless) if entry.unless is not None else ())]
    words = "；".join(
        [*(_words(whole, test.fact) for test in tests), *(names.get(name, "") for name in entry.violations)]
    )
    known = _pairs(words)
    for clause in CLAUSE.split(entry.label):
        if len(clause) > 1 and not RESULT.search(clause) and not _pairs(clause) & known:
            message = f"写有“{clause}”，条件里没有与之对应的事实"
            yield f"clause/{clause}", "when", message, "补上漏写的条件，或者更正文字"
    yield from _breadth(entry, names)


def _side(whole: Whole, test: FactTest) -> str | None:
    """Which side of a boolean fact a test asks for."""
    fact = whole.book.vocabulary.facts.get(test.fact)
    if fact is None or test.truth is None or fact.severity not in (Severity.AGGRAVATING, Severity.MITIGATING):
        return None
    return "较重" if test.truth is (fact.severity is Severity.AGGRAVATING) else "较轻"


def _label(whole: Whole, name: str) -> str:
    fact = whole.book.vocabulary.facts.get(name)
    return fact.label if fact is not None else name


def _words(whole: Whole, name: str) -> str:
    """All that a fact, and those it is worked out from, are called."""
    facts, said, open_ = whole.book.vocabulary.facts, list[str](), [name]
    while open_:
        fact = facts.get(open_.pop())
        if fact is not None:
            said += [
                fact.label,
                fact.negative or "",
                fact.unit or "",
                *map(str, (fact.values or {}).values()),
                *fact.aliases,
            ]
    return "；".join(said)


def _breadth(entry: Entry, names: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """An entry that speaks of one violation, and reaches many that it does not speak of."""
    said = _pairs(entry.label)
    for pattern in ["*"] if entry.violations == "all" else [name for name in entry.violations if name.endswith(".*")]:
        meant = {
            name: len(said & _pairs(label)) for name, label in names.items() if pattern == "*" or matches(pattern, name)
        }
        spoken = [name for name, count in meant.items() if count >= NEAR]
        others = [name for name, count in meant.items() if count < FAR]
        if spoken and len(spoken) <= 2 and len(others) >= 3 and len(others) + len(spoken) >= len(meant) - 2:
            reach = "全部违法行为" if pattern == "*" else f" {pattern}"
            message = f"说的是 {spoken[0]}，却适用于{reach}"
            yield f"breadth/{pattern}", "violations", message, f"写 violations: [{spoken[0]}]"


def _pairs(text: str) -> set[str]:
    return {a + b for a, b in pairwise(text) if not set(a + b) & (PLAIN | set("，；、（）"))}
