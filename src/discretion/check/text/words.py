"""The vocabulary of penalties: what the text of a law says, in words that an encoding can be held against."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

SHALL, MAY = "应当", "可以"
# What a text calls a measure; the first that matches at a place wins.
MEASURES = {
    "警告": r"警告(?!标志|标识|性)",
    "通报批评": r"通报批评",
    "没收违法所得": r"没收(?:其)?(?:全部)?(?:非法所得|违法所得|违法收入)",
    "收缴": r"收缴|追缴",
    "没收": r"没收|(?<=没收违法所得)[和、](?=(?:违法|非法)?(?:证件|财物|工具|船舶|车辆))",
    "罚款": r"罚款(?!额|数|总|的(?:行政处罚)?决定|应当)",
    "暂扣": r"(?<!被)(?:暂扣|扣留)(?!车辆|船舶|非法|工具|违法|其车)",
    "吊销": r"(?<!被)吊销",
    "停业": r"停产停业(?:整顿)?|停业整[顿治]|停工(?:停产)?整治|暂停营业|停业(?=[\d一二三四五六七八九十])",
    "关闭": r"责令关闭|予以关闭",
    "限制从业": r"不得(?:重新)?(?:从业|从事|担任|申请从事|申请)[^，。；]{0,20}|不得重新申请|停止从事营业性运输",
    "降低资质": r"降低资质",
    "拘留": r"拘留",
    "限制经营": r"停运|停止招生|停止新接入|暂停[^，。；]{0,4}服务(?=\d)|禁止船舶进出港口",
}
FOUND = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, pattern in enumerate(MEASURES.values())))
NAMES = list(MEASURES)
KEYS = {
    "warning": "警告", "criticism": "通报批评", "fine": "罚款", "suspend_licence": "暂扣", "revoke": "吊销",
    "suspend_business": "停业", "close": "关闭", "restrict_employment": "限制从业", "downgrade": "降低资质",
    "detain": "拘留", "restrict_operation": "限制经营",
}  # fmt: skip
# How a text writes that a business stops: a decision prints it so (责令停产停业整顿 is not 责令停业整顿).
STOPPED = re.compile("停产停业整顿|停产停业|停工停产整治|停工整治|停业整[顿治]|停业|暂停营业")
ACTS = re.compile(
    r"扣押|(?:暂扣|扣留)(?=车辆|船舶|非法|工具|其车)|强制拖离|强行拖离|强制拆除|强制清除|强制消除|强制卸载|强制设置|强制打捞"
    r"|代为|代履行|组织清除|组织打捞|撤销|取消|核减|(?<!养护)停航(?!施工|方案|检修|安排)|驱逐|离岗|不予受理|不受理|不再受理|补缴|赔偿(?!限额)|(?<=部门)拆除|(?<=机构)拆除"
)
# Addressees, as the texts call them, and the keys under which the data has them.
ADDRESSEES = {
    "船长": "captain", "责任船员": "responsible_crew", "直接负责的主管人员": "responsible_person",
    "主管人员": "responsible_person", "其他直接责任人员": "responsible_person", "直接责任人员": "directly_responsible",
    "其他责任人员": "other_responsible", "有关责任人员": "relevant_persons", "聘用单位": "employer",
    "所有人、经营人或者管理人": "owner_operator_manager", "所有人、经营人": "owner_operator",
    "所有人或者经营人": "owner_operator", "引航员": "pilot", "责任人员": "persons_responsible",
}  # fmt: skip
PUNISHED = re.compile(
    r"(?:(?<![面相针])对|的，其)([^，。；：]{2,46}?)(?:，由[^，。；：]{2,12}处|处|给予|可以|可处|并处|分别|予以|依法|暂扣|吊销|，处|\d年内)"
)
CERTIFIED = re.compile(r"(?:暂扣|吊销)(?:其|违法)?([^，。；：]{0,30}?)的(?:船员)?(?:适任|有关证书)")
ORDER = re.compile(
    r"(可以|可)?(?:并)?责令(?:其|[^，。；：]{0,14}(?:机构|经营者|企业|公司|单位|当事人|行为人))?((?:在规定)?[^，。；：]*)"
)
ORDERED = "停止|恢复|消除|采取|补种|清除|拆除|补办|改正|整改|修复|限期|立即|暂时停止|赔偿"
FOLLOWS = re.compile(rf"^(?:并)?(?:应当)?(?:{ORDERED})[^处]*$")
SPLIT = re.compile(rf"、(?=(?:{ORDERED}))")
STOPS = re.compile(r"[，。；：]")
FREE = r"可以|可(?=处|并|单处|暂扣|责令|依法|对|按)"
FREE_LIST = re.compile("可以按照?(?:下列|以下)规定")  # goes for every item after it
CLOSING = ("停产停业", "停业", "关闭", "停运", "停止招生", "暂停营业", "停止从事营业性运输")
NOTHING = (  # what punishes nobody here: crimes, officials, civil liability
    r"[^；。，]*的，依照刑法[^；。]*追究刑事责任",
    r"(?:(?:造成|情节)[^；。，]*，)?(?:构成犯罪|涉嫌犯罪|触犯刑律)的，[^；。：]*?(?:追究刑事责任|司法机关(?:处理)?)",
    r"[^。；，]*(?:国家工作人员)[^。；]*处分",
    r"(?:给他人)?造成[^；。，]*(?:损失|损害)的，(?:应当)?依法(?:予以赔偿|承担赔偿责任)",
    r"，并应当依法承担赔偿责任",
    r"[；。](?:给他人)?造成[^；。，]*(?:损失|损害|质量标准)的，(?![^；。]*限期)[^；。：]*赔偿[^；。：]*",
    r"，并对[^；。，]*损失承担赔偿责任",
    r"；导致[^；。，]*给他人造成损害的，[^；。]*赔偿责任",
)


@dataclass
class ProvisionWords:
    """The same facts about a text and about an encoding."""

    measures: dict[str, set[str]] = field(default_factory=dict)
    choices: set[frozenset[str]] = field(default_factory=set)
    orders: dict[str, str] = field(default_factory=dict)
    acts: set[str] = field(default_factory=set)
    addressees: set[str] = field(default_factory=set)
    conditions: set[str] = field(default_factory=set)
    duties: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    ladder: set[str] = field(default_factory=set)  # the facts that choose a range
    stops: set[str] = field(default_factory=set)  # how it writes that a business stops
    said: str = ""  # every Chinese word of the encoding, or the whole text

    def measure(self, name: str, force: str) -> None:
        """Note a measure with its force."""
        self.measures.setdefault(name, set()).add(force)


def tidy(text: str) -> str:
    """A passage without spaces, and without what punishes nobody here."""
    text = re.sub(r"[*\s　]", "", text).translate(str.maketrans("():,;", "（）：，；"))
    for pattern in NOTHING:
        text = re.sub(pattern, "", text)
    return re.sub(r"（[一二三四五六七八九十]+）", "", text)


@cache
def words_of_text(raw: str, referred: str = "") -> ProvisionWords:
    """What a passage of law says; ``referred`` is the paragraph after which it punishes (依照前款规定处罚)."""
    text = tidy(raw)
    words = ProvisionWords(said=text)
    whole = tidy(referred) + text
    may = FREE_LIST.search(whole) is not None
    parts = [clause for clause in STOPS.split(whole) if clause]
    for before, clause in zip(["", *parts], parts, strict=False):
        for match in FOUND.finditer(clause):
            free = may or re.search(FREE, clause[: match.end()]) or follows_freely(before, clause)
            gains = name_of(match) == "没收" and before == "有违法所得的"
            words.measure("没收违法所得" if gains else name_of(match), MAY if free else SHALL)
        words.choices |= choices_in(clause, before)
    words.choices |= graded_in(parts)
    parts = [clause for clause in STOPS.split(text) if clause]
    for before, clause in zip(["", *parts], parts, strict=False):
        words.orders |= orders_in(clause, before)
    words.acts = set(ACTS.findall(text))
    words.stops = set(STOPPED.findall(whole))
    for pattern in (PUNISHED, CERTIFIED):
        for phrase in pattern.findall(text):
            words.addressees |= people_in(phrase)
    words.conditions = conditions_in(text)
    for named in re.findall(r"违反(?:了)?本(?:法|条例|规定|办法)(第[^，。；]*?)(?:的?规定|，)", text):
        words.duties |= set(re.findall(r"第[零〇一二三四五六七八九十百千]+条", named))
    return words


def name_of(match: re.Match[str]) -> str:
    """The measure that a place of a text names."""
    return NAMES[int(str(match.lastgroup)[1:])]


def follows_freely(before: str, clause: str) -> bool:
    """Whether a bare measure goes on with the 可以 of the clause before it: 可以责令停业整顿，降低资质等级."""
    return clause == "降低资质等级" and re.search(FREE, before) is not None


def graded_in(parts: list[str]) -> set[frozenset[str]]:
    """责令停业整顿，降低资质等级或者(直至)吊销资质证书: one sentence of three steps, each in place of another."""
    said = "，".join(parts)
    if not re.search(r"的，责令(?:停业整顿|停产停业整顿)，降低资质等级(?:或者|，直至)吊销", said):
        return set()
    return {frozenset(pair) for pair in combinations(("停业", "降低资质", "吊销"), 2)}


LEAD = re.compile(
    r"^(?:处以?|给予|责令|予以|并处|可以|单处|并|可|其|[\d一二三四五六七八九十百千万两零.]+元(?:以上|至)|[\d一二三四五六七八九十百千万两零.]+元以下(?:的)?)*"
)


def choices_in(clause: str, before: str) -> set[frozenset[str]]:
    """Measures that a clause offers one for another."""
    found: set[frozenset[str]] = set()
    for joint in re.finditer(r"或者|直至|或(?!者)", clause):
        left = clause[: joint.start()] or before
        right = LEAD.sub("", clause[joint.end() :])
        earlier, later = list(FOUND.finditer(left)), FOUND.match(right)
        between = left[earlier[-1].end() :].replace("的处罚", "").removesuffix("的") if earlier else ""
        if earlier and later and (joint[0] == "直至" or "的" not in between):
            found.add(frozenset((name_of(earlier[-1]), name_of(later))))
    return {pair for pair in found if len(pair) == 2}


def orders_in(clause: str, before: str) -> dict[str, str]:
    """The objects of every 责令 with their force, and of the orders that follow without repeating the word."""
    found: dict[str, str] = {}
    for free, said in ORDER.findall(clause):
        core = re.split(r"并处|可以|没收|给予", said)[0].strip("并、")
        if core and not core.startswith(CLOSING):
            found |= dict.fromkeys(SPLIT.split(core), MAY if free else SHALL)
    if not found and FOLLOWS.match(clause) and re.search("责令|给予批评教育", before):
        found = dict.fromkeys(SPLIT.split(re.sub("^并|^应当", "", clause)), SHALL)
    return found


def people_in(phrase: str) -> set[str]:
    """The addressees that a phrase names, longest first."""
    found = set()
    for name in sorted(ADDRESSEES, key=len, reverse=True):
        if name in phrase:
            found.add(ADDRESSEES[name])
            phrase = phrase.replace(name, "□")
    return found - {"directly_responsible"} if "responsible_person" in found else found


def conditions_in(text: str) -> set[str]:
    """What the penalty depends on."""
    started = re.search(r"警告|罚款|没收|暂扣|吊销|责令|停业", text)
    after = text[started.start() :] if started else ""
    found = set(re.findall(r"情节(?:特别严重|严重|较重|较轻|轻微|恶劣)|严重情节", text))
    found |= set(re.findall(r"(?:造成|导致|致使)[^，。；：]{2,30}?(?=的，)", after))
    found |= set(re.findall(r"严重(?:影响|侵犯|危害|损害)[^，。；：]{2,20}(?=的，)", text))
    # 逾期拒不改正 asks for 拒不
    found |= {"逾期"} if re.search(r"逾期(?:[未不仍]|[^拒]{0,3}[未不仍])", text) else set()
    found |= {"拒不"} if re.search(r"拒不|拒绝(?:改正|执行)", text) else set()
    found |= {"再次"} if re.search(r"再次|再犯|屡", text) else set()
    return found
