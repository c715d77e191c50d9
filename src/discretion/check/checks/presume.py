"""presume: what is presumed is never to the party's disadvantage, and what is searched is what facts are counted from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from operator import ge, gt, le, lt

from discretion.check.checks.label import bounds as bounds_of_test
from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds, listed
from discretion.conditions import FactTest, conjuncts, enum_names, tested
from discretion.facts import Fact, FactType, Severity, bounds, encode
from discretion.rulebook import ListKind, Ruleset

SCOPE = "rulebook"
NAME = "推定"
SENTENCE = (
    "案卷没有载明的事实，不作不利于当事人的推定；推定的值与理由相符，本身不构成任何情节；从重清单的事实没有漏写推定的；推导事实所依据的记录种类，"
    "都写明应当检索；划定法律适用范围的、从宽从严的是非都有推定，每条推定的理由各不相同；补充规定所依据的数额，写明没有载明时按何值"
)
# A basis that finds nothing: what it presumes is false.
NOTHING = re.compile(r"不作认定|不予认定|按(?:照)?(?:未|没有|不)")
FEW = 3  # others that must agree
MANY = 10  # provisions that a judgement grades before silence on it must mean something
COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge}
FORMULA = "∀(f, v) ∈ presume: v 不重于 f 的最轻值；records.complete ≠ ∅ ⇒ ∀f: kind(f) ∈ records.complete"


def run(whole: Whole) -> Iterator[Finding]:
    """Look at what every header presumes and takes as searched."""
    found = []
    facts = whole.book.vocabulary.facts
    counted = {kind for fact in facts.values() if (kind := _kind(fact)) is not None}
    for ruleset in whole.current():
        header, document = ruleset.header.model, ruleset.header.document
        for number, item in enumerate(header.presume):
            nothing = NOTHING.search(item.basis)
            for name, raw in item.facts.items():
                where = document.position(("presume", number, "facts", name))
                if name in facts and _against(facts[name], raw):
                    message = f"推定“{facts[name].label}”（{name}）为 {_said(raw)}，不利于当事人"
                    found.append(fault("presume", message, where, name, area=ruleset.id,
                                       remedy="推定有利于当事人的值；应当由当事人举证的，写明法律依据并豁免"))  # fmt: skip
                elif nothing and raw is True:
                    message = f"推定“{whole.label(name)}”（{name}）为 是，理由却写不作认定（{item.basis}）"
                    found.append(fault("presume", message, where, f"{name}/basis", area=ruleset.id,
                                       remedy="写 false，或者更正理由"))  # fmt: skip
        for number, item in enumerate(header.presume):
            true = [name for name, raw in item.facts.items() if raw is True]
            if len(true) == 1 and list(item.facts.values()).count(False) >= len(item.facts) - 1 >= FEW:
                where = document.position(("presume", number, "facts", true[0]))
                message = (
                    f"推定“{facts[true[0]].label}”（{true[0]}）为 是，同一条推定的其他{len(item.facts) - 1}项都是否"
                )
                found.append(fault("presume", message, where, f"{true[0]}/alone", area=ruleset.id,
                                   remedy="写 false；确应认定的，另写一条并写明理由"))  # fmt: skip
        found += [*_fulfils(whole, ruleset), *_left_out(whole, ruleset), *_silent(whole, ruleset), *_reasons(ruleset)]
        found += _unstated(whole, ruleset)
        complete = header.records.complete if header.records is not None else []
        for kind in sorted(counted - set(complete)) if complete else ():
            message = f"有事实依据记录 {kind} 推导，records.complete 却没有写它：没有这种记录的案件，这些事实都不能认定"
            found.append(fault("presume", message, document.position(("records", "complete")), f"records/{kind}",
                               area=ruleset.id, remedy=f"在 complete 中写 {kind}"))  # fmt: skip
    yield from found or [holds("presume", "没有不利于当事人的推定，应当检索的记录种类都已写明")]


def _fulfils(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    """A number or value that is presumed, and that a circumstance asks for: it would hold of every case that is silent."""
    presumed = {name: (number, raw) for number, item in enumerate(ruleset.header.model.presume)
                for name, raw in item.facts.items() if not isinstance(raw, bool)}  # fmt: skip
    entries = [item.entry for other in whole.current() for item in listed(other)]
    for name, (number, raw) in presumed.items():
        for entry in entries:
            tests = [part for part in conjuncts(entry.when) if isinstance(part, FactTest) and part.fact == name]
            if raw != "none" and any(_holds(whole, part, raw) for part in tests):
                where = ruleset.header.document.position(("presume", number, "facts", name))
                label = whole.book.vocabulary.facts[name].label
                yield fault("presume", f"推定“{label}”（{name}）为 {raw}，凡未载明的案件都会具备“{entry.label}”的条件", where, f"{name}/{entry.id}",
                            area=ruleset.id, remedy="推定为不具备任何情节的值")  # fmt: skip


def _holds(whole: Whole, part: FactTest, raw: object) -> bool:
    names = enum_names(part.test) if part.test is not None else None
    if whole.book.vocabulary.facts[part.fact].type is FactType.ENUM:
        return raw in (names or ())
    ends = list(bounds_of_test(part))
    return bool(ends) and all(COMPARE[op](Decimal(str(raw)), end) for end, op in ends)


def _left_out(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    """A fact of the aggravating list, or 情节严重 of many provisions, that is not presumed where others are."""
    header = ruleset.header
    presumed = {name for item in header.model.presume for name in item.facts}
    if not presumed or header.model.extends is not None:
        return
    file = ruleset.lists.get(ListKind.HEAVIER)
    heavier = tested(*(entry.when for entry in file.model.entries)) if file is not None else set()
    ranges = Counter(name for law in whole.book.law_files for provision in law.model.provisions.values()
                     for name in tested(*(row.when for row in provision.ranges)))  # fmt: skip
    for name, fact in whole.book.vocabulary.facts.items():
        open_ = (
            fact.type is FactType.BOOLEAN
            and fact.severity is Severity.AGGRAVATING
            and _kind(fact) is None
            and fact.derive is None
        )
        if open_ and name not in presumed and (name in heavier or (fact.judgement and ranges[name] >= MANY)):
            yield fault("presume", f"“{fact.label}”（{name}）由行政机关举证，没有载明的案件却没有推定，都不能作出结论",
                        header.document.position(("presume",)), f"{name}/none", area=ruleset.id,
                        remedy=f"写 {name}: false；应当由案件载明的，登记豁免并写明理由")  # fmt: skip


def _silent(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    """What only draws the bounds of a law (``scope``), or mitigates whatever the violation: no case could be decided that is silent on it."""
    header, facts = ruleset.header, whole.book.vocabulary.facts
    presumed = {name for item in header.model.presume for name in item.facts}
    if len(presumed) < MANY or header.model.extends is not None:
        return
    bounding: set[str] = set()
    elsewhere: set[str] = set()
    for item in whole.written():
        model = item.file.model
        bounding |= {part.fact for scope in model.scope for part in conjuncts(scope.when)
                     if isinstance(part, FactTest) and part.truth is False}  # fmt: skip
        elsewhere |= tested(*item.conditions)
    general = tested(*(item.entry.condition for item in listed(ruleset) if item.entry.violations == "all"))
    for name in sorted((bounding - elsewhere) | general):
        fact = facts.get(name)
        given = fact is not None and fact.finding is None and not fact.derived and fact.type is FactType.BOOLEAN
        if fact is not None and given and name not in presumed:
            yield fault("presume", f"“{fact.label}”（{name}）没有推定，案卷没有载明的都不能作出结论", header.document.position(("presume",)),
                        f"{name}/silent", area=ruleset.id, remedy=f"写 {name}: false；应当由案件载明的，登记豁免并写明理由")  # fmt: skip


def _reasons(ruleset: Ruleset) -> Iterator[Finding]:
    """Every group of presumptions has a reason of its own."""
    seen: set[str] = set()
    for number, item in enumerate(ruleset.header.model.presume):
        if item.basis in seen:
            yield fault("presume", f"推定的理由“{item.basis}”已经写过", ruleset.header.document.position(("presume", number, "basis")),
                        f"basis/{number}", area=ruleset.id, remedy="写这些事实自己的理由，或者并入同一理由的推定")  # fmt: skip
        seen.add(item.basis)


def _unstated(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    """A supplement turns on facts that no other rule asks for: it says what they are where a case is silent."""
    vocabulary = whole.book.vocabulary
    for number, part in enumerate(ruleset.header.model.supplements):
        asked = {name for one in tested(part.when) if one in vocabulary for name in vocabulary.stated(one)}
        for name in sorted(asked - set(part.unstated)):
            fact = vocabulary[name]
            if fact.type.numeric and fact.finding is None:
                yield fault("presume", f"“{part.label}”以“{fact.label}”（{name}）为准，没有写案件没有载明时按何值处理",
                            ruleset.header.document.position(("supplements", number)), f"supplement/{part.id}/{name}", area=ruleset.id,
                            remedy=f"在 unstated 中写 {name}: 0")  # fmt: skip


def _kind(fact: Fact) -> str | None:
    finding = fact.finding
    return str(finding.records) if finding is not None and finding.records is not None else None


def _against(fact: Fact, raw: object) -> bool:
    """Whether a value is harsher than the mildest that the fact can have."""
    if fact.severity is not Severity.AGGRAVATING or raw == "none":
        return False
    value = encode(fact, raw)
    if fact.type is FactType.BOOLEAN:
        return value == 1
    ends = bounds(fact)
    return ends is not None and value > max(ends[0], 0)


def _said(raw: object) -> str:
    return {True: "是", False: "否"}.get(raw, str(raw)) if isinstance(raw, bool) else str(raw)
