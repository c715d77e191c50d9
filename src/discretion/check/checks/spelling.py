"""spelling: characters that stand nowhere else beside each other, where all that surrounds them does, are a slip of the pen."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.text import FREE, ONCE, Usage
from discretion.check.whole import Whole, documents, fault, holds, strings
from discretion.documents import Document, Path

SCOPE = "rulebook"
NAME = "错字漏字"
SENTENCE = (
    "名称、说法和告知的文字没有错字、叠字、漏字和倒字：相邻的两个字别处从不相连，改正这一处的写法别处却有，是书写错误"
)
FORMULA = "∀s, i: pair(s, i) ∈ 仅此一处 ⇒ ∄mend: around(mend(s, i)) ∈ 规则库与所附原文的其他文字"
RUN = re.compile("[\u4e00-\u9fff]+")
CLAUSES = re.compile("[\u4e00-\u9fff、，]+")  # the same with the commas within a sentence, which tell what may follow
FIELDS = ("label", "negative", "positive", "values", "clauses", "evidence", "orders", "otherwise", "advice", "remark", "text",
          "what", "words", "method", "basis")  # fmt: skip
SIDES = ((2, 2), (3, 1), (1, 3))  # characters before and after a wrong one that must stand so elsewhere
LARGE = 200_000  # characters, among which a pair that stands once is rare; among fewer, what is meant must stand twice
GAP = "*"
LOST = 3  # characters on each side of a lost one

Place = tuple[str, int, str]  # what must stand elsewhere, where in the run, what would be wrong


def run(whole: Whole) -> Iterator[Finding]:
    """Hold what people read of the files against all that is written in them and in the texts of the laws."""
    written, others = list(_written(whole)), list(_said(whole))
    own = [text for *_, text in written]
    wrong = slips(own, [*ONCE, *others])
    wrong |= {
        part: said for part, said in unusual(own, others).items() if not any(run in wrong for run in RUN.findall(part))
    }
    yield from [
        fault("spelling", f"“{part}”{wrong[part][0]}", document.position(path), f"{'/'.join(map(str, path))}/{part}", area=area, remedy=wrong[part][1])
        for area, document, path, text in written
        for part in dict.fromkeys([*RUN.findall(text), *CLAUSES.findall(text)]) if part in wrong
    ] or [holds("spelling", "没有错字、叠字、漏字和倒字")]  # fmt: skip


def unusual(own: Iterable[str], others: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The runs of our own texts with a character that is far less usual than another; among few characters that says nothing."""
    mine = dict.fromkeys(part for text in own for part in CLAUSES.findall(text))
    runs = dict.fromkeys([*mine, *(part for text in others for part in CLAUSES.findall(text))])
    usage = Usage(runs) if sum(map(len, runs)) >= LARGE else None
    return {part: said for part in mine if usage is not None and (said := usage.wrong(part))}


def slips(own: Iterable[str], others: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The runs of our own texts that look like a slip of the pen: what is wrong, and how it may be mended.

    Counts all pairs of neighbours, then looks elsewhere for what a pair that stands once may have been meant to be.
    """
    mine = dict.fromkeys(part for text in own for part in RUN.findall(text))
    runs = dict.fromkeys([*mine, *(part for text in others for part in RUN.findall(text))])
    pairs = Counter(pair for part in runs for pair in pairwise(part))
    places = {part: found for part in mine if (found := list(_places(part, pairs)))}
    known = _elsewhere(runs, {key for found in places.values() for key, _, _ in found})
    enough = 1 if sum(map(len, runs)) >= LARGE else 2
    return {part: said for part, found in places.items() if (said := _meant(part, found, known, enough))}


def _written(whole: Whole) -> Iterator[tuple[str, Document, Path, str]]:
    """The texts that people read, of all files that can still be mended."""
    files = [("", file.document) for file in whole.book.law_files]
    files += [("", file.document) for file in whole.book.authorities.values()]
    files += [
        ("", document)
        for document in {document.name: document for document in whole.book.fact_documents.values()}.values()
    ]
    files += [(ruleset.id, document) for ruleset in whole.current() for document in documents(ruleset)]
    for area, document in files:
        for path, text in strings(document.data):
            if any(key in FIELDS for key in path[-2:]):
                yield area, document, path, text


def _said(whole: Whole) -> Iterator[str]:
    """The texts of the laws."""
    for file in whole.book.law_files:
        if (text := whole.text(file)) is not None:
            for lines in text.articles.values():
                yield from lines


def _places(part: str, pairs: Counter[tuple[str, str]]) -> Iterator[Place]:
    """Where a run has a pair that stands nowhere else, and what would stand elsewhere if it were a slip."""
    end, rare = len(part), [pairs[pair] == 1 for pair in pairwise(part)]
    for i in (i for i, alone in enumerate(rare) if alone):
        if part[i] == part[i + 1] and part[i] not in FREE:
            yield "", i, "doubled"
        if 1 <= i < end - 2:
            yield part[i - 1] + part[i + 1] + part[i] + part[i + 2], i, "turned"
        if LOST <= i + 1 <= end - LOST:
            yield part[i + 1 - LOST : i + 1] + GAP + part[i + 1 : i + 1 + LOST], i, "lost"
    for i, char in enumerate(part):
        alone = all(rare[pair] for pair in (i - 1, i) if 0 <= pair < end - 1)
        if alone and char not in FREE:
            sides = SIDES if 0 < i < end - 1 else ((0, 4), (4, 0))
            for before, after in sides:
                if i >= before and i + after < end:
                    yield part[i - before : i] + GAP + part[i + 1 : i + 1 + after], i, "wrong"


def _elsewhere(runs: dict[str, None], keys: set[str]) -> Mapping[str, dict[str, set[str]]]:
    """Of what is looked for: what stands in its gap, and in which runs."""
    known: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in runs:
        for i in range(len(part) - 3):
            if part[i : i + 4] in keys:
                known[part[i : i + 4]][""].add(part)
            for width, gaps in ((5, range(5)), (2 * LOST + 1, (LOST,))):
                window = part[i : i + width]
                for gap in gaps if len(window) == width else ():
                    key = window[:gap] + GAP + window[gap + 1 :]
                    if key in keys:
                        known[key][window[gap]].add(part)
    return known


def _meant(
    part: str, places: list[Place], known: Mapping[str, dict[str, set[str]]], enough: int
) -> tuple[str, str] | None:
    """What is wrong with a run, and how it may be mended."""
    for key, i, what in places:
        if what == "doubled":
            return f"中“{part[i : i + 2]}”重复", f"删去一个“{part[i]}”"
        for char, others in known.get(key, {}).items():
            if len(others - {part}) < enough or (what == "lost" and char in FREE):
                continue
            here = part[max(i - 1, 0) : i + 2]
            if what == "turned":
                return f"中“{part[i : i + 2]}”，别处写作“{part[i + 1]}{part[i]}”", "更正次序"
            if what == "lost":
                return f"中“{part[i : i + 2]}”之间，别处有“{char}”", f"补上“{char}”"
            return f"中“{here}”的“{part[i]}”，别处写作“{char}”", f"是否想写：{char}"
    return None
