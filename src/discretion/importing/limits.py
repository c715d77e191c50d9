"""同一车辆一年内累计罚款不超过3万元: a limit over several cases, and the fact that tells what earlier cases imposed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from discretion.documents import under
from discretion.facts import FactType, FindingRule, Vocabulary
from discretion.importing.numerals import NUMBER, tidied, yuan
from discretion.importing.proposals import DraftFact, RowContext
from discretion.importing.spelling import tidy
from discretion.importing.unread import NotReadError
from discretion.words import number

ACROSS = re.compile(  # 多次违法的，累计罚款不超过3万元
    r"(?:多[起个件次]|数[起件次]|[二两三四五]起|[年月]度?(?:之?内|中)|年度)[^。；]{0,30}?(?:累计|合计|总计|合并|总额)[^。；]{0,14}?"
    r"(?:不(?:得)?超过|最高|封顶|为限)(?:[\d.]+万?元)?"
)
_AMOUNT = rf"(?P<cap>{NUMBER}万?元)"
_OURS = re.compile(rf"，与(?P<label>[^，；。]+?)合计最高不超过{_AMOUNT}")
_WHO = {"车辆": "vehicle", "车": "vehicle", "当事人": "party", "驾驶人": "driver", "驾驶员": "driver", "船舶": "vessel"}
_TABLE = re.compile(
    rf"(?:(?<=[，；。])|^)(?:但|对)?同一(?:辆|艘)?(?P<who>{'|'.join(_WHO)})，?在?(?:连续)?(?:(?P<years>{NUMBER})年|(?P<months>{NUMBER})个月)(?:之)?内"
    r"(?:(?:多次|再次)?(?:发生)?(?P<same>同类|同种|此类|该类)?(?:违法|违规)(?:行为)?的?，?|的，?)?(?:罚款)?(?:累计|合计)(?:罚款|处罚)?(?:数额|金额|总额)?"
    rf"(?:最高)?不(?:得)?(?:超过|高于){_AMOUNT}(?=[，；。]|$)"
)
_CLAUSE = re.compile(rf"(?:^|[，；。])[^，；。]*{ACROSS.pattern}[^，；。]*")
Limit = Mapping[str, object]


def ours(text: str, vocabulary: Vocabulary) -> tuple[str, Limit | None]:
    """The limit as we write it, and the text without it."""
    match = _OURS.search(text)
    if match is None:
        return text, None
    names = [name for name in vocabulary if vocabulary[name].label == match["label"]]
    if len(names) != 1 or vocabulary[names[0]].type is not FactType.MONEY:
        return text, None
    return text.replace(match[0], "", 1), {"cap": tidied(yuan(match["cap"])), "after": names[0]}


@dataclass(frozen=True)
class Taken:
    """A text without its limit, the limit, and what is to be confirmed of it."""

    rest: str
    limit: Limit | None = None
    questions: tuple[str, ...] = ()


def taken(text: str, vocabulary: Vocabulary, context: RowContext) -> Taken:
    """Take the limit out of a cell or a remark.

    Raises:
        NotReadError: a limit over several cases in words that do not say whose, of how long, or of how much.
    """
    flat = tidy(text)
    rest, limit = ours(flat, vocabulary)
    questions: tuple[str, ...] = ()
    if limit is None and (match := _TABLE.search(flat)):
        after, label = _fact(match, vocabulary, context)
        cap, rest = tidied(yuan(match["cap"])), f"{flat[: match.start()]}{flat[match.end() :]}".strip("，；。")
        limit = {"cap": cap, "after": after}
        which = "" if match["same"] else "没有写明哪些违法行为合计，按同类违法读取；"
        questions = (f"“{match[0]}”按{cap}元减去{label}的余额读取；{which}不低于法定最低限，须确认",)
    if across := ACROSS.search(rest):
        why = f"“{across[0]}”是几起案件合在一起的限额，没有写明按谁、多长时间、多少数额合计"
        raise NotReadError(why, code="cross-case-cap")
    return Taken(text) if limit is None else Taken(rest, limit, questions)


def only_one(cells: Mapping[str, Taken], remark: Taken) -> Limit | None:
    """The limit of a row, which is the main subject's.

    Raises:
        NotReadError: there are several, or it is another subject's.
    """
    limits = [one.limit for one in (remark, *cells.values()) if one.limit is not None]
    if len(limits) > 1 or (limits and remark.limit is None and ("" not in cells or cells[""].limit is None)):
        raise NotReadError("几起案件合在一起的限额，是对哪一个受罚主体、哪一项罚款的，没有读懂", code="cross-case-cap")
    return limits[0] if limits else None


def alone(text: str) -> str:
    """A text without its limit, in whatever words: what is left tells whether it is a penalty."""
    return _CLAUSE.sub("", _TABLE.sub("", tidy(text)))


def limited(penalty: dict[str, object], limit: Limit | None) -> dict[str, object]:
    """A penalty with the limit on its fine, in every row of it.

    Raises:
        NotReadError: there is no fine that it could limit.
    """
    if limit is None:
        return penalty
    rows = penalty.get("rows")
    if isinstance(rows, list):
        return {**penalty, "rows": [{**row, "penalty": limited(row["penalty"], limit)} for row in rows]}
    if "fine" not in penalty:
        raise NotReadError("几起案件合在一起的限额，没有可以限制的罚款", code="cross-case-cap")
    if {"above", "below"} & set(under(penalty, "fine")):
        raise NotReadError("几起案件合在一起的限额，所限制的罚款不含本数，还不能表达", code="cross-case-cap")
    return {**penalty, "fine": {**under(penalty, "fine"), "left_of": dict(limit)}}


def _fact(match: re.Match[str], vocabulary: Vocabulary, context: RowContext) -> tuple[str, str]:
    """The money that earlier decisions imposed: the fact that records settle so, or a new one."""
    count = number(match["years"] or match["months"])
    if count is None or count != int(count) or not count:
        raise NotReadError(f"“{match[0]}”的期间没有读懂", code="cross-case-cap")
    months = int(count) * (12 if match["years"] else 1)
    by = _WHO[match["who"]]
    wanted = {"sum": "prior_decision", "by": by, "months": months, "since": "decision"}
    for name in vocabulary:
        if vocabulary[name].finding == FindingRule.model_validate(wanted):
            return name, vocabulary[name].label
    name = f"{by}_fined_{months}m_yuan"
    if name in vocabulary:
        raise NotReadError(f"词表的 {name} 不是这样统计的罚款，须由人选定", code="cross-case-cap")
    label = f"同一{match['who']}{'一年' if months == 12 else f'{months}个月'}内同类违法已处罚款"
    context.drafts[name] = DraftFact(name, label, "money", "元", wanted)
    return name, label
