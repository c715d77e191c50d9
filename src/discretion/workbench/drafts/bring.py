"""A Word or Excel table brought into a draft: read and laid over it as ``discretion review`` does, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from discretion.errors import Problem
from discretion.importing import Cells, read_cells
from discretion.library import Library
from discretion.review import make_draft
from discretion.workbench.drafts.part import LISTS, file_of

HIDDEN = "（规则数据）"  # how ``read_cells`` names a row whose hidden data are not those of the draft as it is now


@dataclass(frozen=True, slots=True)
class Brought:
    """What a table holds: the text of each part that is new, what became of every cell, what others changed since, what does
    not fit.
    """

    parts: Mapping[str, str]
    cells: Cells
    late: tuple[str, ...]
    refused: tuple[Problem, ...]


def bring(path: Path, library: Library, area: str, version: str, day: date) -> Brought:
    """Read a table against a draft.

    Args:
        path: the file.
        library: the rules with the draft over them.
        area: of the draft.
        version: its name.
        day: its first day.

    Raises:
        UsageError: the file cannot be read.
    """
    cells = read_cells(path, library, day, f"{area}@{version}")
    draft = make_draft(cells)
    home = cells.view.ruleset.beside(draft.ruleset.header.model.version).as_posix()
    kinds = [part for part, kind in LISTS.items() if kind in draft.lists]
    read = (*draft.violations, *kinds)
    stale = set(_stale(cells, read))
    new = [part for part in read if part not in stale]
    texts = {part: draft.texts[f"{home}/{file_of(part)}"] for part in new}
    return Brought(texts, cells, tuple(sorted(stale)), draft.refused)


def _stale(cells: Cells, read: Iterable[str]) -> Iterator[str]:
    """The parts that changed since the workbook was written: the hidden data of a line are not those of the draft now."""
    for line in {(item.sheet, item.line) for item in cells.changes if item.before == HIDDEN}:
        rules = {item.rule for item in cells.changes if (item.sheet, item.line) == line and item.rule}
        yield from map(_part_of, rules) if rules else read


def _part_of(rule: str) -> str:
    """The part that a row of a workbook is of: ``highway.spillage#tier:slight[0]@any``, ``exempt:minor``."""
    return rule.partition("#")[0] if "#" in rule else f"lists/{rule.partition(':')[0]}"
