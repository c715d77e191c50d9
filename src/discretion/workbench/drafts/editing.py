"""What the tables of a draft have in common: cells that were touched, what is not understood, and what a changed row rests on.

A cell that is not touched keeps its YAML to the letter; one that is, is read as an imported table is. What is not understood
is said at the cell, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from discretion.importing import CellReader

NEW = "new"  # the row that is filled in to add one
EMPTY = "不能为空"


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of a table: the new text of its file, or mistakes by cell (``row.column``)."""

    text: str | None
    mistakes: Mapping[str, str]
    changed: tuple[str, ...]


@dataclass(slots=True)
class TypedCells:
    """The cells as they were typed, and what was wrong with them.

    Attributes:
        typed: ``row.column`` → text; a cell that is not there is not touched.
        mistakes: what is not understood, by cell.
        changed: the rows that say something else now.
    """

    typed: Mapping[str, str]
    reader: CellReader
    mistakes: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)

    def touched(self, row: str, shown: Mapping[str, str]) -> dict[str, str]:
        """The cells of a row whose text is not what was shown."""
        found = {
            column: self.typed.get(f"{row}.{column}", text).replace("\r\n", "\n").strip()
            for column, text in shown.items()
        }
        return {column: text for column, text in found.items() if text != shown[column]}

    def dropped(self, row: str) -> bool:
        """Whether a row is to go."""
        return self.typed.get(f"{row}.drop") == "yes"

    def added(self, columns: Iterable[str]) -> dict[str, str]:
        """The cells of the row that is added; none where nothing was typed."""
        found = {column: self.typed.get(f"{NEW}.{column}", "").strip() for column in columns}
        return found if any(found.values()) else {}

    def take(self, cell: str, text: str, read: Callable[[str], object]) -> object:
        """What a cell says; what it does not say is a mistake, and None."""
        if not text:
            self.mistakes[cell] = EMPTY
            return None
        value = read(text)
        if isinstance(value, Unclear):
            self.mistakes[cell] = value.why
            return None
        return value

    def condition(self, text: str) -> dict[str, object] | Unclear:
        """适用条件."""
        found = self.reader.condition(text)
        return Unclear(found) if isinstance(found, str) else found

    def penalty(self, text: str) -> dict[str, object] | Unclear:
        """裁量标准."""
        found = self.reader.penalty(text)
        return Unclear(found) if isinstance(found, str) else found

    def done(self, text: Callable[[], str]) -> Edited:
        """The new file, if every cell was understood."""
        if self.mistakes:
            return Edited(None, self.mistakes, ())
        return Edited(text(), {}, tuple(self.changed))


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a cell is not understood."""

    why: str


def proposed(method: str) -> dict[str, str]:
    """The source of what was changed: a proposal, until it is reviewed and published."""
    return {"kind": "proposed", "method": method}
