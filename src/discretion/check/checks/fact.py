"""fact: what a fact is called and what its data say agree: unit, window, whose records, order of values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import chinese_number
from discretion.check.whole import Whole, fault, holds
from discretion.facts import Fact, FactType, Severity, encode, typical

SCOPE = "rulebook"
NAME = "事实定义"
SENTENCE = (
    "事实的标识、名称与数据相符：单位，计算的期间，按谁计算，列举的值由轻到重，对照表的值不错位；每个事实都有规则读取"
)
FORMULA = (
    "∀f: unit(id) = unit(f) ∧ months(label) = months(f) ∧ by(label) = by(f) ∧ none < slight < general < serious < grave"
)
UNITS = {"kg": "kg", "m2": "m2", "m3": "m3", "m": "m", "km": "km", "yuan": "元", "percent": "%"}
PLAIN = str.maketrans({"²": "2", "³": "3", "㎡": "m2", "㎥": "m3"})
RANKED = ("none", "slight", "general", "serious", "grave")
BY = {"vehicle": "车", "driver": "驾驶", "party": ""}
WINDOW = re.compile(r"(?:近|过去|连续)?(\d+|[一二两三四五六七八九十]+)(?:个)?(年|月)内")
WORD = re.compile(r"\w+")
YEAR = 12
FEW = 4  # rows of a table that are too few to have an order


def run(whole: Whole) -> Iterator[Finding]:
    """Read every fact."""
    found = []
    for name, fact in whole.book.vocabulary.facts.items():
        document = whole.book.fact_documents.get(name)
        where = document.position(("facts", name), key=True) if document is not None else None
        for what, message, remedy in _faults(name, fact):
            found.append(fault("fact", f"“{fact.label}”（{name}）{message}", where, f"{name}/{what}", remedy=remedy))
        found += _written(whole, name, fact)
    found += _unread(whole)
    yield from found or [holds("fact", "事实的标识、名称与数据相符")]


def _written(whole: Whole, name: str, fact: Fact) -> Iterator[Finding]:
    """Of what is worked out: a percentage is a hundredth; what stands in for a limit is a limit that occurs."""
    document, facts = whole.book.fact_documents.get(name), whole.book.vocabulary.facts
    if document is None:
        return
    where = document.position(("facts", name), key=True)
    raw = document.data["facts"][name]
    factors = [
        number
        for number in re.findall(r"(?<![\w.])\d+(?![\w.])", str(raw.get("derive", "")))
        if number not in ("0", "1")
    ]
    if fact.unit == "%" and factors and factors != ["100"]:
        yield fault(
            "fact",
            f"“{fact.label}”（{name}）以百分比计，推导却用 {'、'.join(factors)}",
            where,
            f"{name}/percent",
            remedy="百分比写 * 100",
        )
    users = [other for other in facts.values() if other.default_from == name and other.typical is not None]
    for other in users if fact.lookup else ():
        low, high = typical(other)
        for key, value in fact.lookup.values.items() if fact.lookup else ():
            if not low <= encode(other, value) <= high:
                message = f"“{fact.label}”（{name}）的对照表中 {key}: {value} 在“{other.label}”的通常范围之外"
                yield fault("fact", message, where, f"{name}/lookup/{key}", remedy="更正这一个值")


def _unread(whole: Whole) -> Iterator[Finding]:
    """A fact that nothing reads: often a condition or an element that was lost."""
    book = whole.book
    documents = [file.document for file in whole.laws()]
    documents += [file.document for file in book.authorities.values()]
    for ruleset in whole.rulesets():
        documents += [*(file.document for file in ruleset.violations.values())]
        documents += [file.document for file in ruleset.lists.values()]
    texts = [repr(document.data) for document in documents]
    # a presumption is no reading: it says what is taken of a fact that something else reads
    headers = (ruleset.header.document.data for ruleset in whole.rulesets())
    texts += [repr({key: value for key, value in data.items() if key != "presume"}) for data in headers]
    words = {word for text in texts for word in WORD.findall(text)}
    for fact in book.vocabulary.facts.values():  # what others are worked out from is read too
        words.update(WORD.findall(repr((fact.derive, fact.lookup, fact.default_from))))
    for name, fact in book.vocabulary.facts.items():
        document = book.fact_documents.get(name)
        if name not in words and document is not None and fact.finding is None:
            where = document.position(("facts", name), key=True)
            yield fault("fact", f"没有任何规则读取“{fact.label}”（{name}）", where, f"{name}/unread",
                        remedy="补上漏写的条件或者构成要件，或者删去这一事实")  # fmt: skip


def _faults(name: str, fact: Fact) -> Iterator[tuple[str, str, str]]:
    unit = UNITS.get(name.rpartition("_")[2])
    if unit is not None and fact.unit is not None and fact.unit.translate(PLAIN) != unit:
        yield "unit", f"的标识说单位是 {unit}，数据却写 {fact.unit}", "更正 unit，或者改用另一个标识"
    finding = fact.finding
    months = finding.months if finding is not None else None
    said = [_months(match) for match in WINDOW.finditer(fact.label)]
    if months is not None and said and months not in said:
        yield "months", f"计算{months}个月内的记录，名称却写{said[0]}个月", "更正 months，或者更正 label"
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
    yield from _lookup(fact)


def _lookup(fact: Fact) -> Iterator[tuple[str, str, str]]:
    """In a table whose values rise (or fall) a single one that does not is a slip of the pen."""
    rows = list(fact.lookup.values.items()) if fact.lookup else []
    numbers = [value for _, value in rows]
    if len(rows) < FEW or numbers in (sorted(numbers), sorted(numbers, reverse=True)):
        return
    for index, (key, value) in enumerate(rows):
        others = numbers[:index] + numbers[index + 1 :]
        if others in (sorted(others), sorted(others, reverse=True)):
            yield "lookup", f"的对照表中 {key}: {value} 不合其余各值的顺序", "更正这一个值"
            return


def _months(match: re.Match[str]) -> int:
    number = int(match[1]) if match[1].isdigit() else int(chinese_number(match[1]))
    return number * YEAR if match[2] == "年" else number
