"""The heads of the tables of a grid: which column is which, decided by title and cells, or asked. Nothing is defaulted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from discretion.errors import Problem
from discretion.grids import Grid
from discretion.importing.subjects import subject_of
from discretion.importing.titles import LONGEST, UNIT, list_of, look, names, plain, roles_of

SURE = 0.6  # share of the cells of a column that must look alike before the look alone decides
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
        notes: how a column was recognised, where its title did not say it.
    """

    columns: Mapping[str, int]
    head: int
    first: int
    unit: str | None
    unknown: Mapping[int, str]
    many: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    subjects: Mapping[int, str] = field(default_factory=dict)
    last: int = 0
    titles: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    questions: tuple[Problem, ...] = ()

    @property
    def is_list(self) -> bool:
        """A list (清单) has conditions but no amounts."""
        return "standard" not in self.columns


def find_layouts(grid: Grid, chosen: Mapping[str, str] | None = None) -> list[Layout]:
    """Every table of a grid; a head that is repeated on a new page starts none.

    Args:
        grid: the grid.
        chosen: title → role, from a person (``--columns``).
    """
    heads: list[tuple[int, int, dict[int, str]]] = []
    line = 1
    while line <= grid.lines:
        titles = _head(grid, line)
        if titles is None:
            line += 1
            continue
        first, titles = _second_line(grid, line, titles)
        if not heads or {plain(t) for t in titles.values()} != {plain(t) for t in heads[-1][2].values()}:
            heads.append((line, first, titles))
        line = first
    found = []
    for index, (line, first, titles) in enumerate(heads):
        last = heads[index + 1][0] - 1 if index + 1 < len(heads) else grid.lines
        found.append(_layout(grid, titles, (line, first, last), chosen or {}))
    return found


def find_layout(grid: Grid) -> Layout | None:
    """The first table of a grid."""
    return next(iter(find_layouts(grid)), None)


def is_head(grid: Grid, line: int) -> bool:
    """Whether a line is a head, repeated on a new page."""
    return _head(grid, line) is not None


def _head(grid: Grid, line: int) -> dict[int, str] | None:
    """The titles of a line, when it is a head: three known ones, or two of a narrow table, and nothing else."""
    titles = {column: grid.text(line, column) for column in range(1, grid.columns + 1) if grid.text(line, column)}
    short = {column: text for column, text in titles.items() if len(plain(text)) <= LONGEST}
    known = [column for column, text in short.items() if plain(text) in names().roles]
    told = [column for column, text in short.items() if roles_of(text)]
    enough = min(3, max(2, len(titles)))
    if (len(short) < len(titles) and len(known) < 3) or len(known) < 2 or len(told) < enough:
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
    told = below and named and not groups and all(roles_of(text) for text in below.values())
    if told and all(column not in titles for column in below):  # a two-line head that was flattened
        return line + 2, {**titles, **below}
    return line + 1, spread


def _layout(grid: Grid, titles: dict[int, str], lines: tuple[int, int, int], chosen: Mapping[str, str]) -> Layout:
    line, first, last = lines
    looks = {
        column: look([grid.text(number, column) for number in range(first, last + 1)])
        for column in range(1, grid.columns + 1)
    }
    found: dict[int, str] = {}
    subjects: dict[int, str] = {}
    notes: list[str] = []
    for column, title in titles.items():
        group, _, own = (
            title.partition("\n") if "\n" in title and "\n" not in grid.text(line, column) else ("", "", title)
        )
        role = chosen.get(plain(own)) or chosen.get(plain(title)) or _role(own, group, looks[column])
        if role is not None:
            found[column] = role
        if group and "standard" in roles_of(group):
            subject = subject_of(own)
            if subject is not None:
                found[column], subjects[column] = "standard", subject
    _settle(found, titles, looks)
    questions = _by_look(grid, found, titles, looks, (line, first, last), notes)
    columns: dict[str, int] = {}
    many: dict[str, list[int]] = {}
    for column in sorted(found):
        columns.setdefault(found[column], column)
        many.setdefault(found[column], []).append(column)
    unknown = {c: " ".join(t.split()) for c, t in titles.items() if t and c not in found}
    unit = next((match[1] for c in many.get("standard", []) if (match := UNIT.search(titles.get(c, "")))), None)
    return Layout(
        columns, line, first, unit, unknown, {role: tuple(found) for role, found in many.items()}, subjects, last,
        titles, tuple(notes), tuple(questions),
    )  # fmt: skip


def _role(own: str, group: str, seen: dict[str, float]) -> str | None:
    candidates = roles_of(own)
    if not candidates and group:
        candidates = roles_of(group)
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    if "level" in candidates and "condition" in candidates:
        return "level" if seen.get("level", 0) >= SURE else "condition"
    if "situation" in candidates and "condition" in candidates:
        return "situation" if seen.get("distinct", 1) < 1 else "situation?"
    return candidates[0]


def _settle(found: dict[int, str], titles: dict[int, str], looks: dict[int, dict[str, float]]) -> None:
    """Titles with several meanings, by what the other columns are."""
    roles = list(found.values())
    for column, role in list(found.items()):
        if role == "situation?":
            found[column] = "situation" if "condition" in roles else "condition"
        elif role == "situation" and "condition" not in roles and roles.count("situation") == 1 and "act" in roles:
            found[column] = "condition"
    acts = [column for column in sorted(found) if found[column] == "act"]
    for column in acts[1:]:  # 事项名称 | 违法行为: the second one is the form the act takes
        found[column] = "situation"
    groups: dict[str, list[int]] = {}
    for column, title in titles.items():
        groups.setdefault(title, []).append(column)
    for title, columns in groups.items():  # one title over several columns: the axes of the condition
        if len(columns) > 1 and {"level", "condition"} & set(roles_of(title)):
            found.update(dict.fromkeys(columns, "condition"))
    levels = [column for column in sorted(found) if found[column] == "level"]
    if levels and "condition" not in found.values() and looks[levels[-1]].get("level", 0) < SURE:
        found[levels[-1]] = "condition"


def _by_look(
    grid: Grid,
    found: dict[int, str],
    titles: dict[int, str],
    looks: dict[int, dict[str, float]],
    lines: tuple[int, int, int],
    notes: list[str],
) -> list[Problem]:
    """Columns whose title says nothing: their cells decide, when only one column looks so; else a person is asked."""
    line = lines[0]
    rest = [column for column in titles if column not in found and looks[column]]
    questions: list[Problem] = []
    fines = [column for column in rest if looks[column].get("standard", 0) >= SURE]
    if "standard" not in found.values() and fines:
        varied = [column for column in fines if looks[column].get("distinct", 0) > SURE]
        if len(fines) == 1 or len(varied) == 1:
            column = (varied if len(varied) == 1 else fines)[0]
            found[column] = "standard"
            notes.append(f"“{' '.join(titles[column].split())}”列的单元格写的是处罚，作为裁量标准读取")
        else:
            questions.append(_ask(grid, line, "裁量标准", [titles[column] for column in fines]))
    if "act" not in found.values():
        questions.append(_ask(grid, line, "违法行为", [titles[column] for column in rest if column not in found]))
    return questions


def _ask(grid: Grid, line: int, what: str, candidates: list[str]) -> Problem:
    choice = tuple(" ".join(title.split()) for title in candidates)
    return Problem(
        f"哪一列是“{what}”，从列名和内容都看不出来，这张表没有转换", grid.where(line, 1), allowed=choice,
        remedy=f"用 --columns 指明，例如 --columns {what}={choice[0] if choice else '列名'}",
    )  # fmt: skip


def kind_of(grid: Grid, layout: Layout, banner: str) -> tuple[str, str, str] | None:
    """What a list is for: evidence from the line above, its own titles, the sheet, the text of the document."""
    own = [layout.titles.get(column, "") for column in layout.many.get("condition", ())]
    own += [layout.titles.get(column, "") for column in layout.many.get("exempt", ())]
    return list_of(banner, *own, grid.title, *reversed(grid.above), re.sub(r"\.[a-z]+$", "", grid.file))
