"""mention: an article that a remark, a note or a reason names says what the sentence says of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import CITED, NUMERAL, telling_pairs
from discretion.check.whole import Whole, Written, fault, holds, mappings
from discretion.conditions import tested
from discretion.documents import Document, Path

SCOPE = "rulebook"
NAME = "文字所引条款"
SENTENCE = "备注、说明和理由中写到的条文，说的是这句话所说的：同一部法律里没有另一条更合这句话"
FORMULA = "∀(s, a) ∈ mentions, ∄b ∈ law(a): likeness(s, b) ≫ likeness(s, a)"
FIELDS = ("remark", "advice", "otherwise", "note", "basis", "method", "reason")
MENTION = re.compile(rf"([^，。；、（《》\s]*?(?:法典|法|条例|规定|办法))》?（?({CITED.pattern})")
# The law that the file itself is of, or under. Not 依照条例第四十三条从其规定: such an article says nothing of the act.
OWN = ("条例", "规定", "办法", "本法", "本条例", "本规定", "本办法")
CLAUSE = re.compile(f"第{NUMERAL}[条款项]")
SENTENCES = re.compile("[。；]")
AGREE, NEAR = 2, 4  # others that write the same; characters shown on each side
LONG = 12  # characters of a sentence that are not written alike by chance
CLOSER, TIMES = 3, 2  # pairs of characters that another article must share more, and how many times as many

Articles = dict[str, frozenset[str]]  # the words of every article of a law


def run(whole: Whole) -> Iterator[Finding]:
    """Read every sentence that names an article of a law whose text lies beside the rules."""
    laws: dict[str, Articles] = {}
    for file in whole.book.law_files:
        if (text := whole.text(file)) is not None:
            known = laws.setdefault(plain_name(file.model.label), {})
            for article, words in text.pairs.items():  # of all versions: a remark may speak of an older one
                known[article] = known.get(article, frozenset()) | words
    laws = dict(
        sorted(laws.items(), key=lambda item: -len(item[0]))
    )  # 内河海事行政处罚规定 before one called 行政处罚规定
    found = _variants(whole)
    places = {finding.where for finding in found}
    found += [finding for finding in _renumbered(whole) if finding.where not in places]
    found += _borrowed(whole)
    found += [finding for document, own, area in told_by(whole) for finding in _document(document, own, area, laws)]
    yield from found or [holds("mention", "文字中写到的条文都与所说的相符")]


def _variants(whole: Whole) -> list[Finding]:
    """Who deals with what lies outside a scope, and what is remarked of violations under one law, is said in the same words by many.

    A sentence that differs by a single character is a slip.
    """
    places: list[tuple[Written, Path, str, str]] = [
        (item, ("scope", number, "otherwise"), "", part.otherwise)
        for item in whole.written() for number, part in enumerate(item.file.model.scope)
    ]  # fmt: skip
    places += [
        (item, ("remark",), item.ref.partition("/")[0], sentence)
        for item in whole.written() for sentence in SENTENCES.split(item.file.model.remark or "")
    ]  # fmt: skip
    counts = Counter((law, text) for *_, law, text in places)
    usual = [(law, text) for (law, text), count in counts.items() if count >= AGREE]
    found = []
    for item, path, law, text in places:
        near = [(other, at) for of, other in usual
                if of == law and counts[law, text] == 1 and (at := _apart(text, other)) is not None]  # fmt: skip
        if len(near) == 1:  # several: each names an article of its own
            ((other, at),) = near
            here, right = (said[max(at - NEAR, 0) : at + NEAR] for said in (text, other))
            found.append(item.fault("mention", f"“{here}”，其他{counts[law, other]}项同样的文字写作“{right}”", path,
                                    "/".join(map(str, path[:2])), f"是否想写：{right}"))  # fmt: skip
    return found


def _renumbered(whole: Whole) -> Iterator[Finding]:
    """A sentence of remarks and scopes that others write word for word, all of them with other articles: 第四十一条 for 第四十条."""
    places: list[tuple[Written, Path, tuple[str, str], tuple[str, ...]]] = []
    said: dict[tuple[str, str], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for item in whole.written():
        texts: list[tuple[Path, str]] = [(("remark",), item.file.model.remark or "")]
        texts += [(("scope", number, "otherwise"), part.otherwise) for number, part in enumerate(item.file.model.scope)]
        for path, text in texts:
            for sentence in dict.fromkeys(SENTENCES.split(text)):
                articles, laws = tuple(CITED.findall(sentence)), [law for law, _ in MENTION.findall(sentence)]
                words = CITED.sub("第…条", sentence)
                if articles and len(words) >= LONG:
                    # an article without the name of a law is one of the law under which the violation is
                    own = len(laws) < len(articles) or not {*OWN}.isdisjoint(laws)
                    key = item.ref.partition("/")[0] if own else "", words
                    said[key][articles] += 1
                    places.append((item, path, key, articles))
    for item, path, key, articles in places:
        others = [other for other in said[key] if other != articles]
        if said[key][articles] == 1 and len(others) == 1 and said[key][others[0]] >= AGREE:
            here, right = ("、".join(names) for names in (articles, others[0]))
            message = f"“{key[1]}”写作{here}，其他{said[key][others[0]]}项同样的文字写作{right}"
            yield item.fault("mention", message, path, f"{'/'.join(map(str, path[:2]))}/{here}", f"是否想写：{right}")


def _borrowed(whole: Whole) -> Iterator[Finding]:
    """What is said of one fact in a scope, and nowhere else of this one, is said of another fact elsewhere."""
    places = [
        (item, number, tested(part.when), part.otherwise)
        for item in whole.written() for number, part in enumerate(item.file.model.scope)
    ]  # fmt: skip
    asked: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for item, _, facts, text in places:
        asked[text].append((item.id, facts))
    for item, number, facts, text in places:
        others = [of for other, of in asked[text] if other != item.id]
        if others and not any(facts & of for of in others):
            label, other = (
                "、".join(f"“{whole.label(name)}”" for name in sorted(names)) for names in (facts, others[0])
            )
            message = f"以{label}划定范围，说明却与以{other}划定范围的一字不差"
            yield item.fault(
                "mention", message, ("scope", number, "otherwise"), f"scope/{number}/borrowed", "写这一范围自己的说明"
            )


def _apart(text: str, other: str) -> int | None:
    """Where two texts of one length differ, if in one place only."""
    if len(text) != len(other):
        return None
    places = [at for at, (a, b) in enumerate(zip(text, other, strict=True)) if a != b]
    return places[0] if len(places) == 1 else None


def told_by(whole: Whole) -> Iterator[tuple[Document, str, str]]:
    """Every file with the law that it is of, or under, and its area."""
    for file in whole.book.law_files:
        yield file.document, file.model.label, ""
    for ruleset in whole.current():
        for document in (ruleset.header.document, *(file.document for file in ruleset.lists.values())):
            yield document, "", ruleset.id
    for item in whole.written():
        yield item.file.document, item.law.label if item.law is not None else "", item.ruleset.id


def _document(document: Document, own: str, area: str, laws: dict[str, Articles]) -> Iterator[Finding]:
    data = document.data
    owner = next((data[key] for key in ("violation", "law", "list", "area") if key in data), "")
    for path, body in mappings(data):
        for field in FIELDS:
            text = body.get(field)
            for sentence in SENTENCES.split(text) if isinstance(text, str) else ():
                mentions = MENTION.findall(sentence)
                if len(mentions) != 1 or len(CITED.findall(sentence)) != 1:
                    continue  # of several articles each says a part of the sentence
                (called, article), words = mentions[0], telling_pairs(CLAUSE.sub("，", MENTION.sub("，", sentence)))
                law = plain_name(own) if called in OWN else next((name for name in laws if called.endswith(name)), "")
                if better := _better(laws.get(law, {}), article, words):
                    message = f"“{sentence}”写作《{law}》{article}，{better}说的才是"
                    yield fault("mention", message, document.position((*path, field)), f"{owner}/{field}/{law}{article}",
                                area=area, remedy=f"是否想写：{better}")  # fmt: skip


def _better(articles: Articles, article: str, words: frozenset[str]) -> str:
    """The article that fits far better than the one named; "" if there is none."""
    fits = {other: len(words & said) for other, said in articles.items()}
    best = max(fits, key=lambda other: fits[other], default="")
    return best if article in fits and fits[best] >= CLOSER + TIMES * fits[article] else ""


def plain_name(label: str) -> str:
    """The name of a law as sentences write it."""
    return label.removeprefix("中华人民共和国")
