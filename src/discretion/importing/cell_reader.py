"""One cell of a benchmark table to YAML: for whoever edits a table on a screen, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from discretion.facts import Vocabulary
from discretion.importing.conditions import ConditionReader
from discretion.importing.penalties import PenaltyReader, doubt
from discretion.importing.standard import Unread, read_standard


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells with the words of one vocabulary; keep one for a whole table."""

    vocabulary: Vocabulary
    conditions: ConditionReader

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> CellReader:
        """A reader for a vocabulary."""
        return cls(vocabulary, ConditionReader(vocabulary))

    def condition(self, text: str) -> dict[str, object] | str:
        """适用条件 as the YAML of ``when``; or why it is not understood."""
        found = self.conditions.read(text.strip().removesuffix("的"))
        return (
            "没有读懂；请按“事实、数值、单位”的顺序写，例如“超限质量超过1000千克，且没有危害后果”"
            if found is None
            else found
        )

    def penalty(self, text: str) -> dict[str, object] | str:
        """裁量标准 as the YAML of a penalty; or why it is not understood."""
        exact = PenaltyReader(self.vocabulary).read(text)
        if exact is not None:
            penalty, orders = exact
            return "责令改正等要求不在这一格修改" if orders else penalty
        read = read_standard(text, facts=None)
        if isinstance(read, Unread):
            return doubt(text, None) or read.reason
        if read.orders or read.questions or "rows" in read.penalty:
            return "；".join(read.questions) or "这一格只写处罚的种类和幅度"
        return read.penalty
