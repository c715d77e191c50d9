"""Amounts of a fine: the words and the brackets say which ends belong."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NoReturn

from lark import Token, Tree

from discretion.importing.numerals import tidied
from discretion.importing.unread import NotReadError
from discretion.words import number

SCALES = {"元": Decimal(1), "千元": Decimal(1000), "千": Decimal(1000), "万元": Decimal(10_000), "万": Decimal(10_000)}
_NAMED = re.compile(r"含(\d[\d.]*|[零〇一二两三四五六七八九十百千]+)(万元|万|千元|元)?）")
UNSURE = "“{}”没有写明是否含本数，按含本数读取，须确认"


def yuan_of(tree: Tree[Token], unit: str | None) -> tuple[Decimal, bool]:
    """An amount in 元, and whether its unit was written (or stands in the head of the column)."""
    digits, scale = str(tree.children[0]), str(tree.children[1]) if len(tree.children) > 1 else None
    value = number(digits)
    if len(tree.children) == 4:  # 一万五千元
        value, scale = _composed(tree), "元"
    if value is None:
        raise NotReadError(f"“{digits}”不是一个数")
    # 最高不超过3万元, in a column of 元: written out, it says itself.
    larger = unit == "元" and scale == "万元" and value < 1000
    if scale and unit and SCALES[scale] != SCALES[unit] and not larger:
        raise NotReadError(f"表头的单位是{unit}，单元格又写了{scale}")
    return value * SCALES[scale or unit or "元"], bool(scale or unit)


def _composed(tree: Tree[Token]) -> Decimal | None:
    """2万5千元: so many 万, and the rest below."""
    high, ten_thousand, low, scale = (str(child) for child in tree.children)
    above, rest = number(high), number(low)
    if above is None or rest is None or ten_thousand != "万" or rest * SCALES[scale] >= SCALES["万"]:
        return None
    return above * SCALES["万"] + rest * SCALES[scale]


def fine_of(tree: Tree[Token], unit: str | None) -> tuple[dict[str, object], list[str]]:
    """A fine with its ends.

    Returns:
        The fine as YAML writes it, and what is to be confirmed.
    """
    if share := next((child for child in tree.children if isinstance(child, Token) and child.type == "SHARE"), None):
        return _share(str(share))
    (inner,) = (child for child in tree.children if isinstance(child, Tree))
    if str(inner.data).startswith("times"):
        return _times(inner)
    questions: list[str] = []
    amounts = [child for child in inner.children if isinstance(child, Tree)]
    words = "".join(str(token) for token in inner.scan_values(lambda _: True))
    read = [yuan_of(amount, unit) for amount in amounts]
    if inner.data == "span" and len(amounts) == 1:  # 3-5万元: the unit is said once
        low = number(str(inner.children[0]))
        scale = read[0][0] / (number(str(amounts[0].children[0])) or Decimal(1))
        read.insert(0, ((low or Decimal(0)) * scale, True))
    bare = not any(isinstance(child, Token) and child.type in ("HANDS", "FINE") for child in tree.children)
    if bare and not all(said for _, said in read):
        return _refuse(f"数额“{words}”没有单位")
    if not all(said for _, said in read):
        if len(read) == 2 and read[1][1] and 100 <= read[0][0] < read[1][0] <= read[0][0] * SCALES["万元"]:
            questions.append(f"“{words}”的下限没有写单位，按元读取，须确认")  # 5000以上1万元以下: 5000万元 it cannot be
        elif any(said for _, said in read) or len(read) > 1:
            return _refuse(f"“{words}”有的数额没有写单位")
        elif read[0][0] < 100:
            return _refuse(f"“{words}”没有写单位")
        else:
            questions.append(f"“{words}”没有写单位，按元读取，须确认")
    values = [value for value, _ in read]
    if values != sorted(values) or (len(values) > 1 and values[0] == values[1]):
        return _refuse(f"“{words}”的下限不低于上限")
    if inner.data == "span":
        questions.append(UNSURE.format(words))
    return _ends(inner, values), questions


def _share(text: str) -> tuple[dict[str, object], list[str]]:
    """法定罚款幅度30%以上70%以下: a part of the statutory range."""
    shares = [Decimal(part) / 100 for part in re.findall(r"\d+(?:\.\d+)?", text)]
    if max(shares) > 1 or shares != sorted(set(shares)):
        return _refuse(f"“{text}”的比例没有读懂")
    low, high = (shares[0], shares[-1]) if len(shares) == 2 else (Decimal(0), shares[0]) if "以下" in text else (shares[0], Decimal(1))  # fmt: skip
    exact = len(shares) == 1 and not re.search("以[上下]", text)
    share = tidied(shares[0]) if exact else [tidied(low), tidied(high)]
    return {"share": share}, [f"“{text}”按法定下限与上限之间的比例读取，须确认"]


def _refuse(reason: str) -> NoReturn:
    raise NotReadError(reason)


def _ends(tree: Tree[Token], values: list[Decimal]) -> dict[str, object]:
    numbers = [tidied(value) for value in values]
    asides = _asides(tree, values)
    match tree.data:
        case "exactly":
            return {"fixed": numbers[0]}
        case "span":
            return {"from": numbers[0], "to": numbers[1]}
        case "between":
            return {
                "above" if asides[0] is False else "from": numbers[0],
                "below" if asides[1] is False else "to": numbers[1],
            }
        case "from_below":
            return {"from": numbers[0], "below": numbers[1]}
        case "above_to":
            return {"above": numbers[0], "below" if asides[1] is False else "to": numbers[1]}
        case "below":
            return {"below": numbers[0]}
    return {"below" if asides[0] is False else "to": numbers[0]}


def _asides(tree: Tree[Token], values: list[Decimal]) -> dict[int, bool | None]:
    """（含）, （不含）, （不含2000元） by the number of the amount it belongs to: the one it names, or the one before it."""
    found: dict[int, bool | None] = {0: None, 1: None}
    count = -1
    for child in tree.children:
        if isinstance(child, Tree):
            count += 1
        elif child.type == "OWN":
            named = _NAMED.search(str(child))
            said = number(named[1]) if named else None
            place = max(count, 0)
            if named and said is not None:
                scales = [SCALES[named[2]]] if named[2] else [Decimal(1), *dict.fromkeys(SCALES.values())]
                amount = next((said * scale for scale in scales if said * scale in values), None)
                if amount is None:
                    return _refuse(f"“{child}”说的不是这里的数额")
                place = values.index(amount)
            found[place] = not str(child).startswith("（不")
    return found


def _times(tree: Tree[Token]) -> tuple[dict[str, object], list[str]]:
    factors = [
        str(token)
        for token in tree.scan_values(lambda token: isinstance(token, Token) and token.type in ("NUMBER", "PERCENT"))
    ]
    values = [value for text in factors if (value := _factor(text)) is not None]
    if len(values) < len(factors) or values != sorted(values):
        return _refuse("倍数没有读懂")
    numbers = [tidied(value) for value in values]
    fine = {"times": "illegal_gain_yuan"}
    if tree.data == "times_to":
        return {**fine, "to": numbers[0]}, []
    dash = any(token.type == "DASH" for token in tree.scan_values(lambda _: True))
    words = "".join(str(token) for token in tree.scan_values(lambda _: True))
    return {**fine, "from": numbers[0], "to": numbers[-1]}, [UNSURE.format(words)] if dash else []


def _factor(text: str) -> Decimal | None:
    if text.endswith("%"):
        return Decimal(text[:-1]) / 100
    if text.startswith("百分之"):
        part = number(text[3:])
        return None if part is None else part / 100
    return number(text)
