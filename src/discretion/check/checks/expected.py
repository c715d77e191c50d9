"""expected: golden cases and rules speak of the same: the tiers, entries and facts that the cases name, the rules have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds, of_problem
from discretion.errors import Position, nearest
from discretion.rulebook import LIST_NAMES, Ruleset, StatedCase

SCOPE = "rulebook"
NAME = "范例所指"
SENTENCE = "范例案件的违法行为和预期的阶次、清单条目和补充规定，规则里都有；范例大多写明的事实，规则都读取；范例的理由所指的条款都存在"
FORMULA = "∀c ∈ cases: rules(expect(c)) ⊆ rules(ruleset(c)) ∪ rules(ancestors)；facts(cases(v)) ⊆ facts(v)"
WORD = re.compile(r"[A-Za-z]\w+", re.ASCII)
PROVISION = re.compile(r"(?<![\w:#/.-])[a-z][a-z0-9-]*/[a-z0-9-]+")
Told = tuple[Position, str, str, str]  # where, message, remedy, detail
MOST, ENOUGH = 0.6, 2  # of the cases, and cases at least, that state a fact which no rule reads


def run(whole: Whole) -> Iterator[Finding]:
    """Look up what the case files of the current rulesets name; the cases themselves are not run."""
    found = []
    for ruleset in whole.current():
        chain = [ruleset, *(item for area in whole.book.above(ruleset.area) for item in whole.book.areas[area])]
        general = _general(whole, chain)
        for path, cases in whole.cases(ruleset).items():
            for where, message, remedy, detail in (
                *_names(chain, path.stem, cases),
                *_violations(chain, cases),
                *_facts(whole, chain, general, path.stem, cases),
                *_provisions(whole, cases),
            ):
                found.append(fault("expected", message, where, f"{path.stem}/{detail}", area=ruleset.id, remedy=remedy))
    for problem in whole.unreadable:
        name = Path(problem.where.file).name if problem.where is not None else ""
        found.append(of_problem("expected", problem, f"{name}/unreadable"))
    yield from found or [holds("expected", "范例案件所指的规则都存在")]


def _names(chain: list[Ruleset], violation: str, cases: list[StatedCase]) -> Iterator[Told]:
    """Tiers and entries that are expected, and that are not there."""
    known: dict[str, set[str]] = {kind.value: set() for kind in LIST_NAMES}
    for item in chain:
        for of, file in item.lists.items():
            known[of.value].update(entry.id for entry in file.model.entries)
    known["supplement"] = {part.id for item in chain for part in item.header.model.supplements}
    tiers = {
        tier.tier for item in chain if violation in item.violations for tier in item.violations[violation].model.tiers
    }
    named: list[tuple[StatedCase, tuple[str | int, ...], str, str, set[str]]] = []
    if tiers:
        named += [(case, ("tier",), "阶次", case.tier, tiers) for case in cases if case.tier]
    for case in cases:
        for number, reason in enumerate(case.reasons):
            kind, _, name = reason.partition(":")
            if kind in known:
                named.append((case, ("reasons", number), "条目", name, known[kind]))
    for case, path, what, name, those in named:
        if name not in those:
            near, where = nearest(name, sorted(those)), case.where("expect", *path)
            remedy = f"是否想写：{near}" if near else "恢复被删去的规则，或者更正范例"
            yield where, f"范例预期{what} {name}，规则里没有", remedy, f"{name}/{where.line}"


def _violations(chain: list[Ruleset], cases: list[StatedCase]) -> Iterator[Told]:
    """Violations that no ruleset of the area has: the case could not be judged."""
    known = {name for item in chain for name in item.violations}
    for case, act in ((item, act) for item in cases for act in item.acts):
        if known and act.violation not in known:
            near, where = nearest(act.violation, sorted(known)), case.where(*act.place, "violation")
            remedy = f"是否想写：{near}" if near else "更正范例"
            yield where, f"范例的违法行为 {act.violation}，规则里没有", remedy, f"{act.violation}/{where.line}"


def _facts(
    whole: Whole, chain: list[Ruleset], general: set[str], violation: str, cases: list[StatedCase]
) -> Iterator[Told]:
    """Facts that most cases of a violation state, and that nothing reads which judges it: an element or a condition is gone."""
    if not any(violation in item.violations for item in chain):
        return
    acts = [(case, act) for case in cases for act in case.acts]
    counts = Counter(name for _, act in acts for name in act.facts)
    often = [name for name, count in counts.items() if count >= max(ENOUGH, MOST * len(acts))]
    vocabulary = whole.book.vocabulary.facts
    read = _read(whole, chain, general, violation) if set(often) - general else general
    for name in sorted(set(often) - read):
        # Numbers may show that they are nothing.
        if name in vocabulary and vocabulary[name].type.coded:
            where = next(case.where_stated(act) for case, act in acts if name in act.facts)
            message = f"{counts[name]}件范例都写明“{vocabulary[name].label}”（{name}），{violation} 的规则没有一处读取"
            yield where, message, "补上被删去的构成要件或者条件；确实无关的，从范例中删去", name


def _provisions(whole: Whole, cases: list[StatedCase]) -> Iterator[Told]:
    """Provisions that the reasons name, and that no law has."""
    for case in cases:
        for number, reason in enumerate(case.reasons):
            for ref in PROVISION.findall(reason):
                if not whole.book.having(ref):
                    where = case.where("expect", "reasons", number)
                    yield where, f"范例的理由写 {ref}，没有这一条款", "更正条款", f"{ref}/provision"


def _general(whole: Whole, chain: list[Ruleset]) -> set[str]:
    """All words of what judges every violation: headers, lists, authorities; and what these facts are worked out from."""
    said = [file.document for file in whole.book.authorities.values()]
    for item in chain:
        said += [item.header.document, *(part.document for part in item.lists.values())]
    return _words(whole, " ".join(repr(document.data) for document in said), set())


def _read(whole: Whole, chain: list[Ruleset], general: set[str], violation: str) -> set[str]:
    """The same of one violation: its files and provisions."""
    files = [item.violations[violation] for item in chain if violation in item.violations]
    said = [repr(file.document.data) for file in files]
    for ref in {file.model.provision for file in files if file.model.provision}:
        name = ref.partition("/")[2]
        said += [repr(item.document.data["provisions"][name]) for item in whole.book.having(ref)]
    return _words(whole, " ".join(said), general)


def _words(whole: Whole, text: str, known: set[str]) -> set[str]:
    words, open_ = set(known), WORD.findall(text)
    documents = whole.book.fact_documents
    while open_:
        word = open_.pop()
        if word not in words:
            words.add(word)
            if word in documents:
                open_ += WORD.findall(repr(documents[word].data["facts"][word]))
    return words
