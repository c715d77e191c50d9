"""A Word or Excel table brought into a draft: read and laid over it as ``discretion review`` does, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from discretion.errors import Problem
from discretion.importing import Cells, read_cells
from discretion.library import Library
from discretion.review import make_draft
from discretion.workbench.drafts.part import LISTS, NAMES, file_of

HIDDEN = "（规则数据）"  # how ``read_cells`` names a row whose hidden data are not those of the draft as it is now
AGAIN = "重新导出，再改一次；否则会盖掉他人的修改"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a table holds: the text of each part that is new, what became of every cell, and what does not fit."""

    parts: Mapping[str, str]
    cells: Cells
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
    stale = {_part_of(item.rule) for item in cells.changes if item.before == HIDDEN}
    new = [part for part in (*draft.violations, *kinds) if part not in stale]
    late = [Problem(f"{NAMES.get(part, part)}在导出这张表之后改过，没有带入", remedy=AGAIN) for part in sorted(stale)]
    return Brought({part: draft.texts[f"{home}/{file_of(part)}"] for part in new}, cells, (*late, *draft.refused))


def _part_of(rule: str) -> str:
    """The part that a row of a workbook is of: ``highway.spillage#tier:slight[0]@any``, ``exempt:minor``."""
    return rule.partition("#")[0] if "#" in rule else f"lists/{rule.partition(':')[0]}"
