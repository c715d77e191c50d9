"""What a table says in its notes of 以上 and 以下: whether they include their number. Said there, it holds for every cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from discretion.grids import Grid
from discretion.importing.numerals import NUMBER

_WORD = "以上|以下|以内|以外|不满|不足|超过|低于|高于|至"
_SAID = re.compile(
    rf"(?P<words>(?:[“”\"「」‘’']*(?:{_WORD})[“”\"「」‘’']*(?:[、，,]|和|与|及|以及|或者?)?)+)(?:的?(?:均|都|皆))?(?P<not>不)?(?:均|都)?(?:包括|包含|含)(?:有)?本数"
)
_EXCEPT = re.compile(r"除外|除[^，；。]{1,12}外|另有|但[^书]")
_ABOVE = re.compile(rf"({NUMBER})([^\d，；。、（）()以上下内]{{0,4}})(以上)(?!（)")
_BELOW = re.compile(rf"({NUMBER})([^\d，；。、（）()以上下内]{{0,4}})(以下|以内)(?!（)")


@dataclass(frozen=True)
class Conventions:
    """Whether 以上 and 以下 include their number.

    Attributes:
        above: they do, as is usual; below likewise.
        words: the note that says otherwise, or that was not understood.
        unsure: a note speaks of it and was not understood; every number is to be confirmed.
    """

    above: bool = True
    below: bool = True
    words: str = ""
    unsure: bool = False

    def applied(self, text: str) -> str:
        """A text in which every number says itself that it does not belong."""
        if not self.above:
            text = _ABOVE.sub(r"\1\2（不含本数）\3", text)
        return text if self.below else _BELOW.sub(r"\1\2（不含本数）\3", text)

    @property
    def excepted(self) -> bool:
        """Whether a note departs from what is usual, and excepts something that was not understood: then no end is certain."""
        return self.unsure and not (self.above and self.below)

    def doubt(self, text: str) -> str:
        """What is to be confirmed of a text; empty for nothing."""
        asked = self.unsure and re.search("以上|以下|以内", text)
        return f"表中另有说明“{self.words[:60]}”，是否含本数须确认" if asked else ""


def conventions(grids: Iterable[Grid]) -> Conventions:
    """The notes of a file: beside its tables, and in lines that hold nothing else."""
    return _said([text for grid in grids for text in _notes(grid)])


def noted(remark: str, usual: Conventions) -> Conventions:
    """What the remark of a row says of its own numbers, else what the file says."""
    return _said([remark]) if "本数" in remark else usual


def _said(notes: Iterable[str]) -> Conventions:
    found = Conventions()
    told: set[tuple[str, bool]] = set()
    for text in notes:
        if "本数" not in text:
            continue
        flat = re.sub(r"\s+", "", text)
        said = [(match["words"], match["not"] is None) for match in _SAID.finditer(flat)]
        told |= {(word, included) for words, included in said for word in ("以上", "以下", "以内") if word in words}
        if len(said) < flat.count("本数") or _EXCEPT.search(flat):
            found = replace(found, unsure=True)
        if any(not included for _, included in said) or found.unsure:
            found = replace(found, words=flat)
    if any((word, not included) in told for word, included in told):
        found = replace(found, unsure=True)  # one note says so, another does not
    below = ("以下", False) not in told and ("以内", False) not in told
    return replace(found, above=("以上", False) not in told, below=below)


def _notes(grid: Grid) -> Iterator[str]:
    yield from grid.above
    yield from grid.below
    for line in grid.lines_from(1):
        texts = {grid.text(line, column) for column in range(1, grid.columns + 1)} - {""}
        if len(texts) == 1:
            yield texts.pop()
