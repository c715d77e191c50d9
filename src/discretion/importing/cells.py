"""What became of every edit: 已读取, 未读取 or 需补充, each with its cell. An edit that no reader knows is refused aloud, never lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from discretion.grids import Grid, read_grids
from discretion.importing.ceiling import above_statute
from discretion.importing.changes import OPEN, READ, UNREAD, CellChange, change_at
from discretion.importing.differences import HIDDEN, Difference, differences
from discretion.importing.edits import Edits, edits_of, file_of, tier_of
from discretion.importing.importer import import_table
from discretion.importing.layout import find_layout
from discretion.importing.read_file import read_tables
from discretion.importing.rows import ReadRow
from discretion.importing.sealed import read_data
from discretion.importing.todo import MARK
from discretion.library import Library
from discretion.tables import View, view, written

READABLE = ("level", "condition", "standard", "act")
SETTLED = {
    "sheet-gone": "删除工作表没有读取：其中的规则仍然有效",
    "sheet-new": "新增的工作表没有读取",
    "head": "标题和表头的修改没有读取",
    "order": "行的先后次序改变没有读取",
    "reading": "这张工作表只供阅读，修改没有读取",
}


@dataclass(frozen=True)
class Cells:
    """What became of a file, cell by cell.

    Attributes:
        view: the area, in its version, that the file is laid over.
        files: the rules that were read, by path inside the ruleset's folder.
        ours: whether it is an edited workbook of ours; then only the rules of its changes are new.
        edits: what it no longer has.
    """

    file: str
    view: View
    changes: tuple[CellChange, ...]
    problems: tuple[str, ...]
    files: Mapping[str, str]
    ours: bool
    edits: Edits = field(default_factory=Edits)

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
    base = _written(shown, "docx" if path.suffix.lower() == ".docx" else "xlsx")
    found = list(differences(base, grids))
    edits = edits_of(found, base, grids, shown.ruleset, shown.rulebook, day)
    # Nothing was edited: then no rule is new, and none needs to be read.
    files = edits.trusted(import_table(path, library, day, edits=edits).files) if found else {}
    text = "".join(files.values())
    changes = tuple(_trusted(_judged(item, edits, text, shown), edits) for item in found)
    return Cells(path.name, shown, changes, (), files, ours=True, edits=edits)


def _header(grids: list[Grid]) -> Mapping[str, object]:
    for grid in grids:
        layout = find_layout(grid) if grid.hidden else None
        if layout is not None and "data" in layout.columns:
            return read_data(grid, layout, []).header
    return {}


def _written(shown: View, style: str) -> list[Grid]:
    """The file as it was before anybody edited it."""
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / f"original.{style}"
        original.write_bytes(written(shown, style))
        return read_grids(original)


def _trusted(item: CellChange, edits: Edits) -> CellChange:
    """An edit beside hidden data that somebody changed too is not read: what it would become is not known."""
    if item.status == UNREAD or not ({"", file_of(item.rule)} & edits.tampered):
        return item
    return replace(item, status=UNREAD, why="同一规则的隐藏数据被改动，这一处没有读取", error=False)


def _judged(item: Difference, edits: Edits, text: str, shown: View) -> CellChange:
    """What became of one difference."""
    if item.kind == "line-gone":
        why = edits.refused.get(item.rule, "")
        done = "这一行已从草案中删除；各档之间是否因此有空隙，见检查"
        return _change(item, UNREAD if why else READ, why or done, rule="" if why else item.rule)
    if item.kind in SETTLED:
        return _change(item, UNREAD, SETTLED[item.kind])
    quoted = f"[{item.grid.address(item.line, item.column)}]" in text
    if item.kind == "line-new":
        if quoted:
            return _change(item, OPEN, "新增的行，这一格须补充或者确认", rule=item.rule)
        if item.role in READABLE:
            return _change(item, READ, "新增的行，为建议稿，未审", rule=item.rule)
        return _change(item, UNREAD, "新增的行，这一列没有读取", rule=item.rule)
    return _edited(item, edits, shown, quoted=quoted and f"# {MARK} " in text)


def _edited(item: Difference, edits: Edits, shown: View, *, quoted: bool) -> CellChange:
    if item.role in HIDDEN:
        hidden = replace(item, before="（规则数据）")
        return _change(hidden, UNREAD, "隐藏的规则数据不得改动，请从未改动的表重新开始")
    if item.role == "basis":
        violation = tier_of(item.rule).partition("#")[0]
        why = edits.refused.get(violation, "")
        return _change(
            item, UNREAD if why else READ, why or "罚则已改；这项违法行为的规则为建议稿，未审", rule=item.rule
        )
    if item.role not in READABLE:
        return _change(item, UNREAD, "这一列的修改没有读取：请在规则文件中录入")
    if quoted:
        return _change(item, UNREAD, "没有读懂，原文保留为待录入", rule=item.rule)
    if item.role == "act" and item.before.split("\n")[1:] != item.after.split("\n")[1:]:
        return _change(item, UNREAD, "这一格只读取第一行的名称；标识和认定请在规则文件中录入", rule=item.rule)
    broken = above_statute(item.after, item.rule, shown.rulebook, shown.day) if item.role == "standard" else ""
    why = broken or "改动后的规则为建议稿，未审"
    return _change(item, READ, why, error=bool(broken), rule=item.rule)


def _change(item: Difference, status: str, why: str, *, error: bool = False, rule: str = "") -> CellChange:
    place = item.line, item.column
    return replace(change_at(item.grid, place, status, item.before, item.after, why, error=error), rule=rule)


def _foreign(path: Path, shown: View) -> Cells:
    reading = read_tables(path, shown.rulebook)
    changes = tuple(change for row in reading.rows for change in _row(row))
    files = import_table(path, shown.library, shown.day).files
    return Cells(path.name, shown, changes, tuple(str(problem) for problem in reading.problems), files, ours=False)


def _row(row: ReadRow) -> Iterator[CellChange]:
    rule = row.act.violation or ""
    yield from (replace(change, rule=rule) for change in _parts(row))


def _parts(row: ReadRow) -> Iterator[CellChange]:
    line = row.block.first
    words = "；".join(text for text in row.block.standards.values() if text)
    if row.kind == "tier":
        place = line.number, line.layout.columns.get("standard", 1)
        status = (
            READ
            if row.penalty is not None and not row.questions
            else UNREAD
            if row.penalty is None and row.mitigated is None
            else OPEN
        )
        why = row.unread or "；".join(row.questions) or "裁量标准已读取"
        yield change_at(line.sheet, place, status, "", words, why)
    place = line.number, line.layout.columns.get("condition", line.layout.columns.get("exempt", 1))
    exact = row.situation.when is not None and not row.situation.proposals and not row.situation.questions
    status = READ if exact else UNREAD if row.situation.when is None else OPEN
    why = "；".join([*(item.why for item in row.situation.proposals), *row.situation.questions]) or "适用条件已读取"
    yield change_at(line.sheet, place, status, "", row.condition, why)
    if row.act.violation is None:
        near = "、".join(f"{item.label}（{item.violation}）" for item in row.act.candidates[:3])
        why = f"须选定违法行为：{near}" if near else "规则库没有这一违法行为"
        yield change_at(line.sheet, (line.number, line.layout.columns.get("act", 1)), OPEN, "", row.words, why)
