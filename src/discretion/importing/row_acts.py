"""Which violation a row is about, found once for all its tiers, and the facts that the rulebook's own tiers of it read."""

from __future__ import annotations

import re

from discretion.importing.acts import Acts, Match
from discretion.importing.blocks import Block
from discretion.importing.lines import Line
from discretion.rulebook import Rulebook

_NUMBERING = re.compile(r"^(?:\d+[.．、]?)+|^[（(][\d一二三四五六七八九十]+[）)]")

WHOLE = 8  # characters; a shorter 具体情形 is no act without the 违法行为 beside it
_CITED = re.compile(r"[（(]?《[^》]+》[^）)]*[）)]?")


class RowActs:
    """Finds the violations of the rows of one file."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook, self._acts = rulebook, Acts(rulebook)
        self._found: dict[tuple[str, str], Match] = {}
        self._own: dict[str, frozenset[str]] = {}
        self.elements: dict[str, frozenset[str]] = {}  # by violation met, the facts that only its elements read

    def of(self, block: Block) -> tuple[Match, frozenset[str], str]:
        """The violation of a row, the facts it reads, and the act in the table's words."""
        act, situation = block.item
        words = situation if len(situation) >= WHOLE else f"{act}：{situation}" if situation else act
        words = _CITED.sub("", _NUMBERING.sub("", words))
        basis = basis_of(block.first) + (act if "《" in act else "")  # 违法行为及处罚依据 in one cell
        key = (f"{act}|{situation}", basis)
        if key not in self._found:
            found = self._acts.find(words, basis)
            if found.violation is None and situation and act:
                other = self._acts.find(act, basis)
                found = other if other.violation and not found.candidates else found
            self._found[key] = found
        match = self._found[key]
        return match, self._facts_of(match.violation), words

    def _facts_of(self, violation: str | None) -> frozenset[str]:
        if violation is None:
            return frozenset()
        if violation not in self._own:
            reads = self._rulebook.vocabulary.reads
            files = [item.violations[violation] for item in self._rulebook.rulesets if violation in item.violations]
            act = {name for file in files for name in reads(file.model.elements)}
            graded = {name for file in files for _, condition in file.model.graded for name in reads(condition)}
            self._own[violation], self.elements[violation] = frozenset(act | graded), frozenset(act - graded)
        return self._own[violation]


def basis_of(line: Line) -> str:
    """All the law that a line cites."""
    return "；".join(text for text in (line.get("basis"), line.get("duty"), line.get("range")) if text)
