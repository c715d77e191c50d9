"""stated: what golden cases state does not contradict the conditions of what they are to come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.stated import Value, holds, stated
from discretion.check.whole import Whole, fault
from discretion.check.whole import holds as fine
from discretion.conditions import ALWAYS, Condition, Conjunction, FactTest, conjuncts, enum_names
from discretion.errors import Position
from discretion.rulebook import ListKind, Ruleset, Violation

SCOPE = "rulebook"
NAME = "范例事实"
SENTENCE = (
    "范例写明的事实，与预期的结果不相抵触：成立的符合构成要件和适用范围，不成立的不全符合；预期的阶次、法定幅度和清单条目，"
    "条件都没有被写明的事实否定；没有推定的构成要件，成立的范例都写明"
)
FORMULA = "∀c ∈ cases: ¬(facts(c) ⊨ ¬when(expect(c)))，按三值逻辑，没有写明的不定"
CASE = re.compile(r"\bcase:\s*\{")
VIOLATION = re.compile(r"\bviolation:\s*[\"']?([\w.-]+)")
FACTS = re.compile(r"\bfacts:\s*\{([^{}]*)\}")
PARTY = re.compile(r"\bparty:\s*\{([^{}]*)\}")
EXPECT = re.compile(r"\bexpect:\s*\{.*", re.DOTALL)
NAMED = re.compile(r"(?:^|,)\s*(\w+):")
STATUS, TIER = re.compile(r"\bstatus:\s*(\w+)"), re.compile(r"\btier:\s*[\"']?([\w-]+)")
ENTRY = re.compile(r"\b(" + "|".join(kind.value for kind in ListKind) + r"):([\w-]+)")
RANGE = re.compile(r"(?<![\w:#/.-])([a-z][a-z0-9-]*/[a-z0-9-]+)#([\w-]+)")


@dataclass(frozen=True)
class StatedCase:
    """A golden case, as its text tells it."""

    violation: str
    facts: dict[str, Value]
    named: frozenset[str]  # all facts that it states, those too whose values are lists or days
    party: dict[str, Value]  # its kind, its age
    expect: str
    at: int  # of its facts, in the file


def run(whole: Whole) -> Iterator[Finding]:
    """Read the cases of the current rulesets; no case is judged."""
    found, party = [], _party(whole)
    for ruleset in whole.current():
        chain = [ruleset, *whole.newest(ruleset.area)]
        presumed = _presumed(whole, chain)
        for path in ruleset.cases:
            text = ruleset.layer.text(path)
            for told in _told(text):
                for message, remedy, detail in _contradicted(whole, chain, presumed, party, told):
                    where = Position(
                        str(path), text.count("\n", 0, told.at) + 1, told.at - text.rfind("\n", 0, told.at)
                    )
                    found.append(
                        fault("stated", message, where, f"{path.stem}/{detail}", area=ruleset.id, remedy=remedy)
                    )
    unique = list({item.id: item for item in reversed(found)}.values())  # the first case of each contradiction
    yield from unique[::-1] or [fine("stated", "范例写明的事实与预期的结果不相抵触")]


def _told(text: str) -> Iterator[StatedCase]:
    starts = [match.start() for match in CASE.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        part = text[start:end]
        violation, facts, expect = (pattern.search(part) for pattern in (VIOLATION, FACTS, EXPECT))
        if violation and facts and expect:
            named, party = frozenset(NAMED.findall(facts[1])), PARTY.search(part)
            known = stated(party[1]) if party else {}
            yield StatedCase(violation[1], stated(facts[1]), named, known, expect[0], start + facts.start(1))


def _contradicted(
    whole: Whole, chain: list[Ruleset], presumed: dict[str, Value], party: dict[str, str], told: StatedCase
) -> Iterator[tuple[str, str, str]]:
    facts, name = whole.book.vocabulary.facts, told.violation
    models = [item.violations[name].model for item in chain if name in item.violations]
    if not models:
        return
    status = STATUS.search(told.expect)
    elements, scope, law = _asked(whole, models)
    silent = {name: value for name, value in presumed.items() if name not in told.named}
    known = silent | {name: told.party[of] for name, of in party.items() if of in told.party} | told.facts
    if status is not None and status[1] == "determined":
        if holds(Conjunction((elements, *scope)), known, facts) is False:
            yield (
                f"范例预期 {name} 成立，写明的事实却不符合它的构成要件或者适用范围",
                "更正构成要件，或者更正范例",
                "elements",
            )
        for fact in _unstated(whole, presumed, (elements, *scope), told):
            message = f"{name} 的构成要件要求“{whole.label(fact)}”（{fact}），有结论的范例没有写明，也没有推定"
            yield message, f"恢复 presume 中的 {fact}，或者在范例中写明", f"{fact}/unstated"
    if status is not None and status[1] == "not_established" and holds(Conjunction((elements, *law)), known, facts):
        yield (
            f"范例预期 {name} 不成立，写明的事实却全都符合它的构成要件",
            "补上被删去的构成要件，或者更正范例",
            "elements/met",
        )
    for what, called, conditions in _expected(whole, chain, models, told):
        if conditions and all(holds(condition, known, facts) is False for condition in conditions):
            yield (
                f"范例预期{what} {called}，写明的事实却不符合它的条件",
                "更正条件，或者更正范例",
                called.replace(":", "/"),
            )


def _presumed(whole: Whole, chain: list[Ruleset]) -> dict[str, Value]:
    """What a ruleset presumes of what a case does not state; what records may show stays open."""
    facts, known = whole.book.vocabulary.facts, dict[str, Value]()
    for name, raw in (
        pair for item in reversed(chain) for part in item.header.model.presume for pair in part.facts.items()
    ):
        if name in facts and facts[name].finding is None and not facts[name].derived:
            known[name] = raw if isinstance(raw, (bool, str)) else Fraction(raw)
    return known


def _party(whole: Whole) -> dict[str, str]:
    """The facts that say what the party is, each with what of it."""
    findings = {
        name: fact.finding.party for name, fact in whole.book.vocabulary.facts.items() if fact.finding is not None
    }
    return {name: of for name, of in findings.items() if of is not None}


def _asked(whole: Whole, models: list[Violation]) -> tuple[Condition, list[Condition], list[Condition]]:
    """The elements, the scope, and what the law itself asks in all its versions, as the nearest ruleset writes them."""
    elements = next((model.elements for model in models if "elements" in model.model_fields_set), ALWAYS)
    scope = next((model.scope for model in models if "scope" in model.model_fields_set), [])
    ref = next((model.provision for model in models if model.provision), "")
    law = [provision.when for _, provision in whole.provisions(ref)]
    return elements, [part.when for part in scope if part.since is None], law


def _unstated(
    whole: Whole, presumed: dict[str, Value], conditions: Iterable[Condition], told: StatedCase
) -> Iterator[str]:
    """What a decided case must have told: nothing presumes it, no record shows it, nothing else yields it."""
    for part in (part for condition in conditions for part in conjuncts(condition)):
        fact = whole.book.vocabulary.facts.get(part.fact) if isinstance(part, FactTest) else None
        if (
            isinstance(part, FactTest)
            and fact is not None
            and part.fact not in told.named
            and part.fact not in presumed
        ):
            any_value = part.test is not None and {*(enum_names(part.test) or ())} >= {*(fact.values or {"": ""})}
            if fact.finding is None and not fact.derived and fact.default_from is None and not any_value:
                yield part.fact


def _expected(
    whole: Whole, chain: list[Ruleset], models: list[Violation], told: StatedCase
) -> Iterator[tuple[str, str, list[Condition]]]:
    """The conditions of the tier, of the entries and of the ranges that a case is to come to; of a range, in every version of its law."""
    tiers = next((model.tiers for model in models if model.tiers), [])
    if (named := TIER.search(told.expect)) is not None:
        yield "阶次", named[1], [tier.when for tier in tiers if tier.tier == named[1] and tier.when is not None]
    for kind, name in ENTRY.findall(told.expect):
        lists = [file for item in chain for of, file in item.lists.items() if of.value == kind]
        yield (
            "情节",
            f"{kind}:{name}",
            [part.condition for file in lists for part in file.model.entries if part.id == name],
        )
    for ref, name in RANGE.findall(told.expect):
        rows = [row for _, provision in whole.provisions(ref) for row in provision.ranges]
        yield "法定幅度", f"{ref}#{name}", [row.when for row in rows if row.range == name]
