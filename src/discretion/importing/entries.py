"""Lines of a list (清单) to list files."""

from __future__ import annotations

from discretion.errors import Problem
from discretion.importing.lines import Line
from discretion.importing.rows import LISTS
from discretion.importing.sealed import sealed_line
from discretion.importing.titles import list_of
from discretion.importing.todo import Fields, Todo
from discretion.importing.violations import SOURCE_TODO, UNREVIEWED, Readers


def list_entries(lines: list[Line], readers: Readers) -> dict[str, list[Fields]]:
    """Entries by the kind of list."""
    found: dict[str, list[Fields]] = {}
    for line in lines:
        visible = (line.get("act"), line.get("condition"))
        sealed = sealed_line(line, visible, readers.problems)
        if sealed is not None and not any(sealed.edited) and not readers.sealed.own(sealed.writer):
            continue  # the parent area has it
        if sealed is None:
            told = list_of(line.banner)
            if told is None or told[0] not in LISTS:
                readers.problems.append(
                    Problem("看不出是哪一种清单，没有转换", line.where("act"), found=line.banner or None)
                )
                continue
            kind, fields = told[0], _loose_entry(line, told[1], readers)
        else:
            kind, raw, fields = sealed.kind, dict(sealed.raw), []
            if sealed.edited[0]:
                raw["label"] = line.get("act")
            if sealed.edited[1]:
                fields = _when(raw, line, readers)
            if any(sealed.edited):
                raw["source"] = dict(UNREVIEWED)
            fields = [*raw.items(), *fields]
        found.setdefault(kind, []).append(fields)
    return found


def _when(raw: dict[str, object], line: Line, readers: Readers) -> Fields:
    when = readers.conditions.read(line.get("condition"))
    if when is None:
        return [_todo(line, readers)]  # what was there stays until somebody enters the new words
    raw.pop("unless", None)
    raw["when"] = when
    return []


def _loose_entry(line: Line, force: str, readers: Readers) -> Fields:
    fields: Fields = [("id", f"row-{line.number}"), ("label", line.get("act")), ("force", force)]
    when = readers.conditions.read(line.get("condition"))
    fields.append(("when", when) if when is not None else _todo(line, readers))
    if line.get("basis"):
        fields.append(Todo(line.where("basis"), "cite", line.get("basis")))
    fields.append(Todo(line.where("source"), "source", line.get("source") or SOURCE_TODO))
    if line.get("remark"):
        fields.append(("note", line.get("remark")))
    fields += [Todo(line.where("act"), name, text) for name, text in line.rest.items()]
    return fields


def _todo(line: Line, readers: Readers) -> Todo:
    text = line.get("condition")
    readers.problems.append(Problem("适用条件没有读懂，原文保留为待录入", line.where("condition"), found=text or None))
    return Todo(line.where("condition"), "when", text or "（表中为空）")
