"""第二次查处, 一年内三次以上违法, 1年内同一车辆无同类违法记录: how often it happened before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from discretion.words import number

_N = r"\d+|[一二两三四五六七八九十]+"
_WINDOW = re.compile(rf"(?:在|近)?(?P<years>{_N})?(?:个)?(?P<unit>年|月|日历年)(?:之?内|度内)")
_KEY = re.compile(r"同一(?P<key>车辆|驾驶员|驾驶人|船舶|企业|经营者|当事人)|(?P<key2>该车辆|该车|该驾驶员)")
_BROKEN = r"违反(?:(?:该|本|此|上述)(?:条|项|款)?(?:规定|条款))?"
_ACT = (
    r"(?:同类|同种|同一|该类|此类)?(?:违法|违规)?(?:行为)?(?:被|受到|受过)?"
    rf"(?:查处|查获|处罚|违法|违规|发现|{_BROKEN}|行政处罚)?(?:违法行为|的)?"
)
_NTH = re.compile(
    rf"(?:存在|有|被|因)?第(?P<n>{_N})次{_ACT}(?P<more>及以上|以上|（含）以上|(?:及|和|或者?)第?(?:{_N})次(?:及?以上){_ACT}|及其?以后)?{_ACT}"
)
_PUNISHED = re.compile(
    rf"(?:曾|已)?因?(?:(?:同类|同种|同一(?:性质|类型?|种类?)?)(?:的)?(?:违法|违规)?(?:行为)?|(?:违法|违规)(?:行为)?)(?:曾|已)?(?:被|受到?过?|经)(?:行政)?处罚(?:过)?(?:(?P<n>{_N})次(?P<more>及?以上)?)?|(?:(?:曾|已)(?:被|受到?过?)(?:行政)?处罚(?:过)?|被(?:行政)?处罚(?=.+次))(?:(?P<n2>{_N})次(?P<more2>及?以上)?)?|(?:曾|已)?(?:因?(?:同类|同种|同一(?:性质|类型?|种类?)?)(?:的)?(?:违法|违规)?(?:行为)?(?:曾|已)?)?(?:受到?过?|被)(?P<n3>{_N})次(?P<more3>及?以上)?(?:行政)?处罚"
)
_FIRST = re.compile(rf"(?:首次|初次|第一次){_ACT}的?")
_TIMES = re.compile(
    rf"(?:累计|共计?)?(?P<has>存在|有|发生|被查处|查处|违法|违规)?(?:累计|共计?)?(?:同类)?(?P<n>{_N})次(?P<more>及以上|以上|（含）以上|（含(?:{_N})次）以上)?(?:（含(?:{_N})次）)?{_ACT}(?P<record>同类违法记录|同类违法行为记录|违法记录)?"
)
_RANGE = re.compile(  # 违法2次以上4次以下, 第2次至第4次
    rf"(?:累计|共计?)?(?:发生|被?查处|违法|违规)?(?P<nth>第)?(?P<n>{_N})次?(?:以上|及以上|至|到|-)第?(?P<m>{_N})次(?P<to>以下|以内)?{_ACT}"
)
_SAID = re.compile("违法|违规|查处|查获|处罚")
_NONE = re.compile(r"(?:无|没有|未有)(?:同类|同种)?(?:违法|违规)(?:行为)?(?:记录|前科)")
_MANY = re.compile(rf"(?:多次|屡次|再次|反复)(?:实施|发生|违法|{_BROKEN}|被查处|占道|违规)?(?:违法|违规)?(?:行为)?")


@dataclass(frozen=True)
class EarlierCount:
    """How often before: a test of the number of earlier ones.

    Attributes:
        months: the window; None when the table names none.
        key: whose: empty for the party.
        question: what the words leave open.
    """

    test: str
    months: int | None
    key: str
    question: str = ""


def count(text: str) -> EarlierCount | None:
    """Read a count; None when the text is none."""
    text = _window_first(text)
    window = _WINDOW.match(text)
    rest = text[window.end() :] if window else text
    months = None
    if window:
        size = number(window["years"] or "1")
        months = None if size is None else int(size) * (1 if window["unit"] == "月" else 12)
    key = _KEY.match(rest.lstrip("，"))
    rest = rest.lstrip("，")[key.end() :] if key else rest.lstrip("，")
    whose = "" if key is None else (key["key"] or key["key2"]).removeprefix("该")
    whose = {"驾驶人": "驾驶员", "车": "车辆", "当事人": ""}.get(whose, whose)
    if months is not None and re.fullmatch(rf"(?:再次|又){_ACT}", rest):
        return EarlierCount(">= 1", months, whose)
    if _NONE.fullmatch(rest) or (months is not None and _FIRST.fullmatch(rest)):
        return EarlierCount("= 0", months, whose)
    if match := _PUNISHED.fullmatch(rest):  # punished before: this time does not count
        said = match["n"] or match["n2"] or match["n3"]
        times, exact = number(said or "1"), said and not (match["more"] or match["more2"] or match["more3"])
        return None if times is None else EarlierCount(f"{'=' if exact else '>='} {times}", months, whose)
    if (match := _RANGE.fullmatch(rest)) and (n := number(match["n"])) and (m := number(match["m"])) and n < m:
        doubt = "" if match["nth"] else f"“{text}”是否包括本次，原文没有写明；按包括本次读取，须确认"
        return EarlierCount(f"[{n - 1}..{m - 1}]", months, whose, doubt)
    if (match := _NTH.fullmatch(rest)) and (n := number(match["n"])) is not None:
        return EarlierCount(f"{'>=' if match['more'] else '='} {n - 1}", months, whose)
    if (match := _TIMES.fullmatch(rest)) and (n := number(match["n"])) is not None:
        sign = ">=" if match["more"] else "="
        if match["record"] or match["has"] in ("存在", "有"):
            doubt = f"“{text}”是否包括本次，原文没有写明；按包括本次读取，须确认"
            return EarlierCount(f"{sign} {n - 1}", months, whose, doubt)
        if match["more"] and match["has"] != "有":
            return EarlierCount(f">= {n - 1}", months, whose)
        if not match["more"] and _SAID.search(rest) and (n > 1 or match["has"] in ("违法", "违规")):
            return EarlierCount(
                f"= {n - 1}", months, whose, f"“{text}”是否包括本次，原文没有写明；按包括本次读取，须确认"
            )
    return None


def _window_first(text: str) -> str:
    """第二次（一年内）, 同一车辆一年内…: as well as 一年内第二次, 一年内同一车辆…."""
    text = text.replace("（含本次）", "")
    if aside := re.fullmatch(rf"(?P<count>.+)（(?P<window>{_WINDOW.pattern})）", text):
        text = f"{aside['window']}{aside['count']}"
    if keyed := _KEY.match(text):
        window = _WINDOW.match(text, keyed.end())
        text = f"{window[0]}{keyed[0]}{text[window.end() :]}" if window else text
    return text


def repeated(text: str) -> bool:
    """屡次, 多次: more than once, without a number."""
    return _MANY.fullmatch(text) is not None
