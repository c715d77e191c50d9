"""Properties of every violation, one function each: what is wrong at the given facts, in Chinese, or None.

They look at one case (or two) at a time, so they find faults and prove nothing; ``discretion check`` proves. They
need no solver, and they see what the prover's model of the plan leaves out: the engine itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from discretion.decide import decide, explore
from discretion.facts import Severity
from discretion.plan import ABOUT, Disposition, Fault, Plan, Values, fine_band
from discretion.plan import formula as f
from discretion.rulebook import SourceKind
from discretion.testing.result import result

Property = Callable[[Plan, Values], str | None]


def settles(plan: Plan, values: Values) -> str | None:
    """Complete facts always lead to a result: no gap, no overlap."""
    settled = decide(plan, values).settled
    return settled.fault if settled.fault not in (None, Fault.OUTSIDE) else None


def within_statute(plan: Plan, values: Values) -> str | None:
    """The fine lies in the statutory range; only mitigation goes below it, and nothing above."""
    found = decide(plan, values)
    if found.band is None or found.settled.range is None:
        return None
    band = found.band(values)[0]
    legal, _ = fine_band(plan, plan.statute[found.settled.range].party["general"], values)
    if legal is None:
        return f"法条没有规定罚款，基准却罚{band}"
    if band.empty:
        return f"幅度{band.interval}是空的"
    below = band.lowest < legal.lowest and found.settled.disposition is not Disposition.MITIGATED
    return f"幅度{band.interval}超出法定幅度{legal.interval}" if below or band.highest > legal.highest else None


def neutral_facts_do_not_matter(plan: Plan, values: Values) -> str | None:
    """A fact that is declared neutral changes nothing, unless the law itself asks who the party is."""
    expected = result(plan, values)
    for index, slot in enumerate(plan.slots):
        if slot.fact.severity is Severity.NEUTRAL and not _asked_by_law(plan, index):
            for other in (slot.low, slot.high):
                if result(plan, (*values[:index], other, *values[index + 1 :])) != expected:
                    return f"{slot.fact.label}（中性事实）改变了结果"
    return None


def missing_facts_hide_nothing(plan: Plan, values: Values) -> str | None:
    """With any one fact missing, the true outcome is among the outcomes that are offered as reachable."""
    expected = decide(plan, values).settled
    for index, slot in enumerate(plan.slots):
        known = (*values[:index], None, *values[index + 1 :])
        reachable = {(r.outcome.status, r.outcome.disposition, r.outcome.force) for r in explore(plan, known)}
        if (expected.status, expected.disposition, expected.force) not in reachable:
            return f"缺少{slot.fact.label}时，没有列出真实的结果 {expected.status}"
    return None


def evaluators_agree(plan: Plan, values: Values) -> str | None:
    """The generated code, the formulas, and three-valued logic on known facts hold the same rules."""
    masks, box = decide(plan, values).masks, [(value, value) for value in values]
    groups = [plan.rules(about) for about in ABOUT]
    if (masks is not None) != f.holds(plan.established, values) or (masks is not None) != f.kleene(
        plan.established, box
    ):
        return "对认定要件是否成立，各求值器不一致"
    held = [getattr(masks, about) for about in ABOUT] if masks is not None else []
    for mask, rules in zip(held, groups, strict=False):
        for bit, rule in enumerate(rules):
            if not bool(mask >> bit & 1) == f.holds(rule.guard, values) == f.kleene(rule.guard, box):
                return f"对 {rule.id} 的条件是否成立，各求值器不一致"
    return None


def _asked_by_law(plan: Plan, slot: int) -> bool:
    """Whether the law itself reads the fact, in its elements, its ranges or a list entry of its own: minors are persons."""
    entries = (entry.rule for entry in plan.entries)
    rules = [rule for rule in entries if rule.source is not None and rule.source.kind is SourceKind.STATUTE]
    rules += [*(row.rule for row in plan.ranges), *plan.elements]
    return any(slot in f.slots(rule.guard) for rule in rules)


PROPERTIES: Mapping[str, Property] = {
    function.__name__: function
    for function in (
        settles,
        within_statute,
        neutral_facts_do_not_matter,
        missing_facts_hide_nothing,
        evaluators_agree,
    )
}
