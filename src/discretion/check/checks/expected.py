"""expected: golden cases and rules speak of the same: the tiers, entries and facts that the cases name, the rules have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.errors import Position, nearest
from discretion.rulebook import LIST_NAMES, Ruleset

SCOPE = "rulebook"
NAME = "范例所指"
SENTENCE = "范例案件的违法行为和预期的阶次、清单条目和补充规定，规则里都有；范例大多写明的事实，规则都读取；范例的理由所指的条款都存在"
FORMULA = "∀c ∈ cases: rules(expect(c)) ⊆ rules(ruleset(c)) ∪ rules(ancestors)；facts(cases(v)) ⊆ facts(v)"
TIER = re.compile(r"expect: *\{[^}]*?\btier: *[\"']?([\w-]+)")
REASON = re.compile(r"\b(" + "|".join([*(kind.value for kind in LIST_NAMES), "supplement"]) + r"):([\w-]+)")
VIOLATION = re.compile(r"\bcase: *\{[^{}]*?\bviolation: *[\"']?([\w.-]+)")
FACTS = re.compile(r"\bfacts: *\{([^{}]*)\}")
WORD = re.compile(r"[A-Za-z]\w+", re.ASCII)
NAMED = re.compile(r"(?:^|,) *(\w+):")
REASONS = re.compile(r"\breasons: *\[([^\]]*)\]")
PROVISION = re.compile(r"(?<![\w:#/.-])[a-z][a-z0-9-]*/[a-z0-9-]+")
MOST, ENOUGH = 0.6, 2  # of the cases, and cases at least, that state a fact which no rule reads


def run(whole: Whole) -> Iterator[Finding]:
    """Look up what the case files of the current rulesets name; the cases themselves are not run."""
    found = []
    for ruleset in whole.current():
        chain = [ruleset, *(item for area in whole.book.above(ruleset.area) for item in whole.book.areas[area])]
        general = _general(whole, chain)
        for path in ruleset.cases:
            text = "\n".join(
                "" if line.lstrip().startswith("#") else line for line in ruleset.layer.text(path).split("\n")
            )
            for at, message, remedy, detail in (
                *_names(chain, path.stem, text),
                *_violations(chain, text),
                *_facts(whole, chain, general, path.stem, text),
                *_provisions(whole, text),
            ):
                where = Position(str(path), _line(text, at), at - text.rfind("\n", 0, at))
                found.append(fault("expected", message, where, f"{path.stem}/{detail}", area=ruleset.id, remedy=remedy))
    yield from found or [holds("expected", "范例案件所指的规则都存在")]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _names(chain: list[Ruleset], violation: str, text: str) -> Iterator[tuple[int, str, str, str]]:
    """Tiers and entries that are expected, and that are not there."""
    entries = [
        (kind.value, entry.id) for item in chain for kind, file in item.lists.items() for entry in file.model.entries
    ]
    entries += [("supplement", part.id) for item in chain for part in item.header.model.supplements]
    tiers = {
        tier.tier for item in chain if violation in item.violations for tier in item.violations[violation].model.tiers
    }
    named = [(match.start(1), "阶次", match[1], tiers) for match in TIER.finditer(text) if tiers]
    named += [(match.start(1), "条目", match[2], {name for kind, name in entries if kind == match[1]})
              for match in REASON.finditer(text)]  # fmt: skip
    for at, what, name, known in named:
        if name not in known:
            near = nearest(name, sorted(known))
            remedy = f"是否想写：{near}" if near else "恢复被删去的规则，或者更正范例"
            yield at, f"范例预期{what} {name}，规则里没有", remedy, f"{name}/{_line(text, at)}"


def _violations(chain: list[Ruleset], text: str) -> Iterator[tuple[int, str, str, str]]:
    """Violations that no ruleset of the area has: the case could not be judged."""
    known = {name for item in chain for name in item.violations}
    for match in VIOLATION.finditer(text):
        at, name = match.start(1), match[1]
        if known and name not in known:
            near = nearest(name, sorted(known))
            remedy = f"是否想写：{near}" if near else "更正范例"
            yield at, f"范例的违法行为 {name}，规则里没有", remedy, f"{name}/{_line(text, at)}"


def _facts(
    whole: Whole, chain: list[Ruleset], general: set[str], violation: str, text: str
) -> Iterator[tuple[int, str, str, str]]:
    """Facts that most cases of a violation state, and that nothing reads which judges it: an element or a condition is gone."""
    if not any(violation in item.violations for item in chain):
        return
    stated = [(match, set(NAMED.findall(match[1]))) for match in FACTS.finditer(text)]
    counts = Counter(name for _, names in stated for name in names)
    often = [name for name, count in counts.items() if count >= max(ENOUGH, MOST * len(stated))]
    vocabulary = whole.book.vocabulary.facts
    read = _read(whole, chain, general, violation) if set(often) - general else general
    for name in sorted(set(often) - read):
        # Numbers may show that they are nothing.
        if name in vocabulary and vocabulary[name].type.coded:
            at = next(match.start(1) for match, names in stated if name in names)
            message = f"{counts[name]}件范例都写明“{vocabulary[name].label}”（{name}），{violation} 的规则没有一处读取"
            yield at, message, "补上被删去的构成要件或者条件；确实无关的，从范例中删去", name


def _provisions(whole: Whole, text: str) -> Iterator[tuple[int, str, str, str]]:
    """Provisions that the reasons name, and that no law has."""
    for match in REASONS.finditer(text):
        for ref in PROVISION.finditer(match[1]):
            if not whole.book.having(ref[0]):
                yield (
                    match.start(1) + ref.start(),
                    f"范例的理由写 {ref[0]}，没有这一条款",
                    "更正条款",
                    f"{ref[0]}/provision",
                )


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
