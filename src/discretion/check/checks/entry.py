"""entry: what a list entry says in words is what its condition asks for, of the violations that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from discretion.check.checks.label import bounds, numbers, spoken
from discretion.check.model import Finding
from discretion.check.text import telling_pairs
from discretion.check.whole import Whole, fault, holds, listed
from discretion.conditions import Compare, Condition, FactTest, Number, conjuncts, enum_names, leaves
from discretion.facts import Severity
from discretion.rulebook import Entry, ListKind, Ruleset, SourceKind, matches

SCOPE = "rulebook"
NAME = "清单条目"
SENTENCE = (
    "清单条目文字中的每一层条件都有事实与之对应；从宽的条目要求较轻的一面，从重的要求较重的一面；文字所说的，条件不要求其为否；文字没有说超过、不足的，条件包含本数；"
    "说不足、超过的不包含；同一清单的条目互不包含；条目不及于文字没有说到的违法行为，依据一部法律的条目不及于其他法律的违法行为"
)
FORMULA = (
    "∀e, c ∈ clauses(label(e)): ∃f ∈ facts(e): words(c) ∩ words(f) ≠ ∅；violations(e) ⊆ spoken(label(e)) ∩ laws(e)"
)
CLAUSE = re.compile(r"[，；（）]|并且?|且|但")
RESULT = re.compile(r"处罚|教育|除外")  # what follows from the circumstance, not what it is
# 以上、以下、以内 include the number.
EXCLUSIVE = {">": r"超过|高于|多于|大于|逾", "<": r"不足|不满|未满|低于|少于|小于"}
DENIAL = re.compile("[未没不非无]")
SAID = 6  # characters of a fact that an entry repeats, where it speaks of that fact
NEAR, FAR = 5, 2  # pairs of characters that an entry shares with the violation it was written for, and with others


def run(whole: Whole) -> Iterator[Finding]:
    """Read every entry of the lists in force."""
    names = {item.id: item.file.model.label or "" for item in whole.written() if item.file.model.label}
    found = [finding for ruleset in whole.current() for finding in _contained(ruleset)]
    for ruleset in whole.current():
        for item in listed(ruleset):
            found += [fault("entry", f"“{item.entry.label}”{message}", item.where(path), f"{item.name}/{what}", area=ruleset.id,
                            remedy=remedy) for what, path, message, remedy in _faults(whole, item.kind, item.entry, names)]  # fmt: skip
    yield from found or [holds("entry", "清单条目的文字与条件相符")]


def _faults(whole: Whole, kind: ListKind, entry: Entry, names: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    wrong = "" if kind is ListKind.BARRED else "较轻" if kind is ListKind.HEAVIER else "较重"
    for part in conjuncts(entry.when):
        if not isinstance(part, FactTest):
            continue
        if _side(whole, part) == wrong:
            message = f"要求“{whole.label(part.fact)}”为{'是' if part.truth else '否'}，这是{wrong}的一面"
            yield part.fact, "when", message, f"写 {part.fact}: {str(not part.truth).lower()}，或者更正事实的 severity"
        elif part.truth is False and (said := _affirmed(entry, whole.label(part.fact))):
            message = f"写有“{said}”，条件却要求“{whole.label(part.fact)}”为否"
            yield f"{part.fact}/denied", "when", message, f"写 {part.fact}: true，或者更正文字"
    tests = [*leaves(entry.when), *(leaves(entry.unless) if entry.unless is not None else ())]
    words = "；".join([*(_words(whole, test) for test in tests), *(names.get(name, "") for name in entry.violations)])
    known = telling_pairs(words)
    for clause in CLAUSE.split(entry.label):
        if len(clause) > 1 and not RESULT.search(clause) and not telling_pairs(clause) & known:
            message = f"写有“{clause}”，条件里没有与之对应的事实"
            yield f"clause/{clause}", "when", message, "补上漏写的条件，或者更正文字"
    for test in leaves(entry.when):
        match test.test:
            case Compare(op, Number(value)) if op in EXCLUSIVE and value in numbers(entry.label):
                if not re.search(EXCLUSIVE[op], entry.label):
                    message = f"没有说超过或者不足，条件“{op} {value}”却不包含本数"
                    yield f"{test.fact}/bound", "when", message, f'写 "{op}= {value}"，或者更正文字'
    ends = list(bounds(entry.when))
    for number, word, sign in spoken(entry.label):
        same = {op for bound, op in ends if bound == number and op[0] == sign[0]}
        if same and sign not in same and "=" not in sign:
            yield f"{word}/bound", "when", f"写作“{word}”，不包含本数；条件却包含", "更正条件的端点，或者更正文字"
    yield from _unharmed(whole, entry)
    yield from _breadth(entry, names)
    yield from _law(whole, entry)


def _contained(ruleset: Ruleset) -> Iterator[Finding]:
    """An entry that holds wherever another of the same list and reach holds: one of them lost a condition, or was copied."""
    for item in listed(ruleset):
        entry, asked = item.entry, conjuncts(item.entry.when)
        for other in ruleset.lists[item.kind].model.entries:
            reach = [(each.violations, each.unless, each.excepted) for each in (entry, other)]
            if (
                other is not entry
                and reach[0] == reach[1]
                and all(any(_follows(part, known) for known in conjuncts(other.when)) for part in asked)
            ):
                message = f"“{entry.label}”的条件，凡符合“{other.label}”的都符合，后一条没有自己的作用"
                yield fault("entry", message, item.where("when"), f"{item.name}/contains/{other.id}", area=ruleset.id,
                            remedy="补上漏写的条件，更正抄错的值，或者删去多余的一条")  # fmt: skip


def _follows(part: Condition, known: Condition) -> bool:
    """Whether one test holds wherever another does, as far as their numbers show."""
    if not isinstance(part, FactTest) or not isinstance(known, FactTest) or part.fact != known.fact:
        return False
    match part.test, known.test:
        case Compare(op, Number(value)), Compare(other, Number(more)) if op[0] == other[0] != "=":
            return value < more if op[0] == ">" else value > more
    return (part.test, part.truth) == (known.test, known.truth)


def _unharmed(whole: Whole, entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    """Words that deny a thing (没有造成危害后果), and a condition that lets it be there in some degree."""
    for test in leaves(entry.when):
        fact = whole.book.vocabulary.facts.get(test.fact)
        asked = (enum_names(test.test) if test.test is not None else None) or ()
        if fact is None or len(asked) < 2 or "none" not in asked:
            continue
        if match := re.search(rf"(?:没有|未|无)(?:造成|引发|发生|产生)?{re.escape(fact.label)}", entry.label):
            said = "、".join(str((fact.values or {}).get(name, name)) for name in asked if name != "none")
            message = f"写有“{match[0]}”，条件却允许“{fact.label}”为{said}"
            yield f"{test.fact}/some", "when", message, f"写 {test.fact}: none，或者更正文字"


def _affirmed(entry: Entry, label: str) -> str:
    """The words of a fact that an entry says of its case, not of what its case lacks ("" if it says too few of them)."""
    match = SequenceMatcher(None, entry.label, label, autojunk=False).find_longest_match()
    denied = DENIAL.search(entry.label[max(match.a - 2, 0) : match.a + 1])
    return entry.label[match.a : match.a + match.size] if match.size >= SAID and not denied else ""


def _side(whole: Whole, test: FactTest) -> str | None:
    """Which side of a boolean fact a test asks for."""
    fact = whole.book.vocabulary.facts.get(test.fact)
    if fact is None or test.truth is None or fact.severity not in (Severity.AGGRAVATING, Severity.MITIGATING):
        return None
    return "较重" if test.truth is (fact.severity is Severity.AGGRAVATING) else "较轻"


def _words(whole: Whole, test: FactTest) -> str:
    """All that a fact is called, and the values that a test asks for."""
    fact = whole.book.vocabulary.facts.get(test.fact)
    if fact is None:
        return ""
    values = fact.values or {}
    asked = (enum_names(test.test) if test.test is not None else None) or tuple(values)
    said = [str(values[name]) for name in asked if name in values]
    return "；".join([fact.label, fact.negative or "", fact.unit or "", *said, *fact.aliases])


def _law(whole: Whole, entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    """A prefix in an entry that rests on the text of one law: violations under none of its provisions."""
    laws = {ref.partition("/")[0] for ref in entry.source.cite}
    if entry.source.kind is not SourceKind.STATUTE or not laws & _punishing(whole):
        return
    for pattern in [name for name in entry.violations if name.endswith(".*")] if entry.violations != "all" else ():
        for item in whole.written():
            cited = {item.file.model.provision, *(item.file.model.duty.cite if item.file.model.duty else ())}
            if (
                matches(pattern, item.id)
                and item.law is not None
                and not laws & {str(ref).partition("/")[0] for ref in cited}
            ):
                message = f"依据{'、'.join(sorted(laws))}，{pattern} 却包括 {item.id}，它不在这部法律之下"
                yield f"law/{pattern}", "violations", message, "逐项写出违法行为"
                break


def _punishing(whole: Whole) -> set[str]:
    """The laws under which acts are punished: the others are general, and reach every act."""
    return {str(item.law.law) for item in whole.written() if item.law is not None}


def _breadth(entry: Entry, names: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """An entry that speaks of one violation, and reaches many that it does not speak of."""
    said = telling_pairs(entry.label)
    for pattern in ["*"] if entry.violations == "all" else [name for name in entry.violations if name.endswith(".*")]:
        meant = {
            name: len(said & telling_pairs(label))
            for name, label in names.items()
            if pattern == "*" or matches(pattern, name)
        }
        spoken = [name for name, count in meant.items() if count >= NEAR]
        others = [name for name, count in meant.items() if count < FAR]
        if spoken and len(spoken) <= 2 and len(others) >= 3 and len(others) + len(spoken) >= len(meant) - 2:
            reach = "全部违法行为" if pattern == "*" else f" {pattern}"
            message = f"说的是 {spoken[0]}，却适用于{reach}"
            yield f"breadth/{pattern}", "violations", message, f"写 violations: [{spoken[0]}]"
