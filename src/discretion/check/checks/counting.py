"""counting: what a number that is counted from records is called says how it is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.facts import Fact, FindingRule

SCOPE = "rulebook"
NAME = "计数方法"
SENTENCE = (
    "由记录计数的事实，名称和说明与计数的方法一致：写明期间的有期间，数车辆、人员的不数次数，“同类”只算同一违法行为，"
    "处罚次数以处罚之日、违法次数以违法之日为准，含不含本次"
)
FORMULA = "∀f, finding(f) = count: 期间、对象、何为同类、以何日为准、含不含本次 = label(f)、note(f) 所说"
WINDOW = re.compile("[年月]内|(?:近|过去|连续).{1,4}[年月]")
OLDER = re.compile("[年月](?:以前|之前)")
OBJECTS = ("辆", "人", "艘", "台", "家")


def run(whole: Whole) -> Iterator[Finding]:
    """Read every fact that records are counted for."""
    found = []
    for name, fact in whole.book.vocabulary.facts.items():
        document, finding = whole.book.fact_documents.get(name), fact.finding
        if finding is None or finding.count is None or document is None:
            continue
        for what, message, remedy in _faults(fact, finding):
            found.append(fault("counting", f"“{fact.label}”（{name}）{message}", document.position(("facts", name), key=True),
                               f"{name}/{what}", remedy=remedy))  # fmt: skip
    yield from found or [holds("counting", "由记录计数的事实，名称与计数的方法一致")]


def _faults(fact: Fact, finding: FindingRule) -> Iterator[tuple[str, str, str]]:
    label, said = fact.label, f"{fact.label}；{fact.note or ''}"
    for key, words in (("months", WINDOW), ("before_months", OLDER)):
        if (match := words.search(label)) and getattr(finding, key) is None:
            yield key, f"说的是“{match[0]}”，却没有写 {key}", f"写 {key}，或者更正 label"
    if (fact.unit in OBJECTS) is not finding.distinct:
        yield (
            "distinct",
            f"以{fact.unit}计，数据{'没有写' if fact.unit in OBJECTS else '却写'} distinct",
            "更正 unit，或者更正 distinct",
        )
    alike = "同类" in label
    if alike and (finding.same != "violation" or finding.of is not None):
        yield "same", "说的是同类违法，数据算进了其他违法行为", "删去 same、of，或者更正 label"
    if not alike and finding.same == "violation" and finding.of is None:
        yield "same", "没有说同类，数据却只算同一违法行为", "写 of 或者 same，或者更正 label"
    if ("处罚" in label) is not (finding.dated == "decision"):
        counted, day = ("处罚", "违法行为") if finding.dated == "act" else ("违法行为", "决定")
        yield "dated", f"数的是{counted}，却以{day}之日为准", "更正 dated，或者更正 label"
    if "含本次" in said and not finding.including_this:
        yield "including_this", "说明写含本次，数据没有写 including_this", "写 including_this: true，或者更正 note"
    if finding.since == "decision" and "决定" not in said:
        yield "since", "从决定之日起算，名称和说明都没有这样说", "删去 since，或者在 note 中写明"
