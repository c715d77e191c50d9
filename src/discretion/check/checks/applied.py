"""applied: the entry that a golden case expects reaches its violation, and every group that an entry names has a case of it."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Listed, Whole, fault, holds, listed
from discretion.rulebook import Entry, Ruleset, matches

SCOPE = "rulebook"
NAME = "条目所及"
SENTENCE = "范例预期的清单条目，及于范例的违法行为；条目写明的每一项、每一组违法行为，都有一件范例预期适用它"
FORMULA = "∀c, e ∈ expect(c): violation(c) ∈ violations(e)；∀e, p ∈ violations(e): ∃c: e ∈ expect(c) ∧ violation(c) ∈ p"
Applied = list[
    tuple[str, str]
]  # the entries that golden cases expect (``heavier:obstructed``), each with the violation


def run(whole: Whole) -> Iterator[Finding]:
    """A group that is lost from an entry, or never reached it, shows in no other case: somebody must have looked at each."""
    found, applied = list[Finding](), dict[str, Applied]()
    for ruleset in whole.current():
        found += _beyond(whole, ruleset, applied.setdefault(ruleset.id, []))
    for ruleset in whole.current():
        below = [other for other in whole.current() if other is ruleset or ruleset.area in whole.book.above(other.area)]
        tried = {act.violation for other in below for cases in whole.cases(other).values() for case in cases for act in case.acts}  # fmt: skip
        expected = [pair for other in below for pair in applied[other.id]]
        found += [finding for item in listed(ruleset) for finding in _untried(item, tried, expected)]
    yield from found or [holds("applied", "清单条目都及于预期它的范例，所写的违法行为都有范例")]


def _beyond(whole: Whole, ruleset: Ruleset, applied: Applied) -> Iterator[Finding]:
    """Cases whose entry is not for their violation; what is expected is noted, so that it is read once."""
    entries: dict[str, Entry] = {}
    for item in (item for above in (ruleset, *whole.newest(ruleset.area)) for item in listed(above)):
        entries.setdefault(f"{item.kind.value}:{item.entry.id}", item.entry)  # the nearest area's
    for path, cases in whole.cases(ruleset).items():
        for case in cases:
            acts = [act.violation for act in case.acts]
            for number, reason in enumerate(case.reasons):
                entry = entries.get(reason)
                applied += [(reason, violation) for violation in acts if entry is not None]
                if entry is not None and not any(entry.applies_to(violation) for violation in acts):
                    message = f"范例预期“{entry.label}”（{reason}），这一条目不及于 {'、'.join(acts)}"
                    where = case.where("expect", "reasons", number)
                    yield fault("applied", message, where, f"{path.stem}/{reason.replace(':', '/')}/{where.line}",
                                area=ruleset.id, remedy="恢复条目的 violations，删去多余的 except，或者更正范例")  # fmt: skip


def _untried(item: Listed, tried: set[str], applied: Applied) -> Iterator[Finding]:
    """Violations that an entry names, alone or as a group, of which there are cases, and none that expects it."""
    name = f"{item.kind.value}:{item.entry.id}"
    for number, pattern in enumerate(item.entry.violations if item.entry.violations != "all" else ()):
        if any(matches(pattern, each) for each in tried) and not any(
            reason == name and matches(pattern, each) for reason, each in applied
        ):
            message = f"“{item.entry.label}”写明及于 {pattern}，没有一件范例在它适用时预期这一条目"
            yield fault("applied", message, item.where("violations", number), f"{item.name}/{pattern}", area=item.ruleset.id,
                        remedy=f"补写一件范例，理由写 {name}")  # fmt: skip
