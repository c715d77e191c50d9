"""entry: what a list entry says in words is what its condition asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from discretion.check.checks.label import NUMERAL, SCALES, bounds, number_of, numbers, spoken
from discretion.check.model import Finding
from discretion.check.text import telling_pairs
from discretion.check.whole import Whole, fault, holds, listed
from discretion.conditions import Compare, FactTest, Number, conjuncts, enum_names, leaves, numbers_in
from discretion.facts import Severity
from discretion.rulebook import Entry, ListKind

SCOPE = "rulebook"
NAME = "清单条目"
SENTENCE = (
    "清单条目文字中的每一层条件都有事实与之对应；从宽的条目要求较轻的一面，从重的要求较重的一面；文字所说的，条件不要求其为否；文字没有说超过、不足的，条件包含本数；"
    "说不足、超过的不包含；首次和数额，条件里都有"
)
FORMULA = "∀e, c ∈ clauses(label(e)): ∃f ∈ facts(e): words(c) ∩ words(f) ≠ ∅"
CLAUSE = re.compile(r"[，；（）]|并且?|且|但")
RESULT = re.compile(r"处罚|教育|除外")  # what follows from the circumstance, not what it is
# 以上、以下、以内 include the number.
EXCLUSIVE = {">": r"超过|高于|多于|大于|逾", "<": r"不足|不满|未满|低于|少于|小于"}
DENIAL = re.compile("[未没不非无]")
FIRST, FORMER = re.compile("首次|初次|第一次"), re.compile("[初首再曾]|次数")
QUANTITY = re.compile(rf"{NUMERAL}(?P<w>万)?个?(?:[年月日天次倍元吨米盏人辆艘]|周岁|公里|千克|平方米)")
SAID = 6  # characters of a fact that an entry repeats, where it speaks of that fact


def run(whole: Whole) -> Iterator[Finding]:
    """Read every entry of the lists in force."""
    names = {item.id: item.file.model.label or "" for item in whole.written() if item.file.model.label}
    found = []
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
    clauses = [clause for clause in CLAUSE.split(entry.label) if len(clause) > 1 and not RESULT.search(clause)]
    spoken_of = telling_pairs(entry.label)
    spare = Counter(_denies(test) for test in tests if not telling_pairs(_words(whole, test)) & spoken_of)
    for clause in [clause for clause in clauses if not telling_pairs(clause) & known]:
        denied = DENIAL.search(clause) is not None
        if spare[denied]:  # a fact in other words stands for it: 经劝告自行撤离, 及时改正
            spare[denied] -= 1
            continue
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
    yield from _another(whole, entry)
    yield from _degree(whole, entry)
    yield from _unasked(whole, entry)


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


def _another(whole: Whole, entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    """Words that name one value of a fact, and a condition that asks for another."""
    for test in leaves(entry.when):
        fact = whole.book.vocabulary.facts.get(test.fact)
        asked = (enum_names(test.test) if test.test is not None else None) or ()
        names = {
            value: name
            for value, name in ((fact.values or {}) if fact is not None else {}).items()
            if len(name) > 2 and name in entry.label
        }
        if asked and names and not names.keys() & {*asked}:
            said, value = next((name, value) for value, name in names.items())
            yield (
                f"{test.fact}/another",
                "when",
                f"写有“{said}”，条件要求的却是 {test.fact}: {'、'.join(asked)}",
                f"写 {test.fact}: {value}，或者更正文字",
            )


def _degree(whole: Whole, entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    """Words that name a thing with its degree (危害后果轻微), and a condition that leaves it out or lets in what is worse."""
    for test in leaves(entry.when):
        fact = whole.book.vocabulary.facts.get(test.fact)
        asked = enum_names(test.test) if test.test is not None else None
        if fact is None or not asked:
            continue
        for value, name in (fact.values or {}).items():
            if value not in asked and f"{fact.label}{name}" in entry.label:
                message = f"写有“{fact.label}{name}”，条件要求的却是 {test.fact}: {'、'.join(asked)}"
                yield f"{test.fact}/degree", "when", message, f"在条件中写上 {value}，或者更正文字"
        named = [value for value, name in (fact.values or {}).items() if f"{fact.label}{name}" in entry.label]
        ranks = list(fact.values or ())
        worse = [name for name in asked if named and ranks.index(name) > max(map(ranks.index, named))]
        if worse and fact.severity is Severity.AGGRAVATING:
            message = f"写有“{fact.label}{(fact.values or {})[named[-1]]}”，条件却允许更重的 {'、'.join(worse)}"
            yield f"{test.fact}/worse", "when", message, f"删去 {'、'.join(worse)}，或者更正文字"


def _unasked(whole: Whole, entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    """What an entry says in passing (首次, 五年内), and its condition does not ask: words that its other facts cannot stand for."""
    words = "；".join([_words(whole, test) for test in leaves(entry.condition)])
    if (match := FIRST.search(entry.label)) and not FORMER.search(words):
        yield "first", "when", f"写有“{match[0]}”，条件却不问以前有没有违法", "补上漏写的条件，或者更正文字"
    asked = set(numbers_in(entry.condition))
    for match in QUANTITY.finditer(entry.label):
        if match[0] not in words and not any(number_of(match) * scale in asked for scale in SCALES):
            yield f"number/{match[0]}", "when", f"写有“{match[0]}”，条件里没有这个数", "补上漏写的条件，或者更正文字"


def _denies(test: FactTest) -> bool:
    """Whether a test asks that a thing is not there."""
    return test.truth is False or (test.test is not None and enum_names(test.test) == ("none",))


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
