"""term: how long a measure lasts, or how early one must report, is in words what it is in the law."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from discretion.check.checks.mention import plain_name
from discretion.check.model import Finding
from discretion.check.text import NUMERAL, number_of
from discretion.check.whole import Whole, Written, holds, mappings
from discretion.documents import Path

SCOPE = "rulebook"
NAME = "文字所写期限"
SENTENCE = (
    "阶次以文字写明的期限（“三十日以下”“6个月以上”），法条或者法律文件写有同样的期限；"
    "名称、备注、建议和适用范围写到的期限，本法或者所写到的法律有同样的期限"
)
FORMULA = "∀t, p ∈ terms(what(t)): p ∈ terms(provision)；∀s, p ∈ terms(s): p ∈ terms(law)"
TERM = re.compile(rf"(\d+|{NUMERAL})(个月|[年月日天])(以上|以下|以内|内)?")
DAY = re.compile(r"\d{4}年(?:\d+月)?(?:\d+日)?|\d+月\d+日")  # a day, not so many of them: see ``day``
MONTHS = {"月": "个月", "天": "日"}  # one unit, however it is called

Term = tuple[Decimal, str, str]


def run(whole: Whole) -> Iterator[Finding]:
    """Read what every tier says of its measures."""
    laws = _laws(whole)
    found = [finding for item in whole.written() for finding in (*_other(whole, item), *_told(item, laws))]
    yield from found or [holds("term", "文字写明的期限，法条都有")]


def _laws(whole: Whole) -> dict[str, str]:
    """All texts of every law, by its name."""
    laws: dict[str, str] = defaultdict(str)
    for file in whole.book.law_files:
        if (text := whole.text(file)) is not None:
            lines = (line for lines in text.articles.values() for line in lines)
            laws[plain_name(file.model.label)] += "".join(lines)
    return laws


def _told(item: Written, laws: Mapping[str, str]) -> Iterator[Finding]:
    """Whether a term is one of the law, or of another that the sentence names; 以上 or 以下 may be left to the reader."""
    model, own = item.file.model, plain_name(item.law.label) if item.law is not None else ""
    told: list[tuple[Path, str]] = [
        (("scope", number, "otherwise"), part.otherwise) for number, part in enumerate(model.scope)
    ]
    told += [((key,), said) for key in ("label", "remark", "advice") if (said := getattr(model, key))]
    for path, said in told:
        terms = _terms(DAY.sub("", said))
        named = [_terms(text) for law, text in laws.items() if law == own or law in said] if terms else []
        known = {term[:2] for found in named for term in found}
        for value, unit, _ in sorted(terms) if known else ():
            if (value, unit) not in known:
                message = f"{path[-1]} 写到{value:f}{unit}，法律没有这一期限"
                yield item.fault(
                    "term", message, path, f"{'/'.join(map(str, path))}/{value:f}{unit}", "照录法律写明的期限"
                )


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


@cache
def _terms(said: str) -> frozenset[Term]:
    return frozenset((number_of(number), MONTHS.get(unit, unit), end) for number, unit, end in TERM.findall(said))
