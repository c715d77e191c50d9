"""Where a proposed fine lies: in the band of the case itself, and among what was decided in like cases."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from discretion.decide import Evaluation
from discretion.decisions.groups import Group, Proposed
from discretion.decisions.spread import Quartiles, place, say_place
from discretion.facts import say_yuan, yuan


def propose(
    evaluation: Evaluation, fine: int, group: Group, middle: Quartiles | None, fines: Sequence[int]
) -> Proposed:
    """Place a fine.

    Args:
        evaluation: of the case at hand.
        fine: in 分.
        group: the decisions for which the same rules hold.
        middle: where their fines lie; None where they are too few to be described.
        fines: of these decisions; none where they are too few.
    """
    band = evaluation.fine
    where = place(fine, (band.low, band.high, band.lowest, band.highest)) if band is not None else None
    told = fines if group.n else ()
    below, equal = sum(1 for item in told if item < fine), sum(1 for item in told if item == fine)
    return Proposed(
        fine=yuan(fine),
        band=str(band) if band is not None else None,
        place=str(where) if where is not None else None,
        below=below,
        equal=equal,
        above=len(told) - below - equal,
        text=_text(evaluation, fine, where, middle),
    )


def _text(evaluation: Evaluation, fine: int, where: Fraction | None, middle: Quartiles | None) -> str:
    band, said = evaluation.fine, f"拟处罚款{say_yuan(fine)}"
    if band is None:
        return f"{said}，而本案依照裁量基准没有罚款"
    if where is None:
        if fine in band:
            return f"{said}，即本案裁量基准确定的数额"
        side = "低于" if fine < band.lowest else "高于"
        return f"{said}，{side}本案的裁量幅度（{band}）"
    text = f"{said}，位于本案裁量幅度（{band}）的{say_place(where)}处"
    if middle is None:
        return text
    if where < middle.lower:
        return f"{text}，低于同类案件的中间一半"
    return f"{text}，高于同类案件的中间一半" if where > middle.upper else f"{text}，在同类案件的中间一半之内"
