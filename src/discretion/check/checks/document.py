"""document: the number of a document that is named again and again is the same everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.documents import Document, Path

SCOPE = "rulebook"
NAME = "文号"
SENTENCE = "文字中多次写到的文件，文号处处相同：没有一处只是年份或者序号与之不同"
FORMULA = "∀d, ∄d′: issuer(d) = issuer(d′) ∧ (year(d) = year(d′) ∨ number(d) = number(d′)) ∧ count(d′) ≥ 10·count(d)"
NUMBER = re.compile(r"([\u4e00-\u9fff]{3})〔(\d{4})〕(\d+)号")
TIMES = 10  # how many times as often the other one is named

Number = tuple[str, str, str]  # 国办发, 2022, 27


def run(whole: Whole) -> Iterator[Finding]:
    """Count every number of a document in the files of all rulesets, then hold the rare ones against the usual."""
    written = list(_written(whole))
    counts = Counter(number for _, _, _, number in written)
    found = []
    for area, document, path, number in written:
        usual = max(
            (other for other in counts if _like(number, other)), key=lambda other: counts[other], default=number
        )
        if counts[usual] >= TIMES * counts[number]:
            message = f"写作{_say(number)}，别处{counts[usual]}次都写{_say(usual)}"
            found.append(fault("document", message, document.position(path), f"{'/'.join(map(str, path))}/{_say(number)}",
                               area=area, remedy=f"写{_say(usual)}；确是另一份文件的，写明它的名称"))  # fmt: skip
    yield from found or [holds("document", "多次写到的文件，文号处处相同")]


def _written(whole: Whole) -> Iterator[tuple[str, Document, Path, Number]]:
    for area, document, path, text in whole.sentences():
        for issuer, year, number in NUMBER.findall(text):
            yield area, document, path, (issuer, year, number)


def _like(one: Number, other: Number) -> bool:
    return one != other and one[0] == other[0] and (one[1] == other[1] or one[2] == other[2])


def _say(number: Number) -> str:
    return f"{number[0]}〔{number[1]}〕{number[2]}号"
