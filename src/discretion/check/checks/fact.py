"""fact: what a fact is called and what its data say agree: unit, window, whose records, order of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from discretion.check.derived import SIGN, Fault, derived_faults
from discretion.check.model import Finding
from discretion.check.text import affirms, chinese_number, telling_pairs
from discretion.check.whole import Whole, fault, holds
from discretion.facts import Fact, FactType, Severity

SCOPE = "rulebook"
NAME = "事实定义"
SENTENCE = (
    "事实的标识、名称与数据相符：单位，计算的期间，按谁计算，列举的值由轻到重，各值的说法次序相同，否定和各值的说法，所依据的记录；对照表的值不错位；算式使越重的越重"
    "；每个事实都有规则读取；肯定和否定没有写反，只有开放性概念需要判断"
)
FORMULA = (
    "∀f: unit(id) = unit(f) ∧ months(label) = months(f) ∧ by(label) = by(f) ∧ none < slight < general < serious < grave"
)
UNITS = {"kg": "kg", "m2": "m2", "m3": "m3", "m": "m", "km": "km", "yuan": "元", "percent": "%"}
PLAIN = str.maketrans({"²": "2", "³": "3", "㎡": "m2", "㎥": "m3"})
RANKED = ("none", "slight", "general", "serious", "grave")
BY = {"vehicle": "车", "driver": "驾驶", "party": ""}
DEGREES = ("没有", "无", "轻微", "较轻", "一般", "较重", "严重", "特别严重")
RECORDS = {"correction": "改", "obstruction": "阻|拒绝|妨碍", "disclosure": "供述|报告|交代", "cooperation": "配合", "merit": "立功",
           "refusal": "拒|逾期|仍|不", "exempt_decision": "不予|免予|免于"}  # fmt: skip
# The first that a label says decides: 逾期拒不改正 asks for a refusal, 逾期整改不合格 for the outcome, not for the day.
OVERDUE = {"拒不": "never", "整改不合格": "never", "逾期": "late"}
WHEN = (  # what a label says of the time of a record: the kind, the field and its value
    ("correction", "within", "deadline", "及时|按期|期限内"),
    ("correction", "before", "act", "再次|又"),
    ("disclosure", "before", "discovery", "尚未掌握"),
)
WINDOW = re.compile(r"(?:近|过去|连续)?(\d+|[一二两三四五六七八九十]+)(?:个)?(年|月)内")
OLDER = re.compile(r"(\d+|[一二两三四五六七八九十]+)(?:个)?(年|月)(?:以前|之前)")
WORD = re.compile(r"\w+")
NOTHING = ("没有", "无")
PERSON = re.compile("当事人|个人|人员|经营者|企业|能力")
LIMIT = re.compile(
    "水域|航道|等级|类别|标准|限|应当|机关"  # by what the law measures
    "|^属于|另行|另有|不按|不适用"  # whether it is this law's matter or another's
    "|军用|军事|国内|国际"  # what the vessel or the vehicle is by nature
)
FIXED: dict[str, Callable[[str, str], bool]] = {  # of what nobody can change: what its name or its evidence says of it
    "person": lambda label, _: PERSON.search(label) is not None and "机关" not in label,
    "certificate": lambda label, evidence: "证" in evidence and not PERSON.search(label) and not LIMIT.search(label),
    "limit": lambda label, _: LIMIT.search(label) is not None and ("机关" in label or not PERSON.search(label)),
}
JUDGED = re.compile("(?:情节(?:特别)?(?:严重|较重|恶劣)|违法行为轻微)$")
DENIAL = re.compile("[不未]|没有")
OPEN = re.compile("轻微|严重|较[重大小]|其他|另有规定|涉嫌|隐患")  # what has to be judged
YEAR = 12


def run(whole: Whole) -> Iterator[Finding]:
    """Read every fact."""
    found = []
    for name, fact in whole.book.vocabulary.facts.items():
        document = whole.book.fact_documents.get(name)
        where = document.position(("facts", name), key=True) if document is not None else None
        for what, message, remedy in (
            *_faults(name, fact),
            *_values(fact),
            *_turned(fact),
            *derived_faults(whole, name, fact),
        ):
            found.append(fault("fact", f"“{fact.label}”（{name}）{message}", where, f"{name}/{what}", remedy=remedy))
    found += [*_unread(whole), *_namesakes(whole)]
    yield from found or [holds("fact", "事实的标识、名称与数据相符")]


def _namesakes(whole: Whole) -> Iterator[Finding]:
    """Two facts of one name whose ids have no word in common: one of them was copied."""
    seen: dict[str, str] = {}
    for name, fact in whole.book.vocabulary.facts.items():
        other = seen.setdefault(fact.label, name)
        document = whole.book.fact_documents.get(name)
        if document is not None and not {*name.split("_")} & {*other.split("_")}:
            where = document.position(("facts", name), key=True)
            yield fault(
                "fact",
                f"“{fact.label}”（{name}）与 {other} 同名",
                where,
                f"{name}/label",
                remedy="更正 label",
            )


def _unread(whole: Whole) -> Iterator[Finding]:
    """A fact that nothing reads: often a condition or an element that was lost."""
    book = whole.book
    documents = [file.document for file in whole.book.law_files]
    documents += [file.document for file in book.authorities.values()]
    for ruleset in whole.book.rulesets:
        documents += [*(file.document for file in ruleset.violations.values())]
        documents += [file.document for file in ruleset.lists.values()]
    texts = [repr(document.data) for document in documents]
    # a presumption is no reading: it says what is taken of a fact that something else reads
    headers = (ruleset.header.document.data for ruleset in whole.book.rulesets)
    texts += [repr({key: value for key, value in data.items() if key != "presume"}) for data in headers]
    words = {word for text in texts for word in WORD.findall(text)}
    for fact in book.vocabulary.facts.values():  # what others are worked out from is read too
        words.update(WORD.findall(repr((fact.derive, fact.lookup, fact.default_from))))
    for name, fact in book.vocabulary.facts.items():
        document = book.fact_documents.get(name)
        if name in words or document is None:
            continue
        # What records settle, cases may ask for, unless it is a copy of another fact.
        if fact.finding is None or any(other == fact for key, other in book.vocabulary.facts.items() if key != name):
            where = document.position(("facts", name), key=True)
            yield fault("fact", f"没有任何规则读取“{fact.label}”（{name}）", where, f"{name}/unread",
                        remedy="补上漏写的条件或者构成要件，或者删去这一事实")  # fmt: skip


def _faults(name: str, fact: Fact) -> Iterator[Fault]:
    unit = UNITS.get(name.rpartition("_")[2])
    if unit is not None and fact.unit is not None and fact.unit.translate(PLAIN) != unit:
        yield "unit", f"的标识说单位是 {unit}，数据却写 {fact.unit}", "更正 unit，或者改用另一个标识"
    if fact.unit is not None and (fact.unit == "元") is not (fact.type is FactType.MONEY):
        yield "money", f"的单位是 {fact.unit}，类型却是 {fact.type.value}", "金额写 type: money, unit: 元"
    finding = fact.finding
    for key, window in (("months", WINDOW), ("before_months", OLDER)):
        months, said = getattr(finding, key, None), [_months(match) for match in window.finditer(fact.label)]
        if months is not None and said and months not in said:
            yield (
                key,
                f"计算{months}个月{'内' if key == 'months' else '以前'}的记录，名称却写{said[0]}个月",
                f"更正 {key}，或者更正 label",
            )
    by = finding.by if finding is not None else None
    others = [word for kind, word in BY.items() if word and kind != by and word in fact.label]
    if by is not None and BY[by] and BY[by] not in fact.label and others:
        yield "by", f"按 {by} 计算，名称说的却是{others[0]}", "更正 by，或者更正 label"
    if fact.type is FactType.DECIMAL and fact.digits == 0:
        yield "digits", "是小数，却没有小数位", "写 digits，或者改为 type: integer"
    ranked = [RANKED.index(value) for value in fact.values or () if value in RANKED]
    right = sorted(ranked, reverse=fact.severity is Severity.MITIGATING)
    if fact.severity in (Severity.AGGRAVATING, Severity.MITIGATING) and len(ranked) > 2 and ranked != right:
        names = "、".join(RANKED[at] for at in right)
        yield "order", f"的值没有由轻到重排列（应当是 {names}）", "由轻到重排列列举的值，或者更正 severity"
    yield from _called(fact)


def _called(fact: Fact) -> Iterator[Fault]:
    """What a fact and its values are called says what they are: degrees, the negative, each value's own clause."""
    degrees = [DEGREES.index(word) for word in (fact.values or {}).values() if word in DEGREES]
    if fact.severity is not None and degrees != sorted(degrees, reverse=fact.severity is Severity.MITIGATING):
        yield "degrees", f"的值的名称（{'、'.join((fact.values or {}).values())}）没有由轻到重", "更正名称写反的值"
    if fact.negative is not None and (
        affirms(fact.negative, fact.label) or not telling_pairs(fact.negative) & telling_pairs(fact.label)
    ):
        yield "negative", f"的否定说法是“{fact.negative}”，不是它的否定", "更正 negative"
    if fact.fixed is None and fact.label.startswith("当事人为") and not (fact.derive or fact.finding):
        yield "fixed", "说的是当事人的身份，却没有写 fixed: person", "写 fixed: person：提示不说“若当事人为……”"
    if fact.fixed is not None and not FIXED[fact.fixed](fact.label, fact.evidence or ""):
        yield "fixed", f"写作 fixed: {fact.fixed}，名称和证据说的不是这一种", "更正 fixed"
    finding = fact.finding
    kind = str(finding.records) if finding is not None and finding.records else ""
    if kind in RECORDS and not re.search(RECORDS[kind], fact.label):
        yield "kind", f"依据记录 {kind} 认定，名称说的不是这种记录", "更正 finding，或者更正 label"
    for of, field, value, words in WHEN if finding is not None else ():
        if kind == of and (match := re.search(words, fact.label)) and getattr(finding, field) != value:
            yield (
                field,
                f"说的是“{match[0]}”，finding 却没有写 {field}: {value}",
                f"写 {field}: {value}，或者更正 label",
            )
    if JUDGED.search(fact.label) and fact.type is FactType.BOOLEAN and not (fact.judgement or fact.derive or finding):
        yield "judgement", "是需要判断的开放性概念，却没有写 judgement", "写 judgement: true"
    if "没收的违法所得" in fact.label and fact.type is FactType.MONEY and fact.confiscates is None:
        yield "confiscates", "是没收的数额，却没有写 confiscates", "写 confiscates: illegal_gain"
    word = next((word for word in OVERDUE if word in fact.label), None)
    if word is not None and finding is not None and finding.overdue not in (None, when := OVERDUE[word]):
        yield "overdue", f"说的是{word}，数据却写 overdue: {finding.overdue}", f"写 overdue: {when}，或者更正 label"


def _turned(fact: Fact) -> Iterator[Fault]:
    """The positive and the negative changed places; what need not be judged; nothing in the middle of more and less."""
    affirmed, denied = fact.positive or "", fact.negative or ""
    if affirmed and denied and DENIAL.search(affirmed) and not DENIAL.search(denied + fact.label):
        yield "positive", f"的肯定说法是“{affirmed}”，否定说法是“{denied}”，二者写反了", "对调 positive 和 negative"
    ranked = [name for value, name in (fact.values or {}).items() if value in RANKED[1:]]
    for name in ranked if sum(name in DEGREES for name in ranked) > 1 else ():
        if name not in DEGREES:
            yield "degree", f"的值名为“{name}”，不是轻重的程度（{'、'.join(DEGREES)}）", "更正名称"
    if fact.judgement and not OPEN.search(fact.label):
        yield (
            "open",
            "写作需要判断的开放性概念（judgement），名称说的却是可以查明的事实",
            "删去 judgement，或者更正 label",
        )
    values = list(fact.values or ())
    if "none" in values[1:-1] and fact.severity in SIGN:
        before = values[values.index("none") - 1]
        yield "none/place", f"的值 none 排在 {before} 之后，既不是最轻也不是最重", "由轻到重排列列举的值"


def _values(fact: Fact) -> Iterator[Fault]:
    """What the values of an enumeration are called: each by its own clause, in the same order, and nothing by none alone."""
    told = [value for value in fact.values or {} if value in fact.clauses]
    clauses = [value for value in fact.clauses if value in told]
    if told != clauses:
        remedy = "恢复被写反的次序：值由轻到重，clauses 与它一致"
        yield "order/clauses", f"的值依次是 {'、'.join(told)}，clauses 的却是 {'、'.join(clauses)}", remedy
    values = {value: name for value, name in (fact.values or {}).items() if value != "none"}
    nothing = [value for value, name in values.items() if name in NOTHING] if "none" in (fact.values or {}) else []
    for value in nothing[:1]:
        yield "none", f"的值 {value} 名为“{values[value]}”，那是 none 的名称", "更正写反的名称"
    absent = telling_pairs((fact.clauses or {}).get("none", ""))
    for value, clause in (fact.clauses or {}).items():
        own = telling_pairs(values.get(value, ""))
        others = [key for key, name in values.items() if key != value and len(name) > 1 and name in clause]
        if clause in (values[key] for key in others if values[key] != values.get(value)):
            yield f"clause/{value}", f"的值 {value} 的说法“{clause}”就是 {others[0]} 的名称", "更正 clauses"
        elif own and others and "并且" not in clause and len(own & telling_pairs(clause)) <= len(own) / 2:
            yield f"clause/{value}", f"的值 {value} 的说法“{clause}”说的是 {others[0]}", "更正 clauses"
        elif own and len(own & telling_pairs(clause)) <= len(own) / 2 < len(own & absent):
            yield f"clause/{value}", f"的值 {value} 的说法“{clause}”与 none 的写反了", "更正 clauses"


def _months(match: re.Match[str]) -> int:
    number = int(match[1]) if match[1].isdigit() else int(chinese_number(match[1]))
    return number * YEAR if match[2] == "年" else number
