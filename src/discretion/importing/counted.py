"""每污染路面1平方米，罚款50元（…四舍五入），但最高不超过5000元: so much for every unit of a quantity."""

from __future__ import annotations

import re
from decimal import Decimal

from lark import Token, Tree

from discretion.importing.money import yuan_of
from discretion.importing.numerals import tidied
from discretion.importing.quantities import FactChoice
from discretion.importing.unread import NotReadError
from discretion.words import number

ROUNDINGS = (
    (re.compile(r"四舍五入"), "half-up"), (re.compile(r"不计"), "down"), (re.compile(r"按(?:一|1)|计为?(?:一|1)"), "up"),
    (re.compile(r"按比例"), "none"),
)  # fmt: skip


def counted(tree: Tree[Token], unit: str | None, facts: FactChoice | None) -> dict[str, object] | str:
    """A fine by quantity, or why it is none."""
    tokens = {child.type: str(child) for child in tree.children if isinstance(child, Token)}
    match = re.fullmatch(
        r"每(?:超过?)?(?P<noun>.*?)(?P<count>\d+(?:\.\d+)?|[一二两三五十]+)?(?P<unit>[^\d]{1,3})", tokens["EACH_ONE"]
    )
    if match is None or facts is None:
        return "按数量计算的罚款没有读懂"
    counting = facts.fact_for(match["noun"], match["unit"])
    if counting is None:
        return f"“{tokens['EACH_ONE']}”按哪一项事实计算，没有认出"
    name, factor = counting
    per = (number(match["count"] or "1") or Decimal(1)) * factor
    each, *cap = [child for child in tree.children if isinstance(child, Tree)]
    found: dict[str, object] = {"each": _each(each, unit), "per": tidied(per), "of": name}
    if "ROUND" in tokens:
        rounding = next((kind for pattern, kind in ROUNDINGS if pattern.search(tokens["ROUND"])), None)
        if rounding is None:
            return f"“{tokens['ROUND']}”没有读懂"
        found["rounding"] = rounding
    elif not facts.whole(name, per):
        return "没有写明不足一个单位的部分怎样计算"
    if cap:
        found["cap"] = tidied(yuan_of(cap[0], unit)[0])
    return found


def _each(tree: Tree[Token], unit: str | None) -> object:
    """50元, 20元以上50元以下."""
    amounts = [tree] if tree.data == "amount" else [child for child in tree.children if isinstance(child, Tree)]
    read = [yuan_of(amount, unit) for amount in amounts]
    values = [value for value, _ in read]
    if not all(said for _, said in read) or values != sorted(set(values)):
        raise NotReadError("每一单位罚多少没有读懂")
    return tidied(values[0]) if len(values) == 1 else {"from": tidied(values[0]), "to": tidied(values[1])}
