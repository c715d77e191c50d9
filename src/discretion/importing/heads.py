"""Heads of tables: one line of titles, or two; with the card above it, if there is one; and which are only repeated on a new page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from discretion.grids import Grid
from discretion.importing.cards import card_above
from discretion.importing.titles import LONGEST, level_of, names, plain, roles_of

_CASE = re.compile(
    "(?:[^，。；]{0,4}年内)?(?:第[一二三四五]次|[首初再]次)|[国省县乡村](?:[、和]?[国省县乡村])*道|高速公路|对?(?:单位|个人|企业|公民)"
)


@dataclass(frozen=True)
class Head:
    """A head: its lines, the titles of its columns, and what a card above it says of the whole table."""

    start: int
    line: int
    first: int
    titles: dict[int, str]
    given: Mapping[str, str]


def find_heads(grid: Grid) -> list[Head]:
    """The heads of a grid that begin a table."""
    heads: list[Head] = []
    line = 1
    while line <= grid.lines:
        titles = _head(grid, line)
        if titles is None:
            line += 1
            continue
        first, titles = _second_line(grid, line, titles)
        named = any("act" in roles_of(title) for title in titles.values())
        start, given = card_above(grid, line, line if named else heads[-1].first - 1 if heads else 0)
        if not heads or given or _named(titles) != _named(heads[-1].titles):
            heads.append(Head(start, line, first, titles, given))
        line = first
    return heads


def is_head(grid: Grid, line: int) -> bool:
    """Whether a line is a head, repeated on a new page."""
    return _head(grid, line) is not None


def _named(titles: Mapping[int, str]) -> set[str]:
    return {plain(title) for title in titles.values()}


def _head(grid: Grid, line: int) -> dict[int, str] | None:
    """The titles of a line, when it is a head: three known ones, or two of a narrow table, and nothing else."""
    titles = {column: grid.text(line, column) for column in range(1, grid.columns + 1) if grid.text(line, column)}
    short = {column: text for column, text in titles.items() if len(plain(text)) <= LONGEST}
    known = [column for column, text in short.items() if plain(text) in names().roles]
    told = [
        column for column, text in short.items() if roles_of(text) or level_of(plain(text)) or _CASE.match(plain(text))
    ]
    enough = min(3, max(2, len(titles)))
    distinct = {plain(text) for text in titles.values()}  # 法规依据 | 法规依据: a line of a head, but none of its own
    if (len(short) < len(titles) and len(known) < 3) or min(len(known), len(distinct)) < 2 or len(told) < enough:
        return None
    return titles


def _second_line(grid: Grid, line: int, titles: dict[int, str]) -> tuple[int, dict[int, str]]:
    """Heads of two lines: a title over a group, and the names of its columns below."""
    groups = [merge for merge in grid.merged if merge[0] == line == merge[2] and merge[3] > merge[1]]
    spread = dict(titles)
    for _, left, _, right in groups:
        for column in range(left, right + 1):
            spread.setdefault(column, titles.get(left, ""))
    below = {
        column: grid.text(line + 1, column) for column in range(1, grid.columns + 1) if grid.text(line + 1, column)
    }
    inside = {column for _, left, _, right in groups for column in range(left, right + 1)}
    tall = [merge for merge in grid.merged if merge[0] == line and merge[2] > line]
    named = all(len(plain(text)) <= LONGEST for text in below.values())
    if below and named and groups and set(below) <= inside and (tall or len(below) > 1) and len(below) < grid.columns:
        return line + 2, {**spread, **{column: below[column] for column in below}} | {
            column: f"{titles[left]}\n{below[column]}"
            for _, left, _, right in groups
            for column in range(left, right + 1)
            if column in below and left in titles
        }
    spans = {c: left for left in titles for c in _right_of(titles, left, grid.columns)}  # a group whose merge was lost
    if (
        below
        and named
        and not groups
        and set(below) <= set(spans)
        and all(roles_of(t) or level_of(t) for t in below.values())
    ):
        return line + 2, {**titles, **{c: f"{titles[spans[c]]}\n{text}" for c, text in below.items()}}
    told = below and named and not groups and all(roles_of(text) for text in below.values())
    if (
        told and set(below) <= set(titles) and len(set(below.values())) < len(below)
    ):  # 认定依据 | 处罚依据, and 法规依据 below both
        return line + 2, titles
    if told and all(column not in titles for column in below):  # a two-line head that was flattened
        return line + 2, {**titles, **below}
    return line + 1, spread


def _right_of(titles: Mapping[int, str], left: int, columns: int) -> range:
    """The columns from a title to the next one; none where the next follows at once."""
    end = min((column for column in titles if column > left), default=columns + 1)
    return range(left, end) if end - left > 1 else range(0)
