"""denial: a name that is taken from the law keeps its 未 and 不, its numbers, its 以上 and 或者."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import said_by
from discretion.check.whole import Whole, Written, fault, holds
from discretion.conditions import FactTest, conjuncts
from discretion.facts import FactType

SCOPE = "rulebook"
NAME = "名称与原文"
SENTENCE = "违法行为、条款和构成要件的名称照录法条的，否定词、数字、“以上”和“以下”、“或者”和“并且”都与法条一致"
FORMULA = "∀label, ∄(a, b): a·x·b ∈ label ∧ a·y·b ∈ law ∧ a·x·b ∉ law，其中 x ≠ y 为一字之差的否定、数字、界限或者连接"
DENIALS = ("未", "不", "没有", "无")
KINDS = (
    tuple("一二两三四五六七八九十百千万"),
    ("以上", "以下", "以内", "超过", "不足", "不满"),
    ("或者", "并且", "并"),
)
WORDS = re.compile("|".join(sorted((word for kind in (*KINDS, DENIALS) for word in kind), key=len, reverse=True)))
NEAR, LEAST = 3, 5  # characters on either side that must be the law's, and of both sides together


def run(whole: Whole) -> Iterator[Finding]:
    """Hold the names of violations and of provisions against the text of the law, those of elements against the violation."""
    items = [item for item in whole.written() if item.provision is not None]
    found = [*_provisions(whole), *_violations(whole, items), *_facts(whole, items)]
    yield from found or [holds("denial", "名称中的否定词、数字和连接词与法条一致")]


def _provisions(whole: Whole) -> Iterator[Finding]:
    for file in whole.book.law_files:
        text, law = whole.text(file), file.model
        if text is None:
            continue
        for name, item in law.provisions.items():
            for said, right in _differences(item.label, said_by(text, item.cite)):
                yield fault("denial", f"《{law.label}》{item.cite}名为“{item.label}”，其中“{said}”原文是“{right}”",
                            file.document.position(("provisions", name, "label")), f"{law.law}@{law.version}/{name}/{right}",
                            remedy="更正 label")  # fmt: skip


def _violations(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    for item in items:
        law = "；".join([*(part.label for _, part in whole.provisions(item.ref)), whole.said(item.ref)])
        for said, right in _differences(item.file.model.label or "", law):
            message = f"“{item.file.model.label}”中“{said}”，所依据的法条是“{right}”"
            yield item.fault("denial", message, ("label",), right, "更正 label，或者更正 provision")


def _facts(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """What an element asks to be so is called as the violation is."""
    users: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for part in conjuncts(item.file.model.elements):
            if isinstance(part, FactTest) and part.truth is not False:
                users[part.fact].append(item.file.model.label or "")
    for name, labels in users.items():
        fact, document = whole.book.vocabulary.facts.get(name), whole.book.fact_documents.get(name)
        if fact is None or document is None or fact.type is not FactType.BOOLEAN:
            continue
        for said, right in _differences(fact.label, "；".join(labels)):
            yield fault("denial", f"“{fact.label}”（{name}）中“{said}”，以它为要件的违法行为说的是“{right}”",
                        document.position(("facts", name), key=True), f"{name}/{right}", remedy="更正 label，或者更正要件")  # fmt: skip


def _differences(label: str, law: str) -> Iterator[tuple[str, str]]:
    """Places where a name reads as the law does but for one such word: as it is written, and as it should be."""
    spots: list[tuple[int, int, tuple[str, ...]]] = [
        (place, place, DENIALS) for place in range(len(label))
    ]  # one that was lost
    for match in WORDS.finditer(label):
        others = next((kind for kind in KINDS if match[0] in kind), ("",))  # a denial that was added
        spots.append((match.start(), match.end(), others))
    for start, end, others in spots if law else ():
        before = label[max(start - NEAR, 0) : start]
        after = label[end : end + (NEAR if before else 2 * NEAR)]
        said = before + label[start:end] + after
        if len(before + after) < LEAST or (end > start and not before):  # 未依法取得 may be called 未取得
            continue
        right = next((text for word in others if (text := before + word + after) in law and text != said), None)
        # 经批准 stands in 未经批准 too
        if right is not None and said not in (law.replace(right, "") if said in right else law):
            yield said, right
