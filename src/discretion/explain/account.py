"""The account: every fact and record that a case states is used by a rule, or without effect here, with the true reason.

What does not fit the vocabulary is refused before it comes to this; nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discretion.case import (
    RECORD_NAMES,
    SET_ASIDE,
    Case,
    Record,
    deadlines_of,
    find,
    fined_elsewhere,
    subject_of,
    without_repeats,
)
from discretion.decide import Accounted, Decision, Evaluation, Reason, Shared, Told, build
from discretion.explain.confiscated import confiscated_by
from discretion.explain.said import rests_on, said
from discretion.facts import Vocabulary, encode, say
from discretion.penalty import Force
from discretion.plan import Disposition, Plan, Status, answers, per_decision, recent
from discretion.plan import terms as t
from discretion.rulebook import LIST_NAMES, USUAL

MOST = 16  # ways of using the facts that are kept, per decision


def account(evaluation: Evaluation, reasons: Told[Reason]) -> list[Shared[Accounted]]:
    """Facts by name (the same whatever the order of the case), then records in order of date, then the further parties.

    Args:
        evaluation: the decision.
        reasons: its trace, which names the facts that each rule used.
    """
    uses, memo = _uses(evaluation, reasons), answers(evaluation.plan, account)
    stated = sorted(evaluation.facts.items())
    found = [_fact(evaluation, memo, name, raw, uses) for name, raw in stated if raw is not None]
    if evaluation.case.records:
        found += map(Shared, _records(evaluation))
    if evaluation.case.co_parties:
        found += map(Shared, _parties(evaluation.plan, evaluation.case))
    return found


Uses = dict[str, tuple[tuple[str, ...], str]]  # the rules that use a fact; or why none does


def _uses(e: Evaluation, reasons: Told[Reason]) -> Uses:
    """What the facts are used for, as far as it was asked: the same in all cases that are decided alike for the same reasons."""
    key = (e.case.party.kind, bool(e.regions), *[item.ground for item in reasons.items])
    return recent(answers(e.decision, _uses), key, lambda: _used(e, reasons), MOST)


def _used(e: Evaluation, reasons: Told[Reason]) -> Uses:
    used: dict[str, list[str]] = {}
    for reason in reasons:
        for fact in reason.facts:
            for name in rests_on(e.plan, fact.name):
                used.setdefault(name, []).append(reason.rule)
    for name in _amounts(e):
        used.setdefault(name, []).append("amount")
    return {name: (tuple(dict.fromkeys(rules)), "") for name, rules in used.items()}


def without_rule(case: Case, vocabulary: Vocabulary, why: str) -> list[Accounted]:
    """The account where no rule is left to use anything: all of it is without effect, for the one reason."""
    found = [
        _item("fact", name, vocabulary[name].label, say(vocabulary[name], encode(vocabulary[name], raw)), [], why)
        for name, raw in sorted(case.facts.items())
        if raw is not None
    ]
    records = without_repeats(case.records)
    return found + [_item("record", item.kind, RECORD_NAMES[item.kind], item.name, [], why) for item in records]


def _item(kind: str, name: str, label: str, value: str, rules: list[str], why: str) -> Accounted:
    rules = list(dict.fromkeys(rules))
    use = "used" if rules else "without_effect"
    why = "" if rules else why
    fields = {"kind": kind, "name": name, "label": label, "value": value, "use": use, "rules": rules, "why": why}
    return build(Accounted, fields)


def _amounts(e: Evaluation) -> Iterator[str]:
    """The facts that the fine, and what is confiscated, is computed of."""
    for name in confiscated_by(e):
        yield from e.plan.vocabulary.stated(name)
    yield from _priced_by(e.decision)


@per_decision
def _priced_by(decided: Decision) -> tuple[str, ...]:
    """The facts that the fine is worked out of."""
    ends = decided.sanction.ends if decided.sanction is not None else None
    terms = ends.terms if ends is not None else ()
    return tuple(dict.fromkeys(decided.plan.slots[slot].name for term in terms for slot in t.slots(term)))


def _fact(e: Evaluation, memo: dict[Any, Any], name: str, raw: object, uses: Uses) -> Shared[Accounted]:
    use = uses.get(name)
    if use is None:
        use = uses[name] = (), _idle(e, name)
    slot = e.plan.index.get(name)
    # A value that no rule reads is right all the same; and one way to state it equals no way to state another.
    key = (name, raw if slot is None else e.bound.values[slot], use)

    def told() -> Shared[Accounted]:
        fact, (rules, why) = e.plan.vocabulary[name], use
        value = said(e, name).value if slot is not None else say(fact, encode(fact, raw))
        return Shared(_item("fact", name, fact.label, value, [*rules], why))

    return recent(memo, key, told)


def _idle(e: Evaluation, name: str) -> str:
    """Why a stated fact has no effect: nothing reads it; the matter ended before; or what reads it does not hold."""
    plan, settled = e.plan, e.settled
    if name not in plan.index:
        return "本项的构成要件、法定幅度、阶次和情节都不以该事实为条件"
    if plan.vocabulary[name].personal and e.case.party.kind != "person":
        return "只对公民有意义，本案的当事人不是公民"
    if settled.status is Status.NOT_ESTABLISHED:
        return "违法行为不成立，不再考虑该事实"
    if settled.status is Status.NO_RULE:
        return "没有可以适用的规则，不再考虑该事实"
    if settled.status is Status.TIME_BARRED:
        return "已过追责时效，不再考虑该事实"
    if settled.disposition is Disposition.EXEMPT and settled.force is Force.SHALL:
        return "不予处罚，不再考虑阶次和其他情节"
    readers = recent(answers(plan, _readers), name, lambda: list(dict.fromkeys(_readers(plan, name))))
    if not readers:
        return "本案适用的规则不取决于该事实"
    open_ = settled.status is Status.UNDETERMINED or bool(e.regions)
    return f"以该事实为条件的{'、'.join(readers)}，" + ("待其他事实查明后判断" if open_ else "其条件在本案不具备")


def _readers(plan: Plan, name: str) -> Iterator[str]:
    reads = plan.vocabulary.stated
    for kind, entries in plan.lists.items():
        for entry in entries:
            if any(name in reads(fact) for fact in entry.rule.facts):
                yield f"{LIST_NAMES[kind]}情形“{entry.rule.label}”"
    for row in plan.tiers:
        if any(name in reads(fact) for fact in row.rule.facts):
            yield f"阶次“{row.rule.label}”"
    for item in plan.supplements:
        if any(name in reads(fact) for fact in item.rule.facts):
            yield item.rule.label


def _records(e: Evaluation) -> Iterator[Accounted]:
    case, plan = e.case, e.plan
    used: dict[Record, list[str]] = {}
    aside: dict[Record, list[str]] = {}
    kinds: set[str] = set()
    for slot in plan.slots:
        rule = slot.fact.finding
        if rule is None or rule.records is None:
            continue
        kinds.add(rule.records)
        found = find(rule, case, plan)
        for record in (*found.rests_on, *deadlines_of(rule, case, plan, found)):
            used.setdefault(record, []).append(f"finding:{slot.name}")
        for record, why in found.set_aside:
            aside.setdefault(record, []).append(f"{SET_ASIDE[why]}，不据以认定“{slot.fact.label}”")
    for record in e.fined:
        used.setdefault(record, []).append("same-act")
    for record, why in fined_elsewhere(case)[1]:
        aside.setdefault(record, []).append(f"{SET_ASIDE[why]}，不是同一行为的罚款")
    for record in without_repeats(case.records):
        why = "；".join(dict.fromkeys(aside.get(record, ()))) or _unread(record, kinds)
        yield _item("record", record.kind, RECORD_NAMES[record.kind], record.name, used.get(record, []), why)


def _unread(record: Record, kinds: set[str]) -> str:
    if record.kind in kinds:
        return "依据该类记录认定的事实，本案另有依据"
    return f"本项没有依据“{RECORD_NAMES[record.kind]}”记录认定的事实"


def _parties(plan: Plan, case: Case) -> Iterator[Accounted]:
    for name in case.co_parties:
        label = (plan.addressees.get(name) or USUAL[name]).label
        known, own = name in plan.addressees, subject_of(plan, case)
        itself = known and plan.party_of(name) == own
        why = "就是本案的当事人" if itself else f"{plan.provision_cite}没有规定处罚{label}"
        yield _item(
            "co_party",
            name,
            label,
            label,
            [plan.provision] if known and not itself else [],
            why,
        )
