"""A card whose names stand in its first column and whose tiers stand side by side, or all in one cell: turned, so that it is a table like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from discretion.grids import Grid
from discretion.importing.titles import level_of, roles_of


def turned(grid: Grid) -> list[Grid]:
    """Every card of a grid, turned; empty without the evidence of names down the side and tiers across."""
    cards = [card for lines in _cards(grid) if (card := _turned(grid, lines)) is not None]
    return cards if len(cards) == len(list(_cards(grid))) else []


def _cards(grid: Grid) -> Iterator[range]:
    """The lines of each card: it begins with its act."""
    starts = [line for line in grid.lines_from(1) if "act" in roles_of(grid.text(line, 1))]
    for start, end in zip(starts, [*starts[1:], grid.lines + 1], strict=False):
        yield range(start, end)


def _turned(grid: Grid, lines: range) -> Grid | None:
    roles = {line: roles_of(grid.text(line, 1)) for line in lines if grid.text(line, 1)}
    level = [line for line, told in roles.items() if "level" in told]
    tiers = [column for column in range(2, grid.columns + 1) if level and level_of(grid.text(level[0], column))]
    told = {role for known in roles.values() for role in known}
    paired = grid.columns == 2 and "level" not in told  # a name and its value: the tiers are inside of one cell
    if (len(tiers) < 2 and not paired) or not {"act", "standard"} <= told or sum(map(bool, roles.values())) < 3:
        return None
    cells = {(column, line): text for (line, column), text in grid.cells.items() if line in roles}
    merged = tuple((a, top, b, bottom) for top, a, bottom, b in grid.merged if top in roles and bottom in roles)
    return replace(
        grid, cells=cells, lines=grid.columns, columns=max(roles), merged=merged, turned=True,
        values={(column, line): value for (line, column), value in grid.values.items() if line in roles},
        formulas=frozenset((column, line) for line, column in grid.formulas if line in roles),
        hidden_lines=grid.hidden_columns, hidden_columns=grid.hidden_lines,
    )  # fmt: skip
