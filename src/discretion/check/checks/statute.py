"""statute: a benchmark gives nothing that the law does not give."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.decide import Evaluation
from discretion.penalty import Band, Force, Measure
from discretion.plan import PARTY, FineTerms, Plan, Sanction
from discretion.plan import terms as t
from discretion.words import subject_label

SCOPE = "violation"
NAME = "突破上位法"
SENTENCE = "各阶次的罚款在法定幅度之内，处罚种类为法律所规定；只有减轻处罚可以低于法定最低限"
FORMULA = "∀x ∈ D: band(x) ⊆ statute(x) ∧ measures(x) ⊆ statute.measures(x)；减轻处罚除外；band(x) ≠ ∅"
EFFECTS = ("general", "lighter", "heavier")
NAMES = {"general": "", "lighter": "从轻后的", "heavier": "从重后的", "mitigated": "减轻后的"}


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Compare every tier with every range of the law it meets, before the engine clamps the one to the other."""
    found = []
    for (tier, number), cell in subject.plan.cells.items():
        law = subject.plan.statute[number]
        found += list(_measures(subject, tier, number, cell.party["general"], law.party["general"], PARTY))
        found += list(_bands(subject, tier, number, PARTY))
        for name, sanctions in cell.others.items():
            found += list(_measures(subject, tier, number, sanctions["general"], law.others[name]["general"], name))
            found += list(_bands(subject, tier, number, name))
    where = subject.where("tiers")
    yield from found or [
        subject.proven("statute", f"各阶次都在{subject.plan.provision_cite}的幅度和种类之内", where=where)
    ]


def _bands(subject: ViolationCheck, tier: int, number: int, name: str) -> Iterator[Finding]:
    """The fine as the tier gives it, with every effect of the lists."""
    decision, prover, plan = subject.decision, subject.prover, subject.plan
    here = [decision.punishable, decision.tiers[tier], decision.ranges[number]]
    seen: set[tuple[object, object]] = set()
    for (effect, _), claim in decision.effects().items():
        sanction = _sanction(plan, tier, number, name, effect)
        if sanction.fine is None or (sanction.fine, sanction.clamp) in seen:
            continue
        seen.add((sanction.fine, sanction.clamp))
        low, high = decision.span(sanction.fine)
        wrong = [low > high]
        if effect in EFFECTS and sanction.clamp is not None:
            floor, cap = decision.span(sanction.clamp)
            least = low if sanction.fine.rounded is None else decision.encoding.term(sanction.fine.rounded)
            wrong += [least < floor, high > cap]
        found = subject.shown(
            "statute",
            [*here, claim, prover.any(wrong), *decision.amounts()],
            partial(_fault, tier, number, name, effect),
            "/".join(part for part in (plan.tiers[tier].tier, plan.ranges[number].range, effect, name) if part),
            where=plan.tiers[tier].rule.where,
            remedy="使阶次的罚款落在法定幅度之内（用 share 取法定幅度的比例即可保证）",
        )
        if found is not None:
            yield found
            return  # the moved bands repeat the fault of the base


def _fault(tier: int, number: int, name: str, effect: str, results: tuple[Evaluation, ...]) -> str | None:
    result = results[0]
    if (result.settled.tier, result.settled.range, result.settled.effect) != (tier, number, effect):
        return None
    plan = result.plan
    sanction = _sanction(plan, tier, number, name, effect)
    if sanction.fine is None:
        return None
    band = _written(sanction.fine, result.values)
    who = f"对{subject_label(name)}" if name else ""
    what = f"{{facts}}时，{who}阶次“{plan.tiers[tier].rule.label}”{NAMES[effect]}罚款"
    if band.empty:
        return f"{what}的下限高于上限"
    law = _written(sanction.clamp, result.values) if sanction.clamp is not None else band
    least = band.lowest if sanction.fine.rounded is None else t.evaluate(sanction.fine.rounded, result.values)
    inside = (
        law.lowest <= least and band.highest <= law.highest
    )  # a single amount is rounded down, the lower end of the law up
    return None if effect not in EFFECTS or inside else f"{what}{band}超出法定幅度{law}"


def _written(fine: FineTerms, values: tuple[int, ...]) -> Band:
    """The band that the words of a fine give. Not ``plan.ends``: what cuts a band cannot prove that nothing is cut."""
    low, high = t.evaluate(fine.low, values), t.evaluate(fine.high, values)
    return Band(low, high, fine.low_inclusive, fine.high_inclusive)


def _measures(
    subject: ViolationCheck, tier: int, number: int, own: Sanction, law: Sanction, name: str
) -> Iterator[Finding]:
    """Kinds of penalty, independent of the facts: only whether the tier and the range meet is asked."""
    wrong = [*_kinds(own.as_written, law), *_fines(own.as_written, law), *_both(own.as_written, law)]
    if not wrong:
        return
    plan, decision = subject.plan, subject.decision
    row, who = plan.tiers[tier], f"对{subject_label(name)}" if name else ""
    for key, text in wrong:
        found = subject.shown(
            "statute",
            [decision.punishable, decision.tiers[tier], decision.ranges[number]],
            partial(_meets, tier, number, f"{{facts}}时，{who}阶次“{row.rule.label}”{text}"),
            "/".join(part for part in (row.tier, plan.ranges[number].range, key, name) if part),
            where=row.rule.where,
            remedy="只写法条规定的处罚种类；法条应当并处的种类会自动带入",
        )
        if found is not None:
            yield found


def _kinds(own: Sanction, law: Sanction) -> Iterator[tuple[str, str]]:
    allowed = {measure.key: measure for measure in law.measures}
    for measure in own.measures:
        known = allowed.get(measure.key)
        if known is None:
            yield measure.key, f"的{measure}不是法条规定的处罚种类"
        elif not known.force.free and measure.force.free:
            yield measure.key, f"把法条应当给予的{known}写成了可以给予"
        elif not _inside(measure, known):
            yield measure.key, f"的{measure}超出法定期限（{known}）"


def _inside(measure: Measure, law: Measure) -> bool:
    if law.extent is None:
        return True
    return measure.extent is not None and measure.extent.within(law.extent)


def _fines(own: Sanction, law: Sanction) -> Iterator[tuple[str, str]]:
    if own.fine is not None and law.fine is None:
        yield "fine", "有罚款，而法条没有规定罚款"
    if own.fine is None and law.fine is not None and law.fine.force is Force.SHALL:
        yield "fine", "没有罚款，而法条规定应当处以罚款"
    if own.fine is not None and law.fine is not None and not law.fine.force.free and own.fine.force.free:
        yield "fine", "把法条应当处以的罚款写成了可以处以"


def _both(own: Sanction, law: Sanction) -> Iterator[tuple[str, str]]:
    """Of what stands for one another in the law (或者, 直至), a tier commands one at most."""
    either = {measure.key for measure in law.measures if measure.force.either}
    names = [str(measure) for measure in own.measures if measure.force is Force.SHALL and measure.key in either]
    fined = own.fine is not None and own.fine.force is Force.SHALL
    names += ["罚款"] if fined and law.fine is not None and law.fine.force.either else []
    if len(names) > 1:
        yield "choose", f"把法条择一的{'、'.join(names)}都写成了应当给予"


def _meets(tier: int, number: int, message: str, results: tuple[Evaluation, ...]) -> str | None:
    settled = results[0].settled
    return message if (settled.tier, settled.range) == (tier, number) else None


def _sanction(plan: Plan, tier: int, number: int, name: str, effect: str) -> Sanction:
    cell = plan.cells[tier, number]
    return (cell.party if name == PARTY else cell.others[name])[effect]
