"""stated: what golden cases state does not contradict the conditions of what they are to come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from discretion.check.model import Finding
from discretion.check.stated import Conditions
from discretion.check.whole import Whole, fault, holds
from discretion.conditions import ALWAYS, Condition, Conjunction, FactTest, conjuncts, enum_names
from discretion.plan import Box
from discretion.rulebook import ListKind, Ruleset, StatedAct, StatedCase

SCOPE = "rulebook"
NAME = "范例事实"
SENTENCE = (
    "范例写明的事实，与预期的结果不相抵触：成立的符合构成要件和适用范围，不成立的不全符合；预期的阶次、法定幅度和清单条目，"
    "条件都没有被写明的事实否定；没有推定的构成要件，成立的范例都写明"
)
FORMULA = "∀c ∈ cases: ¬(facts(c) ⊨ ¬when(expect(c)))，按三值逻辑，没有写明的不定"
RANGE = re.compile(r"(?<![\w:#/.-])([a-z][a-z0-9-]*/[a-z0-9-]+)#([\w-]+)")
LISTS = {kind.value for kind in ListKind}
Told = tuple[str, str, str]  # message, remedy, detail


@dataclass(frozen=True)
class Requirements:
    """A violation as one ruleset sees it: what golden cases of it are held against.

    Attributes:
        established: its elements and its scope; ``prohibited``: its elements, and what the law itself asks in all its versions.
        needed: the facts that a decided case must have stated.
        tiers: the conditions of its tiers, by their names.
    """

    established: Condition
    prohibited: Condition
    needed: tuple[str, ...]
    tiers: Mapping[str, list[Condition]]


def run(whole: Whole) -> Iterator[Finding]:
    """Read the cases of the current rulesets; no case is judged."""
    found: dict[str, Finding] = {}  # the first case of each contradiction
    conditions = Conditions(whole.book.vocabulary)
    for ruleset in whole.current():
        judge = _Judge(whole, conditions, ruleset)
        for path, cases in whole.cases(ruleset).items():
            for case in cases:
                for act in (
                    case.acts if "violation" in case.case else ()
                ):  # of several acts it does not say which comes to what
                    for message, remedy, what in judge.contradicted(case, act):
                        detail = f"{path.stem}/{what}"
                        if (name := f"{ruleset.id}/{detail}") not in found:
                            where = case.where_stated(act)
                            found[name] = fault("stated", message, where, detail, area=ruleset.id, remedy=remedy)
    yield from found.values() or [holds("stated", "范例写明的事实与预期的结果不相抵触")]


class _Judge:
    """Holds the cases of a ruleset against its rules, and those of the areas above."""

    def __init__(self, whole: Whole, conditions: Conditions, ruleset: Ruleset) -> None:
        self._whole, self._conditions = whole, conditions
        self._chain = [ruleset, *whole.newest(ruleset.area)]
        self._presumed = _presumed(whole, self._chain)
        self._known: Box = conditions.box(self._presumed)
        self._party = _party(whole)
        self._asked: dict[str, Requirements | None] = {}
        self._entries: dict[str, list[Condition]] = {}
        for kind, file in ((kind, file) for item in self._chain for kind, file in item.lists.items()):
            for entry in file.model.entries:
                self._entries.setdefault(f"{kind.value}:{entry.id}", []).append(entry.condition)

    def contradicted(self, case: StatedCase, act: StatedAct) -> Iterator[Told]:
        """What a case expects and its facts deny."""
        name = act.violation
        if name not in self._asked:
            self._asked[name] = self._of(name)
        if (asked := self._asked[name]) is None:
            return
        party = {fact: case.party[of] for fact, of in self._party.items() if of in case.party}
        box, holds = self._conditions.box({**party, **act.facts}, self._known), self._conditions.holds
        if case.status == "determined":
            if holds(asked.established, box) is False:
                message = f"范例预期 {name} 成立，写明的事实却不符合它的构成要件或者适用范围"
                yield message, "更正构成要件，或者更正范例", "elements"
            for fact in (fact for fact in asked.needed if fact not in act.facts):
                message = (
                    f"{name} 的构成要件要求“{self._whole.label(fact)}”（{fact}），有结论的范例没有写明，也没有推定"
                )
                yield message, f"恢复 presume 中的 {fact}，或者在范例中写明", f"{fact}/unstated"
        if case.status == "not_established" and holds(asked.prohibited, box):
            message = f"范例预期 {name} 不成立，写明的事实却全都符合它的构成要件"
            yield message, "补上被删去的构成要件，或者更正范例", "elements/met"
        for what, called, conditions in self._expected(case, asked):
            if conditions and all(holds(condition, box) is False for condition in conditions):
                message = f"范例预期{what} {called}，写明的事实却不符合它的条件"
                yield message, "更正条件，或者更正范例", called.replace(":", "/")

    def _expected(self, case: StatedCase, asked: Requirements) -> Iterator[tuple[str, str, list[Condition]]]:
        """The conditions of the tier, of the entries and of the ranges that a case is to come to; of a range, in every version of its law."""
        if case.tier:
            yield "阶次", case.tier, asked.tiers.get(case.tier, [])
        for reason in case.reasons:
            if reason.partition(":")[0] in LISTS:
                yield "情节", reason, self._entries.get(reason, [])
        for ref, name in (found for reason in case.reasons for found in RANGE.findall(reason)):
            rows = [row for _, provision in self._whole.provisions(ref) for row in provision.ranges]
            yield "法定幅度", f"{ref}#{name}", [row.when for row in rows if row.range == name]

    def _of(self, name: str) -> Requirements | None:
        """A violation, as the nearest ruleset writes each part of it."""
        models = [item.violations[name].model for item in self._chain if name in item.violations]
        if not models:
            return None
        elements = next((model.elements for model in models if "elements" in model.model_fields_set), ALWAYS)
        scope = next((model.scope for model in models if "scope" in model.model_fields_set), [])
        within = [part.when for part in scope if part.since is None]
        ref = next((model.provision for model in models if model.provision), "")
        law = [provision.when for _, provision in self._whole.provisions(ref)]
        tiers = dict[str, list[Condition]]()
        for tier in next((model.tiers for model in models if model.tiers), []):
            tiers.setdefault(tier.tier, []).extend([tier.when] if tier.when is not None else [])
        needed = tuple(name for name in _needed(self._whole, (elements, *within)) if name not in self._presumed)
        return Requirements(Conjunction((elements, *within)), Conjunction((elements, *law)), needed, tiers)


def _presumed(whole: Whole, chain: list[Ruleset]) -> dict[str, object]:
    """What a ruleset presumes of what a case does not state; what records may show stays open."""
    facts = whole.book.vocabulary.facts
    said = (part.facts.items() for item in reversed(chain) for part in item.header.model.presume)
    return {
        name: raw for pairs in said for name, raw in pairs
        if name in facts and facts[name].finding is None and not facts[name].derived
    }  # fmt: skip


def _party(whole: Whole) -> dict[str, str]:
    """The facts that say what the party is, each with what of it."""
    findings = ((name, fact.finding) for name, fact in whole.book.vocabulary.facts.items())
    return {name: found.party for name, found in findings if found is not None and found.party is not None}


def _needed(whole: Whole, conditions: Iterable[Condition]) -> Iterator[str]:
    """What a decided case must have told: no record shows it, nothing else yields it."""
    for part in (part for condition in conditions for part in conjuncts(condition)):
        fact = whole.book.vocabulary.facts.get(part.fact) if isinstance(part, FactTest) else None
        if isinstance(part, FactTest) and fact is not None:
            any_value = part.test is not None and {*(enum_names(part.test) or ())} >= {*(fact.values or {"": ""})}
            if fact.finding is None and not fact.derived and fact.default_from is None and not any_value:
                yield part.fact
