"""The amount with its computation: the statute's formula, the tier's share, what the circumstances make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from discretion.conditions import Expression, Name
from discretion.decide import Evaluation, Step
from discretion.explain.kept import per_facts
from discretion.explain.left import before_limit, say_left
from discretion.explain.linear import Linear, exactly, linear
from discretion.facts import fen, plain, say_yuan, unit_name
from discretion.penalty import Band, Fine, Rate
from discretion.plan import PARTY
from discretion.rulebook import Part
from discretion.words import say_part, say_percent, say_share, subject_label

CENTS = re.compile(r"=约?\d+\.\d+元")
EFFECTS = {"lighter": "从轻", "heavier": "从重", "mitigated": "减轻"}
LARGER = {("千克", 1000): "吨", ("米", 1000): "公里"}
SHARES = {"floor": Decimal(0), "midpoint": Decimal("0.5"), "cap": Decimal(1)}


@dataclass(frozen=True, slots=True)
class _Amount:
    """The amount of one subject, and what it is worked out from.

    Attributes:
        subject: who; empty for the party.
        law: the statutory fine as it is written, and its band in this case.
        written: the tier's fine as it is written, and its band before circumstances move it.
        fine: what it comes to.
        alone: the tier's band before what earlier fines leave of a limit over several cases; None without one.
    """

    subject: str
    law: tuple[Fine | None, Band | None]
    written: tuple[Fine | None, Band | None]
    fine: Band
    alone: Band | None = None


def computation(evaluation: Evaluation) -> list[Step]:
    """How each subject's fine comes about. Empty where the law or the tier writes it out, and nothing moves it."""
    return [*_computed(evaluation)]


@per_facts
def _computed(evaluation: Evaluation) -> tuple[Step, ...]:
    return tuple(step for amount in _amounts(evaluation) for step in _steps(evaluation, amount))


def _amounts(e: Evaluation) -> Iterator[_Amount]:
    settled, plan = e.settled, e.plan
    if settled.range is None:
        return
    statute = plan.ranges[settled.range].penalty
    tier = plan.tiers[settled.tier].penalty if settled.tier is not None else None
    if e.fine is not None:
        law = statute.fine if statute is not None else None
        written = tier.fine if tier is not None else None
        yield _Amount("", (law, e.statutory), (written, e.fine_under("general")), e.fine, before_limit(e, None))
    for subject, punishment in e.outcome.items():
        if subject == PARTY or punishment.fine is None:
            continue
        also = statute.also.get(subject) if statute is not None else None
        own = tier.also.get(subject) if tier is not None else None
        relative = tier is not None and tier.fine is not None and tier.fine.form in ("share", "at")
        written = own.fine if own is not None else tier.fine if tier is not None and relative else None
        yield _Amount(
            subject,
            (also.fine if also is not None else None, e.statutory_of(subject)),
            (written, e.fine_under("general", subject)),
            punishment.fine,
            before_limit(e, subject),
        )


def _steps(e: Evaluation, amount: _Amount) -> Iterator[Step]:
    (law, statutory), (written, tier_band) = amount.law, amount.written
    tier, effect = e.settled.tier, e.settled.effect
    formula = _formula(law, e) if law is not None else ""
    if formula:
        yield _step(e, amount, "statute", "法定罚款", formula, statutory)
    of_limit: list[Step] = []
    if tier is not None and written is not None and tier_band is not None:
        label = f"“{e.plan.tiers[tier].rule.label}”阶次"
        yield from _of_tier(e, amount, label, written, amount.alone or tier_band)
        if written.left_of is not None and amount.alone is not None:
            band = amount.fine if effect == "mitigated" else tier_band
            said = say_left(e, amount.subject or None, written.left_of)
            of_limit = [_step(e, amount, "tier", f"{label}的累计限额", said, band)]
    if effect != "mitigated":
        yield from of_limit
    if effect != "general" and tier_band is not None:
        yield from _of_effect(e, amount, effect, tier_band)
    if effect == "mitigated":
        yield from of_limit


def _of_tier(e: Evaluation, amount: _Amount, label: str, written: Fine, band: Band) -> Iterator[Step]:
    if written.form not in ("share", "at"):
        formula = _formula(written, e)
        if formula:
            yield _step(e, amount, "tier", label, formula, band)
        return
    law = amount.law[1]
    if written.at is not None:
        shares: tuple[Decimal, ...] = (SHARES[written.at],)
    elif isinstance(written.share, tuple):
        shares = written.share
    else:
        shares = (written.share or Decimal(0),)
    said = _shares(law, shares, band) if law is not None and not law.fixed else ""
    if said:
        yield _step(e, amount, "tier", f"{label}取法定幅度的{say_share(shares[0], shares[-1])}", said, band)


def _of_effect(e: Evaluation, amount: _Amount, effect: str, base: Band) -> Iterator[Step]:
    policy, moved = e.plan.policy, amount.fine
    if effect == "mitigated":
        law = amount.law[1]
        if law is None:
            return
        own = e.plan.tiers[e.settled.tier].mitigated if e.settled.tier is not None else None
        mitigated = own or policy.mitigated
        part = mitigated.share_of_floor if law.low else mitigated.without_floor.share_of_cap
        whole, name = (law.low, "法定最低限") if law.low else (law.high, "法定最高限")
        least = f"，不低于{say_yuan(int(mitigated.at_least * 100))}" if mitigated.at_least is not None else ""
        said = _of_whole(whole, part) + least
        yield _step(e, amount, "circumstance", f"减轻取{name}的{say_part(part)}", said, moved)
        return
    shares = (policy.lighter if effect == "lighter" else policy.heavier).share
    said = _shares(base, shares, moved) if not base.fixed else ""
    if said:
        yield _step(
            e, amount, "circumstance", f"{EFFECTS[effect]}取阶次幅度的{say_share(shares[0], shares[-1])}", said, moved
        )


def _step(
    e: Evaluation,
    of: _Amount,
    kind: Literal["statute", "tier", "circumstance"],
    label: str,
    formula: str,
    band: Band | None,
) -> Step:
    amount = str(band) if band is not None else ""
    if band is not None and CENTS.search(formula) and "取整" not in formula:
        formula += f"，取整到元为{band if band.high else '零'}"
    whose = f"对{subject_label(of.subject, e.plan)}，" if of.subject else ""
    text = f"{whose}{label}：{formula}"
    return Step.model_construct(subject=of.subject, of=kind, label=label, formula=formula, amount=amount, text=text)


@lru_cache(1024)
def _shares(whole: Band, shares: tuple[Decimal, ...], band: Band) -> str:
    """3000+(10000−3000)×30%=5100元, for every end that is not an end of the whole."""
    low, width = _yuan(whole.low), f"({_yuan(whole.high)}−{_yuan(whole.low)})"
    found = []
    for share, end in zip(shares, (band.low, band.high) if len(shares) == 2 else (band.high,), strict=True):
        if 0 < share < 1:
            left = f"{low}+{width}" if whole.low else _yuan(whole.high)
            found.append(f"{left}×{plain(share * 100)}%{_equals(_point(whole, share), end)}")
    return "，".join(dict.fromkeys(found))


def _point(whole: Band, share: Decimal) -> Fraction:
    return (whole.low + (whole.high - whole.low) * Fraction(share)) / 100


def _of_whole(whole: int, part: Part) -> str:
    low, _, high, _ = part.ends
    found = [
        f"{_yuan(whole)}×{plain(share * 100)}%={exactly(whole * Fraction(share) / 100)}元"
        for share in (low, high)
        if 0 < share < 1
    ]
    return "，".join(found) or f"低于{say_yuan(whole)}"


def _formula(fine: Fine, evaluation: Evaluation) -> str:
    """A fine that depends on the case's facts, in numbers; empty for one that is written out."""
    match fine.form:
        case "each":
            return _capped(_each(fine, evaluation), fine)
        case "brackets":
            return _capped(_brackets(fine, evaluation), fine)
        case "times":
            return _capped(_times(fine, evaluation), fine)
        case "sum":
            parts = [
                _formula(part, evaluation) or f"{say_yuan(fen(part.fixed or part.high or Decimal(0)))}"
                for part in fine.sum or []
            ]
            return _capped("；".join(f"（{number}）{part}" for number, part in enumerate(parts, 1)), fine)
        case _:
            return ""


def _capped(said: str, fine: Fine) -> str:
    low = f"，最低{say_yuan(fen(fine.at_least))}" if fine.at_least is not None else ""
    return said + low + (f"，最高{say_yuan(fen(fine.cap))}" if fine.cap is not None else "")


def _each(fine: Fine, evaluation: Evaluation) -> str:
    quantity = linear(Name(fine.of or ""), evaluation)
    rates = (fine.each.low, fine.each.high) if isinstance(fine.each, Rate) else (fine.each or Decimal(0),)
    return _part(fine, quantity, evaluation, rates)


def _brackets(fine: Fine, evaluation: Evaluation) -> str:
    """Every part of the quantity that lies above a mark, at its rate; then their sum."""
    quantity = linear(Name(fine.of or ""), evaluation)
    marks = [_mark(item.above, evaluation) for item in fine.brackets or []]
    total, found = Fraction(0), []
    for index, item in enumerate(fine.brackets or []):
        upper = marks[index + 1] if index + 1 < len(marks) else quantity
        upper = upper if upper.value(evaluation) < quantity.value(evaluation) else quantity
        part = upper.plus(marks[index], Fraction(-1))
        if part.value(evaluation) > 0:
            found.append(_part(fine, part, evaluation, (item.each,)))
            total += _units(fine, part.value(evaluation))[1] * Fraction(item.each)
    if len(found) < 2:
        return "".join(found)
    return f"{'；'.join(found)}；合计{exactly(total)}元"


def _mark(expression: Expression, evaluation: Evaluation) -> Linear:
    return linear(expression, evaluation)


def _part(fine: Fine, part: Linear, evaluation: Evaluation, rates: tuple[Decimal, ...]) -> str:
    """(60000−49000×120%)千克→1.2吨×300元=360元."""
    fact = evaluation.plan.vocabulary[fine.of or ""]
    unit, value = unit_name(fact), part.value(evaluation)
    exact, counted = _units(fine, value)
    per = fine.per or Decimal(1)
    name = LARGER.get((unit, int(per)), unit if per == 1 else f"个{plain(per)}{unit}")
    shown = f"({part.say(evaluation)}){unit}" if part.computed else f"{fact.label}{part.say(evaluation)}{unit}"
    arrow = f"→{exactly(exact)}{name}" if part.computed or per != 1 else ""
    how = {"down": "不计", "up": f"按1{name}计", "half-up": "四舍五入"}.get(fine.rounding, "")
    rest = f"，不足1{name}的部分{how}，{exactly(counted)}{name}"
    rounded = rest if counted != exact else ""
    amounts = "至".join(f"{exactly(counted * Fraction(rate))}元" for rate in rates)
    return f"{shown}{arrow}{rounded}×{'至'.join(f'{plain(rate)}元' for rate in rates)}={amounts}"


def _units(fine: Fine, value: Fraction) -> tuple[Fraction, Fraction]:
    exact = value / Fraction(fine.per or 1)
    match fine.rounding:
        case "down":
            return exact, Fraction(exact.__floor__())
        case "up":
            return exact, Fraction(exact.__ceil__())
        case "half-up":
            return exact, Fraction((exact + Fraction(1, 2)).__floor__())
    return exact, exact


def _times(fine: Fine, evaluation: Evaluation) -> str:
    base = linear(Name(fine.times or ""), evaluation)
    value = base.value(evaluation)
    low, high = fine.low if fine.low is not None else fine.above, fine.high if fine.high is not None else fine.below
    ends = [end for end in (low, high) if end]
    label = evaluation.plan.vocabulary[fine.times or ""].label
    products = [f"×{_multiple(end)}={exactly(value * Fraction(end))}元" for end in dict.fromkeys(ends)]
    return f"{label}{exactly(value)}元" + "，".join(products)


def _multiple(end: Decimal) -> str:
    return f"{plain(end)}倍" if end >= 1 else say_percent(end)


def _equals(exact: Fraction, end: int) -> str:
    """=5100元; where it was rounded, both: =5100.6元，取整为5100元."""
    shown = Fraction(end, 100)
    return f"={exactly(exact)}元" + ("" if shown == exact else f"，取整为{_yuan(end)}元")


def _yuan(fen: int) -> str:
    return exactly(Fraction(fen, 100))
