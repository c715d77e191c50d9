"""What became of every edit: 已读取, 未读取 or 需补充, each with its cell. An edit that no reader knows is refused aloud, never lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from discretion.grids import Grid, read_grids
from discretion.importing.importer import Imported, import_table
from discretion.importing.layout import Layout, find_layout
from discretion.importing.read_file import read_tables
from discretion.importing.reading import Row
from discretion.importing.sealed import read_data
from discretion.importing.standard import Standard, read_standard
from discretion.importing.todo import MARK
from discretion.library import Library
from discretion.tables import View, publish, view
from discretion.tables.writers import write

READ, UNREAD, OPEN = "已读取", "未读取", "需补充"
READABLE = ("level", "condition", "standard", "act")
HIDDEN = ("rule", "data", "writer", "seal")
SKIPPED = "说明"  # our own words about the workbook


@dataclass(frozen=True)
class Change:
    """One edited cell, or one row of a foreign table.

    Attributes:
        where: sheet and cell.
        status: 已读取, 未读取 or 需补充.
        error: the edit contradicts the law.
    """

    where: str
    status: str
    before: str
    after: str
    why: str
    error: bool = False
    sheet: str = ""
    line: int = 0
    column: int = 1
    rule: str = ""


@dataclass(frozen=True)
class Cells:
    """What became of a file, cell by cell.

    Attributes:
        view: the area, in its version, that the file is laid over.
        files: the rules that were read, by path inside the ruleset's folder.
        ours: whether it is an edited workbook of ours; then only the rules of its changes are new.
    """

    file: str
    view: View
    changes: tuple[Change, ...]
    problems: tuple[str, ...]
    files: Mapping[str, str]
    ours: bool

    @property
    def settled(self) -> bool:
        """Whether every edit was read and none contradicts the law."""
        return not self.problems and all(item.status == READ and not item.error for item in self.changes)


def read_cells(path: Path, library: Library, day: date, against: str | None = None) -> Cells:
    """Read a table, or an edited workbook of ours, and say what became of every cell.

    Args:
        path: the file.
        library: the rulebook it is laid over.
        day: the day whose rules and law count.
        against: area, or area@version; by default the one the workbook was written from, or the nation.

    Raises:
        UsageError: unreadable, or no such area.
    """
    grids = read_grids(path)
    header = _header(grids)
    shown = view(library, against or str(header.get("area") or "national"), day)
    if not header:
        return _foreign(path, shown)
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / "original.xlsx"
        content = write(publish(shown), "xlsx")
        original.write_bytes(content if isinstance(content, bytes) else content.encode())
        base = {grid.title: grid for grid in read_grids(original)}
    result = import_table(path, library, day)
    changes: list[Change] = []
    for title, old in base.items():
        new = next((grid for grid in grids if grid.title == title), None)
        if title == SKIPPED:
            continue
        if new is None:
            changes.append(
                Change(title, UNREAD, "整张工作表", "（删除）", "删除工作表没有读取：其中的规则仍然有效", sheet=title)
            )
            continue
        changes += _changed(old, new, result, library, day)
    for grid in grids:
        if grid.title not in base:
            where = f"{grid.title}!A1"
            changes.append(Change(where, UNREAD, "", grid.text(1, 1), "新增的工作表没有读取", sheet=grid.title, line=1))
    return Cells(path.name, shown, tuple(changes), (), result.files, ours=True)


def _header(grids: list[Grid]) -> Mapping[str, Any]:
    for grid in grids:
        layout = find_layout(grid) if grid.hidden else None
        if layout is not None and "data" in layout.columns:
            return read_data(grid, layout, []).header
    return {}


def _changed(old: Grid, new: Grid, result: Imported, library: Library, day: date) -> Iterator[Change]:
    layout, other = find_layout(old), find_layout(new)
    if layout is None or other is None or "rule" not in layout.columns or "rule" not in other.columns or old.hidden:
        yield from _cells(old, new)
        return
    before, after = _by_rule(old, layout), _by_rule(new, other)
    text = "".join(result.files.values())
    for rule, line in before.items():
        if rule not in after:
            said = " | ".join(old.text(line, column) for column in range(1, old.columns + 1) if _shown(layout, column))
            why = "整行删除没有生效：删除一档或者一条清单要写明理由，在规则文件中录入"
            yield Change(
                f"{new.title}（原第{line}行）",
                UNREAD,
                said,
                "（删除）",
                why,
                sheet=new.title,
                line=max(1, min(line, new.lines)),
            )
    for rule, line in after.items():
        if rule not in before:
            beside = next(
                (new.text(n, other.columns["rule"]) for n in range(line, 0, -1) if new.text(n, other.columns["rule"])),
                "",
            )
            yield from (replace(item, rule=beside) for item in _added(new, other, line, text))
            continue
        for column in range(1, max(old.columns, new.columns) + 1):
            ours, theirs = old.text(before[rule], column), new.text(line, column)
            if ours == theirs:
                continue
            role = next((name for name, found in layout.columns.items() if found == column), "")
            found = _cell(new, (line, column), ours, theirs, role, text, rule, library, day)
            yield replace(found, rule=new.text(line, other.columns["rule"]))
    for line in range(1, other.first):
        for column in range(1, max(old.columns, new.columns) + 1):
            if line < layout.first and old.text(line, column) != new.text(line, column):
                yield _refused(new, line, column, old.text(line, column), "标题和表头的修改没有读取")


def _cell(
    grid: Grid,
    place: tuple[int, int],
    ours: str,
    theirs: str,
    role: str,
    text: str,
    rule: str,
    library: Library,
    day: date,
) -> Change:
    line, column = place
    if role in HIDDEN:
        return _refused(grid, line, column, "（规则数据）", "隐藏的规则数据不得改动，请从未改动的表重新开始")
    if role not in READABLE:
        return _refused(grid, line, column, ours, "这一列的修改没有读取：请在规则文件中录入")
    address = grid.address(line, column)
    if f"# {MARK} " in text and f"[{address}]" in text:
        return _refused(grid, line, column, ours, "没有读懂，原文保留为待录入")
    limit = _limit(rule, library, day) if role == "standard" else None
    asked = _highest(theirs) if limit is not None else None
    if limit is not None and asked is not None and asked > limit:
        why = f"罚款{asked}元高于法定上限{limit}元"
        return _at(grid, line, column, READ, ours, theirs, why, error=True)
    return _at(grid, line, column, READ, ours, theirs, "改动后的规则为建议稿，未审")


def _added(grid: Grid, layout: Layout, line: int, text: str) -> Iterator[Change]:
    for column in range(1, grid.columns + 1):
        theirs = grid.text(line, column)
        if not theirs or not _shown(layout, column):
            continue
        address = grid.address(line, column)
        role = next((name for name, found in layout.columns.items() if found == column), "")
        if f"[{address}]" in text:
            yield _at(grid, line, column, OPEN, "", theirs, "新增的行，这一格须补充或者确认")
        elif role in READABLE:
            yield _at(grid, line, column, READ, "", theirs, "新增的行，为建议稿，未审")
        else:
            yield _at(grid, line, column, UNREAD, "", theirs, "新增的行，这一列没有读取")


def _cells(old: Grid, new: Grid) -> Iterator[Change]:
    for line, column in sorted(old.cells.keys() | new.cells.keys()):
        if old.text(line, column) != new.text(line, column):
            yield _refused(new, line, column, old.text(line, column), "这张工作表只供阅读，修改没有读取")


def _at(
    grid: Grid, line: int, column: int, status: str, before: str, after: str, why: str, *, error: bool = False
) -> Change:
    """A change at a cell."""
    return Change(grid.address(line, column), status, before, after, why, error, grid.title, line, column)


def _refused(grid: Grid, line: int, column: int, before: str, why: str) -> Change:
    return _at(grid, line, column, UNREAD, before, grid.text(line, column), why)


def _by_rule(grid: Grid, layout: Layout) -> dict[str, int]:
    """The line of every rule; one that stands on several lines, or none, is told apart by its place."""
    found: dict[str, int] = {}
    column = layout.columns["rule"]
    for line in grid.lines_from(layout.first):
        rule = grid.text(line, column) or f"+{line}"
        name, count = rule, 1
        while name in found:
            count += 1
            name = f"{rule}/{count}"
        found[name] = line
    return found


def _shown(layout: Layout, column: int) -> bool:
    return column not in {layout.columns[role] for role in HIDDEN if role in layout.columns}


def _limit(rule: str, library: Library, day: date) -> int | None:
    """The highest fine that the provision of a rule allows in any of its ranges; None when it cannot be said in 元."""
    violation = rule.partition("#")[0]
    rulebook = library.rulebook
    refs = [
        file.model.provision
        for versions in rulebook.areas.values()
        for ruleset in versions
        if (file := ruleset.violations.get(violation)) is not None and file.model.provision
    ]
    provision = rulebook.provision(refs[0], day) if len(set(refs)) == 1 and refs[0] else None
    if provision is None:
        return None
    caps = []
    for item in provision[1].ranges:
        fine = item.penalty.fine
        if fine is None:
            continue
        cap = next((value for value in (fine.fixed, fine.high, fine.below, fine.cap) if value is not None), None)
        if cap is None or fine.times is not None:
            return None
        caps.append(int(cap))
    return max(caps, default=None)


def _highest(text: str) -> int | None:
    read = read_standard(text)
    fine = read.penalty.get("fine", {}) if isinstance(read, Standard) else {}
    values = [fine[key] for key in ("fixed", "to", "below") if key in fine and "times" not in fine]
    return int(max(values)) if values else None


def _foreign(path: Path, shown: View) -> Cells:
    reading = read_tables(path, shown.rulebook)
    changes = tuple(change for row in reading.rows for change in _row(row))
    files = import_table(path, shown.library, shown.day).files
    return Cells(path.name, shown, changes, tuple(str(problem) for problem in reading.problems), files, ours=False)


def _row(row: Row) -> Iterator[Change]:
    rule = row.act.violation or ""
    yield from (replace(change, rule=rule) for change in _parts(row))


def _parts(row: Row) -> Iterator[Change]:
    line = row.block.first
    column = line.layout.columns.get("standard", 1)
    words = "；".join(text for text in row.block.standards.values() if text)
    if row.kind == "tier":
        status = READ if row.penalty is not None and not row.questions else UNREAD if row.penalty is None else OPEN
        why = row.unread or "；".join(row.questions) or "裁量标准已读取"
        yield _at(line.sheet, line.number, column, status, "", words, why)
    column = line.layout.columns.get("condition", line.layout.columns.get("exempt", 1))
    exact = row.situation.when is not None and not row.situation.proposals and not row.situation.questions
    status = READ if exact else UNREAD if row.situation.when is None else OPEN
    why = "；".join([*(item.why for item in row.situation.proposals), *row.situation.questions]) or "适用条件已读取"
    yield _at(line.sheet, line.number, column, status, "", row.condition, why)
    if row.act.violation is None:
        near = "、".join(f"{item.label}（{item.violation}）" for item in row.act.candidates[:3])
        why = f"须选定违法行为：{near}" if near else "规则库没有这一违法行为"
        column = line.layout.columns.get("act", 1)
        yield _at(line.sheet, line.number, column, OPEN, "", row.words, why)
