"""day: a day that a sentence names is one of a law or one that is named elsewhere too, and the one that these words go with."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from discretion.check.model import Finding
from discretion.check.text import days_in
from discretion.check.whole import Whole, fault, holds
from discretion.documents import Document, Path

SCOPE = "rulebook"
NAME = "文字所写日期"
SENTENCE = (
    "文字写明的日期，是某一部法律施行、失效之日或者其前后一日，法律原文、法律文件载有它，或者另有文字写明同一日期；"
    "同样的话别处多次连着另一个日期的，写的是那个日期"
)
FORMULA = "∀d ∈ days(s): d ∈ {since(l), until(l)} ± 1 ∪ days(laws) ∨ count(d) ≥ 2；∄d′ ≠ d: count(words(d), d′) ≥ 3"
# Not 2023年11月8日印发渝交规〔2023〕8号: that is the document's own.
DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?!印发)")
BESIDE = timedelta(days=1)  # 2026年5月1日以前; 施行至2026年4月30日
WORDS = 6  # characters before a day, or after it, that tell which day it is: 日起为生态环境法典
OFTEN = 3  # times that they stand with the other day


@dataclass(frozen=True)
class NamedDay:
    """A day that a sentence of a ruleset names, and the words that stand on either side."""

    area: str
    document: Document
    path: Path
    day: date
    sides: tuple[tuple[str, str], ...]

    def fault(self, message: str, meant: date | None) -> Finding:
        """What is wrong with it, and which day was probably meant."""
        said = f"（是否想写：{meant.isoformat()}）" if meant else ""
        return fault("day", f"写到{self.day.isoformat()}，{message}", self.document.position(self.path),
                     f"{'/'.join(map(str, self.path))}/{self.day.isoformat()}", area=self.area,
                     remedy=f"更正日期{said}；确有其事的，把话写得不同")  # fmt: skip


def run(whole: Whole) -> Iterator[Finding]:
    """Read every sentence of the rulesets that names a day."""
    written = list(_written(whole))
    known, counts = _known(whole), Counter(_named(whole))
    beside: dict[tuple[str, str], Counter[date]] = defaultdict(Counter)
    for said in written:
        for side in said.sides:
            beside[side][said.day] += 1
    found = []
    for said in written:
        if (usual := _usual(said, beside)) is not None:
            found.append(said.fault("同样的话别处写的是另一个日期", usual))
        elif said.day not in known and counts[said.day] == 1:
            near = [day for day in known | set(counts) if _wrong(day, said.day) == 1]
            meant = max(near, key=lambda day: (counts[day], day), default=None)
            found.append(said.fault("没有法律自这一日起施行或者失效，别处也没有写到", meant))
    yield from found or [holds("day", "文字写明的日期都有所据")]


def _usual(said: NamedDay, beside: dict[tuple[str, str], Counter[date]]) -> date | None:
    """The day that the same words stand beside elsewhere, where this one stands so once."""
    for side in said.sides:
        day, count = beside[side].most_common(1)[0]
        if day != said.day and count >= OFTEN and beside[side][said.day] == 1:
            return day
    return None


def _known(whole: Whole) -> set[date]:
    """The days of the laws: when their versions begin and end, and what their texts and their files say."""
    known: set[date] = set()
    for file in whole.book.law_files:
        text = whole.text(file)
        for day in filter(None, (file.model.effective, file.model.until)):
            known |= {day - BESIDE, day, day + BESIDE}
        known |= {*days_in(repr(file.document.data)), *(text.days if text is not None else ())}
    return known


def _named(whole: Whole) -> Iterator[date]:
    """Every day that the rulesets name, in words or as data: the date of a source."""
    yield from (day for *_, text in whole.sentences() for day in days_in(text))


def _written(whole: Whole) -> Iterator[NamedDay]:
    for area, document, path, text in whole.sentences():
        for match in DAY.finditer(text):
            start, end = match.span()
            sides = (("before", text[max(0, start - WORDS) : start]), ("after", text[end : end + WORDS]))
            for day in days_in(match[0]):
                yield NamedDay(area, document, path, day, tuple(s for s in sides if len(s[1]) == WORDS))


def _wrong(one: date, other: date) -> int:
    """How many of year, month and day differ."""
    return sum(a != b for a, b in zip(one.timetuple()[:3], other.timetuple()[:3], strict=True))
