"""Where an edited workbook differs from the one that was written: cells, lines, sheets. What they mean is not said here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from discretion.grids import Grid
from discretion.importing.layout import Layout, find_layout
from discretion.importing.sealed import ENTRY, TIER

HIDDEN = ("rule", "data", "writer", "seal")
SKIPPED = "说明"  # our own words about the workbook


@dataclass(frozen=True)
class Difference:
    """One difference.

    Attributes:
        kind: an edited cell of a rule, a cell of the head or of a sheet that is only for reading, a line or sheet that is new or gone.
        grid: the edited sheet; the original one where the sheet is gone.
        role: the column's, where the sheet has rules.
        rule: the rule of the line; of a new line, that of the line above.
    """

    kind: Literal["cell", "head", "reading", "order", "line-gone", "line-new", "sheet-gone", "sheet-new"]
    grid: Grid
    line: int
    column: int
    before: str
    after: str
    role: str = ""
    rule: str = ""


def differences(base: Iterable[Grid], edited: list[Grid]) -> Iterator[Difference]:
    """All differences of a workbook, sheet by sheet."""
    known = {grid.title: grid for grid in base}
    for title, old in known.items():
        if title == SKIPPED:
            continue
        new = next((grid for grid in edited if grid.title == title), None)
        if new is None:
            yield Difference("sheet-gone", old, 1, 1, "整张工作表", "（删除）")
        else:
            yield from _of_sheet(old, new)
    for grid in edited:
        if grid.title not in known:
            yield Difference("sheet-new", grid, 1, 1, "", grid.text(1, 1))


def rules_of(grid: Grid) -> dict[str, int]:
    """The line of every rule; one that stands on several lines, or none, is told apart by its place."""
    layout = find_layout(grid)
    found: dict[str, int] = {}
    if layout is None or "rule" not in layout.columns or grid.hidden:
        return found
    for line in grid.lines_from(layout.first):
        rule = grid.text(line, layout.columns["rule"]) or f"+{line}"
        name, count = rule, 1
        while name in found:
            count += 1
            name = f"{rule}/{count}"
        found[name] = line
    return found


def _of_sheet(old: Grid, new: Grid) -> Iterator[Difference]:
    layout, other = find_layout(old), find_layout(new)
    before, after = rules_of(old), rules_of(new)
    emptied = other is not None and not new.lines_from(other.first)  # nothing is left that could have a name
    ruled = any(TIER.fullmatch(_name(rule)) or ENTRY.fullmatch(_name(rule)) for rule in before)  # or only for reading
    if layout is None or other is None or not ruled or ("rule" not in other.columns and not emptied):
        yield from _of_cells(old, new)
        return
    for rule, line in before.items():
        if rule not in after:
            said = " | ".join(old.text(line, column) for column in range(1, old.columns + 1) if _shown(layout, column))
            yield Difference("line-gone", new, max(1, min(line, new.lines)), 1, said, "（删除）", rule=_name(rule))
    if emptied:
        return
    kept, now = [rule for rule in before if rule in after], [rule for rule in after if rule in before]
    for rule, was in zip(now, kept, strict=True):
        if rule != was:
            yield Difference("order", new, after[rule], 1, "", new.text(after[rule], 1))
            break
    above = ""
    for rule, line in after.items():
        if rule not in before:
            yield from _new_line(new, other, line, above)
            continue
        above = _name(rule)
        for column in range(1, max(old.columns, new.columns) + 1):
            ours, theirs = old.text(before[rule], column), new.text(line, column)
            if ours != theirs:
                role = next((name for name, found in layout.columns.items() if found == column), "")
                yield Difference("cell", new, line, column, ours, theirs, role, above)
    yield from _of_cells(old, new, "head", min(layout.first, other.first))


def _new_line(grid: Grid, layout: Layout, line: int, above: str) -> Iterator[Difference]:
    for column in range(1, grid.columns + 1):
        if grid.text(line, column) and _shown(layout, column):
            role = next((name for name, found in layout.columns.items() if found == column), "")
            yield Difference("line-new", grid, line, column, "", grid.text(line, column), role, above)


def _of_cells(
    old: Grid, new: Grid, kind: Literal["head", "reading"] = "reading", until: int | None = None
) -> Iterator[Difference]:
    """The cells that differ, place by place; ``until``: only the lines before it: only those above this line."""
    for line, column in sorted(old.cells.keys() | new.cells.keys()):
        if (until is None or line < until) and old.text(line, column) != new.text(line, column):
            yield Difference(kind, new, line, column, old.text(line, column), new.text(line, column))


def _name(rule: str) -> str:
    return "" if rule.startswith("+") else rule.partition("/")[0]


def _shown(layout: Layout, column: int) -> bool:
    return column not in {layout.columns[role] for role in HIDDEN if role in layout.columns}
