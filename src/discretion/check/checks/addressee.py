"""addressee: who is punished is a natural person, an organisation or either, as all others are who are called so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds

SCOPE = "rulebook"
NAME = "受罚对象"
SENTENCE = "受罚对象的名称与种类（自然人、单位、不限）相符：别处叫法相同的都是另一种的，不是名称写错，就是种类漏写"
FORMULA = "∀a: ∄k ≠ kind(a): count(end(a), k) ≥ 5 ∧ count(end(a), kind(a)) = 1"
ENDS = (3, 2)  # characters that tell what one is: 驾驶员, 单位
OFTEN = 5  # others that end so
SEVERAL = re.compile("或者|和|及|、")  # 经营者或者驾驶员: of both kinds
KINDS = {"person": "自然人", "organisation": "单位", "any": "不限"}


def run(whole: Whole) -> Iterator[Finding]:
    """Hold every addressee that a provision names itself against those of all laws whose names end as its does."""
    named = [
        (file, provision, role, one)
        for file in whole.book.law_files
        for provision, body in file.model.provisions.items()
        for role, one in body.addressees.items()
        if not SEVERAL.search(one.label)
    ]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for *_, one in named:
        for length in ENDS:
            kinds[one.label[-length:]][one.kind] += 1
    found = []
    for file, provision, role, one in named:
        for end in (one.label[-length:] for length in ENDS):
            kind, count = kinds[end].most_common(1)[0]
            if kinds[end][one.kind] == 1 and count >= OFTEN:
                message = f"受罚对象“{one.label}”的种类是{KINDS[one.kind]}，别处{count}个叫“…{end}”的都是{KINDS[kind]}"
                found.append(fault("addressee", message, file.document.position(("provisions", provision, "addressees", role)),
                                   f"{file.model.law}@{file.model.version}/{provision}/{role}",
                                   remedy="对照法条，更正名称或者 kind"))  # fmt: skip
                break
    yield from found or [holds("addressee", "受罚对象的名称与种类相符")]
