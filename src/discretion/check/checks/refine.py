"""refine: a child ruleset stays within its parent's bands, unless its law differs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from discretion.check.model import Finding
from discretion.check.outcome import EncodedPlan
from discretion.check.subject import ViolationCheck
from discretion.check.witness import replay
from discretion.decide import Decision as Decided
from discretion.decide import Evaluation, decide
from discretion.penalty import Band
from discretion.plan import Plan, fine_band
from discretion.rulebook import Source, SourceKind

SCOPE = "violation"
NAME = "超出上级幅度"
SENTENCE = "下级区域的阶次幅度在上级区域的幅度之内；所依据的法律不同的、上级的只是建议稿而下级的不是的除外"
FORMULA = "law(child) = law(parent) ∧ ¬(proposed(parent) ∧ ¬proposed(child)) ⇒ ∀x ∈ D: band_child(x) ⊆ band_parent(x)"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Encode both plans over the same facts, and look for a case whose tier band leaves the parent's."""
    where = subject.where("tiers")
    parent = _parent(subject)
    if parent is None:
        yield subject.proven("refine", "没有上级区域的同一违法行为，无需比较", where=where)
    elif (parent.law, parent.provision) != (subject.plan.law, subject.plan.provision):
        laws = f"{subject.plan.provision_cite}、{parent.provision_cite}"
        yield subject.proven("refine", f"与上级区域所依据的法律不同（{laws}），不要求在其幅度之内", where=where)
    elif parent.tiers == subject.plan.tiers and parent.cells == subject.plan.cells:
        yield subject.proven("refine", f"阶次和幅度与{_name(subject)}相同", where=where)
    else:
        yield from _compared(subject, parent)


def _parent(subject: ViolationCheck) -> Plan | None:
    chain = subject.chain[1:]
    if not chain or subject.plan.violation not in subject.plans.rulebook.violation_ids(chain):
        return None
    return subject.plans.plan(subject.plan.violation, chain, subject.day)


def _name(subject: ViolationCheck) -> str:
    return f"上级区域（{subject.chain[1].header.model.label}）"


def _compared(subject: ViolationCheck, parent: Plan) -> Iterator[Finding]:
    child, prover = subject.decision, subject.prover
    other = EncodedPlan(parent, child.facts)
    both = [child.established, other.established, child.clear, other.clear]
    found = []
    for (tier, number), cell in subject.plan.cells.items():
        for (row, range_), wider in parent.cells.items():
            own, law = cell.party["general"], wider.party["general"]
            if own.fine is None or law.fine is None:
                continue
            (low, high), (floor, cap) = child.ends(own), other.ends(law)
            here = [child.tiers[tier], child.ranges[number], other.tiers[row], other.ranges[range_]]
            out = prover.any([low < floor, high > cap])
            above = _above(subject.plan.tiers[tier].rule.source, parent.tiers[row].rule.source)
            remedy = None if above else "把阶次收窄到上级区域的幅度之内；当地法律另有规定的，改用当地法律的条款"
            found.append(
                subject.shown(
                    "refine",
                    [*both, *here, out, *child.amounts(), *other.amounts(), *child.encoding.definitions()],
                    partial(_fault, parent, _name(subject)),
                    f"{subject.row(tier)}+{parent.tiers[row].tier}",
                    where=subject.plan.tiers[tier].rule.where,
                    remedy=remedy,
                    proves=above,
                )
            )
    shown = [item for item in found if item is not None]
    message = f"各阶次的幅度都在{_name(subject)}的幅度之内"
    yield from shown or [subject.proven("refine", message, where=subject.where("tiers"))]


def _above(own: Source | None, other: Source | None) -> bool:
    """Whether the parent's row is only a proposal and the child's is more: a published table owes our proposal nothing."""
    proposed = other is not None and other.kind is SourceKind.PROPOSED
    return proposed and own is not None and own.kind is not SourceKind.PROPOSED


def _fault(parent: Plan, name: str, results: tuple[Evaluation, ...]) -> str | None:
    result = results[0]
    second = replay(parent, result.case.model_dump(mode="json", exclude_none=True))
    if not isinstance(second, Evaluation) or None in second.bound.values:
        return None
    values = second.values
    own, other = (
        _band(result.plan, decide(result.plan, result.values), result.values),
        _band(parent, decide(parent, values), values),
    )
    if own is None or other is None or own[1].within(other[1]):
        return None
    said = f"{{facts}}时，本区域阶次“{own[0]}”的幅度{own[1]}超出{name}阶次“{other[0]}”的幅度{other[1]}"
    rows = [plan.tiers[tier].rule.source for plan, tier in ((result.plan, own[2]), (parent, other[2]))]
    return f"{said}；上级区域的是建议稿，不约束已发布的基准" if _above(*rows) else said


def _band(plan: Plan, decided: Decided, values: tuple[int, ...]) -> tuple[str, Band, int] | None:
    """The tier's label, its band before circumstances, and which row it is."""
    settled = decided.settled
    if settled.tier is None or settled.range is None:
        return None
    band, _ = fine_band(plan, plan.cells[settled.tier, settled.range].party["general"], values)
    return None if band is None else (plan.tiers[settled.tier].rule.label, band, settled.tier)
