"""stated: what golden cases state does not contradict the conditions of what they are to come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from discretion.check.model import Finding
from discretion.check.stated import Value, holds
from discretion.check.told import Silence, StatedCase, silence_of, told
from discretion.check.whole import Whole, fault
from discretion.check.whole import holds as fine
from discretion.conditions import ALWAYS, Condition, Conjunction, FactTest, conjuncts, enum_names, tested
from discretion.errors import Position
from discretion.facts import Fact
from discretion.rulebook import ListKind, Ruleset, Scope, Violation

SCOPE = "rulebook"
NAME = "范例事实"
SENTENCE = (
    "范例写明的事实，与预期的结果不相抵触：成立的符合构成要件和适用范围，不成立的不全符合；预期的阶次、法定幅度和清单条目，"
    "条件都没有被写明的事实否定；没有推定的事实，构成要件和预期的阶次、幅度、条目以它为准的，范例都写明"
)
FORMULA = "∀c ∈ cases: ¬(facts(c) ⊨ ¬when(expect(c)))，按三值逻辑，没有写明的不定"
STATUS, TIER = re.compile(r"\bstatus:\s*(\w+)"), re.compile(r"\btier:\s*[\"']?([\w-]+)")
ENTRY = re.compile(r"\b(" + "|".join(kind.value for kind in ListKind) + r"):([\w-]+)")
RANGE = re.compile(r"(?<![\w:#/.-])([a-z][a-z0-9-]*/[a-z0-9-]+)#([\w-]+)")


def run(whole: Whole) -> Iterator[Finding]:
    """Read the cases of the current rulesets; no case is judged."""
    found = []
    for ruleset in whole.current():
        chain = [ruleset, *whole.newest(ruleset.area)]
        silence = silence_of(whole, chain)
        for path in ruleset.cases:
            text = ruleset.layer.text(path)
            for case in told(text):
                for message, remedy, detail in _contradicted(whole, chain, silence, case):
                    line, column = text.count("\n", 0, case.at) + 1, case.at - text.rfind("\n", 0, case.at)
                    where = Position(str(path), line, column)
                    found.append(
                        fault("stated", message, where, f"{path.stem}/{detail}", area=ruleset.id, remedy=remedy)
                    )
    unique = list({item.id: item for item in reversed(found)}.values())  # the first case of each contradiction
    yield from unique[::-1] or [fine("stated", "范例写明的事实与预期的结果不相抵触")]


def _contradicted(
    whole: Whole, chain: list[Ruleset], silence: Silence, case: StatedCase
) -> Iterator[tuple[str, str, str]]:
    facts, name = whole.book.vocabulary.facts, case.violation
    models = [item.violations[name].model for item in chain if name in item.violations]
    if not models:
        return
    status = STATUS.search(case.expect)
    elements, scopes, law = _asked(whole, models)
    scope = [part.when for part in scopes if part.since is None or (case.occurred and case.occurred >= part.since)]
    known = silence.known(case)
    if status is not None and status[1] == "determined":
        if holds(Conjunction((elements, *scope)), known, facts) is False:
            yield (
                f"范例预期 {name} 成立，写明的事实却不符合它的构成要件或者适用范围",
                "更正构成要件，或者更正范例",
                "elements",
            )
        for fact in _unstated(whole, (elements, *scope), known, case):
            message = f"{name} 的构成要件要求“{whole.label(fact)}”（{fact}），有结论的范例没有写明，也没有推定"
            yield message, f"恢复 presume 中的 {fact}，或者在范例中写明", f"{fact}/unstated"
    if status is not None and status[1] == "not_established" and holds(Conjunction((elements, *law)), known, facts):
        yield (
            f"范例预期 {name} 不成立，写明的事实却全都符合它的构成要件",
            "补上被删去的构成要件，或者更正范例",
            "elements/met",
        )
    everywhere = Conjunction((elements, *(part.when for part in scopes)))
    ruled = scopes and _in_force(whole, models, case) and holds(everywhere, known, facts)
    if status is not None and status[1] == "no_rule" and ruled:
        yield (
            f"范例预期 {name} 不适用（no_rule），写明的事实却符合它的构成要件和适用范围",
            "更正适用范围或者推定，或者更正范例",
            "scope/met",
        )
    if status is not None and status[1] == "not_established" and holds(elements, known, facts) is None:
        for fact in _unstated(whole, [elements], known, case):
            message = (
                f"范例预期 {name} 不成立，它的构成要件以“{whole.label(fact)}”（{fact}）为准，范例没有写明，也没有推定"
            )
            yield message, f"恢复 presume 中的 {fact}，或者在范例中写明", f"{fact}/unstated"
    for what, called, conditions in _expected(whole, chain, models, case):
        silent = [set(_unstated(whole, [condition], known, case)) for condition in conditions]
        for fact in sorted(set.intersection(*silent)) if silent else ():
            message = f"范例预期{what} {called}，它以“{whole.label(fact)}”（{fact}）为准，范例没有写明，也没有推定"
            yield message, f"恢复 presume 中的 {fact}，或者在范例中写明", f"{called.replace(':', '/')}/{fact}/unstated"
        if conditions and all(holds(condition, known, facts) is False for condition in conditions):
            yield (
                f"范例预期{what} {called}，写明的事实却不符合它的条件",
                "更正条件，或者更正范例",
                called.replace(":", "/"),
            )


def _asked(whole: Whole, models: list[Violation]) -> tuple[Condition, list[Scope], list[Condition]]:
    """The elements, the scope, and what the law itself asks in all its versions, as the nearest ruleset writes them."""
    elements = next((model.elements for model in models if "elements" in model.model_fields_set), ALWAYS)
    scope = next((model.scope for model in models if "scope" in model.model_fields_set), [])
    ref = next((model.provision for model in models if model.provision), "")
    law = [provision.when for _, provision in whole.provisions(ref)]
    return elements, scope, law


def _in_force(whole: Whole, models: list[Violation], case: StatedCase) -> bool:
    """Whether the law was already in force when the act was done: before that there is no rule for another reason."""
    ref = next((model.provision for model in models if model.provision), "")
    return case.occurred is not None and any(law.effective <= case.occurred for law, _ in whole.provisions(ref))


def _unstated(
    whole: Whole, conditions: Iterable[Condition], known: Mapping[str, Value], case: StatedCase
) -> Iterator[str]:
    """What a decided case must have told, for a condition to hold: nothing presumes it, no record shows it, nothing else yields it."""
    vocabulary = whole.book.vocabulary
    for part in (part for condition in conditions for part in conjuncts(condition)):
        asked = sorted({root for name in tested(part) if name in vocabulary for root in vocabulary.stated(name)})
        facts = [vocabulary[name] for name in asked]
        if any(fact.default_from for fact in facts) or _whatever(part, vocabulary.facts):
            continue
        if holds(part, known, vocabulary.facts) is None:
            silent = [name for name in asked if name not in known and name not in case.named]
            yield from (name for name in silent if vocabulary[name].finding is None)


def _whatever(part: Condition, facts: Mapping[str, Fact]) -> bool:
    """Whether a test admits every value of its fact."""
    names = enum_names(part.test) if isinstance(part, FactTest) and part.test is not None else None
    return isinstance(part, FactTest) and names is not None and {*names} >= {*(facts[part.fact].values or {"": ""})}


def _expected(
    whole: Whole, chain: list[Ruleset], models: list[Violation], case: StatedCase
) -> Iterator[tuple[str, str, list[Condition]]]:
    """The conditions of the tier, of the entries and of the ranges that a case is to come to; of a range, in every version of its law."""
    tiers = next((model.tiers for model in models if model.tiers), [])
    if (named := TIER.search(case.expect)) is not None:
        yield "阶次", named[1], [tier.when for tier in tiers if tier.tier == named[1] and tier.when is not None]
    for kind, name in ENTRY.findall(case.expect):
        lists = [file for item in chain for of, file in item.lists.items() if of.value == kind]
        yield (
            "情节",
            f"{kind}:{name}",
            [part.condition for file in lists for part in file.model.entries if part.id == name],
        )
    for ref, name in RANGE.findall(case.expect):
        rows = [row for _, provision in whole.provisions(ref) for row in provision.ranges]
        yield "法定幅度", f"{ref}#{name}", [row.when for row in rows if row.range == name]
