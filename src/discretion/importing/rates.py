"""Fines by quantity: 按超限质量每1000千克500元（不足一个单位的部分不计），最高不超过3万元; and the same in steps (分段累计).

Which fact is counted and what becomes of a part of a unit must both be written, or the text is left to a person.
"""

from __future__ import annotations

import re
from decimal import Decimal

from discretion.facts import FactType, Vocabulary, factor, unit_name
from discretion.importing.numerals import NUMBER, tidied, yuan
from discretion.words import number

AMOUNT = rf"{NUMBER}(?:万元|元)"
EVERY = rf"每(?P<count>{NUMBER})?(?P<unit>[^\d，（）处罚]+?)(?:处以?|罚款)?(?P<amount>{AMOUNT})(?:的?罚款)?"
RATE = re.compile(rf"按照?(?P<label>.+?)，?{EVERY}(?P<tail>[（，].*)?")
STEPS = re.compile(
    r"(?P<label>[^，、；每]+?)(?P<steps>(?:超过|不超过).+?)(?P<tail>[（，](?:不足|最高|但最高|不低于).*)?"
)
STEP = re.compile(
    rf"(?:超过(?P<above>{NUMBER})(?P<own>[^\d，、；每]+?))?(?:、?不超过(?P<to>{NUMBER})(?P<other>[^\d，、；每]+?))?的部分，{EVERY}"
)
PARTS = {
    "的部分不计": "down",
    "的不计": "down",
    "的按一个单位计": "up",
    "的按一个单位计算": "up",
    "的部分四舍五入": "half-up",
    "的四舍五入": "half-up",
    "的按比例计": "none",
}
CAP = re.compile(rf"(?:但?最高)(?:不超过|不得超过|不)?({AMOUNT})|(?:总额|合计)(?:不超过|不得超过)({AMOUNT})")
FLOOR = re.compile(rf"不(?:低于|少于)({AMOUNT})")


def rate(text: str, vocabulary: Vocabulary) -> dict[str, object] | None:
    """Read 按占用面积每平方米50元…, without the verb before it."""
    match = RATE.fullmatch(text)
    if match is None:
        return None
    fact = _fact(match["label"], vocabulary)
    per = _quantity(match["count"] or "1", match["unit"], fact, vocabulary) if fact is not None else None
    tail = _tail(match["tail"] or "", match["count"] or "1", match["unit"])
    if fact is None or per is None or tail is None or not _settled(fact, per, tail, vocabulary):
        return None
    return {"each": tidied(yuan(match["amount"])), "per": tidied(per), "of": fact, **tail}


def steps(text: str, vocabulary: Vocabulary) -> dict[str, object] | None:
    """Read 超限质量不超过1000千克的部分，每1000千克100元；超过1000千克的部分，每1000千克500元…, in rising steps without a hole."""
    match = STEPS.fullmatch(text)
    fact = _fact(match["label"], vocabulary) if match is not None else None
    if match is None or fact is None:
        return None
    found: list[dict[str, object]] = []
    pers = set()
    reached: Decimal | None = Decimal(0)
    count = unit = ""
    for part in match["steps"].split("；"):
        step = STEP.fullmatch(part)
        if step is None or reached is None:
            return None
        count, unit = step["count"] or "1", step["unit"]
        above = _quantity(step["above"], step["own"], fact, vocabulary) if step["above"] else Decimal(0)
        if above != reached:
            return None
        found.append({"above": tidied(above), "each": tidied(yuan(step["amount"]))})
        pers.add(_quantity(count, unit, fact, vocabulary))
        reached = _quantity(step["to"], step["other"], fact, vocabulary) if step["to"] else None
    per = pers.pop() if len(pers) == 1 else None
    tail = _tail(match["tail"] or "", count, unit)
    if per is None or reached is not None or tail is None or not _settled(fact, per, tail, vocabulary):
        return None
    return {"brackets": found, "per": tidied(per), "of": fact, **tail}


def _tail(text: str, count: str, unit: str) -> dict[str, object] | None:
    """What becomes of a part of a unit, and the limits."""
    found: dict[str, object] = {}
    for piece in re.split(r"[，（）]", text):
        if not piece:
            continue
        part = re.fullmatch(rf"不足(?:一个单位|{count}?{unit}|一{unit})(.+)", piece)
        cap, floor = CAP.fullmatch(piece), FLOOR.fullmatch(piece)
        if part is not None and "rounding" not in found:
            rounding = PARTS.get(re.sub(rf"按(?:{count}?|一){unit}", "按一个单位", part[1]))
            if rounding is None:
                return None
            found["rounding"] = rounding
        elif cap is not None and "cap" not in found:
            found["cap"] = tidied(yuan(cap[1] or cap[2]))
        elif floor is not None and "at_least" not in found:
            found["at_least"] = tidied(yuan(floor[1]))
        else:
            return None
    return found


def _settled(fact: str, per: Decimal, tail: dict[str, object], vocabulary: Vocabulary) -> bool:
    """Whether it is written what becomes of a part of a unit, or no part can be."""
    return "rounding" in tail or (vocabulary[fact].type is FactType.INTEGER and per == 1)


def _fact(label: str, vocabulary: Vocabulary) -> str | None:
    numeric = (FactType.INTEGER, FactType.DECIMAL)
    names = [name for name in vocabulary if vocabulary[name].label == label and vocabulary[name].type in numeric]
    return names[0] if len(names) == 1 else None


def _quantity(digits: str, unit: str, fact: str, vocabulary: Vocabulary) -> Decimal | None:
    """A number of units as the fact counts; None when the unit is another."""
    value, own = number(digits), unit_name(vocabulary[fact])
    scale = factor(unit, own)
    return None if value is None or scale is None else value * scale
