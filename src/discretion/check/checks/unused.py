"""unused: every range of the law, every provision of local law and every general list entry is used by some violation."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.book import RulesetCheck
from discretion.check.model import Finding
from discretion.check.words import range_words
from discretion.plan import formula as f
from discretion.rulebook import LIST_NAMES, Level

SCOPE = "ruleset"
NAME = "闲置规则"
SENTENCE = "所用条款的每个处罚幅度、每个通用的清单条目，都至少有一个违法行为的案件可以适用；所用地方性法规的每一条罚则都被引用，或者写明不引用的理由"
FORMULA = "∀r ∈ ranges(law) ∃violation, x: elements(x) ∧ r(x)；∀e ∈ lists ∃violation, x: e(x)"


def idle(book: RulesetCheck) -> Iterator[tuple[str, str]]:
    """Provisions of the local laws that this ruleset's own violations rest on, which no violation of any area cites."""
    rulebook, own = book.plans.rulebook, book.ruleset.violations.values()
    cited = {file.model.provision for one in rulebook.rulesets for file in one.violations.values()}
    for name in sorted({file.model.provision.partition("/")[0] for file in own if file.model.provision}):
        law = rulebook.law(name, book.day)
        if law is None or law.level is not Level.LOCAL_REGULATION:
            continue
        for slug, provision in law.provisions.items():
            if provision.ranges and provision.unused is None and f"{name}/{slug}" not in cited:
                yield f"{name}/{slug}", law.cite(slug)


def run(book: RulesetCheck) -> Iterator[Finding]:
    """Ask violation by violation until each has been seen alive."""
    ranges: dict[tuple[str, str], bool] = {}
    entries: dict[tuple[str, str], bool] = {}
    places = {}
    named = {(kind.value, entry.id, name) for kind, file in book.ruleset.lists.items() for entry in file.model.entries
             if entry.violations != "all" for name in entry.violations}  # fmt: skip
    for subject in book.own():
        plan = subject.plan
        for index, row in enumerate(plan.ranges):
            key = (plan.provision, row.range)
            if row.closes is None and not ranges.get(key):
                places[key] = (row.rule.where, f"{plan.provision_cite}的{range_words(plan, index)}")
                # A range without a condition is reached by every case that there is (``vacuous`` asks whether there is one).
                ranges[key] = row.rule.guard == f.TRUE or subject.possible(
                    subject.decision.established, subject.decision.ranges[index]
                )
        open_ = {(kind.value, rule.rule.id.partition(":")[2]) for kind, rules in plan.lists.items() for rule in rules
                 if rule.rule.origin == book.ruleset.id}  # fmt: skip
        open_ = {key for key in open_ if not entries.get(key) and (*key, plan.violation) not in named}
        for entry in subject.entries() if open_ else ():  # the solver is asked only while something is open
            key = (entry.kind.value, entry.id)
            if key in open_:
                places[key] = (entry.rule.rule.where, entry.rule.rule.label)
                entries[key] = subject.possible(*entry.claims)
    found = []
    for key in (key for key, alive in ranges.items() if not alive):
        where, said = places[key]
        message = f"{said}没有被任何违法行为使用"
        found.append(book.refuted("unused", message, f"range/{key[0]}/{key[1]}", where=where,
                                  remedy="补上适用该幅度的违法行为，或者更正构成要件"))  # fmt: skip
    for ref, cite in idle(book):
        found.append(book.refuted("unused", f"{cite}没有被任何违法行为引用", f"provision/{ref}",
                                  remedy="编入引用该条的违法行为，或者在法律文件中写 unused: 理由"))  # fmt: skip
    names = {kind.value: name for kind, name in LIST_NAMES.items()}
    for key in (key for key, alive in entries.items() if not alive):
        where, label = places[key]
        message = f"{names[key[0]]}情形“{label}”在任何违法行为中都不能适用"
        found.append(book.refuted("unused", message, "/".join(key), where=where, remedy="更正条件，或者删去该条目"))
    yield from found or [
        book.proven("unused", f"{len(ranges)}个法定幅度、{len(entries)}个通用清单条目都有案件可以适用")
    ]
