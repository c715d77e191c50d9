"""What a tier gives within a statutory range, and what each circumstance makes of it (design §3, 6–8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from discretion.penalty import Fine, Force, Kind, Measure, Penalty
from discretion.plan import terms as t
from discretion.plan.fines import FineTerms, Rounding, down, high_end, limited, low_end, lower_fine, take_share
from discretion.plan.lower import Lowering, LoweringError
from discretion.plan.model import Cell, Sanction
from discretion.plan.ratio import Ratio
from discretion.rulebook import Part, Policy

YUAN = 100  # 分


def statute_cell(penalty: Penalty, policy: Policy, lowering: Lowering) -> Cell:
    """The statutory range itself, as a cell whose every effect is the whole range."""
    others = {subject: {"general": _whole(part, policy, lowering)} for subject, part in penalty.also.items()}
    return Cell({"general": _whole(penalty, policy, lowering)}, others)


def whole_cell(statute: Cell, policy: Policy) -> Cell:
    """A statutory range with all effects, for every subject: what a tier gives that adds nothing to the law."""
    others = {subject: part["general"] for subject, part in statute.others.items()}
    law = statute.party["general"]
    return Cell(effects(law, law, policy), {subject: effects(own, own, policy) for subject, own in others.items()})


def tier_cell(penalty: Penalty | str, statute: Cell, policy: Policy, lowering: Lowering) -> Cell:
    """A tier's penalty within a statutory range, with all effects, for every subject.

    A subject that the tier does not name takes the same share of its own range.
    """
    if isinstance(penalty, str):
        return whole_cell(statute, policy)
    others = {}
    for subject, ranges in statute.others.items():
        law = ranges["general"]
        own = penalty.also.get(subject)
        if own is None:
            fine = penalty.fine if law.fine is not None else None
            if fine is not None and fine.form in ("share", "at"):  # the limit of the main subject is not another's
                own = Penalty(fine=fine.model_copy(update={"left_of": None}))
        others[subject] = effects(_sanction(own, law, policy, lowering) if own else law, law, policy)
    law = statute.party["general"]
    return Cell(effects(_sanction(penalty, law, policy, lowering), law, policy), others)


def effects(base: Sanction, law: Sanction, policy: Policy) -> Mapping[str, Sanction]:
    """The sanction as it is, and moved by lighter, heavier and mitigating circumstances."""
    rounding = rounding_of(policy)

    def moved(share: tuple[Decimal, Decimal]) -> Sanction:
        fine = base.fine and take_share(base.fine, *share, rounding)
        return base if fine == base.fine else replace(base, fine=fine)  # of a fixed fine every share is the whole

    return {
        "general": base,
        "lighter": moved(policy.lighter.share),
        "heavier": moved(policy.heavier.share),
        "mitigated": _mitigated(base, law, policy),
    }


def rounding_of(policy: Policy) -> Rounding:
    """The ruleset's rounding, in 分: shares to its unit, whatever else is computed to whole 元."""
    return Rounding(policy.rounding.unit * YUAN, YUAN)


def _whole(penalty: Penalty, policy: Policy, lowering: Lowering) -> Sanction:
    if penalty.fine is not None and penalty.fine.left_of is not None:
        raise LoweringError("几起案件合在一起的限额（left_of）写在裁量基准的阶次中，不写在法律中")
    fine = lower_fine(penalty.fine, lowering, None, rounding_of(policy)) if penalty.fine else None
    return Sanction(fine, penalty.measures, box=lowering.box)


def _sanction(penalty: Penalty, law: Sanction, policy: Policy, lowering: Lowering) -> Sanction:
    fine = None
    if penalty.fine is not None:
        fine = lower_fine(penalty.fine, lowering, law.fine, rounding_of(policy))
        if law.fine is not None:  # 可以处 stays 可以处 unless the tier says otherwise
            said = "force" in penalty.fine.model_fields_set
            fine = replace(fine, force=_force(fine.force, law.fine.force) if said else law.fine.force)
    known = {measure.key: measure.force for measure in law.measures}
    own = tuple(replace(item, force=_force(item.force, known.get(item.key, item.force))) for item in penalty.measures)
    written = Sanction(fine, _with_commanded(own, law, fine), box=lowering.box)
    lawful = tuple(kept for measure in own if (kept := _lawful(measure, law)) is not None)
    allowed = fine if law.fine is not None else None
    beyond = None if lawful == own and allowed == fine else written
    clamp = None if _inside(penalty.fine, allowed, law.fine) else law.fine
    return Sanction(allowed, _with_commanded(lawful, law, allowed), clamp, beyond, lowering.box)


def _with_commanded(own: tuple[Measure, ...], law: Sanction, fine: FineTerms | None) -> tuple[Measure, ...]:
    """A tier's measures, with those that the law commands in any case, or leaves to choose from."""
    named = {measure.key for measure in own}
    brought = tuple(
        m for m in law.measures if m.key not in named and (m.force is Force.SHALL or _open(m, own, fine, law))
    )
    order = list(Kind)
    return tuple(sorted((*own, *brought), key=lambda m: order.index(m.kind)))


def _open(measure: Measure, own: tuple[Measure, ...], fine: FineTerms | None, law: Sanction) -> bool:
    """Whether a measure of the law's choice can still be chosen: the tier has not settled the choice itself.

    What the law commands beside the choice (处…罚款，并…暂扣直至吊销) settles nothing of it.
    """
    choice = {item.key for item in law.measures if item.force is Force.CHOICE}
    fined = fine is not None and fine.force is Force.SHALL and law.fine is not None and law.fine.force is Force.CHOICE
    settled = fined or any(item.force is Force.SHALL and item.key in choice for item in own)
    return measure.force is Force.CHOICE and not settled


def _lawful(measure: Measure, law: Sanction) -> Measure | None:
    """A measure as far as the law has it: None for a kind it does not have, its own extent for one that is longer.

    It is called what the law calls it, and imposed by whom the law says.
    """
    known = next((item for item in law.measures if item.key == measure.key), None)
    if known is None:
        return None
    measure = replace(measure, words=measure.words or known.words, by=measure.by or known.by)
    if known.extent is None:
        return measure
    inside = measure.extent is not None and measure.extent.within(known.extent)
    return measure if inside else replace(measure, extent=known.extent)


def _force(own: Force, law: Force) -> Force:
    """What a tier allows of several that the law allows one of is still one of them."""
    return law if own is Force.MAY and law is Force.OPTION else own


def _inside(written: Fine | None, fine: FineTerms | None, law: FineTerms | None) -> bool:
    """Whether a fine lies in the statutory range by construction, so that nothing needs to be clamped."""
    if fine is None or law is None or written is None:
        return True
    return written.form in ("share", "at") or (fine.low == law.low and fine.high == law.high)


def _mitigated(base: Sanction, law: Sanction, policy: Policy) -> Sanction:
    """减轻: the fine below the statutory floor, further measures (confiscation apart) no longer commanded."""
    measures = tuple(_relaxed(measure) for measure in base.measures)
    if base.fine is None or law.fine is None:
        return Sanction(base.fine, measures, box=base.box)
    floor_term = law.fine.low
    if floor_term == t.ZERO:
        fine = _part(law.fine.high, policy.mitigated.without_floor.share_of_cap, base.fine.force)
    else:
        fine = _part(floor_term, policy.mitigated.share_of_floor, base.fine.force)
    if base.fine.limit is not None:
        fine = limited(_with_ends(fine), base.fine.limit.left)
    if policy.mitigated.at_least is not None:
        fine = _at_least(fine, policy.mitigated.at_least)
    return Sanction(fine, measures, box=base.box)


def _with_ends(fine: FineTerms) -> FineTerms:
    """The same amounts between ends that are included; nothing is still excluded."""
    if not fine.low_inclusive and fine.low != t.ZERO:
        fine = replace(fine, low=t.add(fine.low, t.ONE), low_inclusive=True)
    if not fine.high_inclusive:
        fine = replace(fine, high=t.sub(fine.high, t.ONE), high_inclusive=True, under=fine.high)
    return fine


def _at_least(fine: FineTerms, least: Decimal) -> FineTerms:
    """A mitigated fine with a floor of its own, never above its upper end."""
    low = fine.low if fine.low_inclusive else t.add(fine.low, t.ONE)
    high = fine.high if fine.high_inclusive else t.sub(fine.high, t.ONE)
    raised = t.minimum(t.maximum(low, t.Const(int(least * YUAN))), high)
    return replace(fine, low=raised, low_inclusive=True)


def _relaxed(measure: Measure) -> Measure:
    kept = measure.kind is Kind.CONFISCATE or measure.force.either  # of a choice something must remain
    return measure if kept else replace(measure, force=Force.MAY)


def _part(whole: t.Term, part: Part, force: Force) -> FineTerms:
    low, low_inclusive, high, high_inclusive = part.ends
    low_inclusive = low_inclusive and low > 0  # nothing is not a fine

    def of(share: Decimal) -> Ratio:
        num, den = share.as_integer_ratio()
        return Ratio(t.mul(whole, t.Const(num)), t.Const(den))

    top, top_inclusive = high_end(of(high), high_inclusive, YUAN)
    most = top if top_inclusive else t.sub(top, t.ONE)
    under = None
    if top_inclusive and not high_inclusive:
        # A computed floor of whole 元 is said as one that is written: 不足12000元, not 11999元以下. Of one 元 nothing is left.
        under = down(of(high), YUAN)
        top = t.maximum(most, t.minimum(t.sub(under, t.ONE), t.mul(most, t.Const(2))))
    if low == 0 and high_inclusive:
        # Of a cap of a few 元 too, something is left above nothing; of a cap below one 元 nothing was there.
        top = t.minimum(t.maximum(top, t.Const(YUAN)), whole)
    least, least_inclusive = low_end(of(low), low_inclusive, YUAN)
    if low_inclusive and not high_inclusive:
        least = t.minimum(least, most)  # below a few 元 there may be no whole one
    return FineTerms(least, top, least_inclusive, top_inclusive, force, under)
