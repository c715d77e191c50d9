"""Fines in words, from the data: 法定幅度（3000元以上1万元以下）的30%至70%，即5100元以上7900元以下."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from discretion.conditions import say_expression
from discretion.facts import Words, fen, plain, say_yuan
from discretion.penalty import Band, Fine, Force, Rate
from discretion.plan import Const, FineTerms

ZERO = Decimal(0)
POINTS = {"floor": ZERO, "midpoint": Decimal("0.5"), "cap": Decimal(1)}
POINT_NAMES = {"floor": "下限", "midpoint": "中间值", "cap": "上限"}


def say_fine(fine: Fine, terms: FineTerms | None, words: Words, *, law: Fine | None = None) -> str:
    """The amount of a fine, as it follows 处 and precedes 罚款.

    Args:
        fine: as the law or the tier writes it.
        terms: the compiled fine; where its ends are constant, the amounts are computed and shown.
        words: the vocabulary.
        law: the statutory fine that a share refers to.
    """
    match fine.form:
        case "share" | "at":
            return _share(fine, terms, words, law)
        case "fixed":
            return say_yuan(fen(fine.fixed or ZERO))
        case "range":
            return str(_range(fine))
        case "times":
            return _times(fine, words) + _limits(fine)
        case "each":
            return _per_unit(fine, words) + _limits(fine)
        case "brackets":
            return _brackets(fine, words) + _limits(fine)
        case "sum":
            parts = "；".join(
                f"（{number}）{say_fine(part, None, words)}" for number, part in enumerate(fine.sum or [], 1)
            )
            return f"下列各项之和{_limits(fine)}：{parts}"
        case never:
            assert_never(never)


def say_imposed(
    fine: Fine, terms: FineTerms | None, words: Words, *, law: Fine | None = None, force: Force | None = None
) -> str:
    """The fine as a clause: 处3000元以上1万元以下罚款; ``force`` overrides the one that is written."""
    alone = terms.limit.before if terms is not None and terms.limit is not None else terms
    said = _said(fine, alone, words, law, force)
    left = fine.left_of
    return said if left is None else f"{said}，与{words.label(left.after)}合计最高不超过{say_yuan(fen(left.cap))}"


def _said(fine: Fine, terms: FineTerms | None, words: Words, law: Fine | None, force: Force | None) -> str:
    verb = "可以处" if (force or fine.force).free else "处"
    said = say_fine(fine, terms, words, law=law)
    form = law.form if law is not None and fine.form in ("share", "at") else fine.form
    head, comma, tail = said.partition("，即")
    if comma:
        return f"{verb}{head}的罚款，即{tail}"
    if form in ("each", "brackets", "sum"):
        return f"{verb}罚款，{said}"
    return f"{verb}{said}罚款"


def _share(fine: Fine, terms: FineTerms | None, words: Words, law: Fine | None) -> str:
    if fine.at is not None:
        low = high = POINTS[fine.at]
        share = POINT_NAMES[fine.at]
    else:
        low, high = fine.share if isinstance(fine.share, tuple) else (fine.share or ZERO,) * 2
        share = say_share(low, high)
    whole = say_fine(law, None, words) if law is not None else None
    if low == 0 and high == 1:
        return whole or "法定幅度内"
    amount = _computed(terms) or (_portion(law, low, high, words) if law is not None else None)
    return f"法定幅度{f'（{whole}）' if whole else ''}的{share}" + (f"，即{amount}" if amount else "")


def say_share(low: Decimal, high: Decimal) -> str:
    """A part of a range: 30%, 30%以下, 70%以上, 30%至70%."""
    if low == high:
        return say_percent(low)
    if low == 0:
        return f"{say_percent(high)}以下"
    return f"{say_percent(low)}以上" if high == 1 else f"{say_percent(low)}至{say_percent(high)}"


def say_percent(share: Decimal) -> str:
    """0.3 as 30%."""
    return f"{plain(share * 100)}%"


def _computed(terms: FineTerms | None) -> str | None:
    if terms is None or not isinstance(terms.low, Const) or not isinstance(terms.high, Const):
        return None
    return str(Band(terms.low.value, terms.high.value, terms.low_inclusive, terms.high_inclusive))


def _portion(law: Fine, low: Decimal, high: Decimal, words: Words) -> str | None:
    """A share of a multiple or of a rate per unit is again a multiple or a rate, where nothing caps it."""
    if law.cap is not None or law.at_least is not None:
        return None
    if law.form == "times":
        start, end = law.low or law.above or ZERO, law.high or law.below or ZERO
        return _multiples(law.times or "", _between(start, end, low), _between(start, end, high), words)
    if law.form == "each" and isinstance(law.each, Rate) and law.rounding == "none":
        rate = tuple(_between(law.each.low, law.each.high, part) for part in (low, high))
        return f"{_unit(law, words)}{_amounts(*rate)}"
    return None


def _between(start: Decimal, end: Decimal, share: Decimal) -> Decimal:
    return start + (end - start) * share


def _range(fine: Fine) -> Band:
    low = fine.low if fine.low is not None else fine.above
    high = fine.high if fine.high is not None else fine.below
    return Band(fen(low or ZERO), fen(high or ZERO), fine.low is not None, fine.high is not None)


def _times(fine: Fine, words: Words) -> str:
    if fine.high is None and fine.below is None:  # an amount is the upper end, which ``_limits`` says
        return f"{words.label(fine.times or '')}{_multiple(fine.low or ZERO)}以上"
    low = fine.low if fine.low is not None else fine.above or ZERO
    high = fine.high if fine.high is not None else fine.below or ZERO
    closed = fine.above is None, fine.below is None
    return _multiples(fine.times or "", low, high, words, *closed)


def _multiple(end: Decimal) -> str:
    return f"{plain(end)}倍" if end >= 1 else f"的{say_percent(end)}"


def _multiples(
    fact: str, low: Decimal, high: Decimal, words: Words, low_inclusive: bool = True, high_inclusive: bool = True
) -> str:
    label = words.label(fact)
    if high < 1:
        low, high, unit = low * 100, high * 100, "%"
        label += "的"
    else:
        unit = "倍"
    start = f"{plain(low)}{unit}以上" if low_inclusive else f"超过{plain(low)}{unit}、"
    end = f"{plain(high)}{unit}以下" if high_inclusive else f"不足{plain(high)}{unit}"
    if low == high:
        return f"{label}{plain(low)}{unit}"
    return label + (start if low else "") + end


def _per_unit(fine: Fine, words: Words) -> str:
    rate = fine.each
    if isinstance(rate, Rate):
        return f"{_unit(fine, words)}{_amounts(rate.low, rate.high)}"
    return f"{_unit(fine, words)}{say_yuan(fen(rate or ZERO))}{_part_units(fine)}"


def _unit(fine: Fine, words: Words) -> str:
    """每辆, or 按超限质量每1000千克."""
    fact, per = fine.of or "", fine.per or Decimal(1)
    counter = words.counter(fact)
    if counter is not None and per == 1:
        return f"按{words.label(fact)}每{counter}"
    return f"按{words.label(fact)}每{words.number(fact, per)}"


def _part_units(fine: Fine) -> str:
    return {
        "down": "（不足一个单位的部分不计）",
        "up": "（不足一个单位的按一个单位计）",
        "half-up": "（不足一个单位的部分四舍五入）",
        "none": "（不足一个单位的按比例计）",
    }[fine.rounding]


def _brackets(fine: Fine, words: Words) -> str:
    fact, per = fine.of or "", fine.per or Decimal(1)
    marks = [say_expression(item.above, words, lambda value: words.number(fact, value)) for item in fine.brackets or []]
    parts = []
    for index, item in enumerate(fine.brackets or []):
        upper = f"、不超过{marks[index + 1]}" if index + 1 < len(marks) else ""
        start = "" if marks[index] == words.number(fact, Decimal(0)) else f"超过{marks[index]}"
        parts.append(
            f"{start}{upper if start else upper.removeprefix('、')}的部分，每{words.number(fact, per)}{say_yuan(fen(item.each))}"
        )
    return f"分段累计：{words.label(fact)}{'；'.join(parts)}{_part_units(fine)}"


def _limits(fine: Fine) -> str:
    low = f"，不低于{say_yuan(fen(fine.at_least))}" if fine.at_least is not None else ""
    return low + (f"，最高不超过{say_yuan(fen(fine.cap))}" if fine.cap is not None else "")


def _amounts(low: Decimal, high: Decimal) -> str:
    return str(Band(fen(low), fen(high)))
