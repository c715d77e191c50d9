"""One file, read: its tables, rows, drafts of facts, and what a person must decide first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from discretion.errors import Position, Problem, UsageError
from discretion.grids import Grid, read_grids
from discretion.importing.conventions import conventions
from discretion.importing.layout import Layout, continued, find_layouts
from discretion.importing.lines import LineReader
from discretion.importing.outline import outline
from discretion.importing.proposals import DraftFact
from discretion.importing.reading import TableReader
from discretion.importing.rows import ReadRow
from discretion.importing.titles import plain
from discretion.importing.turned import turned
from discretion.rulebook import Rulebook


@dataclass
class FileReading:
    """What a file says.

    Attributes:
        problems: what was not understood or is to be asked, each with its cell.
        notes: what was decided by the cells, and what was left out on purpose.
    """

    rows: list[ReadRow] = field(default_factory=list)
    drafts: dict[str, DraftFact] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_tables(path: Path, rulebook: Rulebook, columns: Mapping[str, str] | None = None) -> FileReading:
    """Read a table that somebody else made.

    Args:
        path: .docx, .xlsx, .xls, .html or .csv.
        rulebook: the vocabulary and the laws.
        columns: title → role, from a person.

    Raises:
        UsageError: unreadable, or no table that is known.
    """
    return read_all(read_grids(path), rulebook, columns or {}, Position(str(path)))


def read_all(grids: list[Grid], rulebook: Rulebook, columns: Mapping[str, str], where: Position) -> FileReading:
    """Read the tables of grids."""
    found = FileReading()
    ends = conventions(grids)
    if ends.words:
        found.notes.append(f"表中对“以上”“以下”的说明适用于每一格：{ends.words[:80]}")
    reader = TableReader(rulebook, ends)
    before: tuple[frozenset[str], Mapping[str, str]] = (frozenset(), {})
    last: tuple[Grid, Layout] | None = None
    known = False
    for grid in grids:
        found.notes += [note for note in grid.notes if note not in found.notes]
        if grid.hidden:
            found.problems.append(Problem("工作表是隐藏的，没有读取", grid.where(1, 1)))
            continue
        shown = [outline(grid)] if grid.prose else turned(grid) or [grid]
        layouts = [(one, layout) for one in shown for layout in find_layouts(one, columns, rulebook.vocabulary)]
        if not layouts and last is not None and (same := continued(grid, *last)):
            layouts = [(grid, same)]
        if not layouts and grid.cells:
            found.problems.append(Problem("没有可识别的表头，未转换", grid.where(1, 1), found=grid.text(1, 1) or None))
        for table, layout in layouts:
            known = True
            found.problems += layout.questions
            found.notes += layout.notes
            if layout.questions:
                continue
            titles = frozenset(plain(title) for title in layout.titles.values())
            reading = reader.read(LineReader(table, layout, found.problems), before[1] if titles == before[0] else None)
            before, last = (titles, reading.last), (table, layout)
            found.rows += reading.rows
    found.drafts = reader.drafts
    if not known:
        raise UsageError(
            Problem(
                "没有认出裁量基准表的表头",
                where,
                remedy="表头至少要有违法行为、适用条件、裁量标准三列，或者用 --columns 指明",
            ),
            *found.problems,
        )
    return found
