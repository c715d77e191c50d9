"""What may be decided instead (可以不予, 应当从轻或者减轻, open choices). Never chosen silently."""

from __future__ import annotations

from discretion.decide import Alternative, Evaluation, PenaltyText, build
from discretion.explain.confiscated import with_amounts
from discretion.penalty import Force
from discretion.plan import Disposition, EntryRule, chosen, measures_of
from discretion.rulebook import ListKind
from discretion.words import bases, measure_texts, penalty_of


def alternatives(evaluation: Evaluation) -> list[Alternative]:
    """The offered dispositions, each with the rules that allow it and its penalty."""
    return [_alternative(evaluation, item) for item in evaluation.settled.offered if _differs(evaluation, item)]


def _differs(evaluation: Evaluation, disposition: Disposition) -> bool:
    """Nothing is offered that comes to the same: 从轻 of a fixed amount, 减轻 where there is no fine, or none may be imposed again."""
    if disposition is Disposition.EXEMPT:
        return True
    if disposition is not Disposition.MITIGATED:
        return _penalty(evaluation, disposition.value) != _penalty(evaluation, "general")
    one, other = (evaluation.sanction_of(effect) for effect in ("mitigated", evaluation.settled.effect))
    assert one is not None
    assert other is not None
    fine = one.fine is not None or other.fine is not None
    return (fine and not evaluation.fined) or one.measures != other.measures


def _alternative(evaluation: Evaluation, disposition: Disposition) -> Alternative:
    entries = _entries(evaluation, disposition)
    given = bases(entry.rule for entry in entries)
    given = f"{given}，" if given else ""
    if disposition is Disposition.EXEMPT:
        penalty = build(PenaltyText, {"fine": None, "measures": [], "text": "不予处罚"})
        orders = "、".join(dict.fromkeys(order for entry in entries for order in entry.rule.orders))
        text = f"{given}可以不予行政处罚" + (f"，但应当{orders}" if orders else "")
    else:
        penalty = _penalty(evaluation, disposition.value)
        word = {"mitigated": "减轻", "lighter": "从轻", "heavier": "从重"}.get(disposition.value, "")
        either = any(entry.or_mitigated and entry.force is Force.SHALL and entry.rank > 1 for entry in entries)
        text = f"{given}应当从轻或者减轻处罚；" if either else f"{given}可以{word}处罚；"
        text += f"选择{word}处罚的：{penalty.text}"
    rules = [entry.rule.id for entry in entries]
    return Alternative.model_construct(disposition=disposition, rules=rules, penalty=penalty, text=text)


def _entries(evaluation: Evaluation, disposition: Disposition) -> list[EntryRule]:
    plan, masks = evaluation.plan, evaluation.masks
    assert masks is not None
    kind = ListKind(disposition.value)
    own = chosen(plan.lists[kind], getattr(masks, kind))
    if disposition is Disposition.EXEMPT:
        return [entry for entry in own if entry.force is Force.MAY]
    if disposition is Disposition.MITIGATED:
        return own or [entry for entry in chosen(plan.lists[ListKind.LIGHTER], masks.lighter) if entry.or_mitigated]
    return own


def _penalty(evaluation: Evaluation, effect: str) -> PenaltyText:
    sanction = evaluation.sanction_of(effect)
    assert sanction is not None
    assert evaluation.masks is not None
    measures = measure_texts(measures_of(evaluation.plan, sanction, evaluation.masks))
    fine = evaluation.fine_under(effect)
    return penalty_of(fine, sanction.force, with_amounts(evaluation, measures))
