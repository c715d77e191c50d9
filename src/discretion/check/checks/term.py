"""term: how long a measure lasts, where a tier writes it in words, is how long the law says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from discretion.check.model import Finding
from discretion.check.text import NUMERAL, number_of
from discretion.check.whole import Whole, Written, holds, mappings

SCOPE = "rulebook"
NAME = "文字所写期限"
SENTENCE = "阶次以文字写明的期限（“三十日以下”“6个月以上”），法条或者法律文件写有同样的期限"
FORMULA = "∀t, p ∈ terms(what(t)): p ∈ terms(law)"
TERM = re.compile(rf"(\d+|{NUMERAL})(个月|[年月日天])(以上|以下|以内|内)?")
MONTHS = {"月": "个月", "天": "日"}  # one unit, however it is called

Term = tuple[Decimal, str, str]


def run(whole: Whole) -> Iterator[Finding]:
    """Read what every tier says of its measures."""
    found = [finding for item in whole.written() for finding in _other(whole, item)]
    yield from found or [holds("term", "阶次以文字写明的期限，法条都有")]


def _other(whole: Whole, item: Written) -> Iterator[Finding]:
    tiers = item.file.document.data.get("tiers")
    written = [(path, key, body[key]) for path, body in mappings(tiers) for key in ("what", "words") if key in body]
    if not any(TERM.search(str(said)) for *_, said in written):
        return
    law = _terms(whole.said(item.ref)) | _terms(_encoded(whole, item))
    for path, key, said in written:
        for value, unit, end in sorted(_terms(str(said)) - law) if law else ():
            message = f"“{said}”中的{value:f}{unit}{end}，法条没有写"
            yield item.fault("term", message, ("tiers", *path, key), f"{'/'.join(map(str, path))}/{value:f}{unit}{end}",
                             "照录法条写明的期限")  # fmt: skip


def _encoded(whole: Whole, item: Written) -> str:
    """What the file of the law writes of the provision: the paragraph that is for the grave cases is often another."""
    file = next(reversed(whole.book.having(item.ref)), None)
    return repr(file.document.data["provisions"][item.ref.partition("/")[2]]) if file is not None else ""


def _terms(said: str) -> set[Term]:
    return {(number_of(number), MONTHS.get(unit, unit), end) for number, unit, end in TERM.findall(said)}
