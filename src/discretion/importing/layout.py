"""The heads of the tables of a grid: which column is which, decided by title and cells, or asked. Nothing is defaulted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from discretion.errors import Problem
from discretion.facts import Vocabulary
from discretion.grids import Grid
from discretion.importing.heads import Head, find_heads
from discretion.importing.matrix import case_columns
from discretion.importing.roles import SURE, Look, by_look, ends_of, role_of, settle, subjects_of
from discretion.importing.spelling import tidy
from discretion.importing.titles import UNIT, level_of, list_of, look, plain, roles_of

_SAID_ONCE = re.compile(r"(?:可以?)?(?:责令|没收|给予警告|警告|并处|处(?!罚|理))")
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
        cases: title of a column of penalties → the case it is for, where every case has a column of its own.
        before: subject → what the head of its penalties says in brackets of every one of them: 责令改正，并处.
        ticks: column → its title, where a tick says that a condition is asked for.
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
    cases: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    questions: tuple[Problem, ...] = ()

    @property
    def is_list(self) -> bool:
        """A list (清单) has conditions but no amounts."""
        return "standard" not in self.columns and not self.tiers


def find_layouts(
    grid: Grid, chosen: Mapping[str, str] | None = None, vocabulary: Vocabulary | None = None
) -> list[Layout]:
    """Every table of a grid; a head that is repeated on a new page starts none.

    Args:
        grid: the grid.
        chosen: title → role, from a person (``--columns``).
        vocabulary: the facts, for titles that are values of one.
    """
    heads = find_heads(grid)
    ends = [*(head.start - 1 for head in heads[1:]), grid.lines]
    return [_layout(grid, head, last, chosen or {}, vocabulary) for head, last in zip(heads, ends, strict=False)]


def continued(grid: Grid, before: Grid, layout: Layout) -> Layout | None:
    """The layout of a table without a head: that of the table before it, whose page ended; its cells must say so too."""
    column = layout.columns.get("standard", 0)
    seen = look([grid.text(line, column) for line in grid.lines_from(1)])
    if grid.prose or grid.columns != before.columns or max(seen.get("standard", 0), seen.get("amount", 0)) < SURE:
        return None
    note = f"{grid.title}没有表头，按上一张表的各列读取"
    return replace(layout, head=0, first=1, last=grid.lines, given={}, notes=(note,))


def find_layout(grid: Grid) -> Layout | None:
    """The first table of a grid."""
    return next(iter(find_layouts(grid)), None)


def _layout(grid: Grid, head: Head, last: int, chosen: Mapping[str, str], vocabulary: Vocabulary | None) -> Layout:
    line, first, titles = head.line, head.first, head.titles
    looks = {
        column: look([grid.text(number, column) for number in range(first, last + 1)])
        for column in range(1, max(grid.columns, *titles) + 1)
    }
    found: dict[int, str] = {}
    notes: list[str] = []
    split = {column: _split_title(grid, line, column, title) for column, title in titles.items()}
    tiers = {column: own for column, (_, own) in split.items() if level_of(plain(own))}
    others = [roles_of(own) for column, (_, own) in split.items() if column not in tiers]
    tiers = tiers if len(tiers) > 1 and ("standard",) not in others else {}  # 裁量标准 | 不予处罚情形 | 从重情形
    cases = _cases(split, looks, tiers, vocabulary)
    ticks = {column: own for column, (_, own) in split.items() if looks[column].get("tick") == 1}
    ticks = ticks if len(ticks) > 1 else {}
    for column, title in titles.items():
        if column in tiers or column in cases or column in ticks:
            continue
        group, own = split[column]
        role = chosen.get(plain(own)) or chosen.get(plain(title)) or role_of(own, group, looks[column])
        if role is not None:
            found[column] = role
    apart = {column: parts for column, parts in split.items() if column not in cases}
    subjects, questions = subjects_of(grid, line, apart, found, looks)
    settle(found, titles, looks, subjects)
    found.update(dict.fromkeys(list(ticks)[:1], "condition"))
    rest = {c: title for c, title in titles.items() if c not in tiers and c not in cases and c not in ticks}
    questions += by_look(grid, found, rest, looks, line, notes, given=head.given, tiers=bool(tiers or cases))
    if cases and not {"level", "condition"} & set(found.values()):  # nothing else tells one tier from another
        tiers, cases = {**tiers, **{column: split[column][1] for column in cases}}, {}
    found.update(dict.fromkeys(cases, "standard"))
    subjects |= {column: split[column][1] for column in cases}
    columns: dict[str, int] = {}
    many: dict[str, list[int]] = {}
    for column in sorted(found):
        columns.setdefault(found[column], column)
        many.setdefault(found[column], []).append(column)
    unknown = {c: " ".join(t.split()) for c, t in rest.items() if t and c not in found}
    penal = [*many.get("standard", []), *tiers]
    unit = next((match[1] for c in penal if (match := UNIT.search(titles.get(c, "")))), None) or _unit_above(grid, head)
    return Layout(
        columns, line, first, unit, unknown, {role: tuple(found) for role, found in many.items()}, subjects, tiers,
        head.given, last, titles, ends_of(split, many.get("standard", [])),
        {subjects[column]: when for column, when in cases.items()},
        {subjects.get(c, ""): words for c in many.get("standard", []) if (words := _before(titles.get(c, "")))}, ticks,
        tuple(notes), tuple(questions),
    )  # fmt: skip


def _cases(
    split: Mapping[int, tuple[str, str]],
    looks: Mapping[int, Look],
    tiers: Mapping[int, str],
    vocabulary: Vocabulary | None,
) -> dict[int, dict[str, object]]:
    """Columns of penalties that are each for one case, by their titles."""
    penal = {
        column: own for column, (_, own) in split.items()
        if column not in tiers and roles_of(own) in ((), ("standard",))
        and max(looks[column].get("standard", 0), looks[column].get("amount", 0)) >= SURE
    }  # fmt: skip
    return case_columns(penal, vocabulary) if vocabulary is not None else {}


def _unit_above(grid: Grid, head: Head) -> str | None:
    """单位：万元, written above the table instead of in its head; of two units, neither."""
    above = [*grid.above[-2:], *(text for (line, _), text in grid.cells.items() if head.start - 3 <= line < head.start)]
    found = {match[1] for text in above if (match := re.search(r"单位\s*[:：]\s*(?:人民币)?\s*(万元|元)", text))}
    return found.pop() if len(found) == 1 else None


def _before(title: str) -> str:
    """处罚标准（责令改正，并处）: the words of a penalty that the head says once for all."""
    if re.search("法定(?:处罚|罚款)?幅度的?(?:比例|百分比)", title):
        return "法定罚款幅度的"  # 裁量幅度（占法定罚款幅度的比例）| 30%-70%
    told = [tidy(words) for words in re.findall(r"[（(]([^（()）]+)[）)]", title)]
    return next((words for words in told if _SAID_ONCE.match(words)), "")


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
