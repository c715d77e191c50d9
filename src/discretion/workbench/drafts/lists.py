"""A list (清单) as a table to edit: the area's own entries, and its parents', which are replaced when they are touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from discretion.documents import dump, read
from discretion.errors import RulebookError, nearest
from discretion.facts import Words
from discretion.library import Library
from discretion.penalty import Force
from discretion.rulebook import InheritedEntry, ListKind, entries_of
from discretion.workbench.drafts.editing import NEW, Edited, TypedCells, Unclear, proposed
from discretion.workbench.drafts.tiers import acts

FORCES = {Force.SHALL.value: "应当", Force.MAY.value: "可以"}
ALL = "全部违法行为"
COLUMNS = {
    "label": "情形",
    "when": "适用条件",
    "unless": "除外",
    "force": "应当或者可以",
    "violations": "适用于",
    "except": "不适用于",
}
OPTIONAL = ("unless", "except")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry on the screen. ``own``: the area writes it itself, so that it can go."""

    id: str
    cells: Mapping[str, str]
    source: str
    own: bool

    @property
    def label(self) -> str:
        """The circumstance."""
        return self.cells["label"]


def entry_rows(library: Library, area: str, day: date, kind: ListKind) -> list[EntryRow]:
    """The entries as rows, the parents' first."""
    chain = library.plans.chain(area, day)
    labels = {name: label for _, name, label in acts(library, area, day)}
    words = Words(library.rulebook.vocabulary)
    return [_row(item, words, labels, chain[0].id) for item in entries_of(chain) if item.kind is kind]


def _row(item: InheritedEntry, words: Words, labels: Mapping[str, str], own: str) -> EntryRow:
    entry = item.entry
    cells = {
        "label": entry.label,
        "when": words.condition(entry.when),
        "unless": "" if entry.unless is None else words.condition(entry.unless),
        "force": entry.force.value,
        "violations": ALL if entry.violations == "all" else _names(entry.violations, labels),
        "except": _names(entry.excepted, labels),
    }
    return EntryRow(entry.id, cells, entry.source.kind.value, item.origin.ruleset == own)


def _names(patterns: list[str], labels: Mapping[str, str]) -> str:
    return "、".join(labels.get(pattern, pattern) for pattern in patterns)


def edit_list(
    library: Library, area: str, day: date, kind: ListKind, own: str | None, cells: TypedCells, method: str
) -> Edited:
    """Take an edited list in; the arguments are those of ``edit_tiers``."""
    data: dict[str, Any] = (
        {"list": kind.value, "entries": []} if own is None else dict(read(own, error=RulebookError).data)
    )
    entries = {entry["id"]: dict(entry) for entry in data["entries"]}
    chain = library.plans.chain(area, day)
    written = {item.entry.id: item.origin for item in entries_of(chain) if item.kind is kind}
    names = {label: name for _, name, label in acts(library, area, day)}
    for shown in entry_rows(library, area, day, kind):
        if cells.dropped(shown.id):
            if shown.own:
                entries.pop(shown.id, None)
                cells.changed.append(shown.id)
            else:
                cells.mistakes[f"{shown.id}.label"] = "这一条是上级区域的，不能删去；可以改写，或者在“不适用于”中写明"
            continue
        touched = cells.touched(shown.id, shown.cells)
        if not touched:
            continue
        origin = written[shown.id]
        raw = entries.get(shown.id) or {**origin.document.data["entries"][origin.path[1]], "replaces": True}
        _fill(raw, touched, cells, shown.id, names)
        entries[shown.id] = {**raw, "source": proposed(method)}
        cells.changed.append(shown.id)
    if added := cells.added(COLUMNS):
        name = next(f"added-{n}" for n in range(1, 1000) if f"added-{n}" not in {*entries, *written})
        raw = {"id": name}
        required = {column: text for column, text in added.items() if text or column not in OPTIONAL}
        required["violations"] = required.get("violations") or ALL
        _fill(raw, required, cells, NEW, names)
        entries[name] = {**raw, "source": proposed(method)}
        cells.changed.append(name)
    return cells.done(lambda: dump(data | {"entries": list(entries.values())}))


def _fill(
    raw: dict[str, object], touched: Mapping[str, str], cells: TypedCells, row: str, names: Mapping[str, str]
) -> None:
    def applies(text: str) -> object:
        return "all" if text == ALL else _patterns(text, names)

    def force(text: str) -> object:
        return text if text in FORCES else Unclear("写应当或者可以")

    reads: dict[str, Callable[[str], object]] = {
        "label": str,
        "when": cells.condition,
        "unless": cells.condition,
        "force": force,
        "violations": applies,
    }
    for column, text in touched.items():
        if column in OPTIONAL and not text:
            raw.pop(column, None)
        else:
            raw[column] = cells.take(f"{row}.{column}", text, reads.get(column, applies))
    if raw.get("except") == "all":
        cells.mistakes[f"{row}.except"] = "不适用于全部违法行为的，不必列入清单"


def _patterns(text: str, names: Mapping[str, str]) -> object:
    """Names of violations, or of groups of them (``highway.*``), as the rules write them."""
    found = []
    for part in (piece.strip() for line in text.splitlines() for piece in line.split("、")):
        if not part:
            continue
        known = names.get(part) or (part if part in names.values() or part.endswith(".*") else None)
        if known is None:
            near = nearest(part, names)
            return Unclear(f"没有违法行为“{part}”" + (f"，是否想写：{near}" if near else ""))
        found.append(known)
    return found or Unclear("写违法行为的名称，用、分开；或者写“全部违法行为”")
