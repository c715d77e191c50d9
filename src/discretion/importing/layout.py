"""The heads of the tables of a grid: which column is which, decided by title and cells, or asked. Nothing is defaulted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from discretion.errors import Problem
from discretion.grids import Grid
from discretion.importing.heads import Head, find_heads
from discretion.importing.roles import by_look, ends_of, role_of, settle, subjects_of
from discretion.importing.titles import UNIT, level_of, list_of, look, plain

OURS = ("rule", "data", "writer", "seal", "source")


@dataclass(frozen=True)
class Layout:
    """The head of a table.

    Attributes:
        columns: role → column; the first, where a role has several.
        many: role → all its columns, in order.
        subjects: column of penalties → the subject it is for, where the head names several.
        head: the first line of the head; first: the first line below it; last: the last line of the table.
        unit: 元 or 万元, when the head of the amounts says so.
        unknown: columns with another name, which are kept as remarks.
        tiers: column → the tier it is for, where every tier has a column of its own.
        given: role → what a card above the head says of the whole table.
        ends: the two columns of the lowest and the highest fine, where they are two.
        notes: how a column was recognised, where its title did not say it.
    """

    columns: Mapping[str, int]
    head: int
    first: int
    unit: str | None
    unknown: Mapping[int, str]
    many: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    subjects: Mapping[int, str] = field(default_factory=dict)
    tiers: Mapping[int, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    last: int = 0
    titles: Mapping[int, str] = field(default_factory=dict)
    ends: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[Problem, ...] = ()

    @property
    def is_list(self) -> bool:
        """A list (清单) has conditions but no amounts."""
        return "standard" not in self.columns and not self.tiers


def find_layouts(grid: Grid, chosen: Mapping[str, str] | None = None) -> list[Layout]:
    """Every table of a grid; a head that is repeated on a new page starts none.

    Args:
        grid: the grid.
        chosen: title → role, from a person (``--columns``).
    """
    heads = find_heads(grid)
    ends = [*(head.start - 1 for head in heads[1:]), grid.lines]
    return [_layout(grid, head, last, chosen or {}) for head, last in zip(heads, ends, strict=False)]


def find_layout(grid: Grid) -> Layout | None:
    """The first table of a grid."""
    return next(iter(find_layouts(grid)), None)


def _layout(grid: Grid, head: Head, last: int, chosen: Mapping[str, str]) -> Layout:
    line, first, titles = head.line, head.first, head.titles
    looks = {
        column: look([grid.text(number, column) for number in range(first, last + 1)])
        for column in range(1, max(grid.columns, *titles) + 1)
    }
    found: dict[int, str] = {}
    notes: list[str] = []
    split = {column: _split_title(grid, line, column, title) for column, title in titles.items()}
    tiers = {column: own for column, (_, own) in split.items() if level_of(plain(own))}
    tiers = tiers if len(tiers) > 1 else {}
    for column, title in titles.items():
        if column in tiers:
            continue
        group, own = split[column]
        role = chosen.get(plain(own)) or chosen.get(plain(title)) or role_of(own, group, looks[column])
        if role is not None:
            found[column] = role
    subjects, questions = subjects_of(grid, line, split, found, looks)
    settle(found, titles, looks, subjects)
    rest = {column: title for column, title in titles.items() if column not in tiers}
    questions += by_look(grid, found, rest, looks, line, notes, given=head.given, tiers=bool(tiers))
    columns: dict[str, int] = {}
    many: dict[str, list[int]] = {}
    for column in sorted(found):
        columns.setdefault(found[column], column)
        many.setdefault(found[column], []).append(column)
    unknown = {c: " ".join(t.split()) for c, t in rest.items() if t and c not in found}
    unit = next((match[1] for c in many.get("standard", []) if (match := UNIT.search(titles.get(c, "")))), None)
    return Layout(
        columns, line, first, unit, unknown, {role: tuple(found) for role, found in many.items()}, subjects, tiers,
        head.given, last, titles, ends_of(split, many.get("standard", [])), tuple(notes), tuple(questions),
    )  # fmt: skip


def kind_of(grid: Grid, layout: Layout, banner: str) -> tuple[str, str, str] | None:
    """What a list is for: evidence from the line above, its own titles, the sheet, the text of the document."""
    own = [layout.titles.get(column, "") for column in layout.many.get("condition", ())]
    own += [layout.titles.get(column, "") for column in layout.many.get("exempt", ())]
    return list_of(banner, *own, grid.title, *reversed(grid.above), re.sub(r"\.[a-z]+$", "", grid.file))


def _split_title(grid: Grid, line: int, column: int, title: str) -> tuple[str, str]:
    """The title over a group, and the column's own; the first is empty where there is no group."""
    if "\n" in title and "\n" not in grid.text(line, column):
        group, _, own = title.partition("\n")
        return group, own
    return "", title
