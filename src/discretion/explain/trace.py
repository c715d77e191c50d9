"""The trace: one reason per step of the law, with rule, article, facts, and what was rejected and why.

Which reasons there are, but for the findings, follows from the rules that hold: they are made once for all cases in which
these do. ``sentences`` puts them into words when they are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discretion.case import Case
from discretion.decide import Decision, Evaluation, Ground, Saying
from discretion.explain import grounds as g
from discretion.explain.confiscated import refunded
from discretion.explain.kept import kept_by, per_facts
from discretion.explain.missing import missing
from discretion.explain.orders import corrected, ordered
from discretion.explain.presumed import other_ranges
from discretion.explain.sentences import Sentences
from discretion.penalty import Force
from discretion.plan import (
    Cause,
    Disposition,
    EntryRule,
    Masks,
    Plan,
    Rule,
    ScopeRule,
    Settled,
    Slot,
    Status,
    asked,
    chosen,
    per_decision,
    per_plan,
)
from discretion.plan import formula as f
from discretion.rulebook import DECIDING, ListKind
from discretion.words import NO_INFERENCE, SAME_ACT, listed

LAW = ("barred", "exempt", "ranges", "tiers", "mitigated", "lighter", "heavier")  # what an open tier leaves to ask
MOVED = {
    "general": "从轻、减轻与从重并存的处理",
    "lighter": "从轻的幅度",
    "heavier": "从重的幅度",
    "mitigated": "减轻的幅度",
}
STEPS = {ListKind.BARRED: "bar", ListKind.EXEMPT: "exempt"}  # all others are circumstances


def trace(evaluation: Evaluation) -> list[Saying]:
    """All reasons of an evaluation, in the order of the steps."""
    about = Sentences(evaluation)
    return [Saying(ground, about) for ground in _grounds(evaluation)]


@per_facts
def _grounds(evaluation: Evaluation) -> tuple[Ground, ...]:
    plan, decided = evaluation.plan, evaluation.decision
    found = [_law(plan), *_findings(evaluation)]
    if decided.masks is None:  # not established, or open: the elements depend on the facts that are missing
        return (*found, *_unmet(evaluation))
    unsaid = set(_uncertain(evaluation))
    if evaluation.fined and decided.sanction is not None:
        # What may not be fined again is not moved.
        unsaid |= {node.rule for node in _told(decided) if node.step == "policy"}
    found += [node for node in _told(decided) if node.rule not in unsaid]
    found += [g.presumed_not(item) for item in other_ranges(evaluation)]
    punished = decided.sanction is not None and decided.settled.disposition is not Disposition.EXEMPT
    if punished and not ordered(decided) and not corrected(evaluation):
        found += _general_orders(plan)
    if punished:
        found += [g.nothing_left(plan, name) for name in refunded(evaluation)]
    if evaluation.fined and decided.sanction is not None:
        text = (SAME_ACT,)
        found.append(Ground("supplement", "same-act", "一事不再罚", "applies", lambda s: s.fined(), text, "statute"))
    found += [g.uncoerced(entry) for entry in uncoerced(evaluation)]
    if evaluation.clamped:
        found.append(g.clamped(plan, lambda s: s.clamp()))
    return tuple(found)


def uncoerced(evaluation: Evaluation) -> list[EntryRule]:
    """The entries by which no coercion is used: they decide no penalty, so only those that certainly hold count."""
    entries = evaluation.plan.lists[ListKind.NO_COERCION]
    box = evaluation.plan.box_of(evaluation.bound.values) if entries else []
    return [entry for entry in entries if f.kleene(entry.rule.guard, box) is True]


def _uncertain(evaluation: Evaluation) -> Iterator[str]:
    """The list entries that hold only for some values of what is missing, where it makes no difference: no ground of a decision."""
    if not evaluation.bound.complete:
        box = evaluation.plan.box_of(evaluation.bound.values)
        for entry in evaluation.plan.entries:
            if f.kleene(entry.rule.guard, box) is None:
                yield entry.rule.id


@per_decision
def _told(decided: Decision) -> tuple[Ground, ...]:
    """The steps after the findings, where the elements hold: made once for all cases in which the same rules do."""
    return tuple(_nodes(decided.plan, decided, decided.masks)) if decided.masks is not None else ()


def _nodes(plan: Plan, decided: Decision, masks: Masks) -> Iterator[Ground]:
    settled, sanction = decided.settled, decided.sanction
    yield from (nodes[True] for _, nodes in _elements(plan))
    for about in LAW if decided.open_tier else asked(plan, masks):
        yield from _about(decided, masks, about)
    if settled.status is Status.NO_RULE:
        assert settled.fault is not None
        mine = settled.fault.cause is Cause.RULEBOOK_FAULT
        text = f"{settled.fault.value}，{'请报告规则库维护者' if mine else NO_INFERENCE}"
        yield Ground("tier", "fault", "规则缺陷", "no_rule", lambda _: text, kept=kept_by(plan, ()))
    if sanction is None:
        return
    yield from _circumstances(plan, settled, masks)
    named = {measure.key for measure in sanction.measures}
    for bit, item in enumerate(plan.supplements):
        if masks.supplements >> bit & 1:  # what the special provision says itself needs no general one
            yield g.supplement(plan, item.rule, named.issuperset(measure.key for measure in item.measures))
    if sanction.written is not None:
        yield g.clamped(plan, lambda s: s.beyond(sanction), kept=kept_by(plan, ()))


def _about(decided: Decision, masks: Masks, about: str) -> Iterator[Ground]:
    """What one question of the law came to."""
    plan, settled = decided.plan, decided.settled
    if about in DECIDING:
        kind = ListKind(about)
        held = chosen(plan.lists[kind], getattr(masks, kind))
        if kind is ListKind.EXEMPT and any(entry.force is Force.SHALL for entry in held):
            held = [entry for entry in held if entry.force is Force.SHALL]  # beside 不予处罚, 可以不予处罚 says nothing
        yield from (g.entry(plan, STEPS.get(kind, "circumstance"), kind, entry) for entry in held)
    elif about == "ranges" and settled.range is not None:
        yield g.statutory(plan, plan.ranges[settled.range])
    elif about == "tiers" and decided.open_tier:
        yield Ground("tier", "tier:open", "阶次待定", "open", lambda s: s.open_tier())
    elif about == "tiers" and settled.tier is not None:
        yield g.tier(plan, plan.tiers[settled.tier])


def _unmet(evaluation: Evaluation) -> Iterator[Ground]:
    plan, values = evaluation.plan, evaluation.bound.values
    box = plan.box_of(values)
    for rule, nodes in _elements(plan):
        yield nodes[f.kleene(rule.guard, box)]
    for item, node in _outside(plan):
        if f.kleene(item.rule.guard, box) is False:
            yield node
    if evaluation.settled.status is Status.UNDETERMINED:
        names = [item.fact for item in missing(evaluation)]
        names = names or [slot.name for slot, value in zip(plan.slots, values, strict=True) if value is None]
        text = "下列事实尚未查明，结果不能确定：" + listed(plan.vocabulary[name].label for name in names)
        yield Ground("elements", "missing", "事实不足", "open", lambda _: text, facts=g.reads(names))


@per_plan
def _law(plan: Plan) -> Ground:
    law = (plan.provision_cite,)
    return Ground(
        "law", plan.provision, plan.provision_label, "applies", lambda s: s.law(), law, kept=kept_by(plan, ())
    )


def _findings(evaluation: Evaluation) -> Iterator[Ground]:
    """What was found by records or by a table; and on which the fact rests, where the officer states it."""
    plan, origins, values = evaluation.plan, evaluation.bound.origins, evaluation.bound.values
    for number, slot, nodes in _finding_slots(plan):
        origin = origins[number] or ""
        told = origin in ("records", "stated") and _notable(slot, bool(values[number]), evaluation.case)
        if origin == "default" or told:
            yield nodes[origin, bool(values[number])]


@per_plan
def _finding_slots(plan: Plan) -> Sequence[tuple[int, Slot, dict[tuple[str, bool], Ground]]]:
    """The slots that records, or a table, may fill; each with its node by origin and by whether it is there."""
    return tuple(
        (
            number,
            slot,
            {(o, there): _finding(slot, o, there) for o in ("records", "stated", "default") for there in (True, False)},
        )
        for number, slot in enumerate(plan.slots)
        if slot.fact.finding is not None or slot.fact.default_from is not None
    )


def _finding(slot: Slot, origin: str, there: bool) -> Ground:
    facts = g.reads((slot.name,))
    return Ground(
        "finding",
        f"finding:{slot.name}",
        slot.fact.label,
        "found" if there else "absent",
        lambda s: s.finding(slot, origin),
        facts=facts,
    )


def _notable(slot: Slot, value: bool, case: Case) -> bool:
    """A finding worth telling: not the mere absence of a record, not what the case states of the party."""
    rule = slot.fact.finding
    if rule is None or rule.party is not None or rule.elapsed is not None:
        return False
    # even if none of them counts: it is said why
    return value or any(record.kind == rule.records for record in case.records)


@per_plan
def _elements(plan: Plan) -> tuple[tuple[Rule, dict[bool | None, Ground]], ...]:
    """The elements, each with its node where it holds, fails or is open."""
    return tuple(
        (rule, {truth: g.element(plan, rule, truth) for truth in (True, False, None)}) for rule in plan.elements
    )


@per_plan
def _outside(plan: Plan) -> tuple[tuple[ScopeRule, Ground], ...]:
    return tuple((item, g.outside(plan, item)) for item in plan.scope)


@per_plan
def _general_orders(plan: Plan) -> tuple[Ground, ...]:
    return tuple(g.general_order(plan, rule) for rule in plan.general_orders)


def _circumstances(plan: Plan, settled: Settled, masks: Masks) -> Iterator[Ground]:
    """How the circumstances together moved the band, and by whose rule."""
    effect, policy = settled.effect, plan.policy
    if effect == "general" and not (masks.heavier and (masks.lighter or masks.mitigated)):
        return
    both = "mitigated_and_heavier" if masks.mitigated else "lighter_and_heavier"
    field = both if effect == "general" else effect
    source, origin = policy.source_of(effect), plan.origins.get(f"policy.{field}")
    yield Ground(
        "policy", f"policy:{effect}", MOVED[effect], "applies", lambda s: s.circumstances(),
        source=source.kind if source else None, origin=origin, kept=kept_by(plan, (), amounts=True),
    )  # fmt: skip
