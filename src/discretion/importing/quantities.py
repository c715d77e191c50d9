"""Numbers of a condition: 面积在5平方米以上10平方米以下, 10日以上不满30日, 5至10座（含10座）; and the fact they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from discretion.facts import FactType, Vocabulary, unit_name
from discretion.importing.numerals import NUMBER, between, digits
from discretion.words import number, pairs

UNITS = {  # as tables write them → the unit of the vocabulary, factor
    "㎡": ("平方米", 1), "平方米": ("平方米", 1), "m2": ("平方米", 1), "立方米": ("立方米", 1), "延米": ("米", 1), "米": ("米", 1),
    "公里": ("米", 1000), "厘米": ("厘米", 1), "吨": ("吨", 1), "吨级": ("吨", 1), "载重吨": ("吨", 1), "总吨": ("总吨", 1),
    "千克": ("千克", 1), "公斤": ("千克", 1), "元": ("元", 1), "万元": ("元", 10_000), "日": ("日", 1), "天": ("日", 1),
    "个月": ("月", 1), "月": ("月", 1), "年": ("月", 12), "小时": ("小时", 1), "分钟": ("分钟", 1), "人": ("人", 1), "人次": ("人", 1),
    "名": ("人", 1), "客位": ("人", 1), "座": ("座", 1), "辆": ("辆", 1), "台": ("辆", 1), "艘": ("艘", 1), "次": ("次", 1),
    "根": ("根", 1), "株": ("株", 1), "棵": ("株", 1), "处": ("处", 1), "件": ("件", 1), "份": ("份", 1), "票": ("票", 1), "趟": ("趟", 1),
    "%": ("%", 1), "个": ("个", 1), "项": ("项", 1), "块": ("块", 1), "节": ("节", 1), "起": ("起", 1),
    "t": ("吨", 1), "kg": ("千克", 1), "km": ("米", 1000), "m": ("米", 1), "cm": ("厘米", 1), "m²": ("平方米", 1), "m³": ("立方米", 1), "m3": ("立方米", 1),
}  # fmt: skip
SLUGS = {"平方米": "m2", "立方米": "m3", "米": "m", "厘米": "cm", "吨": "t", "总吨": "gt", "千克": "kg", "元": "yuan", "日": "days",
         "月": "months", "小时": "hours", "分钟": "minutes", "人": "persons", "座": "seats", "辆": "vehicles", "艘": "ships", "%": "percent"}  # fmt: skip
_UP_TO = ("不超过", "未超过", "不高于", "不大于", "不多于")
COUNTED = ("个", "辆", "台", "艘", "人", "名", "座", "根", "株", "棵", "处", "件", "份", "票", "趟", "块", "起", "项")
_U = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_OWN = r"(?:（(?P<{0}_own>不?含)(?:本数|{1}(?:{2})?)?）)?"
_N = NUMBER


def _bound(name: str) -> str:
    return rf"(?P<{name}>{_N})(?P<{name}_unit>{_U})?" + _OWN.format(name, _N, _U)


_LOW, _HIGH = _bound("low"), _bound("high")
_GAP = "[、，]?(?:且|但|至)?"
_THING = "[一-鿿]{1,8}"  # what is counted may stand behind: 缺少2名普通船员
SHAPES = tuple(
    (re.compile(pattern), typo)
    for pattern, typo in (
        (rf"(?P<noun>[^，；。]*?)不满{_LOW}以上{_HIGH}以下", True),
        (
            rf"(?P<noun>[^，；。]*?)(?<![不未])(?P<over>超过|多于|大于|高于){_LOW}{_GAP}(?P<under>不超过|未超过|不高于|不大于|不多于|不足|不满|低于|少于|小于){_HIGH}",
            False,
        ),
        (
            rf"(?P<noun>[^，；。]*?)(?<![不未])(?P<over>超过|多于|大于|高于){_LOW}{_GAP}{_HIGH}(?P<to>以下|以内){_OWN.format('tail', _N, _U)}",
            False,
        ),
        (
            rf"(?P<noun>[^，；。]*?){_LOW}(?P<from>以上){_GAP}(?P<under>不超过|未超过|不高于|不大于|不多于|不足|不满|低于|少于|小于){_HIGH}",
            False,
        ),
        (
            rf"(?P<noun>[^，；。]*?){_LOW}(?P<from>以上){_GAP}{_HIGH}(?P<to>以下|以内|及以下){_OWN.format('tail', _N, _U)}",
            False,
        ),
        (
            rf"(?P<noun>[^，；。]*?){_LOW}(?P<dash>至|到|-|—|～|~){_HIGH}(?P<to>以下|以内)?{_OWN.format('tail', _N, _U)}",
            False,
        ),
        (
            rf"(?P<noun>[^，；。]*?)(?<![不未])(?P<over>超过)(?P<of>[^\d，；。]{{2,10}}?){_LOW}{_GAP}(?P<under>不超过|未超过|不足|不满|低于|少于|小于){_HIGH}",
            False,
        ),
        (rf"(?P<noun>[^，；。]*?)(?<![不未])(?P<over>超过|多于|大于|高于){_LOW}", False),
        (rf"(?P<noun>[^，；。]*?)(?<![不未])(?P<over>超过)(?P<of>[^\d，；。]{{2,10}}?){_LOW}", False),
        (rf"(?P<noun>[^，；。]*?)(?P<under>不超过|未超过)(?P<of>[^\d，；。]{{2,10}}?){_HIGH}", False),
        (
            rf"(?P<noun>[^，；。]*?){_LOW}车?(?P<from>以上|及以上){_OWN.format('tail', _N, _U)}(?P<after>{_THING})?",
            False,
        ),
        (rf"(?P<noun>[^，；。]*?)(?P<from>达到|达|不少于|不低于){_LOW}", False),
        (rf"(?P<noun>[^，；。]*?)(?P<under>不超过|未超过|不高于|不大于|不多于|不足|不满|少于|小于|低于){_HIGH}", False),
        (
            rf"(?P<noun>[^，；。]*?){_HIGH}车?(?P<to>以下|以内|及以下){_OWN.format('tail', _N, _U)}(?P<after>{_THING})?",
            False,
        ),
        (rf"(?P<noun>[^，；。\d]{{2,}}?)(?P<equal>){_LOW}(?:车辆?|船舶?)?", False),
        (rf"(?P<noun>[^，；。\d]*?)(?P<equal>){_LOW}(?P<after>{_THING})", False),
    )
)


_EQUAL = re.compile(rf"([大小])于(?:或者?)?等于(\d[\d.]*(?:{_U})?)")
_KIND = re.compile("(?<=以[上下内])的?(?:机动)?(?:船舶?|车辆?)$")  # 500总吨以下船舶


@dataclass(frozen=True)
class Quantity:
    """A number that a condition compares.

    Attributes:
        noun: what is counted, in the cell's words.
        unit: as the vocabulary names it.
        test: low, low included, high, high included; None where there is no such end.
        typo: the words contradict themselves and are read by their plain meaning.
        open_ends: ends whose belonging is not written.
    """

    noun: str
    unit: str
    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool
    typo: bool = False
    unsure: bool = False

    def test(self, factor: Decimal = Decimal(1)) -> str:
        """The test in FEEL."""
        low = None if self.low is None else digits(self.low * factor)
        if self.low is not None and self.low == self.high:
            return f"= {low}"
        high = None if self.high is None else digits(self.high * factor)
        return between(low, self.low_in, high, self.high_in)


def quantity(text: str) -> Quantity | None:
    """Read one comparison; None when the text is none."""
    if re.search("[<>＜＞﹤﹥≤≥≦≧]", text):  # a sign that no words were found for
        return None
    text = re.sub("未满|未达到?|不到", "不足", _KIND.sub("", text)).replace("不小于", "不少于")
    text = _EQUAL.sub(lambda match: f"{match[2]}以{'上' if match[1] == '大' else '下'}", text)
    for pattern, typo in SHAPES:
        match = pattern.fullmatch(text)
        if match is not None:
            found = _read(match.groupdict(), typo)
            if found is not None:
                return found
    return None


def _read(parts: dict[str, str | None], typo: bool) -> Quantity | None:
    unit = parts.get("high_unit") or parts.get("low_unit")
    if unit is None:
        return None
    if parts.get("of") and unit != "%":  # 超过船长20%, but no 超过规定的3年
        return None
    low_name, low_factor = UNITS[parts.get("low_unit") or unit]
    name, factor = UNITS[unit]
    if low_name != name:
        return None
    low, high = number(parts.get("low") or ""), number(parts.get("high") or "")
    if (parts.get("low") and low is None) or (parts.get("high") and high is None):
        return None
    low_in = _own(parts.get("low_own"), bool(parts.get("from")) or bool(parts.get("dash")))
    high_in = _own(parts.get("high_own"), bool(parts.get("to") or parts.get("dash")) or parts.get("under") in _UP_TO)
    if tail := parts.get("tail_own"):
        if high is not None:
            high_in = not tail.startswith("不")
        else:
            low_in = not tail.startswith("不")
    unsure = bool(parts.get("dash")) and not (parts.get("tail_own") or parts.get("high_own"))
    if parts.get("dash") and not unsure and high_in and not parts.get("low_own"):
        low_in = False  # 5至10座（含10座）: what is said of one end is denied of the other
    low = None if low is None else low * low_factor
    high = None if high is None else high * factor
    if low is not None and high is not None and low >= high:
        return None
    if (after := parts.get("after")) and (unit not in COUNTED or re.search("[以或和及且并不未没]|的|罚", after)):
        return None  # what follows is a condition of its own
    noun = _noun(f"{parts['noun'] or ''}{parts.get('of') or ''}{after or ''}")
    if "equal" in parts:
        return Quantity(noun, name, low, True, low, True) if unit in COUNTED and low is not None else None
    return Quantity(noun, name, low, low_in or typo, high, high_in or typo, typo, unsure)


def _noun(text: str) -> str:
    return re.sub(r"(?:的?(?:时间|数量|数额)?(?:在|为|达|累计|共计))$", "", text).strip("，、的")


def _own(aside: str | None, usual: bool) -> bool:
    return usual if aside is None else not aside.startswith("不")


@dataclass
class FactChoice:
    """The facts that a quantity may mean: those of the violation first, then those with the same words."""

    vocabulary: Vocabulary
    own: frozenset[str] = frozenset()
    units: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.vocabulary:
            fact = self.vocabulary[name]
            if fact.type.numeric:
                self.units.setdefault(unit_name(fact), []).append(name)

    def fact_for(self, noun: str, unit: str) -> tuple[str, Decimal] | None:
        """The one fact a noun and a unit can mean, and the factor between the units."""
        wanted, factor = UNITS.get(unit, (unit, 1))
        found = [(name, Decimal(factor) * scale) for name, scale in self._in_unit(wanted)]
        own = [(name, scale) for name, scale in found if name in self.own and name != "illegal_gain_yuan"]
        likely = [item for item in own if _alike(noun, self.vocabulary[item[0]].label)]
        if len(likely) == 1:
            return likely[0]
        if len(own) == 1 and not _foreign(noun, self.vocabulary[own[0][0]].label):
            return own[0]
        labels = [(item, self.vocabulary[item[0]].label) for item in found]
        exact = [item for item, label in labels if label == noun or (label == f"{noun}数" and not self.own)]
        begun = [item for item, label in labels if len(noun) > 1 and label.startswith(noun) and not own]
        return exact[0] if len(exact) == 1 else begun[0] if len(begun) == 1 else None

    def money(self, noun: str) -> str | None:
        """The one money fact that a noun names; those of the violation first."""
        found = [name for name in self.units.get("元", ()) if noun in self.vocabulary[name].label]
        own = [name for name in found if name in self.own]
        exact = [name for name in found if self.vocabulary[name].label == noun]
        return next((names[0] for names in (own, exact, found) if len(names) == 1), None)

    def _in_unit(self, unit: str) -> list[tuple[str, Decimal]]:
        found = [(name, Decimal(1)) for name in self.units.get(unit, ())]
        other = {
            "吨": ("千克", Decimal(1000)),
            "千克": ("吨", Decimal("0.001")),
            "厘米": ("米", Decimal("0.01")),
            "日": ("天", Decimal(1)),
        }
        if unit in other:
            found += [(name, other[unit][1]) for name in self.units.get(other[unit][0], ())]
        if unit == "人":
            found += [(name, Decimal(1)) for name in self.units.get("客位", ())]
        return found

    def whole(self, name: str, per: Decimal) -> bool:
        """Whether no part of a unit can be left over."""
        return self.vocabulary[name].type is FactType.INTEGER and per == 1


def _alike(noun: str, label: str) -> bool:
    """Whether half of the words of a noun stand in a label."""
    told = pairs(noun)
    return bool(told) and len(told & pairs(label)) * 2 >= len(told)


_VERBS = (
    "占用",
    "占道",
    "挖掘",
    "堆放",
    "堆物",
    "采伐",
    "倾倒",
    "抛洒",
    "架设",
    "埋设",
    "停泊",
    "深度",
    "高度",
    "宽度",
    "时间",
    "天数",
)


def _foreign(noun: str, label: str) -> bool:
    """Whether a noun says something that the label does not: 挖掘深度 is no 占用面积."""
    return any(verb in noun and verb not in label for verb in _VERBS)
