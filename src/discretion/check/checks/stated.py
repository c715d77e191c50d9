"""stated: what golden cases state does not contradict what they expect, and what must be stated is stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from discretion.check.model import Finding
from discretion.check.silence import Silence, Understood
from discretion.check.stated import Conditions
from discretion.check.whole import Whole, fault, holds
from discretion.conditions import ALWAYS, Condition, FactTest, conjuncts, enum_names, tested
from discretion.facts import Fact
from discretion.rulebook import ListKind, Ruleset, Scope, StatedAct, StatedCase

SCOPE = "rulebook"
NAME = "范例事实"
SENTENCE = (
    "范例写明的事实，与预期的结果不相抵触：成立的符合构成要件和适用范围，不成立的不全符合；预期的阶次、法定幅度和清单条目，"
    "条件都没有被写明的事实否定；没有推定的事实，构成要件和预期的阶次、幅度、条目以它为准的，范例都写明"
)
FORMULA = "∀c ∈ cases: ¬(facts(c) ⊨ ¬when(expect(c)))，按三值逻辑，没有写明的不定"
RANGE = re.compile(r"(?<![\w:#/.-])([a-z][a-z0-9-]*/[a-z0-9-]+)#([\w-]+)")
LISTS = {kind.value for kind in ListKind}
Told = tuple[str, str, str]  # message, remedy, detail


@dataclass(frozen=True)
class Requirements:
    """A violation as one ruleset sees it: what golden cases of it are held against.

    Attributes:
        law: what the law itself asks, in all its versions; ``begins``: since when it has, at the earliest; None of no law.
        tiers: the conditions of its tiers, by their names.
    """

    elements: Condition
    scope: list[Scope]
    law: list[Condition]
    begins: date | None
    tiers: Mapping[str, list[Condition]]

    def within(self, act: StatedAct) -> list[Condition]:
        """Where it applies to an act of that day; of what began later nothing is asked."""
        day = act.occurred
        return [part.when for part in self.scope if part.since is None or (day is not None and day >= part.since)]

    def in_force(self, act: StatedAct) -> bool:
        """Whether the law was already in force when the act was done: before that there is no rule for another reason."""
        return act.occurred is not None and self.begins is not None and self.begins <= act.occurred


def run(whole: Whole) -> Iterator[Finding]:
    """Read the cases of the current rulesets; no case is judged."""
    found: dict[str, Finding] = {}  # the first case of each contradiction
    conditions = Conditions(whole.book.vocabulary)
    for ruleset in whole.current():
        judge = _Judge(whole, conditions, ruleset)
        for path, cases in whole.cases(ruleset).items():
            for case, act in ((item, act) for item in cases if item.single for act in item.acts):
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
        self._silence = Silence(whole, conditions, ruleset)
        self._asked: dict[str, Requirements | None] = {}
        self._entries: dict[str, list[Condition]] = {}
        for kind, file in ((kind, file) for item in self._chain for kind, file in item.lists.items()):
            for entry in file.model.entries:
                self._entries.setdefault(f"{kind.value}:{entry.id}", []).append(entry.condition)

    def contradicted(self, case: StatedCase, act: StatedAct) -> Iterator[Told]:
        """What a case expects and its facts deny, or leave open where they must not."""
        if act.violation not in self._asked:
            self._asked[act.violation] = self._of(act.violation)
        asked = self._asked[act.violation]
        if asked is not None:
            known = self._silence.known(case, act)
            yield from self._status(case.status, act, asked, known)
            yield from self._rules(case, asked, known)

    def _status(self, status: str, act: StatedAct, asked: Requirements, known: Understood) -> Iterator[Told]:
        name, elements, together = act.violation, asked.elements, self._conditions.together
        if status == "determined":
            within = (elements, *asked.within(act))
            if together(within, known.box) is False:
                message = f"范例预期 {name} 成立，写明的事实却不符合它的构成要件或者适用范围"
                yield message, "更正构成要件，或者更正范例", "elements"
            for fact in self._unstated(within, known):
                message = (
                    f"{name} 的构成要件要求“{self._whole.label(fact)}”（{fact}），有结论的范例没有写明，也没有推定"
                )
                yield message, _state(fact), f"{fact}/unstated"
        if status == "not_established":
            if together((elements, *asked.law), known.box):
                message = f"范例预期 {name} 不成立，写明的事实却全都符合它的构成要件"
                yield message, "补上被删去的构成要件，或者更正范例", "elements/met"
            if self._conditions.holds(elements, known.box) is None:
                for fact in self._unstated([elements], known):
                    called = f"“{self._whole.label(fact)}”（{fact}）"
                    message = f"范例预期 {name} 不成立，它的构成要件以{called}为准，范例没有写明，也没有推定"
                    yield message, _state(fact), f"{fact}/unstated"
        everywhere = (elements, *(part.when for part in asked.scope))
        if status == "no_rule" and asked.scope and asked.in_force(act) and together(everywhere, known.box):
            message = f"范例预期 {name} 不适用（no_rule），写明的事实却符合它的构成要件和适用范围"
            yield message, "更正适用范围或者推定，或者更正范例", "scope/met"

    def _rules(self, case: StatedCase, asked: Requirements, known: Understood) -> Iterator[Told]:
        for what, called, conditions in self._expected(case, asked):
            detail = called.replace(":", "/")
            silent = [set(self._unstated([condition], known)) for condition in conditions]
            for fact in sorted(set.intersection(*silent)) if silent else ():
                label = f"“{self._whole.label(fact)}”（{fact}）"
                message = f"范例预期{what} {called}，它以{label}为准，范例没有写明，也没有推定"
                yield message, _state(fact), f"{detail}/{fact}/unstated"
            if conditions and all(self._conditions.holds(condition, known.box) is False for condition in conditions):
                message = f"范例预期{what} {called}，写明的事实却不符合它的条件"
                yield message, "更正条件，或者更正范例", detail

    def _expected(self, case: StatedCase, asked: Requirements) -> Iterator[tuple[str, str, list[Condition]]]:
        """The conditions of the tier, of the entries and of the ranges that a case is to come to; of a range, in every version of its law."""
        tiers = [
            case.tier,
            *(name for kind, _, name in (item.partition(":") for item in case.reasons) if kind == "tier"),
        ]
        for tier in sorted({tier for tier in tiers if tier}):
            yield "阶次", tier, asked.tiers.get(tier, [])
        for reason in case.reasons:
            if reason.partition(":")[0] in LISTS:
                yield "情节", reason, self._entries.get(reason, [])
        for ref, name in (found for reason in case.reasons for found in RANGE.findall(reason)):
            rows = [row for _, provision in self._whole.provisions(ref) for row in provision.ranges]
            yield "法定幅度", f"{ref}#{name}", [row.when for row in rows if row.range == name]

    def _unstated(self, conditions: Iterable[Condition], known: Understood) -> Iterator[str]:
        """What a decided case must have told, for a condition to hold: nothing presumes it, no record shows it, nothing else yields it."""
        vocabulary = self._whole.book.vocabulary
        for part in (part for condition in conditions for part in conjuncts(condition)):
            if self._conditions.holds(part, known.box) is None and not _whatever(part, vocabulary.facts):
                silent = [name for name in tested(part) if name in vocabulary and name not in known.facts]
                asked = sorted({root for name in silent for root in vocabulary.stated(name)})
                if not any(vocabulary[name].default_from for name in asked):
                    yield from (name for name in asked if name not in known.facts and vocabulary[name].finding is None)

    def _of(self, name: str) -> Requirements | None:
        """A violation, as the nearest ruleset writes each part of it."""
        models = [item.violations[name].model for item in self._chain if name in item.violations]
        if not models:
            return None
        elements = next((model.elements for model in models if "elements" in model.model_fields_set), ALWAYS)
        scope = next((model.scope for model in models if "scope" in model.model_fields_set), [])
        ref = next((model.provision for model in models if model.provision), "")
        law = self._whole.provisions(ref)
        tiers = dict[str, list[Condition]]()
        for tier in next((model.tiers for model in models if model.tiers), []):
            tiers.setdefault(tier.tier, []).extend([tier.when] if tier.when is not None else [])
        begins = min((version.effective for version, _ in law), default=None)
        return Requirements(elements, scope, [provision.when for _, provision in law], begins, tiers)


def _state(fact: str) -> str:
    return f"恢复 presume 中的 {fact}，或者在范例中写明"


def _whatever(part: Condition, facts: Mapping[str, Fact]) -> bool:
    """Whether a test admits every value of its fact (of one that the vocabulary lacks nobody knows them)."""
    names = enum_names(part.test) if isinstance(part, FactTest) and part.test is not None else None
    fact = facts.get(part.fact) if isinstance(part, FactTest) else None
    return fact is not None and names is not None and {*names} >= {*(fact.values or {"": ""})}
