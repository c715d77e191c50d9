"""Lines of a benchmark table to violation files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from discretion.conditions import ALWAYS, Condition, FeelError, parse_condition
from discretion.errors import Position, Problem
from discretion.importing.basis import provision_of
from discretion.importing.boundaries import contradictions
from discretion.importing.conditions import ConditionReader
from discretion.importing.edits import Edits
from discretion.importing.lines import Line
from discretion.importing.penalties import PenaltyReader, doubt
from discretion.importing.sealed import Sealed, SealedLine, merged_fields, sealed_line
from discretion.importing.titles import level_of
from discretion.importing.todo import Fields, Todo
from discretion.rulebook import Rulebook

UNREVIEWED = {"kind": "proposed", "method": "审核表中改动，未审"}
SOURCE_TODO = "来源：写明 kind（statute、published 或者 proposed）"


@dataclass
class Readers:
    """What reading a table needs, made once."""

    rulebook: Rulebook
    day: date
    sealed: Sealed
    problems: list[Problem]
    edits: Edits = field(default_factory=Edits)
    conditions: ConditionReader = field(init=False)
    penalties: PenaltyReader = field(init=False)
    labels: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.conditions = ConditionReader(self.rulebook.vocabulary)
        self.penalties = PenaltyReader(self.rulebook.vocabulary)
        for ruleset in self.rulebook.rulesets:
            for name, file in ruleset.violations.items():
                if file.model.label:
                    self.labels.setdefault(file.model.label, name)


@dataclass
class ViolationLines:
    """All lines of one violation."""

    label: str
    lines: list[tuple[Line, SealedLine | None]] = field(default_factory=list)


def group_lines(lines: list[Line], readers: Readers) -> list[ViolationLines]:
    """Lines that name the same violation, in order."""
    items: list[ViolationLines] = []
    for line in lines:
        label = line.get("act").split("\n")[0].strip()
        visible = (line.get("level"), line.get("condition"), line.get("standard"))
        sealed = sealed_line(line, visible, readers.problems)
        if not items or items[-1].label != label:
            items.append(ViolationLines(label))
        items[-1].lines.append((line, sealed))
    return items


def violation_fields(item: ViolationLines, readers: Readers) -> tuple[str, Fields] | None:
    """One violation as the fields of its file; None when the parent area has it all and nothing was edited."""
    sealed = [found for _, found in item.lines if found is not None]
    name = sealed[0].kind if sealed else readers.labels.get(item.label, "")
    first = item.lines[0][0]
    if not name:
        name = f"imported.row-{first.number}"
        readers.problems.append(Problem(f"没有名为“{item.label}”的违法行为，暂用标识 {name}", first.where("act")))
    fields: Fields = [("violation", name)]
    if name in readers.sealed.fields and sealed:
        fields += _sealed_fields(item, name, readers)
    else:
        fields += _loose_fields(item, first, readers)
    tiers = _tiers(item, readers)
    inherited = sealed and not any(readers.sealed.own(found.writer) for found in sealed)
    touched = bool(readers.edits.tiers_gone(name)) or any(found is None or any(found.edited) for _, found in item.lines)
    if not inherited or touched:
        fields.append(("tiers", tiers))
    if touched:  # an untouched rule of ours is the business of ``discretion check``
        _check_boundaries(item, name, tiers, readers)
    return (name, fields) if len(fields) > 1 else None


def _sealed_fields(item: ViolationLines, name: str, readers: Readers) -> Fields:
    parts = readers.sealed.fields[name]
    fields: Fields = [
        (k, v) for raw, writer in parts if readers.sealed.own(writer) for k, v in raw.items() if k != "violation"
    ]
    label = merged_fields(parts).get("label")
    if label != item.label:
        fields = [entry for entry in fields if isinstance(entry, Todo) or entry[0] != "label"]
        fields.insert(0, ("label", item.label))
    if name in readers.edits.articles:  # another article is another rule: it has lost its rank too
        changed = {"provision": readers.edits.articles[name], "source": dict(UNREVIEWED)}
        fields = [entry for entry in fields if isinstance(entry, Todo) or entry[0] not in changed] + [*changed.items()]
    return fields


def _loose_fields(item: ViolationLines, first: Line, readers: Readers) -> Fields:
    fields: Fields = [("label", item.label)]
    if item.label not in readers.labels:
        fields.append(Todo(first.where("act"), "sector", "所属门类"))
    basis = first.get("basis") or first.get("range")
    ref = provision_of(basis, readers.rulebook, readers.day, item.label)
    fields.append(
        ("provision", ref) if ref else Todo(first.where("basis"), "provision", basis or "（表中没有法定依据）")
    )
    if first.get("enforcement"):
        fields.append(("enforcement", first.get("enforcement")))
    for role, key in (
        ("duty", "duty"),
        ("situation", "elements"),
        ("order", "orders"),
        ("exempt", "exempt"),
    ):
        if first.get(role):
            fields.append(Todo(first.where(role), key, first.get(role)))
    fields.append(Todo(first.where("source"), "source", first.get("source") or SOURCE_TODO))
    return fields


def _tiers(item: ViolationLines, readers: Readers) -> list[Fields]:
    tiers: list[Fields] = []
    done: set[str] = set()
    for line, sealed in item.lines:
        if sealed is None:
            tiers.append(_loose_tier(line, len(tiers) + 1, readers))
            continue
        if sealed.id in done:
            continue
        done.add(sealed.id)
        same = [(one, found) for one, found in item.lines if found is not None and found.id == sealed.id]
        tiers.append(_sealed_tier(same, readers))
    return tiers


def _sealed_tier(lines: list[tuple[Line, SealedLine]], readers: Readers) -> Fields:
    """A tier as it was, with the edited cells read anew; a tier on several lines cannot be read from one of them."""
    sealed = lines[0][1]
    raw = dict(sealed.raw)
    fields: Fields = []
    for one, found in lines:
        for index, key, role in ((0, "label", "level"), (1, "when", "condition"), (2, "penalty", "standard")):
            if not found.edited[index]:
                continue
            value = one.get(role) if key == "label" else _read(key, one, readers)
            if value is None or (len(lines) > 1 and key != "label") or ("rows" in raw and key != "label"):
                # What was there stays until somebody enters the new words.
                fields.append(_todo(one, key, role, readers))
            else:
                raw[key] = value
    if any(any(found.edited) for _, found in lines):
        raw["source"] = dict(UNREVIEWED)  # nobody relabels by editing: a changed row has lost its rank
    return [*raw.items(), *fields]


def _loose_tier(line: Line, number: int, readers: Readers) -> Fields:
    level = re.sub(r"\s+", "", line.get("level"))
    known = level_of(level)
    condition = line.get("condition") or ("" if known else line.get("level"))
    fields: Fields = [("tier", known or f"tier-{number}"), ("label", level if known else f"第{number}档")]
    if level and not known and line.get("condition"):
        fields[1] = ("label", level)
    when = _read("when", line, readers, condition)
    fields.append(("when", when) if when is not None else _todo(line, "when", "condition", readers, condition))
    found = readers.penalties.read(line.get("standard"), line.layout.unit) if line.get("standard") else None
    if found is None:
        fields.append(_todo(line, "penalty", "standard", readers))
    else:
        fields.append(("penalty", found[0]))
        if found[1]:
            fields.append(("orders", found[1]))
    if line.get("remark"):
        fields.append(("remark", line.get("remark")))
    fields += [Todo(line.where("remark"), name, text) for name, text in line.rest.items()]
    return fields


def _read(key: str, line: Line, readers: Readers, text: str | None = None) -> object:
    if key == "when":
        return readers.conditions.read(text if text is not None else line.get("condition"))
    found = readers.penalties.read(line.get("standard"), line.layout.unit)
    return found[0] if found is not None else None


def _todo(line: Line, key: str, role: str, readers: Readers, text: str | None = None) -> Todo:
    words = text if text is not None else line.get(role)
    what = {"when": "适用条件", "penalty": "裁量标准", "label": "违法程度"}.get(key, key)
    message = f"{what}没有读懂，原文保留为待录入" if words else f"没有{what}"
    if key == "penalty" and (reason := doubt(words, line.layout.unit)):
        message = f"{reason}；原文保留为待录入"
    readers.problems.append(Problem(message, line.where(role), found=words or None))
    return Todo(line.where(role), key, words or "（表中为空）")


def _check_boundaries(item: ViolationLines, name: str, tiers: list[Fields], readers: Readers) -> None:
    """Tell of tiers that overlap, or leave facts between them."""
    conditions: list[tuple[Position, Condition]] = []
    for line, fields in zip(_first_lines(item), tiers, strict=True):
        raw = dict(field for field in fields if not isinstance(field, Todo))
        unread = any(isinstance(field, Todo) and field.key == "when" for field in fields)
        if "when" in raw and not unread:
            try:
                conditions.append((line.where("condition"), parse_condition(raw["when"])))
            except FeelError:
                continue
    elements = merged_fields(readers.sealed.fields.get(name, [])).get("elements")
    base = parse_condition(elements) if elements else ALWAYS
    if len(conditions) > 1:
        complete = len(conditions) == len(tiers)
        readers.problems.extend(contradictions(conditions, base, readers.rulebook.vocabulary, complete=complete))


def _first_lines(item: ViolationLines) -> list[Line]:
    """The line each tier was read from."""
    found, done = [], set()
    for line, sealed in item.lines:
        if sealed is None or sealed.id not in done:
            found.append(line)
            done.add(sealed.id if sealed else None)
    return found
