"""The spellings of amounts and penalties, brought into the one form that the grammar reads."""

from __future__ import annotations

import re
from decimal import Decimal

from discretion.importing.intervals import intervals_said
from discretion.words import number

_EITHER = re.compile(r"(暂扣|吊销)或者?(暂扣|吊销)((?:(?!或|直至)[^，；。\d])+)")
_YUAN = r"\d[\d.]*(?:万元|千元|元)"
_PER = "(?:平方米|立方米|延米|米|公里|吨|千克|公斤|人次|人|辆次|辆|艘次|艘|株|件|份|票|起|次|日|天|根|座)"
_PLAINER = (  # the same said in more or fewer words
    (
        re.compile(r"(?:^|(?<=[；。，]))(?:\d{1,2}[.．、](?!\d)|（(?:\d|[一二三四五六])）|[①②③④⑤⑥])"),
        "",
    ),  # 1.责令改正；2.处500元罚款
    (re.compile(r"(?<=罚款)：(?=\d)"), ""),
    (re.compile(r"(?:^|(?<=[，；。]))罚(?=\d)"), "罚款"),
    (re.compile(r"(?:(?<=没收违法所得)|(?<=法财物)|(?<=警告))(?=并处)"), "，"),
    (
        re.compile(rf"(?:按照?)?({_YUAN}(?:(?:以上|-|至){_YUAN}(?:以下)?)?)/(\d*{_PER})"),
        r"每\2\1",
    ),  # 20元/平方米
    (re.compile(r"(?:^|(?<=[，；。]))按照?(?=每)"), ""),
    (re.compile(r"(?:(?<=处)|按照?)([一-鿿]{0,6}(?:面积|长度|体积|重量|质量|数量|吨位))每(?=\d*[一-鿿])"), r"每\1"),
    (re.compile(r"(的?罚款)(（不?含[^（）]{1,8}）)"), r"\2\1"),  # 3万元以下罚款（不含3万元）
    (re.compile(rf"(每[^，；。]*?{_YUAN})(?:的?标准)?(?:予以|处以|进行|给予|计算|计处)(?:罚款|处罚)"), r"\1罚款"),
    (re.compile(r"（(?=(?:没有|无)违法所得)([^（）]*处[^（）]*)）"), r"；\1"),  # 处…倍罚款（没有违法所得的，处…）
    (
        re.compile(rf"按照?({_YUAN}(?:以[上下](?:{_YUAN}以下)?)?)(?:的标准)?(?:予以|进行)?处罚(?=$|[，；。])"),
        r"处\1罚款",
    ),
    (re.compile(rf"不低于({_YUAN})[，、且]?(?:但|且)?(?:不超过|不高于|不得超过)({_YUAN})"), r"\1以上\2以下"),
    (re.compile(r"同时(?=责令|吊销|暂扣|没收)|(?:进行|给予|予以)(?=批评教育)|(?<=罚款)(?:金额|数额)?罚款"), ""),
)
_CAP_FIRST = re.compile(  # 最高不超过3万元，不足1吨的不计: the part of a unit belongs to the rate before the cap
    r"([，；](?:但|且)?(?:最高|总额|合计|累计)[^，；。]+)([，；](?:不满|不足)[^，；。（]{1,20}(?:四舍五入|按[^，；。]{1,12}计算?|不计))"
)


def spelled(text: str) -> str:
    """A cell of penalties in the words of the grammar."""
    text = re.sub(r"依法(?=并?(?:处|给予|吊销|暂扣|没收|责令|由))|(?<=吊销|暂扣)其(?=[^，；。])", "", tidy(text))
    text = re.sub(r"以上至(?=\d)", "以上", re.sub(r"(?<=罚款)(?=并(?:可以?)?(?:责令|吊销|暂扣|没收))", "，", text))
    text = re.sub(r"予以(?=警告|没收|吊销|暂扣|通报|罚款)", "", text)
    text = re.sub(r"(?<=有违法所得的，)(并?没收)(?=[，；。]|$)", r"\1违法所得", text)
    for pattern, plain in _PLAINER:
        text = pattern.sub(plain, text)
    text = _CAP_FIRST.sub(r"\2\1", text)
    return _EITHER.sub(r"\1\3或者\2\3", text)  # 暂扣或者吊销许可证: both of the same


def tidy(text: str) -> str:
    """White space out, digits and brackets in one form."""
    text = _THOUSANDS.sub("", intervals_said(re.sub(r"\s+", "", text))).translate(_FORMS)
    text = _THOUSANDTHS.sub(lambda match: f"{Decimal(str(number(match[1]))) / 10:f}%", text)
    text = _PERCENT.sub(lambda match: f"{_parts(match[1])}%", text)
    text = _CAPITALS.sub(lambda match: match[0].translate(_PLAIN), text)
    text = re.sub(r"(?<=[\d万元倍%）])[~～—–－-]+(?=\d)", "-", text)
    text = _RANGE.sub(_compared, _CHAIN.sub(_between, text))
    text = re.sub(r"(?:^|(?<=[，；。（]))[A-Za-z](?=[<＜﹤>＞﹥≤≥≦≧]\d)", "", text)  # x≤5平方米
    text = re.sub(
        r"(?:^|(?<=[一-鿿，；。（]))([<＜﹤>＞﹥])(?=\d)", lambda match: "不足" if match[1] in _OPEN else "超过", text
    )
    text = _SIGNS.sub(
        lambda match: f"{match['amount']}以上" if match["sign"] in "≥≧" else f"{match['amount']}以下", text
    )
    text = _OPEN_END.sub(r"\1", text)
    text = re.sub(r"(以[上下内])的(（不?含[^（）]{1,10}）)", r"\1\2", text)  # 10平方米以下的（含10平方米）
    text = re.sub(r"(?<=以上)[，、](?=[\d一二三四五六七八九十百千两][\d.]*[^\d，；。、]{1,4}以[下内])", "", text)
    return _WHOLE.sub("元", text.replace("㎡", "平方米").replace("人民币", "")).strip("，；。、")


def _between(match: re.Match[str]) -> str:
    """1000元≤罚款<2000元, 罚款<2000元: the sign says whether the number belongs."""
    low, high = match["low"], match["high"]
    if "罚款" not in match[0] and match.string[match.end() :][:1] not in ("", *"，；。、）的罚并"):
        return match[0]  # 5＜X≤10平方米 is no fine
    before = f"{low}{'（不含）' if match['first'] in _OPEN else ''}以上" if low else ""
    return f"罚款{before}{high}{'（不含）' if match['last'] in _OPEN else ''}以下"


def _compared(match: re.Match[str]) -> str:
    """5平方米<占用面积≤10平方米, in words."""
    low = f"超过{match['low']}" if match["first"] in _OPEN else f"{match['low']}以上"
    high = f"不足{match['high']}" if match["last"] in _OPEN else f"{match['high']}以下"
    noun = "" if match["noun"].isascii() else match["noun"]
    return f"{noun}{low}且{high}"  # 5<面积≤10平方米 is not 510


def _parts(text: str) -> str:
    """零点八 → 0.8."""
    whole, point, rest = text.partition("点")
    digits = [number(digit) for digit in rest]
    return f"{number(whole) or 0}.{''.join(str(digit) for digit in digits)}" if point else str(number(text) or text)


_FORMS = str.maketrans("０１２３４５６７８９．％／(),;:｡査釆", "0123456789.%/（），；：。查采")
_THOUSANDS = re.compile(r"(?<=[\d０-９]),(?=[\d０-９]{3}(?![\d０-９]))|(?<=[\d０-９])，(?=[\d０-９]{3}(?:元|万))")
_SIGNS = re.compile(
    r"(?P<sign>[≥≧≤≦])(?P<amount>\d+(?:\.\d+)?(?:万元|千元|平方米|立方米|公里|个月|[^\d，；。、（）≥≤])?)"
)
_OPEN = "<＜﹤"
_CHAIN = re.compile(
    r"(?:(?P<low>\d[\d.]*(?:万元|千元|元)?)(?P<first>[<＜﹤≤≦]))?(?:处以?)?(?:罚款(?:金额|数额|额)?|(?<=[<＜﹤≤≦])[Xx])(?P<last>[<＜﹤≤≦])(?P<high>\d[\d.]*(?:万元|千元|元)?)"
)
_RANGE = re.compile(
    r"(?P<low>\d[\d.]*[^\d<＜﹤≤≦，；。]{0,3})(?P<first>[<＜﹤≤≦])(?P<noun>[一-鿿]{2,12}|[A-Za-z])(?P<last>[<＜﹤≤≦])(?P<high>\d[\d.]*(?:平方米|立方米|个月|公里|万元|[^\d，；。、（）]?))"
)
_OPEN_END = re.compile(  # 超过船长10%，不到20%; 10平方米以上，但不足20平方米
    r"((?<![不得])(?:超过|高于|大于|多于)[^，；。\d]{0,10}\d[\d.]*[^\d，；。、]{1,3}|(?<=以上))，(?:但|且)?(?=(?:不足|不满|不到|未达到?|未满|不超过|未超过)\d)"
)
_THOUSANDTHS = re.compile(r"千分之(\d+(?:\.\d+)?|[一二三四五六七八九])")
_WHOLE = re.compile(r"元[整正](?=$|[，；。的、）罚])")
_PERCENT = re.compile(
    r"百分之(\d+(?:\.\d+)?|零点[一二三四五六七八九]+|[一二三四五六七八九]点[一二三四五六七八九]+|(?=[一二三四五六七八九十])[一二三四五六七八九]?十?[一二三四五六七八九]?|一百)"
)
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_CAPITALS = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟零]+(?=[万元倍日天个年])")
