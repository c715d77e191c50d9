"""The texts of laws (``law-texts/``): their articles, what a citation means, the numbers in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from discretion.check.text.data import LawData
from discretion.check.text.pairs import telling_pairs
from discretion.rulebook import Layer
from discretion.words import DIGITS, PLACES

FOLDER = "law-texts"

MYRIADS = {"万": 10_000, "亿": 100_000_000}
SHARES = {"百分之": 100, "%": 100, "千分之": 1000, "‰": 1000}
NUMBER = re.compile(
    rf"(百分之|千分之)?(?:([{''.join([*DIGITS, *PLACES, *MYRIADS])}]+)|(\d+(?:\.\d+)?)([百千万亿]*))([%‰倍]?)"
)
NUMERAL_OR_FIGURE = rf"(?:\d+(?:\.\d+)?[百千万亿]*|[{''.join([*DIGITS, *PLACES, *MYRIADS])}]+)"
REFERENCE = re.compile(r"第[零〇一二三四五六七八九十百千]+[条款项章节]|[(][一二三四五六七八九十]+[)]")
NUMERAL = "[零〇一二三四五六七八九十百千]+"
ARTICLE = re.compile(rf"^[#*\s]*(第{NUMERAL}条(?:之{NUMERAL})?)[*\s　]+")
ITEM = re.compile(rf"^[*\s　]*[（(]({NUMERAL})[）)]")
CITED = re.compile(rf"第{NUMERAL}条(?:之{NUMERAL})?")
CLAUSE = re.compile(rf"第({NUMERAL})([款项])")


def chinese_number(text: str) -> Decimal:
    """一万五千 -> 15000."""
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = digit * 10 + DIGITS[char]
        elif char in PLACES:
            section += (digit or 1) * PLACES[char]
            digit = 0
        else:
            total = (total + section + digit) * MYRIADS[char]
            section = digit = 0
    return Decimal(total + section + digit)


def number_of(said: str) -> Decimal:
    """五万 -> 50000, 1.5万 -> 15000."""
    digits = re.match(r"\d+(?:\.\d+)?", said)
    value = Decimal(digits[0]) if digits else chinese_number(said)
    for unit in said[digits.end() :] if digits else "":
        value *= (PLACES | MYRIADS)[unit]
    return value


def numbers_in(text: str, multiples: bool) -> set[Decimal]:
    """Every number that a legal text states (or only multiples and shares); not those of articles it refers to."""
    plain = REFERENCE.sub("", unicodedata.normalize("NFKC", text).replace(",", ""))
    found = {Decimal(1)} if "每吨" in plain else set()
    for share, chinese, digits, units, mark in NUMBER.findall(plain):
        value = chinese_number(chinese) if chinese else Decimal(digits)
        for unit in units:
            value *= (PLACES | MYRIADS)[unit]
        if scale := SHARES.get(share or mark):
            found.add(value / scale)
        if mark == "倍" or not multiples:
            found.add(value)
    return found


@cache
def read_articles(text: str) -> dict[str, list[str]]:
    """The articles of a text, each as its lines (paragraphs and items)."""
    articles: dict[str, list[str]] = {}
    current: list[str] | None = None
    for raw in text.splitlines():
        line = raw.strip()
        if match := ARTICLE.match(line):
            current = articles.setdefault(match[1], [])
            line = line[match.end() :]
        elif line.startswith("#"):
            current = None
        if line and current and not ITEM.match(line) and current[-1][-1] not in "。；：:;．.":
            current[-1] += line  # a line that the copy broke in the middle of a sentence
        elif line and current is not None:
            current.append(line)
    return articles


def paragraphs_of(lines: list[str]) -> list[list[str]]:
    """The paragraphs (款) of an article, each with its items (项)."""
    paragraphs: list[list[str]] = []
    for line in lines:
        if ITEM.match(line) and paragraphs:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def clauses_of(cite: str) -> dict[str, int]:
    """Which paragraph and item a citation names: 第六十五条第三款第一项 -> {款: 3, 项: 1}."""
    return {kind: int(chinese_number(number)) for number, kind in CLAUSE.findall(cite)}


def items_of(cite: str) -> set[int]:
    """The items that a citation names: 第一项、第三项; 第一项至第五项."""
    named = [int(chinese_number(number)) for number, kind in CLAUSE.findall(cite) if kind == "项"]
    return set(range(named[0], named[-1] + 1)) if "项至第" in cite else set(named)


def narrow(lines: list[str], cite: str) -> list[str] | None:
    """The lines that a citation means; None when the paragraph or item does not exist."""
    paragraphs = paragraphs_of(lines)
    clauses = clauses_of(cite)
    if paragraph := clauses.get("款"):
        if paragraph > len(paragraphs):
            return None
        paragraphs = [paragraphs[paragraph - 1]]
    kept = [line for group in paragraphs for line in group]
    if "项" not in clauses:
        return kept
    wanted = items_of(cite)
    items = [line for line in kept if (match := ITEM.match(line)) and int(chinese_number(match[1])) in wanted]
    return [line for line in kept if not ITEM.match(line) or line in items] if items else None


@dataclass(frozen=True)
class Text:
    """The text of a law: its articles, whether the copy is whole, and the days that it names."""

    name: str
    articles: dict[str, list[str]]
    whole: bool
    days: frozenset[date]
    decrees: frozenset[str]  # the numbers of the orders that it names: 国务院令第494号

    @cached_property
    def pairs(self) -> dict[str, frozenset[str]]:
        """The telling pairs of characters of every article."""
        return {article: telling_pairs("".join(lines)) for article, lines in self.articles.items()}


def text_of(law: LawData, layer: Layer) -> Text | None:
    """The text of a law: the files that its source names (the first that has an article counts), else by its name."""
    where = str((law.get("source") or {}).get("where", ""))
    named = re.findall(rf"{FOLDER}/[^\s；;，,（）]+\.md", where)
    paths = [path for path in named or [f"{FOLDER}/{law.get('label')}-{law.get('version')}.md"] if layer.has(path)]
    texts = [layer.text(layer.root / path) for path in paths]
    articles: dict[str, list[str]] = {}
    for text in reversed(texts):
        articles |= read_articles(text)
    if not articles:
        return None
    name, whole = paths[0].rpartition("/")[2], len(texts) == 1 and is_whole(texts[0])
    days = frozenset(day for text in texts for day in days_in(text))
    return Text(name, articles, whole, days, frozenset(number for text in texts for number in DECREE.findall(text)))


DECREE = re.compile(r"令[^，。；、第)）]{0,12}第 ?(\d+) ?号")
DAY = re.compile(r"(\d{4})(?:-(\d\d)-(\d\d)|年(\d{1,2})月(\d{1,2})日)")


def days_in(text: str) -> Iterator[date]:
    """Every day that a text names, in figures: 2021-07-15, 2021年7月15日."""
    for match in DAY.finditer(unicodedata.normalize("NFKC", text)):
        with suppress(ValueError):  # 2月30日
            yield date(*(int(part) for part in match.groups() if part))


def is_whole(text: str) -> bool:
    """Whether a copy claims to be the whole text: fragments say in their head what they lack."""
    head = re.search(r"^> 完整性：(.*)$", text, re.MULTILINE)
    return head is None or head[1].startswith(("全文", "至第"))


def clause_texts(text: Text, cite: str) -> tuple[str, dict[str, str]]:
    """What the paragraph or item that a citation names says; and what every other one of its article says, by its name."""
    cited, clauses = CITED.findall(cite), clauses_of(cite)
    paragraphs = paragraphs_of(text.articles.get(cited[0], [])) if len(cited) == 1 and cite.count("款") < 2 else []
    if "项" in clauses:
        groups = [
            group
            for number, group in enumerate(paragraphs, 1)
            if len(group) > 1 and clauses.get("款", number) == number
        ]
        lines = (
            [(match[1], line[match.end() :]) for line in groups[0] if (match := ITEM.match(line))]
            if len(groups) == 1
            else []
        )
        wanted, sign = items_of(cite), "项"
    else:
        lines = [(number, "".join(group)) for number, group in zip("一二三四五六七八九十", paragraphs, strict=False)]
        wanted, sign = {clauses.get("款", 0)}, "款"
    own = "".join(said for number, said in lines if int(chinese_number(number)) in wanted)
    others = {f"第{number}{sign}": said for number, said in lines if int(chinese_number(number)) not in wanted}
    return own, others if own and clauses else {}


def said_by(text: Text, cite: str) -> str:
    """What a citation says, as one text; nothing where the copy does not have it."""
    lines = [line for article in CITED.findall(cite) for line in text.articles.get(article, ())]
    return "".join(ITEM.sub("", line) for line in narrow(lines, cite) or ())
