"""Read a workbook and make the files of a ruleset of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from discretion.errors import Position, Problem
from discretion.grids import Grid, read_grids
from discretion.importing.drafting import Drafter, TableOrigin
from discretion.importing.edits import Edits
from discretion.importing.entries import list_entries
from discretion.importing.layout import Layout, find_layout
from discretion.importing.lines import Line, LineReader
from discretion.importing.read_file import read_all
from discretion.importing.sealed import Sealed, read_data
from discretion.importing.todo import CONFIRM, MARK, Fields, Todo, emit_file
from discretion.importing.violations import Readers, group_lines, violation_fields
from discretion.library import Library

OURS = ("说明", "规则设定", "情节如何影响处罚", "案件没有载明时的处理")  # sheets of ours that are only for reading


@dataclass(frozen=True)
class Imported:
    """What a table became.

    Attributes:
        files: text by path inside the ruleset's folder.
        problems: what was not understood or does not fit, with sheet and cell.
        notes: what was left out on purpose.
    """

    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    @property
    def todo(self) -> int:
        """How many values a person must still enter."""
        return sum(text.count(f"# {MARK} ") for text in self.files.values())

    @property
    def confirm(self) -> int:
        """How many proposals a person must confirm."""
        return sum(text.count(f"# {CONFIRM} ") for text in self.files.values())


def import_table(
    path: Path,
    library: Library,
    day: date,
    columns: Mapping[str, str] | None = None,
    origin: TableOrigin | None = None,
    *,
    settle: bool = False,
    edits: Edits | None = None,
) -> Imported:
    """Turn a workbook into a ruleset.

    Args:
        path: our own workbook (``discretion show --format xlsx``), or a published table in .docx, .xlsx, .xls, .html, .csv.
        library: vocabulary and laws; a table without them is only text.
        day: the day whose law the citations mean.
        columns: title → role, from a person.
        origin: the document that a foreign table is.
        settle: part tiers that meet in favour of the milder one.
        edits: what a workbook of ours no longer has, and the articles it cites otherwise.

    Raises:
        UsageError: no workbook, or no sheet with a table that is known.
        MissingExtra: openpyxl is not installed.
    """
    problems: list[Problem] = []
    notes: list[str] = []
    sheets = read_grids(path)
    heads = [(sheet, find_layout(sheet)) for sheet in sheets]
    sealed = next(
        (read_data(sheet, head, problems) for sheet, head in heads if head and "data" in head.columns and sheet.hidden),
        Sealed(),
    )
    if not sealed.header:
        return _foreign(path, sheets, library, day, columns or {}, origin or TableOrigin(), settle=settle)
    readers = Readers(library.rulebook, day, sealed, problems, edits or Edits())
    benchmark: list[Line] = []
    entries: list[Line] = []
    for sheet, head in heads:
        if head is None or "act" not in head.columns or sheet.title in OURS:
            _leave_out(sheet, head, sealed, problems, notes)
            continue
        (entries if head.is_list else benchmark).extend(LineReader(sheet, head, problems).lines())
    files = {"ruleset.yaml": _header(path, sealed)}
    left_out = 0
    for item in group_lines(benchmark, readers):
        found = violation_fields(item, readers)
        if found is None:
            left_out += 1
            continue
        name, fields = found
        while f"violations/{name}.yaml" in files:  # the same act in two places of the table: both are kept
            problems.append(Problem(f"“{item.label}”在表中分成几处", item.lines[0][0].where("act")))
            name += "-again"
            fields[0] = ("violation", name)
        files[f"violations/{name}.yaml"] = emit_file("violation", fields)
    for kind, found_entries in list_entries(entries, readers).items():
        files[f"lists/{kind}.yaml"] = emit_file("list", [("list", kind), ("entries", found_entries)])
    if left_out:
        notes.append(f"{left_out}项违法行为完全沿用上级区域，没有写出")
    return Imported(files, tuple(dict.fromkeys(problems)), tuple(notes))


def _foreign(
    path: Path,
    sheets: list[Grid],
    library: Library,
    day: date,
    columns: Mapping[str, str],
    origin: TableOrigin,
    *,
    settle: bool,
) -> Imported:
    """A table that somebody else made."""
    reading = read_all(sheets, library.rulebook, columns, Position(str(path)))
    drafter = Drafter(library.rulebook, origin, day, reading.problems, settle=settle)
    files = {"ruleset.yaml": _header(path, Sealed()), **drafter.files(reading.rows, reading.drafts)}
    return Imported(files, tuple(dict.fromkeys(reading.problems)), tuple(dict.fromkeys(reading.notes)))


def _header(path: Path, sealed: Sealed) -> str:
    where = Position(path.name)
    fields: Fields = list(sealed.header.items()) or [
        ("area", "imported"),
        ("label", path.stem),
        ("version", "1"),
        ("status", "draft"),
        Todo(where, "extends、codes、effective", "上级区域、行政区划代码、施行日期"),
        Todo(where, "source", "发布机关、文号、日期、网址"),
    ]
    return emit_file("ruleset", fields, "../../")


def _leave_out(sheet: Grid, head: Layout | None, sealed: Sealed, problems: list[Problem], notes: list[str]) -> None:
    """Nothing is skipped silently."""
    if not sheet.cells or (head is not None and "data" in head.columns):
        return
    if sealed.header and sheet.title in OURS:
        if sheet.title != "说明":
            notes.append(f"工作表“{sheet.title}”只供阅读，其中的修改没有读取")
        return
    problems.append(
        Problem(f"工作表“{sheet.title}”没有可识别的表头，未转换", sheet.where(1, 1), found=sheet.text(1, 1) or None)
    )
