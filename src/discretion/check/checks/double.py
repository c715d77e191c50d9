"""double: what grades a violation, or makes it one, is not counted against the party a second time."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import telling_pairs
from discretion.check.whole import Whole, Written, fault, holds
from discretion.conditions import tested
from discretion.facts import RecordKind
from discretion.rulebook import CircumstanceList, File, ListKind, Ruleset, matches

SCOPE = "rulebook"
NAME = "重复评价"
SENTENCE = "从重情节所依据的事实，已经是违法行为的构成要件、阶次或者法定幅度的依据的，不再因此从重；写明不及于某项违法行为的，该项确已评价这一情节"
FORMULA = "∀e ∈ heavier, v ∈ violations(e) ∖ except(e): facts(e) ∩ (facts(elements(v)) ∪ facts(tiers(v)) ∪ facts(ranges(v))) = ∅"


def run(whole: Whole) -> Iterator[Finding]:
    """Hold every heavier entry against all violations that it reaches."""
    counted = {
        name: fact.finding.count for name, fact in whole.book.vocabulary.facts.items() if fact.finding is not None
    }
    written = [(item, tested(*item.conditions)) for item in whole.written() if item.provision is not None]
    found = []
    for ruleset in whole.current():
        file = ruleset.lists.get(ListKind.HEAVIER)
        for number, entry in enumerate(file.model.entries if file is not None else ()):
            asked = tested(entry.when)
            for item, graded in written:
                reached = entry.violations == "all" or any(matches(name, item.id) for name in entry.violations)
                excepted = any(matches(name, item.id) for name in entry.excepted)
                if file is not None and reached and not excepted and (twice := _twice(asked, graded, counted)):
                    label = whole.book.vocabulary.facts[twice[0]].label
                    message = f"“{entry.label}”从重，{item.id} 已经按“{label}”划分或者以它为要件，同一事实评价了两次"
                    found.append(fault("double", message, file.document.position(("entries", number)),
                                       f"{entry.id}/{item.ruleset.area}/{item.id}", area=ruleset.id,
                                       remedy=f"在 except 中写 {item.id}"))  # fmt: skip
        if file is not None:
            found += _needless(whole, ruleset, file, written, counted)
    yield from found or [holds("double", "没有同一事实既划分阶次又从重")]


def _needless(
    whole: Whole,
    ruleset: Ruleset,
    file: File[CircumstanceList],
    written: list[tuple[Written, set[str]]],
    counted: dict[str, RecordKind | None],
) -> Iterator[Finding]:
    """An exception of a violation that neither turns on the circumstance, nor speaks of it, nor has a golden case of it."""
    facts = whole.book.vocabulary.facts
    for number, entry in enumerate(file.model.entries):
        asked = tested(entry.when)
        called = [
            entry.label,
            *(name for fact in asked if fact in facts for name in (facts[fact].label, *facts[fact].aliases)),
        ]
        for place, name in enumerate(entry.excepted):
            items = [(item, graded) for item, graded in written if matches(name, item.id)]
            kinds = _records(whole, asked)
            if items and not any(
                _twice(asked, graded, counted) or _speaks(item, called) or _tried(whole, item, asked | kinds)
                for item, graded in items
            ):
                message = f"“{entry.label}”不及于 {name}，后者却不按它划分，名称没有说到它，也没有一件范例具有它"
                yield fault("double", message, file.document.position(("entries", number, "except", place)), f"{entry.id}/needless/{name}",
                            area=ruleset.id, remedy="删去这一例外；确已评价的，补写具有这一情节的范例")  # fmt: skip


def _records(whole: Whole, names: set[str]) -> set[str]:
    """The kinds of records that show some facts."""
    findings = (whole.book.vocabulary.facts[name].finding for name in names if name in whole.book.vocabulary.facts)
    return {str(finding.kind) for finding in findings if finding is not None and finding.kind is not None}


def _speaks(item: Written, called: list[str]) -> bool:
    """Whether a violation is called by the words of a circumstance."""
    label = item.provision.label if item.provision is not None else ""
    said = telling_pairs("；".join([item.file.model.label or "", *item.file.model.aliases, label]))
    return bool(said & telling_pairs("；".join(called)))


def _tried(whole: Whole, item: Written, names: set[str]) -> bool:
    """Whether a golden case of a violation has one of these facts, or records of one of these kinds, and is no graver for it."""
    graver = ListKind.HEAVIER.value
    return any(
        names & case.named
        and case.expect.get("disposition") != graver
        and not any(reason.startswith(f"{graver}:") for reason in case.reasons)
        for case in whole.cases_of(item)
    )


def _twice(asked: set[str], graded: set[str], counted: dict[str, RecordKind | None]) -> list[str]:
    """What both ask for: the same facts, or counts of the same records (this vehicle's, this party's)."""
    records = {counted.get(name) for name in graded} - {None}
    return sorted(name for name in asked if name in graded or counted.get(name) in records)
