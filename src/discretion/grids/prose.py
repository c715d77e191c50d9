"""Running text as a grid of one column, so that it has addresses too."""

from __future__ import annotations

from discretion.grids.grid import Grid
from discretion.grids.limits import Budget


def prose(file: str, paragraphs: list[str], budget: Budget, notes: tuple[str, ...] = ()) -> Grid:
    """A paragraph a line."""
    cells = {}
    for number, text in enumerate(paragraphs, 1):
        budget.cell(text)
        cells[number, 1] = text
    return Grid(file, "正文", cells, len(cells), 1, prose=True, notes=notes)
