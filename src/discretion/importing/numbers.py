"""Numbers of a condition, as tests of facts: how often before, how much of what."""

from __future__ import annotations

import re

from discretion.facts import Vocabulary
from discretion.importing.counts import count, repeated
from discretion.importing.joined import either
from discretion.importing.likeness import restates
from discretion.importing.numerals import NUMBER
from discretion.importing.proposals import DraftFact, Proposal, RowContext
from discretion.importing.quantities import SLUGS, FactChoice, Quantity, quantity

_MEASURE = re.compile("(?:数|数量|面积|长度|体积|重量|金额|时间|天数|比例)$")
_WHERE = re.compile(
    "[国省县乡村]道|高速|干线|航道|[水海]域|夜间|弯道|桥|隧道|[城市]区|路[口段肩]|路面(?!积)|边沟|车道|节假日|重点|繁华|危险"
)  # no quantity
LASTING = ("日", "月", "小时", "分钟")
_MORE = re.compile(
    r"\d[^\d]{0,5}以[上下内]|(?:超过|高于|不足|不满|低于|达到?)\d|且|并|\d.*或|；|初次|首次|第.次|[一二两三四五六七八九十]次|及时|情节|后果|拒"
)  # a noun that says another condition too


def counted(text: str, vocabulary: Vocabulary) -> list[Proposal] | None:
    """第二次查处, 一年内三次以上: a test of the number of earlier ones."""
    found = count(text)
    if found is None:
        if repeated(text) and "prior_count" in vocabulary:
            return [Proposal(text, {"prior_count": ">= 1"}, f"“{text}”没有写明次数，按此前至少一次提出，须确认")]
        return None
    why = found.question or f"“{text}”是此前的次数"
    if not found.key and found.months in (None, 12):
        name = "prior_count" if found.months is None else "prior_count_12m"
        if name in vocabulary:
            why = why if found.question or found.months else f"{why}；原文没有写明统计期间，须确认"
            return [Proposal(text, {name: found.test}, why)]
    keys = {"车辆": "vehicle", "驾驶员": "driver", "船舶": "vessel", "企业": "company", "经营者": "operator"}
    name = f"prior_count_{found.months or 0}m_{keys.get(found.key, 'party')}"
    label = (
        f"{found.months or ''}{'个月内' if found.months else ''}{f'同一{found.key}' if found.key else ''}同类违法次数"
    )
    draft = DraftFact(name, label, "integer", "次")
    return [Proposal(text, {name: found.test}, why, draft)]


def measured(text: str, context: RowContext, vocabulary: Vocabulary) -> list[Proposal] | None:
    """面积5平方米以上10平方米以下, 50吨级（50客位）以下: a test of what is counted."""
    sides = re.fullmatch(
        r"(?P<a>.*?\d+(?:\.\d+)?[^\d（）以超]{1,3}?)（(?P<b>[^（）]*?\d+[^\d（）]{1,3}?)）(?P<tail>以上|以下|以内)?",
        text,
    )
    if sides and not re.match(r"不?含", sides["b"]):
        pair = [quantity(f"{sides[key]}{sides['tail'] or ''}") for key in ("a", "b")]
        if pair[0] and pair[1]:
            a, b = (_quantity(item, text, context, vocabulary) for item in pair if item)
            return [
                Proposal(text, either([a.when, b.when]), f"{a.why}；括号内外按择一读取，须确认", a.draft or b.draft)
            ]
    several = re.fullmatch(
        rf"(?P<verb>[^\d]{{0,8}}?)(?P<n>{NUMBER})个(?P<more>及?以上)?(?P<rest>\d[^个或]*以[上下内])(?P<thing>[^\d，；。]{{0,8}})",
        text,
    )
    if several and (sized := quantity(several["rest"])):  # 建设2个300吨级以下泊位: how many, and how big
        how = quantity(f"{several['verb']}{several['n']}个{several['more'] or several['thing'] or '物'}")
        parts = [_quantity(item, text, context, vocabulary) for item in (how, sized) if item]
        return parts if len(parts) == 2 else None
    found = quantity(text)
    if (
        found is None
        or (found.unit == "次" and re.search("[年月]内|违法|违规|查处|处罚", found.noun))  # this time counts, or not
        or _MORE.search(found.noun)
        or any(word not in context.act for word in _WHERE.findall(found.noun))
        or (
            re.search("[没未不无]", found.noun)
            and not _MEASURE.search(found.noun)
            and not (found.unit in LASTING and re.fullmatch("未[^没未不无]{2,12}", found.noun))  # 未备案1个月以内
            and not restates(found.noun, context.act)
        )
    ):
        return None
    return [_quantity(found, text, context, vocabulary)]


def _quantity(found: Quantity, text: str, context: RowContext, vocabulary: Vocabulary) -> Proposal:
    counting = FactChoice(vocabulary, context.own).fact_for(found.noun, found.unit)
    doubt = (
        "；文字前后矛盾，按通常含义读取，须确认"
        if found.typo
        else "；没有写明是否含本数，须确认"
        if found.unsure
        else ""
    )
    if counting is not None:
        name, factor = counting
        label = vocabulary[name].label
        return Proposal(text, {name: found.test(factor)}, f"单位“{found.unit}”和用语与“{label}”相合{doubt}")
    label = f"{found.noun or context.act[:20]}（{found.unit}）"
    name = context.name_of(label, SLUGS.get(found.unit, "count"), vocabulary)
    draft = DraftFact(
        name,
        label,
        "integer" if found.unit in ("次", "人", "辆", "座", "艘", "根", "处") else "decimal",
        found.unit,
    )
    return Proposal(text, {name: found.test()}, f"词表没有“{label}”，起草为新的事实{doubt}", draft)
