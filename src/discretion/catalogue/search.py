"""Find a violation by the words people use: 无证营运, 黑车, 超限, 63条, or a name with a slip of the pen.

A hit says what matched. Several are shown rather than one guessed: the first of many weak hits is no answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache

from discretion.catalogue.violations import ViolationEntry
from discretion.errors import Problem, UsageError
from discretion.rulebook import SECTORS
from discretion.words import number

EXACT, ALIAS, ARTICLE, WITHIN = Fraction(100), Fraction(95), Fraction(90), Fraction(80)
WEAKEST = Fraction(45)  # per cent of a word; below, likeness is chance
MARGIN = Fraction(15)  # what single characters in order count less than neighbours
MAX_QUERY = 80
_ARTICLE = re.compile(r"第?([0-9〇零一二三四五六七八九十百]+)条(?:之([0-9一二三四五六七八九十]+))?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A violation that fits the words.

    Attributes:
        violation: what was found.
        score: 0 to 100, the best first; only the order matters.
        matched: the name, other word, article or sector that fits.
    """

    violation: ViolationEntry
    score: int
    matched: str


def search(entries: Iterable[ViolationEntry], words: str, *, limit: int = 10) -> tuple[Hit, ...]:
    """The violations that fit some words, best first; empty when nothing is like them.

    Args:
        entries: the violations to look among.
        words: what somebody typed; at most 80 characters count.
        limit: how many hits at most.
    """
    parts = [_plain(part) for part in words[:MAX_QUERY].split()]
    parts = [part for part in parts if part]
    if not parts:
        return ()
    hits = []
    for entry in entries:
        texts = list(_texts(entry))
        best = [max((_score(part, plain, top), shown) for plain, shown, top in texts) for part in parts]
        if min(score for score, _ in best) > 0:  # every word must fit something
            score = sum((score for score, _ in best), Fraction()) / len(best)
            hits.append(Hit(entry, int(score), "、".join(dict.fromkeys(shown for _, shown in best))))
    hits.sort(key=lambda hit: (-hit.score, hit.violation.id))
    return tuple(hits[:limit])


def named(entries: Iterable[ViolationEntry], text: str) -> str:
    """The one violation of a name: its identifier, its Chinese name or another common word; several are shown, never one guessed.

    Raises:
        UsageError: none, or several; with the likeliest, the best first.
    """
    known = list(entries)
    if text.isascii() or any(entry.id == text for entry in known):
        return text  # an identifier; whoever looks it up says which is nearest
    hits = search(known, text, limit=5)
    sure = [hit for hit in hits if hit.score >= ALIAS] or (list(hits) if len(hits) == 1 else [])
    if len(sure) == 1:
        return sure[0].violation.id
    shown = tuple(f"{hit.violation.label}（{hit.violation.id}）" for hit in sure or hits)
    said = f"“{text}”不止一项违法行为" if sure or len(hits) > 1 else f"没有违法行为“{text}”"
    raise UsageError(Problem(said, allowed=shown, code="unknown-violation"))


def _texts(entry: ViolationEntry) -> Iterator[tuple[str, str, Fraction]]:
    """What may match: its plain form, how it is shown, and the score of being the very same."""
    yield _plain(entry.id), entry.id, EXACT
    yield _plain(entry.label), entry.label, EXACT
    for alias in entry.aliases:
        yield _plain(alias), alias, ALIAS
    known = SECTORS.get(entry.sector)
    for word in (entry.sector_label, *(known.aliases if known is not None else ())):
        yield _plain(word), word, Fraction(60)
    for cite in (entry.provision, *entry.duty):
        yield _plain(cite), cite, ARTICLE


def _score(part: str, text: str, top: Fraction) -> Fraction:
    article = _ARTICLE.fullmatch(part)
    if article is not None or part.isdigit():
        number = article.group(1) if article is not None else part
        return ARTICLE if _article(text) == _number(number) else Fraction()
    if part == text:
        return top
    if part in text:
        return min(top, WITHIN) - 1 + Fraction(len(part), len(text) + 1)
    if len(part) < 2 or text.isascii() != part.isascii():
        return Fraction()
    likeness = _likeness(part, text)
    return likeness * WITHIN / 100 if likeness >= WEAKEST else Fraction()


def _likeness(part: str, text: str) -> Fraction:
    """How much of a word the text has in its order, in per cent: of its pairs of neighbours, or of its characters.

    A character too many, too few or wrong costs little; characters out of order are chance.
    """
    pairs = [part[index : index + 2] for index in range(len(part) - 1)]
    neighbours = Fraction(100 * sum(pair in text for pair in pairs), len(pairs))
    if part.isascii() or 2 * len({*part} & {*text}) < len({*part}):
        return neighbours  # letters in order are chance, as there are so few; and so are scattered characters
    in_order = SequenceMatcher(None, part, text, autojunk=False)
    same = sum(block.size for block in in_order.get_matching_blocks() if block.size > 1 or len(part) > 3)
    return max(neighbours, Fraction(100 * same, len(part)) - MARGIN)


def _article(text: str) -> int | None:
    found = _ARTICLE.search(text)
    return _number(found.group(1)) if found is not None else None


def _number(text: str) -> int | None:
    found = number(text)
    return None if found is None else int(found)


@lru_cache(maxsize=1 << 13)  # the names of one library, said again with every search
def _plain(text: str) -> str:
    """Full-width as half-width, lower case, without punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum() or char == ".")
