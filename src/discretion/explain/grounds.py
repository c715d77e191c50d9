"""A reason of the trace for each kind of rule: what it cites, what it reads, and who puts it into words when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from discretion.decide import Ground
from discretion.explain.held import condition_text
from discretion.explain.kept import kept_by
from discretion.explain.presumed import OtherRange
from discretion.explain.sentences import Sentences
from discretion.plan import EntryRule, Plan, RangeRow, Rule, ScopeRule, TierRow
from discretion.rulebook import ListKind
from discretion.words import NO_INFERENCE


def element(plan: Plan, rule: Rule, truth: bool | None) -> Ground:
    """An element of the violation: it holds, fails, or is open."""
    condition = condition_text(plan, rule)
    decided = {True: "holds", False: "fails", None: "open"}[truth]
    return Ground(
        "elements", rule.id, condition, decided, lambda s: s.element(rule, truth), facts=reads(rule.facts),
        kept=kept_by(plan, rule.facts),
    )  # fmt: skip


def outside(plan: Plan, item: ScopeRule) -> Ground:
    """The provision does not reach the case."""
    text = item.otherwise if item.see else f"{item.otherwise}；{NO_INFERENCE}"
    return of_rule("scope", item.rule, "outside", lambda _: text, kept=kept_by(plan, item.rule.facts))


def entry(plan: Plan, step: str, kind: ListKind, item: EntryRule) -> Ground:
    """An entry of a list that the case falls under."""
    kept = kept_by(plan, item.rule.facts, amounts=True)
    return of_rule(step, item.rule, "applies", lambda s: s.entry(kind.value, item), kept=kept)


def uncoerced(entry: EntryRule) -> Ground:
    """No coercion is used."""
    return of_rule("coercion", entry.rule, "applies", lambda s: s.uncoerced(entry))


def supplement(plan: Plan, rule: Rule, special: bool) -> Ground:
    """A general provision adds to the sanction, unless the special one says it already."""
    decided = "already" if special else "applies"
    return of_rule("supplement", rule, decided, lambda s: s.supplement(rule), kept=kept_by(plan, rule.facts))


def nothing_left(plan: Plan, name: str) -> Ground:
    """A gain that was given back whole: nothing to confiscate."""
    rule = next(item.rule for item in plan.supplements if name in item.rule.facts)
    return of_rule("supplement", rule, "refunded", lambda s: s.nothing_left(rule, name))


def general_order(plan: Plan, rule: Rule) -> Ground:
    """The general order to put things right (行政处罚法 art. 28)."""
    return of_rule("supplement", rule, "orders", lambda s: s.order(rule), kept=kept_by(plan, rule.facts))


def statutory(plan: Plan, row: RangeRow) -> Ground:
    """The range of the law, or the clause that closes what the law leaves open."""
    decided, kept = "closes" if row.closes is not None else "applies", kept_by(plan, row.rule.facts, amounts=True)
    return of_rule("statute", row.rule, decided, lambda s: s.range(row), kept=kept)


def presumed_not(item: OtherRange) -> Ground:
    """Another range of the law, left out by a presumption."""
    row = item.evaluation.plan.ranges[item.evaluation.settled.range or 0]
    return of_rule("statute", row.rule, "presumed_not", lambda s: s.other_range(item))


def tier(plan: Plan, row: TierRow) -> Ground:
    """The tier, and why its neighbours do not apply."""
    return of_rule(
        "tier", row.rule, "applies", lambda s: s.tier(row), rejected=lambda s: s.other_tiers(row),
        kept=kept_by(plan, row.rule.facts),
    )  # fmt: skip


def clamped(plan: Plan, text: Callable[[Sentences], str], **more: Any) -> Ground:
    """Design §3, step 8: the result never leaves the statute, and it is said when the data would."""
    return Ground("statute", "statute:clamp", "法定幅度", "clamped", text, (plan.provision_cite,), **more)


def of_rule(step: str, rule: Rule, decided: str, text: Callable[[Sentences], str], **more: Any) -> Ground:
    """A reason that a rule gives, with its citations, its rank, and the facts it reads."""
    source = rule.source.kind if rule.source else None
    return Ground(
        step, rule.id, rule.label, decided, text, tuple(rule.cites), source, rule.origin or None, reads(rule.facts), **more
    )  # fmt: skip


def reads(names: Iterable[str]) -> Callable[[Sentences], Any]:
    """The facts that a reason reads, as they stand in the case."""
    names = tuple(names)
    return (lambda s: s.facts(names)) if names else lambda _: []
