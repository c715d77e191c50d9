"""told: an article, paragraph or item that a sentence names stands in that law, and is the one that its scope cites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from discretion.check.checks.mention import FIELDS, OWN, plain_name, told_by
from discretion.check.model import Finding
from discretion.check.text import CITED, NUMERAL, Text, narrow
from discretion.check.whole import Whole, Written, fault, holds, mappings

SCOPE = "rulebook"
NAME = "文字所引有无"
SENTENCE = (
    "备注、说明和理由中写到的条、款、项，所说的法律里有这一条、这一款、这一项；适用范围的说明写到的条文，是它引用的条文"
)
FORMULA = "∀(l, a) ∈ mentions, text(l) 完整: ∃v ∈ versions(l): a ∈ v；∀scope: mentions(otherwise) ∩ cite ≠ ∅"
ARTICLE = rf"第{NUMERAL}条(?:之{NUMERAL})?(?:第{NUMERAL}款)?(?:第{NUMERAL}项)?"
# In the files of laws, whose own articles are named without the law between those of others.
BESIDE = re.compile("[》（(]*")
YEAR = re.compile(r"\d{4}年")  # 海洋环境保护法（2017年）第八十七条: a version that need not lie beside the rules

Texts = Mapping[str, list[Text]]  # the texts of all versions of a law, by its name; none, where one of them is a part


def run(whole: Whole) -> Iterator[Finding]:
    """Follow the names of laws and the articles through every sentence."""
    texts = _texts(whole)
    names = "|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or "$^"
    tokens = re.compile(f"(?P<law>{names})|(?P<own>{'|'.join(sorted(OWN, key=len, reverse=True))})|(?P<cite>{ARTICLE})")
    found = []
    for document, own, area in told_by(whole):
        near = "law" in document.data
        owner = next((document.data[key] for key in ("violation", "law", "list", "area") if key in document.data), "")
        for path, body in mappings(document.data):
            for field in FIELDS:
                said = body.get(field)
                for law, cite in _named(said, own, tokens, near) if isinstance(said, str) else ():
                    if texts.get(law) and not any(_has(text, cite) for text in texts[law]):
                        found.append(fault("told", f"{field} 写到《{law}》{cite}，该法没有这一{cite[-1]}",
                                           document.position((*path, field)), f"{owner}/{field}/{law}{cite}",
                                           area=area, remedy="更正条、款、项的序号"))  # fmt: skip
    found += [finding for item in whole.written() for finding in _cited(whole, item, tokens)]
    yield from found or [holds("told", "文字写到的条、款、项都有")]


def _texts(whole: Whole) -> dict[str, list[Text]]:
    """A remark may speak of an older version: it stands in one of them."""
    texts: dict[str, list[Text]] = defaultdict(list)
    parts = set()
    for file in whole.book.law_files:
        name, text = plain_name(file.model.label), whole.text(file)
        if text is not None and text.whole:
            texts[name].append(text)
        else:
            parts.add(name)
            texts[name] += []  # its name tells that what follows is not of another
    return {name: [] if name in parts else found for name, found in texts.items()}


def _cited(whole: Whole, item: Written, tokens: re.Pattern[str]) -> Iterator[Finding]:
    """Of the laws that a scope cites, its sentence names one of the articles that it cites, if it names any."""
    own = item.law.label if item.law is not None else ""
    for number, part in enumerate(item.file.model.scope):
        cited: dict[str, set[str]] = defaultdict(set)  # in all versions: the sentence may speak of an older one
        for ref in part.cite:
            for version, provision in whole.provisions(ref):
                cited[plain_name(version.label)] |= set(CITED.findall(provision.cite))
        said = [(law, CITED.findall(cite)[0]) for law, cite in _named(part.otherwise, own, tokens, near=False)]
        for law, articles in cited.items():
            named = [article for other, article in said if other == law]
            if named and articles.isdisjoint(named):
                message = f"说明写到《{law}》{'、'.join(named)}，引用的却是{'、'.join(sorted(articles))}"
                yield item.fault("told", message, ("scope", number, "otherwise"), f"scope/{number}/{law}",
                                 "使说明与所引用的条文一致")  # fmt: skip


def _named(said: str, own: str, tokens: re.Pattern[str], near: bool) -> Iterator[tuple[str, str]]:
    """Every article with the law that it is of: the last one named; the law of the file, where the sentence says 条例 or 河南条例."""
    law, end = "", 0
    own = plain_name(own)
    for match in tokens.finditer(said):
        before = said[max(match.start() - 2, 0) : match.start()]
        if match["cite"]:
            gap = said[end : match.start()]
            if law and not YEAR.search(gap) and (not near or BESIDE.fullmatch(gap)):
                yield law, match["cite"]
            continue
        if match["law"]:
            law = match["law"]
        else:
            law = own if before == own[:2] or not re.search("[\u4e00-\u9fff]$", before) else ""
        end = match.end()


def _has(text: Text, cite: str) -> bool:
    article = CITED.match(cite)
    lines = text.articles.get(article[0]) if article else None
    return bool(lines and narrow(lines, cite))
