"""repeated: what is said in the same words again and again is said so everywhere, to the character."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import NUMERAL
from discretion.check.whole import Whole, fault, holds
from discretion.documents import Document, Path

SCOPE = "rulebook"
NAME = "反复写的话"
SENTENCE = "文字中反复写的同一句话，没有一处只差一个字：错一个字、漏一个字、多一个字都不是另一句话"
FORMULA = "∀p, count(p) = 1, ∄q: count(q) ≥ 6 ∧ distance(p, q) = 1，条、款、项的序号除外"
FIELDS = {"method", "basis", "reason", "note", "advice", "remark", "otherwise", "text"}
CLAUSE = re.compile(
    "[^，；：。（）]{8,}"
)  # shorter ones differ by a character and mean another thing: 第七十五条第二款
OFTEN = 6  # fewer may be another office: 由省交通运输主管部门处罚
# Another article is another sentence: see ``mention``, ``told``.
NUMBER = re.compile(f"第{NUMERAL}(?:条(?:之{NUMERAL})?|[款项])")


def run(whole: Whole) -> Iterator[Finding]:
    """Count every clause of the rulesets; hold those that stand once against those that stand often."""
    written = list(_written(whole))
    counts = Counter(clause for *_, clause in written)
    usual: dict[str, set[str]] = defaultdict(set)
    for clause in (clause for clause, count in counts.items() if count >= OFTEN):
        for form in _forms(clause):
            usual[form].add(clause)
    found = []
    for area, document, path, clause in written:
        near = {other for form in _forms(clause) for other in usual.get(form, ())} if counts[clause] == 1 else set()
        meant = {other for other in near if NUMBER.sub("第", clause) != NUMBER.sub("第", other)}
        if len(meant) == 1:
            (other,) = meant
            message = f"写作“{clause}”，别处{counts[other]}次都写“{other}”"
            found.append(fault("repeated", message, document.position(path), f"{'/'.join(map(str, path))}/{clause}", area=area,
                               remedy=f"写“{other}”；确是另一句话的，写得明显不同"))  # fmt: skip
    yield from found or [holds("repeated", "反复写的话处处相同")]


def _forms(clause: str) -> Iterator[str]:
    """A clause with one character covered, and with one lost: two that share a form differ by one character at most."""
    yield clause
    for at in range(len(clause)):
        yield f"{clause[:at]}*{clause[at + 1 :]}"
        yield clause[:at] + clause[at + 1 :]


def _written(whole: Whole) -> Iterator[tuple[str, Document, Path, str]]:
    for area, document, path, text in whole.sentences():
        if path[-1] in FIELDS:
            yield from ((area, document, path, clause) for clause in CLAUSE.findall("".join(text.split())))
